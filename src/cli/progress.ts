// The progress line: which phase runs, and how much of it is done. Drawn over itself, gone at the end.
//
// Driven by the phases themselves: no timer keeps the program alive, and a phase that stands still shows it. It refuses
// to guess how long the rest takes.

import type { PhaseEvents } from '../index.js';
import type { Messages } from './messages.js';
import { formatByteLength, formatCount } from './quantities.js';

/** Ten times a second: faster than that is read by nobody, and a terminal costs time. */
const redrawMs = 100;

/** Draws on `messages`, cut to `width` columns. `now` is a clock in milliseconds. */
export function createProgress(messages: Messages, width: number, now: () => number): PhaseEvents {
  let phaseName = '';
  let total: number | null = null;
  let unit: 'bytes' | 'documents' | 'sources' = 'documents';
  let drawnAt = -Infinity;

  function draw(done: number): void {
    const at = now();
    if (at - drawnAt < redrawMs) return;
    drawnAt = at;
    // A terminal wraps a line that fills its last column.
    messages.drawStatus(describeProgress(phaseName, done, total, unit).slice(0, width - 1));
  }

  return {
    phase(name, units, unitName) {
      phaseName = name;
      total = units;
      unit = unitName;
      draw(0);
    },
    advance: draw,
    done() {
      messages.clearStatus();
    },
  };
}

function describeProgress(phase: string, done: number, total: number | null, unit: string): string {
  const amount = (count: number): string => (unit === 'bytes' ? formatByteLength(count) : formatCount(count));
  const suffix = unit === 'bytes' ? '' : ` ${unit}`;
  if (total === null || total <= 0) return `${phase}: ${amount(done)}${suffix}`;
  const percent = Math.floor((100 * Math.min(done, total)) / total);
  return `${phase}: ${percent} % of ${amount(total)}${suffix}`;
}
