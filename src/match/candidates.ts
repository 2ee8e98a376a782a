// Candidates: the earlier units that the nets propose and the screen lets through, for one unit after the other.
//
// For units that are decided one by one, whoever was admitted a moment ago included; for many at once there is `stretch-finder`.
// Refuses to read documents and to decide.
import { GROUP_CAP, Gathering, Groups } from './gathering.js';
import type { GroupColumns } from './gathering.js';
import type { Net } from './net.js';
import type { Thresholds } from './relation.js';
import type { Screen, ScreenedColumns } from './screen.js';
import { createScreen } from './screen.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/** All that candidates are found by: plain data in shared columns. */
export interface MatchBoard extends ScreenedColumns {
  readonly units: Units;
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
  /** Earlier units, ascending for each unit: such as were admitted, and such as are not decided yet. */
  readonly others: Uint32Array;
  /** Per unit what is missing: `IS_BUCKET_CUT`, `IS_POSTING_CUT`, `IS_CROWDED`. */
  readonly cuts: Uint8Array;
}

/** Some bucket is past the cap: candidates are none, or not all. */
export const IS_BUCKET_CUT = 1;
/** So many fingerprints that a document which holds the unit may have gone unseen. */
export const IS_POSTING_CUT = 2;
/** So many undecided units share a group with this one that they were left out: they are to be met once they are decided. */
export const IS_CROWDED = 4;

/**
 * Whether caps cut so many of a unit's fingerprints that a document it is contained in may have gone unseen: one that shares the
 * containment's part of them shares one that is not capped, unless the capped ones alone make up that part.
 */
export function isMostlyCut(cut: number, fingerprints: number, { containment }: Thresholds): boolean {
  return cut > containment * fingerprints;
}

/** Finds candidates on one board; its memory is used again for each unit. Lives as long as one matching run. */
export class CandidateFinder {
  readonly buckets: Groups;
  readonly postings: Groups;
  readonly #board: MatchBoard;
  readonly #screen: Screen;
  readonly #gathering: Gathering;

  constructor(board: MatchBoard, screen: Screen = createScreen(board)) {
    const cap = board.isAllPairs ? Infinity : GROUP_CAP;
    this.#board = board;
    this.#screen = screen;
    this.buckets = new Groups(board.buckets, cap, 0, board.bucketColumns);
    this.postings = new Groups(board.postings, cap, 0, board.postingColumns);
    this.#gathering = new Gathering(board.units.count);
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

  #isMostlyCut(unit: number, cut: number): boolean {
    if (cut === 0) return false;
    const { sketches, units, thresholds } = this.#board;
    const document = leaderOf(units, unit);
    const fingerprints = sketches.fingerprintStarts[document + 1] - sketches.fingerprintStarts[document];
    return isMostlyCut(cut, fingerprints, thresholds);
  }
}
