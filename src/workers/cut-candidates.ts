// Cutting candidates: into what fits the arena of sets, and that into tasks.
//
// Plain data in and out; whoever wants more than the arena holds is said to be oversized. Refuses to read and to verify.
import type { Candidates } from '../match/candidates.js';
import type { UnitMarks } from '../match/unit-marks.js';
import type { VerificationTask } from './tasks.js';

/** Candidates verified by one task. */
const CANDIDATES_A_TASK = 4096;

/** Consecutive units whose own sets fit the arena, and which of all candidates is their first; or a single one's that does not. */
export interface UnitStretch {
  readonly task: VerificationTask;
  readonly firstCandidate: number;
  readonly isOversized: boolean;
}

/** Some of the candidates of units, and which ones of all they are. */
export interface SelectedTask {
  readonly task: VerificationTask;
  readonly indices: Uint32Array;
}

/** Selects candidates by their unit's index, the other unit, and their own place. */
export function selectCandidates(
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

/** Cuts units into stretches, half an arena's share each: the other half is for those they are compared with. */
export function* cutUnits(
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

/** A stretch of units whose candidates' sets fit the arena together, or a single one's that do not. */
export interface Piece extends VerificationTask {
  readonly isOversized: boolean;
}

/** Cuts candidates into pieces that want at most `mostWanted` shingles each. */
export function* cutPieces(
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
export function* listUnits(piece: VerificationTask): Generator<number> {
  yield* listOwnUnits(piece);
  yield* piece.others;
}

/** The units that have candidates. */
export function* listOwnUnits({ start, starts }: VerificationTask): Generator<number> {
  for (let i = 0; i + 1 < starts.length; i++) if (starts[i] < starts[i + 1]) yield start + i;
}

/** Cuts a piece into tasks, each of whole units; units without candidates alone are none. */
export function* cutTasks(task: VerificationTask): Generator<VerificationTask> {
  const { starts } = task;
  const last = starts.length - 1;
  for (let first = 0; first < last;) {
    let end = first + 1;
    while (end < last && starts[end + 1] - starts[first] <= CANDIDATES_A_TASK) end++;
    const part = cutTask(task, first, end);
    // Whoever sends a view sends all of its memory.
    if (part.others.length > 0) yield { ...part, others: part.others.slice() };
    first = end;
  }
}
