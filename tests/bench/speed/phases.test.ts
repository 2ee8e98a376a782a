// Phases as --verbose tells them.

import { describe, expect, it } from 'vitest';
import { createVerboseEvents } from '../../../src/cli/verbose.js';
import { collectPhaseTimes, parsePhases } from '../../../bench/speed/phases.js';

describe('parsePhases', () => {
  it('reads back what the command writes, milliseconds and seconds', () => {
    const lines: string[] = [];
    let now = 0;
    const events = createVerboseEvents(
      (line) => lines.push(line),
      () => now,
    );
    events.phase('sketch documents', null, 'bytes');
    now += 1234;
    events.done('sketch documents', { documents: 1_234_567, fingerprints: 89 });
    events.phase('match documents', null, 'documents');
    now += 45_600;
    events.done('match documents', {});
    expect(parsePhases(lines.join('\n'))).toEqual([
      { name: 'sketch documents', elapsedMs: 1234, counts: { documents: 1_234_567, fingerprints: 89 } },
      { name: 'match documents', elapsedMs: 45_600, counts: {} },
    ]);
  });

  it('passes over everything else', () => {
    const stderr = [
      'warning: charset of a.txt was guessed, 12 ms',
      'CHARSET_GUESSED: a.txt: 3 ms',
      'kernel wasm, 2 workers, peak memory 193 MB, 2181 ms in all',
      'report: clusters 3, 57 ms',
      '',
    ];
    expect(parsePhases(stderr.join('\n')).map(({ name }) => name)).toEqual(['warning', 'report']);
    expect(parsePhases('')).toEqual([]);
  });
});

describe('collectPhaseTimes', () => {
  it('lists the times of each phase by run, adding up what a run tells twice', () => {
    const phase = (name: string, elapsedMs: number) => ({ name, elapsedMs, counts: {} });
    const times = collectPhaseTimes([[phase('read', 5), phase('match', 7), phase('read', 1)], [phase('match', 9)]]);
    expect([...times]).toEqual([
      ['read', [6, 0]],
      ['match', [7, 9]],
    ]);
  });
});
