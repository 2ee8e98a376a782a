// Candidates: for each unit of a stretch the earlier units that the nets propose and the screen lets through.
//
// A pure look at columns that nobody writes to meanwhile, so that several threads can look at several stretches. Refuses to read
// documents and to decide.
import { growColumn } from '../columns.js';
import type { SketchTable } from '../model.js';
import { GROUP_CAP, Gathering, Groups } from './gathering.js';
import type { GroupColumns } from './gathering.js';
import type { Net } from './net.js';
import type { Thresholds } from './relation.js';
import type { Screen } from './screen.js';
import { createScreen } from './screen.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/** All that candidates are found by: plain data in shared columns. */
export interface MatchBoard {
  readonly sketches: SketchTable;
  readonly units: Units;
  readonly lanes: number;
  readonly thresholds: Thresholds;
  readonly isAllPairs: boolean;
  readonly buckets: Net;
  readonly postings: Net;
  /** The units admitted so far. */
  readonly bucketColumns: GroupColumns;
  readonly postingColumns: GroupColumns;
}

/** The candidates of a stretch of units. */
export interface Candidates {
  /** One more than there are units: offsets into `others`. */
  readonly starts: Uint32Array;
  /** Earlier units, ascending for each unit. */
  readonly others: Uint32Array;
  /** Per unit which of its groups were cut short: `IS_BUCKET_CUT`, `IS_POSTING_CUT`. */
  readonly cuts: Uint8Array;
}

export const IS_BUCKET_CUT = 1;
/** So many fingerprints that a document which holds the unit may have gone unseen. */
export const IS_POSTING_CUT = 2;

/** Finds candidates on one board; its memory is used again for each unit. Lives as long as one matching run. */
export class CandidateFinder {
  readonly buckets: Groups;
  readonly postings: Groups;
  readonly #board: MatchBoard;
  readonly #screen: Screen;
  readonly #gathering: Gathering;

  constructor(
    board: MatchBoard,
    screen: Screen = createScreen(board.sketches, board.units, board.lanes, board.thresholds),
  ) {
    const cap = board.isAllPairs ? Infinity : GROUP_CAP;
    this.#board = board;
    this.#screen = screen;
    this.buckets = new Groups(board.buckets, cap, 0, board.bucketColumns);
    this.postings = new Groups(board.postings, cap, 0, board.postingColumns);
    this.#gathering = new Gathering(board.units.count);
  }

  /** The candidates of the units from `start` to before `end` among those admitted. */
  findAll(start: number, end: number): Candidates {
    const starts = new Uint32Array(end - start + 1);
    const cuts = new Uint8Array(end - start);
    let others = new Uint32Array(256);
    let count = 0;
    for (let unit = start; unit < end; unit++) {
      cuts[unit - start] = this.gather(unit, 0);
      const met = this.#gathering.finish();
      others = growColumn(others, count + met.length);
      for (let i = 0; i < met.length; i++) if (this.#canBeDuplicate(unit, met[i])) others[count++] = met[i];
      starts[unit - start + 1] = count;
    }
    return { starts, others: others.subarray(0, count), cuts };
  }

  /** Meets the admitted units, `since` or later, that share a group with `unit`; returns what was cut short. */
  gather(unit: number, since: number): number {
    this.#gathering.clear();
    const cut = this.buckets.visit(unit, since, false, this.#gathering);
    const cutPostings = this.postings.visit(unit, since, true, this.#gathering);
    return (cut > 0 ? IS_BUCKET_CUT : 0) | (this.#isMostlyCut(unit, cutPostings) ? IS_POSTING_CUT : 0);
  }

  /** Has the unit that gathers meet one more. */
  meetInBand(other: number): void {
    this.#gathering.meetInBand(other);
  }

  /** Meets the first few members of the unit's buckets past the cap. */
  meetStars(unit: number): void {
    this.buckets.visit(unit, 0, true, this.#gathering);
  }

  /** The units met since `gather` that are worth verifying, ascending. */
  listWorthy(unit: number): number[] {
    const worthy: number[] = [];
    for (const other of this.#gathering.finish()) if (this.#canBeDuplicate(unit, other)) worthy.push(other);
    return worthy;
  }

  #canBeDuplicate(unit: number, other: number): boolean {
    const gathering = this.#gathering;
    return this.#screen.canBeDuplicate(unit, other, gathering.fingerprintsShared(other), gathering.isInBand(other));
  }

  /**
   * Whether caps cut so many of a unit's fingerprints that a document it is contained in may have gone unseen: one that shares
   * the containment's part of them shares one that is not capped, unless the capped ones alone make up that part.
   */
  #isMostlyCut(unit: number, cut: number): boolean {
    if (cut === 0) return false;
    const { sketches, units, thresholds } = this.#board;
    const document = leaderOf(units, unit);
    const fingerprints = sketches.fingerprintStarts[document + 1] - sketches.fingerprintStarts[document];
    return cut > thresholds.containment * fingerprints;
  }
}
