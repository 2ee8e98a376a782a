// Measuring coverage with the pool: how much of each covered unit the one that covers it has too.
//
// By partner, so that each is read once. Refuses to say who covers whom.
import { growColumn } from '../columns.js';
import { leaderOf } from '../match/units.js';
import type { WorkerPool } from './pool.js';
import { TASKS_AHEAD, runInOrder } from './pool.js';
import { GIANT_SHINGLES } from './set-arena.js';
import { UNREADABLE } from './tasks.js';
import type { SharedRun } from './tasks.js';

/** Units measured by one task. */
const UNITS_A_TASK = 512;

/** What coverage is measured with. */
export interface CoverageContext extends Pick<SharedRun, 'board'> {
  readonly pool: WorkerPool;
  /** From so many shingles on a unit is a giant; for tests. */
  readonly giantShingles?: number;
  readonly pause: () => Promise<void>;
}

/**
 * The share of each unit's tokens that the unit in `via` has too, as the pool measures it from their
 * leaders: 0 for units that stand for themselves, `UNREADABLE` where a leader is gone, and where either is a giant.
 */
export async function measureCoverage(
  { pool, board, pause, giantShingles = GIANT_SHINGLES }: CoverageContext,
  via: Uint32Array,
): Promise<Float64Array> {
  const coverage = new Float64Array(board.units.count);
  const isGiant = (unit: number): boolean => board.ranked.shingles[unit] >= giantShingles;
  let pairs: Uint32Array = new Uint32Array(256);
  let count = 0;
  for (let unit = 0; unit < via.length; unit++) {
    if (via[unit] === unit) continue;
    if (isGiant(unit) || isGiant(via[unit])) {
      coverage[unit] = UNREADABLE;
      continue;
    }
    pairs = growColumn(pairs, count + 1);
    pairs[count++] = unit;
  }
  // By partner, so that each is read once and not at all for the next.
  const covered = pairs.subarray(0, count).sort((a, b) => via[a] - via[b] || a - b);
  const stretches: Uint32Array[] = [];
  for (let at = 0; at < count; at += UNITS_A_TASK) stretches.push(covered.subarray(at, at + UNITS_A_TASK));
  let done = 0;
  const measure = (units: Uint32Array): Promise<Float64Array> =>
    pool.run('measureCoverage', {
      documents: units.map((unit) => leaderOf(board.units, unit)),
      others: units.map((unit) => leaderOf(board.units, via[unit])),
    });
  for await (const part of runInOrder(stretches, TASKS_AHEAD * pool.size, measure)) {
    for (const share of part) coverage[covered[done++]] = share;
    await pause();
  }
  return coverage;
}
