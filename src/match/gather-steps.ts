// Gathering steps: which two fingerprints in a row, of one unit after the other, may be shared by several units.
//
// A look at columns that nobody else writes to meanwhile, so that several threads can gather the steps of several stretches of
// units. Refuses to say who shares them: that is `steps`.
import { createBytes, createWords, growColumn } from '../columns.js';
import type { SketchTable } from '../model.js';
import type { Groups } from './gathering.js';
import type { Net } from './net.js';
import { MOST_PLACES } from './net.js';
import { hasTableShingle } from './shingle-table.js';
import type { ShingleTable } from './shingle-table.js';
import { hasBit } from './steps.js';
import type { GatheredSteps } from './steps.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/** All that steps are gathered from: plain data in shared columns. */
export interface StepColumns {
  readonly sketches: Pick<SketchTable, 'fingerprintStarts' | 'fingerprintHashes' | 'fingerprintPositions'>;
  readonly units: Units;
  readonly net: Pick<Net, 'unitStarts' | 'groups' | 'positions'>;
  /** The units that may have steps, ascending. */
  readonly keptUnits: Uint32Array;
  /** Per group what it is to the kept units: a byte, so that all of them stay close. */
  readonly kinds: Uint8Array;
  /** The fingerprints of boilerplate, as the low words of shingles. */
  readonly hotFingerprints: ShingleTable;
  /** A bit per fingerprint of the table: whether it is boilerplate's. Gathering sets them, in all threads at once. */
  readonly isBoilerplate: Uint32Array;
  /** A fingerprint alone counts as a step: the passages asked for are so short that one may be all that shows. */
  readonly isSingle: boolean;
  /** The winnowing window: no two fingerprints in a row are further apart. */
  readonly window: number;
}

/** What a group is to the kept units: no two of them are in it, too many are, or those who are can meet. */
const UNSHARED = 0;
const CAPPED = 1;
const MEETING = 2;
/** Beside that: some unit may have all the places in it that one can have. */
const REFRAIN = 4;

/**
 * What the steps of the units for which `isKept` holds, all admitted to `postings`, are gathered from. `hotFingerprints`: those of
 * boilerplate, as the low words of shingles.
 */
export function prepareSteps(
  sketches: SketchTable,
  units: Units,
  postings: Groups,
  isKept: (unit: number) => boolean,
  hotFingerprints: ShingleTable,
  { isSingle, window }: Pick<StepColumns, 'isSingle' | 'window'>,
): StepColumns {
  const { unitStarts, groups, positions } = postings.net;
  const { fingerprintStarts, fingerprintHashes, fingerprintPositions } = sketches;
  const keptUnits = createWords(units.count);
  let count = 0;
  for (let unit = 0; unit < units.count; unit++) {
    if (unitStarts[unit] < unitStarts[unit + 1] && isKept(unit)) keptUnits[count++] = unit;
  }
  return {
    sketches: { fingerprintStarts, fingerprintHashes, fingerprintPositions },
    units,
    net: { unitStarts, groups, positions },
    keptUnits: keptUnits.subarray(0, count),
    kinds: judgeGroups(postings),
    hotFingerprints,
    isBoilerplate: createWords((fingerprintHashes.length >>> 5) + 1),
    isSingle,
    window,
  };
}

function judgeGroups(postings: Groups): Uint8Array {
  const kinds = createBytes(postings.net.groupStarts.length - 1);
  for (let group = 0; group < kinds.length; group++) {
    const unitCount = postings.countUnits(group);
    const kind = postings.isCapped(group) ? CAPPED : unitCount > 1 ? MEETING : UNSHARED;
    kinds[group] = postings.countPlaces(group) - unitCount < MOST_PLACES - 1 ? kind : kind | REFRAIN;
  }
  return kinds;
}

/**
 * Gathers the steps of the kept units from the `first` up to the one before `end`: one task of a worker. A step counts where one of its
 * two fingerprints is in a group that is not capped, and the other is shared too. A capped fingerprint is held to be boilerplate's
 * only beside another, because 32 bits alone may be a chance. The columns are the caller's.
 */
export function gatherSteps(columns: StepColumns, first: number, end: number): GatheredSteps {
  const gatherer = new StepGatherer(columns);
  for (let i = first; i < end; i++) gatherer.gather(columns.keptUnits[i]);
  return gatherer.gathered.finish();
}

/** No index of a fingerprint. */
const NOWHERE = -1;

/** Gathers the steps of one unit after the other. */
class StepGatherer {
  readonly gathered = new StepRows();
  readonly #columns: StepColumns;
  /** The fingerprints of the unit at hand: from the one to before the other of the sketch table. */
  #start = 0;
  #end = 0;
  #judged = NOWHERE;
  #isJudgedHot = false;

  constructor(columns: StepColumns) {
    this.#columns = columns;
  }

  /** Gathers the steps of a unit. */
  gather(unit: number): void {
    const { net, kinds, isSingle, sketches, window } = this.#columns;
    const { unitStarts, groups, positions } = net;
    const { fingerprintPositions } = sketches;
    const first = unitStarts[unit];
    const last = unitStarts[unit + 1];
    const isEachPlace = isSingle || this.#hasRefrain(first, last);
    // Both lists are in order of position: a fingerprint is looked up only where it may be part of a step, which half of them are not.
    let i = NOWHERE;
    let before = UNSHARED;
    for (let at = first; at < last; at++) {
      const place = kinds[groups[at]] & ~REFRAIN;
      const isNear = before !== UNSHARED && place !== UNSHARED && positions[at] - positions[at - 1] <= window;
      if (isEachPlace ? place !== UNSHARED : isNear) {
        if (i === NOWHERE) i = this.#locate(unit);
        if (isEachPlace && place === MEETING) {
          i = this.#walkTo(i, positions[at]);
          this.#gatherPlace(unit, i);
        } else if (!isEachPlace && (before === MEETING || place === MEETING)) {
          i = this.#walkTo(i, positions[at - 1]);
          if (fingerprintPositions[i + 1] === positions[at]) this.#push(unit, i);
        }
        if (isNear && place === CAPPED && before === CAPPED) i = this.#markBoilerplate(at, i);
      }
      before = place;
    }
  }

  /** Looks the fingerprints of a unit up; returns the first one. */
  #locate(unit: number): number {
    const { sketches, units } = this.#columns;
    const document = leaderOf(units, unit);
    this.#start = sketches.fingerprintStarts[document];
    this.#end = sketches.fingerprintStarts[document + 1];
    return this.#start;
  }

  /** The fingerprint at a position that one of the unit has, from `i` on: it is near, and searching would cost more. */
  #walkTo(i: number, position: number): number {
    const { fingerprintPositions } = this.#columns.sketches;
    while (fingerprintPositions[i] < position) i++;
    return i;
  }

  /** A fingerprint's own step and the one before it, whether or not its neighbors are in a group; alone, itself. */
  #gatherPlace(unit: number, i: number): void {
    if (this.#columns.isSingle) {
      this.gathered.push(unit, i, this.#columns.sketches.fingerprintHashes[i]);
      return;
    }
    if (i > this.#start && !this.gathered.isPast(unit, i - 1)) this.#push(unit, i - 1);
    if (i + 1 < this.#end && !this.gathered.isPast(unit, i)) this.#push(unit, i);
  }

  #push(unit: number, i: number): void {
    const { fingerprintHashes, fingerprintPositions } = this.#columns.sketches;
    const distance = fingerprintPositions[i + 1] - fingerprintPositions[i];
    this.gathered.push(unit, i, mixStep(fingerprintHashes[i], fingerprintHashes[i + 1], distance));
  }

  /** Of two capped fingerprints in a row, the later of which is that of the net's entry `at`. */
  #markBoilerplate(at: number, from: number): number {
    const { net, sketches } = this.#columns;
    const i = this.#walkTo(from, net.positions[at - 1]);
    const isNext = sketches.fingerprintPositions[i + 1] === net.positions[at];
    if (isNext && this.#isHot(i) && this.#isHot(i + 1)) {
      this.#mark(i);
      this.#mark(i + 1);
    }
    return i;
  }

  #mark(i: number): void {
    const { isBoilerplate } = this.#columns;
    // A word may hold bits of two documents, which two threads are at.
    if (!hasBit(isBoilerplate, i)) Atomics.or(isBoilerplate, i >>> 5, 1 << (i & 31));
  }

  /** Whether a fingerprint is boilerplate's; asked twice of each, as the later and as the earlier one. */
  #isHot(i: number): boolean {
    const { hotFingerprints, sketches } = this.#columns;
    if (this.#judged !== i) this.#isJudgedHot = hasTableShingle(hotFingerprints, 0, sketches.fingerprintHashes[i]);
    this.#judged = i;
    return this.#isJudgedHot;
  }

  /** Fingerprints of a unit that are in no group may be the 17th of their kind, and shared all the same. */
  #hasRefrain(first: number, last: number): boolean {
    if (last - first < MOST_PLACES) return false;
    const { net, kinds } = this.#columns;
    const places = new Map<number, number>();
    for (let at = first; at < last; at++) {
      if ((kinds[net.groups[at]] & REFRAIN) === 0) continue;
      const count = (places.get(net.groups[at]) ?? 0) + 1;
      if (count === MOST_PLACES) return true;
      places.set(net.groups[at], count);
    }
    return false;
  }
}

/** Whoever meets looks at the fingerprints themselves. */
function mixStep(hash: number, nextHash: number, distance: number): number {
  const mixed = hash ^ Math.imul(nextHash, 0x9e3779b1) ^ Math.imul(distance, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
}

/** Rows of steps that grow. */
class StepRows {
  #count = 0;
  #units = new Uint32Array(4096);
  #fingerprints = new Uint32Array(4096);
  #keys = new Uint32Array(4096);

  push(unit: number, fingerprint: number, key: number): void {
    const count = this.#count++;
    if (count === this.#keys.length) {
      this.#units = growColumn(this.#units, count + 1);
      this.#fingerprints = growColumn(this.#fingerprints, count + 1);
      this.#keys = growColumn(this.#keys, count + 1);
    }
    this.#units[count] = unit;
    this.#fingerprints[count] = fingerprint;
    this.#keys[count] = key;
  }

  /** Whether this step of the unit, or a later one, was the last that was pushed. */
  isPast(unit: number, fingerprint: number): boolean {
    const last = this.#count - 1;
    return last >= 0 && this.#units[last] === unit && this.#fingerprints[last] >= fingerprint;
  }

  /** Copies of the columns, as long as they are filled. */
  finish(): GatheredSteps {
    const count = this.#count;
    return {
      count,
      units: this.#units.slice(0, count),
      fingerprints: this.#fingerprints.slice(0, count),
      keys: this.#keys.slice(0, count),
    };
  }
}
