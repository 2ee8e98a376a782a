// Candidates cut in any way are all there, in order, and no more than fits is asked for at once.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnitMarks } from '../../src/match/unit-marks.js';
import {
  cutPieces,
  cutTasks,
  cutUnits,
  listOwnUnits,
  listUnits,
  selectCandidates,
} from '../../src/workers/cut-candidates.js';
import type { VerificationTask } from '../../src/workers/tasks.js';
import { seedDraws } from '../helpers/seed-draws.js';

interface Case {
  readonly task: VerificationTask;
  readonly lengths: readonly number[];
  readonly mostWanted: number;
}

/** Units from `start` on with some of those before them, and how many shingles each has. */
const anyCase = fc
  .record({ seed: fc.nat(), start: fc.nat({ max: 20 }), count: fc.nat({ max: 30 }), mostWanted: fc.nat({ max: 400 }) })
  .map(({ seed, start, count, mostWanted }): Case => {
    const draws = seedDraws(seed);
    const others: number[] = [];
    const starts = [0];
    for (let unit = start; unit < start + count; unit++) {
      const chance = draws.pick([0, 1, 2, 5]);
      for (let other = 0; other < unit; other++) if (chance > 0 && draws.below(chance) === 0) others.push(other);
      starts.push(others.length);
    }
    const task = { start, settled: start, starts: Uint32Array.from(starts), others: Uint32Array.from(others) };
    const lengths = Array.from({ length: start + count }, () => draws.pick([1, 10, 60, 200]));
    return { task, lengths, mostWanted };
  });

/** Every pair of a task, in order. */
function listPairs({ start, starts, others }: VerificationTask): string[] {
  const pairs: string[] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let at = starts[i]; at < starts[i + 1]; at++) pairs.push(`${start + i} ${others[at]}`);
  }
  return pairs;
}

function sumLengths(lengths: readonly number[], units: Iterable<number>): number {
  return [...new Set(units)].reduce((sum, unit) => sum + lengths[unit], 0);
}

describe('candidates', () => {
  it('are in stretches of units whose own sets fit half of what may be wanted, or of one unit', () => {
    const property = fc.property(anyCase, ({ task, lengths, mostWanted }) => {
      const stretches = [...cutUnits(task, (unit) => lengths[unit], mostWanted)];
      expect(stretches.flatMap((stretch) => listPairs(stretch.task))).toEqual(listPairs(task));
      let before = 0;
      for (const stretch of stretches) {
        expect(stretch.firstCandidate).toBe(before);
        before += stretch.task.others.length;
        expect(stretch.task.settled).toBe(task.settled);
        const own = [...listOwnUnits(stretch.task)];
        const wanted = sumLengths(lengths, own);
        if (own.length > 1) expect(wanted).toBeLessThanOrEqual(mostWanted / 2);
        expect(stretch.isOversized).toBe(wanted > mostWanted);
      }
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 200 });
  });

  it('are in pieces whose sets fit together, or of one unit that is said to be oversized', () => {
    let oversized = 0;
    const property = fc.property(anyCase, ({ task, lengths, mostWanted }) => {
      const marks = new UnitMarks(lengths.length);
      const pieces = [...cutPieces(task, (unit) => lengths[unit], mostWanted, marks)];
      expect(pieces.flatMap(listPairs)).toEqual(listPairs(task));
      for (const piece of pieces) {
        const wanted = sumLengths(lengths, listUnits(piece));
        expect(piece.isOversized).toBe(wanted > mostWanted);
        if (piece.isOversized) expect([...listOwnUnits(piece)]).toHaveLength(1);
        if (piece.isOversized) oversized++;
      }
    });
    fc.assert(property, { seed: 20_261_123, numRuns: 200 });
    expect(oversized).toBeGreaterThan(50);
  });

  it('are in tasks of whole units, with columns of their own', () => {
    const property = fc.property(anyCase, ({ task }) => {
      const tasks = [...cutTasks(task)];
      expect(tasks.flatMap(listPairs)).toEqual(listPairs(task));
      for (const { others } of tasks) {
        expect(others.buffer.byteLength).toBe(others.byteLength);
        expect(others.length).toBeGreaterThan(0);
      }
    });
    fc.assert(property, { seed: 20_261_124, numRuns: 100 });
  });

  it('can be selected, and each then knows its place among all', () => {
    const property = fc.property(anyCase, fc.nat({ max: 5 }), ({ task }, divisor) => {
      const isSelected = (i: number, other: number, at: number): boolean => (i + 2 * other + at) % (divisor + 1) === 0;
      const { task: selected, indices } = selectCandidates(task.start, 3, task, isSelected);
      expect(selected.settled).toBe(3);
      expect([...selected.others]).toEqual(Array.from(indices, (at) => task.others[at]));
      const all = listPairs(task);
      expect(listPairs(selected)).toEqual(Array.from(indices, (at) => all[at]));
      const expected = all.flatMap((pair, at) => {
        const [unit, other] = pair.split(' ').map(Number);
        return isSelected(unit - task.start, other, at) ? [at] : [];
      });
      expect([...indices]).toEqual(expected);
    });
    fc.assert(property, { seed: 20_261_125, numRuns: 100 });
  });
});
