// Finding the candidates of many units at once: those admitted before their block, and those of the block that are not decided yet.
//
// A pure look at columns that nobody writes to meanwhile, so that several threads can look at several stretches of a block. What
// the screen would refuse for its few fingerprints is not counted out: groups are looked at from the smallest on, and as soon as
// what is left cannot suffice the rest is passed over (the prefix filter of Chaudhuri, Ganti, Kaushik, ICDE 2006). Refuses to decide.
import { growColumn } from '../columns.js';
import { IS_BUCKET_CUT, IS_CROWDED, IS_POSTING_CUT, isMostlyCut } from './candidates.js';
import type { Candidates, MatchBoard } from './candidates.js';
import { GROUP_CAP, Gathering, Groups } from './gathering.js';
import type { Net } from './net.js';
import type { Screen } from './screen.js';
import { createScreen } from './screen.js';
import { sortShort } from './sort-by-key.js';
import { leaderOf } from './units.js';

/** Consecutive units of a block, which are looked for together. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Units from here on are not decided yet. */
  readonly blockStart: number;
  readonly blockEnd: number;
}

/**
 * Places of undecided units that one unit looks at, at most: in a bucket of near-copies most of them are going to be covered by a few,
 * and it is cheaper to meet those few then.
 */
const MOST_UNDECIDED = 1024;

/** Finds candidates stretch by stretch; its memory is used again. Any number of threads may have one each. */
export class StretchFinder {
  readonly #board: MatchBoard;
  readonly #screen: Screen;
  readonly #gathering: Gathering;
  readonly #buckets: Groups;
  readonly #postings: Groups;
  readonly #blockBuckets: BlockGroups;
  readonly #blockPostings: BlockGroups;
  #stretch: Stretch = { start: 0, end: 0, blockStart: 0, blockEnd: 0 };
  /** Undecided places that the unit at hand has looked at. */
  #undecided = 0;
  /** Of the unit's places in groups of fingerprints: in the upper bits how many it sees there, in the lower ones which it is. */
  #places: Uint32Array = new Uint32Array(256);
  /** Of the same how many admitted ones it sees, and where the undecided ones stand. */
  #shown: Uint32Array = new Uint32Array(256);
  #undecidedStarts: Uint32Array = new Uint32Array(256);
  #undecidedEnds: Uint32Array = new Uint32Array(256);
  readonly #bounds = { start: 0, end: 0 };

  constructor(board: MatchBoard, screen: Screen = createScreen(board)) {
    const cap = board.isAllPairs ? Infinity : GROUP_CAP;
    this.#board = board;
    this.#screen = screen;
    this.#gathering = new Gathering(board.units.count);
    this.#buckets = new Groups(board.buckets, cap, 0, board.bucketColumns);
    this.#postings = new Groups(board.postings, cap, 0, board.postingColumns);
    this.#blockBuckets = new BlockGroups(board.buckets);
    this.#blockPostings = new BlockGroups(board.postings);
  }

  /** The candidates of a stretch's units. The columns are the caller's. */
  findAll(stretch: Stretch): Candidates {
    const { start, end, blockStart, blockEnd } = stretch;
    this.#stretch = stretch;
    this.#blockBuckets.enter(blockStart, blockEnd);
    this.#blockPostings.enter(blockStart, blockEnd);
    const starts = new Uint32Array(end - start + 1);
    const cuts = new Uint8Array(end - start);
    let others = new Uint32Array(256);
    let count = 0;
    for (let unit = start; unit < end; unit++) {
      const cut = this.#gather(unit);
      cuts[unit - start] = cut;
      if ((cut & IS_BUCKET_CUT) === 0) {
        const met = this.#gathering.finish();
        others = growColumn(others, count + met.length);
        // Whoever is crowded meets the units of the block later.
        const limit = (cut & IS_CROWDED) === 0 ? unit : blockStart;
        for (let i = 0; i < met.length && met[i] < limit; i++) {
          if (this.#canBeDuplicate(unit, met[i])) others[count++] = met[i];
        }
      }
      starts[unit - start + 1] = count;
    }
    return { starts, others: others.slice(0, count), cuts };
  }

  #canBeDuplicate(unit: number, other: number): boolean {
    const gathering = this.#gathering;
    return this.#screen.canBeDuplicate(unit, other, gathering.fingerprintsShared(other), gathering.isInBand(other));
  }

  /** Meets whoever may be a candidate; returns what is missing. */
  #gather(unit: number): number {
    this.#gathering.clear();
    this.#undecided = 0;
    if (this.#isCutInBuckets(unit)) return IS_BUCKET_CUT;
    const isCut = this.#gatherByFingerprints(unit);
    return (isCut ? IS_POSTING_CUT : 0) | (this.#undecided > MOST_UNDECIDED ? IS_CROWDED : 0);
  }

  /** Meets those who share a bucket; true, and nobody is to be met, where one is past the cap. */
  #isCutInBuckets(unit: number): boolean {
    const { unitStarts, groups } = this.#board.buckets;
    const buckets = this.#buckets;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      if (buckets.isCapped(groups[i])) return true;
      buckets.meetFirst(groups[i], buckets.countPlaces(groups[i]), false, this.#gathering);
      this.#undecided += this.#findUndecided(buckets, this.#blockBuckets, groups[i], unit);
      if (this.#undecided <= MOST_UNDECIDED) buckets.meetPlaces(this.#bounds, false, this.#gathering);
    }
    return false;
  }

  /** How many places of earlier undecided units a group has; where they stand is in `#bounds` then. */
  #findUndecided(from: Groups, block: BlockGroups, group: number, unit: number): number {
    const bounds = this.#bounds;
    if (block.mayShare(group)) from.findUndecided(group, this.#stretch.blockStart, unit, bounds);
    else bounds.start = bounds.end = 0;
    return bounds.end - bounds.start;
  }

  /** Meets those who share enough fingerprints, and some others; whether too many of them are past the cap. */
  #gatherByFingerprints(unit: number): boolean {
    const { unitStarts, groups } = this.#board.postings;
    const least = this.#screen.leastFingerprintsShared(unit);
    if (unitStarts[unit + 1] - unitStarts[unit] < least) return false;
    if (unitStarts[unit + 1] - unitStarts[unit] > MOST_PLACES) {
      // It is no article: its places are not worth a longer word each.
      this.#undecided = Infinity;
      this.#postings.visit(unit, 0, true, this.#gathering);
      return this.#isMostlyCut(unit);
    }
    const places = this.#listPlaces(unit);
    if (places.length >= least) {
      // Who shares enough is in one of all groups but the largest, of which there are one less than enough.
      let seen = places.length - least + 1;
      if (least > 1) sortShort(places);
      for (let i = 0; i < seen; i++) this.#meet(groups, unitStarts[unit], places[i], false);
      for (let left = least - 1; left > 0; left = places.length - seen) {
        if (!this.#gathering.hasShared(least - left)) break;
        const more = left > FEW_PLACES ? left >>> 1 : left;
        for (const end = seen + more; seen < end; seen++) this.#meet(groups, unitStarts[unit], places[seen], true);
      }
    }
    return this.#isMostlyCut(unit);
  }

  /** The places of a unit in groups in which it sees anybody: how many, and which place it is; a view. */
  #listPlaces(unit: number): Uint32Array {
    const { unitStarts, groups } = this.#board.postings;
    const [first, end] = [unitStarts[unit], unitStarts[unit + 1]];
    this.#places = growColumn(this.#places, end - first);
    this.#shown = growColumn(this.#shown, end - first);
    this.#undecidedStarts = growColumn(this.#undecidedStarts, end - first);
    this.#undecidedEnds = growColumn(this.#undecidedEnds, end - first);
    let count = 0;
    for (let i = first; i < end; i++) {
      const shown = this.#postings.countShown(groups[i]);
      const undecided = this.#findUndecided(this.#postings, this.#blockPostings, groups[i], unit);
      if (shown + undecided === 0) continue;
      const place = i - first;
      this.#shown[place] = shown;
      this.#undecidedStarts[place] = this.#bounds.start;
      this.#undecidedEnds[place] = this.#bounds.end;
      this.#places[count++] = (Math.min(shown + undecided, MOST_SHOWN) << PLACE_BITS) | place;
    }
    return this.#places.subarray(0, count);
  }

  #meet(groups: Uint32Array, first: number, entry: number, isKnown: boolean): void {
    const place = entry & PLACE_MASK;
    this.#postings.meetFirst(groups[first + place], this.#shown[place], isKnown, this.#gathering);
    const bounds = this.#bounds;
    bounds.start = this.#undecidedStarts[place];
    bounds.end = this.#undecidedEnds[place];
    if (!isKnown) this.#undecided += bounds.end - bounds.start;
    if (this.#undecided <= MOST_UNDECIDED) this.#postings.meetPlaces(bounds, isKnown, this.#gathering);
  }

  #isMostlyCut(unit: number): boolean {
    const { sketches, units, thresholds, postings } = this.#board;
    const document = leaderOf(units, unit);
    const fingerprints = sketches.fingerprintStarts[document + 1] - sketches.fingerprintStarts[document];
    const { unitStarts, groups } = postings;
    // Mostly there are not that many in any group.
    if (!isMostlyCut(unitStarts[unit + 1] - unitStarts[unit], fingerprints, thresholds)) return false;
    let cut = 0;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) if (this.#postings.isCapped(groups[i])) cut++;
    return isMostlyCut(cut, fingerprints, thresholds);
  }
}

/** Up to so many places are looked at without asking again whether anybody can still share enough. */
const FEW_PLACES = 8;
/** Bits for the number of a place, … */
const PLACE_BITS = 20;
const PLACE_MASK = 2 ** PLACE_BITS - 1;
/** … of which a unit may have so many, … */
const MOST_PLACES = 2 ** PLACE_BITS;
/** … and what the others hold at most: more need not be told apart. */
const MOST_SHOWN = 2 ** (32 - PLACE_BITS) - 1;

/** Bits of the table that a block's groups are counted in: a megabyte, which stays in the second-level cache. */
const TABLE_BITS = 20;

/** Which groups of a net may have several units of a block: most have none or one, and need not be looked into. */
class BlockGroups {
  readonly #net: Net;
  readonly #counts = new Uint8Array(2 ** TABLE_BITS);
  #start = 0;
  #end = 0;

  constructor(net: Net) {
    this.#net = net;
  }

  /** Counts the units of a block, unless they are the ones counted last. */
  enter(start: number, end: number): void {
    if (this.#start === start && this.#end === end) return;
    this.#start = start;
    this.#end = end;
    this.#counts.fill(0);
    const { unitStarts, groups } = this.#net;
    for (let i = unitStarts[start]; i < unitStarts[end]; i++) {
      const slot = slotOf(groups[i]);
      if (this.#counts[slot] < 2) this.#counts[slot]++;
    }
  }

  /** False where a unit of the block is the only one of it in the group. */
  mayShare(group: number): boolean {
    return this.#counts[slotOf(group)] > 1;
  }
}

function slotOf(group: number): number {
  return Math.imul(group, 0x9e3779b1) >>> (32 - TABLE_BITS);
}
