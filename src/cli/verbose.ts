// What `--verbose` tells: a line a phase with what remained after it and how long it took; at the end what ran.
//
// Times, workers, kernel and memory are told here and nowhere else: a report must be the same bytes on every machine.

import type { PhaseEvents } from '../index.js';
import { formatByteLength, formatCount, formatElapsed } from './quantities.js';

/** What a run used, for the closing line. */
export interface RunUsage {
  readonly kernel: string;
  readonly workers: number;
  readonly elapsedMs: number;
  readonly peakByteLength: number;
}

/** Tells a line for each phase that is done. `now` is a clock in milliseconds. */
export function createVerboseEvents(tell: (line: string) => void, now: () => number): PhaseEvents {
  let startedAt = now();
  return {
    phase() {
      startedAt = now();
    },
    advance() {
      // The closing line of a phase says it all.
    },
    done(name, survivors) {
      const counts = Object.entries(survivors).map(([what, count]) => `${what} ${formatCount(count)}`);
      tell(`${name}: ${[...counts, formatElapsed(now() - startedAt)].join(', ')}`);
    },
  };
}

/** The closing line. */
export function describeUsage(usage: RunUsage): string {
  const workers = `${usage.workers} ${usage.workers === 1 ? 'worker' : 'workers'}`;
  const peak = `peak memory ${formatByteLength(usage.peakByteLength)}`;
  return `kernel ${usage.kernel}, ${workers}, ${peak}, ${formatElapsed(usage.elapsedMs)} in all`;
}

/** Events for several listeners at once, in order. */
export function joinPhaseEvents(listeners: readonly PhaseEvents[]): PhaseEvents {
  return {
    phase(name, total, unit) {
      for (const listener of listeners) listener.phase(name, total, unit);
    },
    advance(done) {
      for (const listener of listeners) listener.advance(done);
    },
    done(name, survivors) {
      for (const listener of listeners) listener.done(name, survivors);
    },
  };
}
