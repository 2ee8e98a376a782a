// The crew: a pool of workers as `match` is given it, and the order in which candidates and sets are handed out.
//
// Sets are brought into the arena in the order in which their documents lie, a stretch of candidates at a time; who wants more than
// the arena holds is verified by the host alone. Results do not depend on the number of workers. Refuses to decide.
import type { Candidates, MatchBoard } from '../match/candidates.js';
import type { MatchCrew } from '../match/match-run.js';
import { listIndices } from '../match/sort-by-key.js';
import type { Stretch } from '../match/stretch-finder.js';
import { UnitMarks } from '../match/unit-marks.js';
import { NO_HALVES, verifyCandidates } from '../match/verify.js';
import type { VerificationContext } from '../match/verify.js';
import { bringInSets } from './bring-in-sets.js';
import { cutPieces, cutTasks, cutUnits, listOwnUnits, listUnits, selectCandidates } from './cut-candidates.js';
import type { SelectedTask, UnitStretch } from './cut-candidates.js';
import type { WorkerPool } from './pool.js';
import { TASKS_AHEAD, runInOrder } from './pool.js';
import { ArenaPlaces, GIANT_SHINGLES } from './set-arena.js';
import type { SharedRun, VerificationTask } from './tasks.js';

/** Units whose candidates are found by one task: enough to be worth a message, few enough to share a block evenly. */
const UNITS_A_TASK = 512;

export interface CrewContext extends SharedRun {
  readonly pool: WorkerPool;
  /** The host's own, for the few whose sets are too large for the arena. */
  readonly verification: VerificationContext;
  /** From so many shingles on a unit is a giant; for tests. */
  readonly giantShingles?: number;
  readonly pause: () => Promise<void>;
}

/** Makes the crew of a run whose board was shared with the pool. */
export function createCrew(context: CrewContext): MatchCrew {
  const { pool, board, arena } = context;
  const places = new ArenaPlaces(arena);
  const marks = new UnitMarks(board.units.count);
  const ahead = TASKS_AHEAD * pool.size;
  const filteredUnits = countFiltered(board);
  const giantShingles = context.giantShingles ?? GIANT_SHINGLES;
  /** What a set asks of the arena, where there is no place for giants. */
  const roomOf = (unit: number): number => (arena.lengths[unit] < giantShingles ? arena.lengths[unit] : Infinity);
  return {
    async findCandidates(start, end) {
      const stretches: Stretch[] = [];
      for (let at = start; at < end; at += UNITS_A_TASK) {
        stretches.push({ start: at, end: Math.min(at + UNITS_A_TASK, end), blockStart: start, blockEnd: end });
      }
      const parts: Candidates[] = [];
      for await (const part of runInOrder(stretches, ahead, (task) => pool.run('findCandidates', task))) {
        parts.push(part);
        await context.pause();
      }
      return joinCandidates(parts);
    },
    async verifyCandidates(start, candidates) {
      const { starts, others } = candidates;
      const shared = new Uint32Array(others.length);
      if (board.isAllPairs) {
        await verifyAll({ task: { start, settled: 0, starts, others }, indices: listIndices(others.length) }, shared);
        return shared;
      }
      // First with those decided before: whoever is covered by one of them needs no other, and covers nobody.
      const earlier = selectCandidates(start, start, candidates, (_, other) => other < start);
      await verifyAll(earlier, shared);
      const isCovered = new Uint8Array(starts.length - 1);
      for (let i = 0; i + 1 < starts.length; i++) {
        for (let at = starts[i]; at < starts[i + 1]; at++) if (shared[at] > 0) isCovered[i] = 1;
      }
      const isOpen = (i: number, other: number): boolean =>
        other >= start && isCovered[i] === 0 && isCovered[other - start] === 0;
      await verifyAll(selectCandidates(start, 0, candidates, isOpen), shared);
      return shared;
    },
  };

  /** Verifies selected candidates; what each came to goes to its own place in `shared`. */
  async function verifyAll(selected: SelectedTask, shared: Uint32Array): Promise<void> {
    for (const stretch of cutUnits(selected.task, roomOf, places.mostWanted)) {
      const kept = await thin(stretch);
      await verify(kept.task, (at, count) => {
        shared[selected.indices[stretch.firstCandidate + kept.indices[at]]] = count;
      });
    }
  }

  /** Brings in the sets of a stretch's own units, and leaves out candidates that the filters of large documents speak against. */
  async function thin({ task, isOversized }: UnitStretch): Promise<SelectedTask> {
    if (!isOversized) await bringInSets(context, places.place(listOwnUnits(task)), places);
    const { start, settled, others } = task;
    const isWorthy = new Uint8Array(others.length).fill(1);
    const asked = selectCandidates(start, settled, task, (_, other) => other < filteredUnits);
    let done = 0;
    for await (const part of runInOrder(cutTasks(asked.task), ahead, (each) => pool.run('thinCandidates', each))) {
      for (const worth of part) isWorthy[asked.indices[done++]] = worth;
      await context.pause();
    }
    return selectCandidates(start, settled, task, (_, __, at) => isWorthy[at] === 1);
  }

  /** Verifies candidates piece by piece; `note` is told what each came to. */
  async function verify(task: VerificationTask, note: (at: number, shared: number) => void): Promise<void> {
    let done = 0;
    for (const piece of cutPieces(task, roomOf, places.mostWanted, marks)) {
      if (piece.isOversized) {
        const whole = { ...context.verification, halves: NO_HALVES };
        for (const count of verifyCandidates(whole, piece.start, piece, piece.settled)) note(done++, count);
        await context.pause();
        continue;
      }
      await bringInSets(context, places.place(listUnits(piece)), places);
      for await (const part of runInOrder(cutTasks(piece), ahead, (each) => pool.run('verifyCandidates', each))) {
        for (const count of part) note(done++, count);
        await context.pause();
      }
    }
  }
}

/** How many units have filters: the first ones, because units come in the order of their size. */
function countFiltered({ sketches: { filterStarts }, ranked: { leaders } }: MatchBoard): number {
  let unit = 0;
  while (unit < leaders.length && filterStarts[leaders[unit] + 1] > filterStarts[leaders[unit]]) unit++;
  return unit;
}

function joinCandidates(parts: readonly Candidates[]): Candidates {
  if (parts.length === 1) return parts[0];
  const units = parts.reduce((sum, { cuts }) => sum + cuts.length, 0);
  const count = parts.reduce((sum, { others }) => sum + others.length, 0);
  const starts = new Uint32Array(units + 1);
  const cuts = new Uint8Array(units);
  const others = new Uint32Array(count);
  let unit = 0;
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.cuts.length; i++) starts[unit + i + 1] = at + part.starts[i + 1];
    cuts.set(part.cuts, unit);
    others.set(part.others, at);
    unit += part.cuts.length;
    at += part.others.length;
  }
  return { starts, others, cuts };
}
