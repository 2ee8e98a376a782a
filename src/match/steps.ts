// Steps: two fingerprints of a document in a row and the distance between them, and which units share them.
//
// A passage shows as steps that both of its documents have; a set phrase that happens to hold a fingerprint shows none. So steps are
// met instead of fingerprints: of a million fingerprints that are shared a tenth remains. Refuses to look at pairs.
import { createWords, growColumn } from '../columns.js';
import type { SketchTable } from '../model.js';
import { findFirst } from './gathering.js';
import type { Groups } from './gathering.js';
import { addUp } from './net.js';
import { MOST_PLACES } from './postings.js';
import { RepeatSorter } from './repeat-sorter.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/** The steps that units share, in shared columns that never change once they are woven. A step is named by its first fingerprint. */
export interface Steps {
  /** `units + 1` offsets into the two columns that follow: the steps of each unit that an earlier unit has too. */
  readonly unitStarts: Uint32Array;
  /** Index of the fingerprint in the sketch table. */
  readonly fingerprints: Uint32Array;
  /** Where in the two columns that follow those that have the step begin: earlier units first, and then the unit itself. */
  readonly firsts: Uint32Array;
  readonly memberUnits: Uint32Array;
  readonly memberFingerprints: Uint32Array;
  /** A bit per fingerprint of the table: whether its step is among the members. */
  readonly isStep: Uint32Array;
  /** A bit per fingerprint of the table: whether it is boilerplate's. */
  readonly isBoilerplate: Uint32Array;
  /** A fingerprint alone counts as a step: the passages asked for are so short that one may be all that shows. */
  readonly isSingle: boolean;
}

export function hasBit(bits: Uint32Array, index: number): boolean {
  return ((bits[index >>> 5] >>> (index & 31)) & 1) === 1;
}

function setBit(bits: Uint32Array, index: number): void {
  bits[index >>> 5] |= 1 << (index & 31);
}

/** What a group is to the kept units: no two of them are in it, too many are, or those who are can meet. */
const UNSHARED = 0;
const CAPPED = 1;
const MEETING = 2;
/** Beside that: some unit may have all the places in it that one can have. */
const REFRAIN = 4;

/**
 * Weaves the steps of the units for which `isKept` holds, all admitted to `postings`. A step counts where one of its two
 * fingerprints is in a group that is not capped, and the other is shared too. `isHot` says whether a capped fingerprint is a
 * shingle of boilerplate; it is held to be so only beside another, because 32 bits alone may be a chance.
 */
export function weaveSteps(
  sketches: SketchTable,
  units: Units,
  postings: Groups,
  isKept: (unit: number) => boolean,
  isHot: (fingerprintHash: number) => boolean,
  isSingle: boolean,
): Steps {
  const { unitStarts } = postings.net;
  const isBoilerplate = createWords((sketches.fingerprintHashes.length >>> 5) + 1);
  const gatherer = new StepGatherer(sketches, postings, isHot, isSingle, isBoilerplate);
  for (let unit = 0; unit < units.count; unit++) {
    if (unitStarts[unit] === unitStarts[unit + 1] || !isKept(unit)) continue;
    const document = leaderOf(units, unit);
    const start = sketches.fingerprintStarts[document];
    const end = sketches.fingerprintStarts[document + 1];
    gatherer.gather(unit, start, end);
  }
  return groupSteps(gatherer.gathered, units.count, isBoilerplate, isSingle);
}

/** Gathers the steps of one unit after the other. */
class StepGatherer {
  readonly gathered = new GatheredSteps();
  readonly #sketches: SketchTable;
  readonly #postings: Groups;
  readonly #isHot: (fingerprintHash: number) => boolean;
  readonly #isSingle: boolean;
  readonly #isBoilerplate: Uint32Array;
  /** Per group what it is: a byte, so that all of them stay close. */
  readonly #kinds: Uint8Array;

  constructor(
    sketches: SketchTable,
    postings: Groups,
    isHot: (fingerprintHash: number) => boolean,
    isSingle: boolean,
    isBoilerplate: Uint32Array,
  ) {
    this.#sketches = sketches;
    this.#postings = postings;
    this.#isHot = isHot;
    this.#isSingle = isSingle;
    this.#isBoilerplate = isBoilerplate;
    this.#kinds = judgeGroups(postings);
  }

  /** Gathers the steps of a unit whose fingerprints are those from `start` to before `end` of the sketch table. */
  gather(unit: number, start: number, end: number): void {
    const { unitStarts, groups, positions } = this.#postings.net;
    const { fingerprintPositions } = this.#sketches;
    const kinds = this.#kinds;
    const first = unitStarts[unit];
    const last = unitStarts[unit + 1];
    const hasRefrain = this.#hasRefrain(first, last);
    // Both lists are in order of position: a fingerprint is looked up only where it may be part of a step.
    let i = start;
    let before = UNSHARED;
    for (let at = first; at < last; at++) {
      const place = kinds[groups[at]] & ~REFRAIN;
      if (place === UNSHARED) {
        before = UNSHARED;
        continue;
      }
      if (hasRefrain || this.#isSingle) {
        if (place === MEETING) {
          i = findFirst(fingerprintPositions, i, end, positions[at]);
          this.#gatherPlace(unit, i, start, end);
        }
      } else if (before !== UNSHARED && (before === MEETING || place === MEETING)) {
        i = findFirst(fingerprintPositions, i, end, positions[at - 1]);
        if (fingerprintPositions[i + 1] === positions[at]) this.#push(unit, i);
      }
      if (place === CAPPED && before === CAPPED) i = this.#markBoilerplate(at, i, end);
      before = place;
    }
  }

  /** A fingerprint's own step and the one before it, whether or not its neighbors are in a group; alone, itself. */
  #gatherPlace(unit: number, i: number, start: number, end: number): void {
    if (this.#isSingle) {
      this.gathered.push(unit, i, this.#sketches.fingerprintHashes[i]);
      return;
    }
    const { count, units, fingerprints } = this.gathered;
    const isLast = (step: number): boolean => count > 0 && units[count - 1] === unit && fingerprints[count - 1] >= step;
    if (i > start && !isLast(i - 1)) this.#push(unit, i - 1);
    if (i + 1 < end && !isLast(i)) this.#push(unit, i);
  }

  #push(unit: number, i: number): void {
    const { fingerprintHashes, fingerprintPositions } = this.#sketches;
    const distance = fingerprintPositions[i + 1] - fingerprintPositions[i];
    this.gathered.push(unit, i, mixStep(fingerprintHashes[i], fingerprintHashes[i + 1], distance));
  }

  /** Of two capped fingerprints in a row, the later of which is that of the net's entry `at`. */
  #markBoilerplate(at: number, from: number, end: number): number {
    const { positions } = this.#postings.net;
    const { fingerprintPositions, fingerprintHashes } = this.#sketches;
    const i = findFirst(fingerprintPositions, from, end, positions[at - 1]);
    const isNext = i + 1 < end && fingerprintPositions[i + 1] === positions[at];
    if (isNext && this.#isHot(fingerprintHashes[i]) && this.#isHot(fingerprintHashes[i + 1])) {
      setBit(this.#isBoilerplate, i);
      setBit(this.#isBoilerplate, i + 1);
    }
    return i;
  }

  /** Fingerprints of a unit that are in no group may be the 17th of their kind, and shared all the same. */
  #hasRefrain(first: number, last: number): boolean {
    if (last - first < MOST_PLACES) return false;
    const { groups } = this.#postings.net;
    const places = new Map<number, number>();
    for (let at = first; at < last; at++) {
      if ((this.#kinds[groups[at]] & REFRAIN) === 0) continue;
      const count = (places.get(groups[at]) ?? 0) + 1;
      if (count === MOST_PLACES) return true;
      places.set(groups[at], count);
    }
    return false;
  }
}

function judgeGroups(postings: Groups): Uint8Array {
  const kinds = new Uint8Array(postings.net.groupStarts.length - 1);
  for (let group = 0; group < kinds.length; group++) {
    const unitCount = postings.countUnits(group);
    const kind = postings.isCapped(group) ? CAPPED : unitCount > 1 ? MEETING : UNSHARED;
    kinds[group] = postings.countPlaces(group) - unitCount < MOST_PLACES - 1 ? kind : kind | REFRAIN;
  }
  return kinds;
}

/** What a step is grouped by; whoever meets looks at the fingerprints themselves. */
function mixStep(hash: number, nextHash: number, distance: number): number {
  const mixed = hash ^ Math.imul(nextHash, 0x9e3779b1) ^ Math.imul(distance, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35);
}

/** Steps in order of unit and place. */
class GatheredSteps {
  count = 0;
  units = new Uint32Array(4096);
  fingerprints = new Uint32Array(4096);
  keys = new Uint32Array(4096);

  push(unit: number, fingerprint: number, key: number): void {
    const { count } = this;
    if (count === this.keys.length) {
      this.units = growColumn(this.units, count + 1);
      this.fingerprints = growColumn(this.fingerprints, count + 1);
      this.keys = growColumn(this.keys, count + 1);
    }
    this.units[count] = unit;
    this.fingerprints[count] = fingerprint;
    this.keys[count] = key;
    this.count++;
  }
}

/** In `firsts`: nobody earlier has the step. */
const NOBODY = 0xffffffff;

function groupSteps(
  { count, units, fingerprints, keys }: GatheredSteps,
  unitCount: number,
  isBoilerplate: Uint32Array,
  isSingle: boolean,
): Steps {
  const pairs = new RepeatSorter().sort(keys.subarray(0, count));
  const firsts = new Uint32Array(count).fill(NOBODY);
  const members = new Uint32Array(pairs.length >>> 1);
  const isStep = createWords(isBoilerplate.length);
  const unitStarts = createWords(unitCount + 1);
  let memberCount = 0;
  for (let start = 0; start < pairs.length;) {
    let end = start + 2;
    while (end < pairs.length && pairs[end] === pairs[start]) end += 2;
    const firstUnit = units[pairs[start + 1]];
    // Equal keys stand in the order in which they were gathered: by unit.
    if (firstUnit !== units[pairs[end - 1]]) {
      const first = memberCount;
      for (let i = start + 1; i < end; i += 2) {
        const step = pairs[i];
        members[memberCount++] = step;
        setBit(isStep, fingerprints[step]);
        if (units[step] === firstUnit) continue;
        firsts[step] = first;
        unitStarts[units[step] + 1]++;
      }
    }
    start = end;
  }
  addUp(unitStarts);
  const steps: Steps = {
    unitStarts,
    fingerprints: createWords(unitStarts[unitCount]),
    firsts: createWords(unitStarts[unitCount]),
    memberUnits: createWords(memberCount),
    memberFingerprints: createWords(memberCount),
    isStep,
    isBoilerplate,
    isSingle,
  };
  for (let i = 0; i < memberCount; i++) {
    steps.memberUnits[i] = units[members[i]];
    steps.memberFingerprints[i] = fingerprints[members[i]];
  }
  for (let step = 0, at = 0; step < count; step++) {
    if (firsts[step] === NOBODY) continue;
    steps.fingerprints[at] = fingerprints[step];
    steps.firsts[at++] = firsts[step];
  }
  return steps;
}
