// Coverage as a pool measures it, against each pair looked at by itself.

import { describe, expect, it } from 'vitest';
import { countCoveredTokens } from '../../src/match/shingle-set.js';
import { leaderOf } from '../../src/match/units.js';
import { measureCoverage } from '../../src/workers/measure-coverage.js';
import { UNREADABLE } from '../../src/workers/tasks.js';
import { createPools, makeContents } from '../helpers/crew-pools.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { shareMemory } from '../helpers/shared-run.js';

describe('measureCoverage', () => {
  it('says how much of each covered unit the other has, and where one of the leaders is gone', async () => {
    const shared = await shareMemory(makeContents(13, 850));
    const { corpus, run } = shared;
    const { units } = run.board;
    const draws = seedDraws(3);
    // Most of them hang on somebody before them.
    const via = Uint32Array.from({ length: units.count }, (_, unit) =>
      draws.below(8) === 0 ? unit : draws.below(unit + 1),
    );
    const gone = leaderOf(units, via.findLast((other, unit) => other !== unit) ?? 0);
    const expected = Float64Array.from(via, (other, unit) => {
      if (other === unit) return 0;
      const [document, otherDocument] = [leaderOf(units, unit), leaderOf(units, other)];
      if (document === gone || otherDocument === gone) return UNREADABLE;
      const [sequence, set] = [corpus.reader.getSequence(document), corpus.reader.get(otherDocument)];
      if (sequence === null || set === null) throw new Error('nobody else is gone');
      return countCoveredTokens(sequence, set) / sequence.tokens;
    });
    corpus.files.write(corpus.documents.ids.read(gone), null);
    for (const pool of createPools(shared)) {
      const found = await measureCoverage({ pool, board: run.board, pause: () => Promise.resolve() }, via);
      expect(found).toEqual(expected);
      // Pairs with a giant are left to the host.
      const giantShingles = Math.max(...run.arena.lengths) / 2;
      const isGiant = (unit: number): boolean => run.arena.lengths[unit] >= giantShingles;
      const context = { pool, board: run.board, pause: () => Promise.resolve(), giantShingles };
      const isLeft = (unit: number): boolean => via[unit] !== unit && (isGiant(unit) || isGiant(via[unit]));
      const some = expected.map((share, unit) => (isLeft(unit) ? UNREADABLE : share));
      expect(await measureCoverage(context, via)).toEqual(some);
      expect(some.filter((share) => share === UNREADABLE).length).toBeGreaterThan(8);
      expect(some.filter((share) => share > 0).length).toBeGreaterThan(8);
    }
    // More than one task.
    expect(via.filter((other, unit) => other !== unit).length).toBeGreaterThan(512);
    expect(expected.filter((share) => share > 0).length).toBeGreaterThan(8);
    expect(expected).toContain(UNREADABLE);
  });
});
