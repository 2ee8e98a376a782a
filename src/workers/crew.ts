// The crew: a pool of workers as `match` is given it, and the order in which candidates and sets are handed out.
//
// Sets are brought into the arena in the order in which their documents lie, a stretch of candidates at a time; who wants more than
// the arena holds is verified by the host alone. Results do not depend on the number of workers. Refuses to decide.
import { growColumn } from '../columns.js';
import type { Candidates, MatchBoard } from '../match/candidates.js';
import type { MatchCrew } from '../match/match-run.js';
import type { Stretch } from '../match/stretch-finder.js';
import { leaderOf } from '../match/units.js';
import { UnitMarks } from '../match/unit-marks.js';
import type { Units } from '../match/units.js';
import { NO_HALVES, verifyCandidates } from '../match/verify.js';
import type { VerificationContext } from '../match/verify.js';
import type { WorkerPool } from './pool.js';
import { runInOrder } from './pool.js';
import { ArenaPlaces } from './set-arena.js';
import type { SetArena } from './set-arena.js';
import { UNREADABLE } from './tasks.js';
import type { SetOrders, SharedRun, VerificationTask } from './tasks.js';

/** Units whose candidates are found by one task: enough to be worth a message, few enough to share a block evenly. */
const UNITS_A_TASK = 512;
/** Candidates verified by one task. */
const CANDIDATES_A_TASK = 4096;
/** Shingles brought in by one task. */
const SHINGLES_A_TASK = 200_000;
/**
 * A unit of so many shingles is a giant: its set takes 16 MB, and what is to be compared with it whole is left to the host, so that it is
 * read once and not by every thread.
 */
const GIANT_SHINGLES = 2 ** 21;
/** Tasks begun for each worker: one at work, one waiting. */
const TASKS_AHEAD = 2;

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
    if (!isOversized) await bringIn(context, places.place(listOwnUnits(task)), places);
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
      await bringIn(context, places.place(listUnits(piece)), places);
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

/** Consecutive units whose own sets fit the arena, and which of all candidates is their first; or a single one's that does not. */
interface UnitStretch {
  readonly task: VerificationTask;
  readonly firstCandidate: number;
  readonly isOversized: boolean;
}

/** Some of the candidates of units, and which ones of all they are. */
interface SelectedTask {
  readonly task: VerificationTask;
  readonly indices: Uint32Array;
}

/** Selects candidates by their unit's index, the other unit, and their own place. */
function selectCandidates(
  start: number,
  settled: number,
  { starts, others }: Pick<Candidates, 'starts' | 'others'>,
  isSelected: (i: number, other: number, at: number) => boolean,
): SelectedTask {
  const keptStarts = new Uint32Array(starts.length);
  const indices = new Uint32Array(others.length);
  let count = 0;
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let at = starts[i]; at < starts[i + 1]; at++) if (isSelected(i, others[at], at)) indices[count++] = at;
    keptStarts[i + 1] = count;
  }
  const kept = indices.subarray(0, count);
  return { task: { start, settled, starts: keptStarts, others: kept.map((at) => others[at]) }, indices: kept };
}

function listIndices(length: number): Uint32Array {
  return new Uint32Array(length).map((_, i) => i);
}

/** Cuts units into stretches, half an arena's share each: the other half is for those they are compared with. */
function* cutUnits(
  all: VerificationTask,
  roomOf: (unit: number) => number,
  mostWanted: number,
): Generator<UnitStretch> {
  const { start, starts } = all;
  for (let first = 0; first + 1 < starts.length;) {
    let end = first;
    let wanted = 0;
    for (; end + 1 < starts.length; end++) {
      const more = starts[end] < starts[end + 1] ? roomOf(start + end) : 0;
      if (end > first && wanted + more > mostWanted / 2) break;
      wanted += more;
    }
    const task = cutTask(all, first, end);
    if (task.others.length > 0) yield { task, firstCandidate: starts[first], isOversized: wanted > mostWanted };
    first = end;
  }
}

/** The candidates of the units from the `first` up to the one before `end` of a task's; `others` is a view. */
function cutTask({ start, settled, starts, others }: VerificationTask, first: number, end: number): VerificationTask {
  return {
    start: start + first,
    settled,
    starts: starts.subarray(first, end + 1).map((offset) => offset - starts[first]),
    others: others.subarray(starts[first], starts[end]),
  };
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

/** A stretch of units whose candidates' sets fit the arena together, or a single one's that do not. */
interface Piece extends VerificationTask {
  readonly isOversized: boolean;
}

/** Cuts candidates into pieces that want at most `mostWanted` shingles each. */
function* cutPieces(
  task: VerificationTask,
  roomOf: (unit: number) => number,
  mostWanted: number,
  marks: UnitMarks,
): Generator<Piece> {
  const { start, starts, others } = task;
  marks.clear();
  let first = 0;
  let wanted = 0;
  const cut = (end: number, isOversized: boolean): Piece => {
    const from = first;
    first = end;
    wanted = 0;
    marks.clear();
    return { ...cutTask(task, from, end), isOversized };
  };
  /** What a unit and its candidates want besides what the piece wants already; notes it. */
  const want = (i: number): number => {
    let more = 0;
    const add = (unit: number): void => {
      if (marks.add(unit)) more += roomOf(unit);
    };
    if (starts[i] < starts[i + 1]) add(start + i);
    for (let at = starts[i]; at < starts[i + 1]; at++) add(others[at]);
    return more;
  };
  for (let i = 0; i + 1 < starts.length; i++) {
    let more = want(i);
    if (wanted + more > mostWanted && first < i) {
      yield cut(i, false);
      more = want(i);
    }
    wanted += more;
    if (wanted > mostWanted) yield cut(i + 1, true);
  }
  if (first + 1 < starts.length && starts[first] < others.length) yield cut(starts.length - 1, false);
}

/** The units whose sets a piece wants; some more than once. */
function* listUnits(piece: VerificationTask): Generator<number> {
  yield* listOwnUnits(piece);
  yield* piece.others;
}

/** The units that have candidates. */
function* listOwnUnits({ start, starts }: VerificationTask): Generator<number> {
  for (let i = 0; i + 1 < starts.length; i++) if (starts[i] < starts[i + 1]) yield start + i;
}

/** Cuts a piece into tasks, each of whole units. */
function* cutTasks(task: VerificationTask): Generator<VerificationTask> {
  const { starts } = task;
  const last = starts.length - 1;
  for (let first = 0; first < last;) {
    let end = first + 1;
    while (end < last && starts[end + 1] - starts[first] <= CANDIDATES_A_TASK) end++;
    const part = cutTask(task, first, end);
    // Whoever sends a view sends all of its memory.
    yield { ...part, others: part.others.slice() };
    first = end;
  }
}

/**
 * Brings the sets of units into the arena: each from its leader, or, where that changed or vanished, from the next document of the
 * unit. Whose documents are all gone loses its place.
 */
async function bringIn(context: CrewContext, units: readonly number[], places: ArenaPlaces): Promise<void> {
  const { pool, board, arena } = context;
  let missing = orderWanted(units, (unit) => leaderOf(board.units, unit));
  for (let member = 1; missing.units.length > 0; member++) {
    const failed: number[] = [];
    let at = 0;
    const orders = cutOrders(missing, arena);
    for await (const part of runInOrder(orders, TASKS_AHEAD * pool.size, (order) => pool.run('loadSets', order))) {
      for (let i = 0; i < part.length; i++) if (part[i] !== 0) failed.push(missing.units[at + i]);
      at += part.length;
      await context.pause();
    }
    const others = new Map<number, number>();
    for (const unit of failed) {
      const document = memberOf(board.units, unit, member);
      if (document === null) places.remove(unit);
      else others.set(unit, document);
    }
    missing = orderWanted([...others.keys()], (unit) => others.get(unit) ?? 0);
  }
}

/** Units, and the documents that their sets are to be read from. */
type Wanted = Pick<SetOrders, 'units' | 'documents'>;

/** In the order in which the documents lie: that of their rows. */
function orderWanted(units: readonly number[], documentOf: (unit: number) => number): Wanted {
  const keys = Float64Array.from(units, (unit, i) => documentOf(unit) * units.length + i).sort();
  return {
    units: Uint32Array.from(keys, (key) => units[key % units.length]),
    documents: Uint32Array.from(keys, (key) => Math.floor(key / units.length)),
  };
}

function memberOf({ starts, members }: Units, unit: number, member: number): number | null {
  const at = starts[unit] + member;
  return at < starts[unit + 1] ? members[at] : null;
}

/** Cuts what is to be brought in into tasks. */
function* cutOrders({ units, documents }: Wanted, { starts, lengths }: SetArena): Generator<SetOrders> {
  for (let first = 0; first < units.length;) {
    let end = first;
    for (let sum = 0; end < units.length && (end === first || sum < SHINGLES_A_TASK); end++) sum += lengths[units[end]];
    const own = units.slice(first, end);
    yield { units: own, documents: documents.slice(first, end), places: own.map((unit) => starts[unit]) };
    first = end;
  }
}

/**
 * The share of each unit's tokens that the unit in `via` has too, as the pool measures it from their
 * leaders: 0 for units that stand for themselves, `UNREADABLE` where a leader is gone, and where either is a giant.
 */
export async function measureCoverage(
  {
    pool,
    board,
    pause,
    giantShingles = GIANT_SHINGLES,
  }: Pick<CrewContext, 'pool' | 'board' | 'pause' | 'giantShingles'>,
  via: Uint32Array,
): Promise<Float64Array> {
  const coverage = new Float64Array(board.units.count);
  const isGiant = (unit: number): boolean => board.sketches.shingles[leaderOf(board.units, unit)] >= giantShingles;
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
