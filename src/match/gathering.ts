// Gathering: the earlier units that share a band or a fingerprint with a unit, as far as they were let into the groups.
//
// Units are taken in their order; who is let in decides who can be met: representatives only (the default), or everybody
// (`--all-pairs`, components). So a bucket never spells out its pairs. Refuses to verify or to decide a relation.
import type { Net } from './net.js';

/**
 * A group with more members than this is capped: a unit meets its first few members only. 20 would lose families of
 * licenses (DESIGN 4); 100 keeps them, and what 100 kept documents share is boilerplate.
 */
export const GROUP_CAP = 100;
/** How many members of a capped group a unit meets: the first ones in order, which are the largest. */
const STAR_SIZE = 8;

/** The members that a net's groups have so far. Lives as long as one matching run. */
export class Groups {
  readonly net: Net;
  readonly #cap: number;
  readonly #recent: number;
  readonly #sizes: Uint32Array;
  /** Per group how many different units it has: what the cap counts. */
  readonly #unitCounts: Uint32Array;
  readonly #units: Uint32Array;
  readonly #positions: Uint32Array;

  /** Of a group larger than `cap` a unit meets the first few members and the `recent` last ones. */
  constructor(net: Net, cap: number, recent = 0) {
    this.net = net;
    this.#cap = cap;
    this.#recent = recent;
    this.#sizes = new Uint32Array(net.groupStarts.length - 1);
    this.#unitCounts = new Uint32Array(net.groupStarts.length - 1);
    this.#units = new Uint32Array(net.groups.length);
    this.#positions = new Uint32Array(net.isBand ? 0 : net.groups.length);
  }

  /** Lets a unit into all its groups; later units can meet it. */
  admit(unit: number): void {
    const { unitStarts, groups, groupStarts, positions, isBand } = this.net;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      const group = groups[i];
      const at = groupStarts[group] + this.#sizes[group]++;
      // A unit's places in one group come one after another.
      if (at === groupStarts[group] || this.#units[at - 1] !== unit) this.#unitCounts[group]++;
      this.#units[at] = unit;
      if (!isBand) this.#positions[at] = positions[i];
    }
  }

  isCapped(group: number): boolean {
    return this.#unitCounts[group] > this.#cap;
  }

  /** How many different units were let into a group so far. */
  countUnits(group: number): number {
    return this.#unitCounts[group];
  }

  /** The units let into a group so far, in order; a view. A unit may stand in it more than once. */
  membersOf(group: number): Uint32Array {
    const start = this.net.groupStarts[group];
    return this.#units.subarray(start, start + this.#sizes[group]);
  }

  /**
   * Calls `meet` for each place in which an admitted unit, `since` or later, shares a group with `unit`; of a capped group only
   * for the recent members and, with `hasStar`, the first few. Returns how many groups were cut short.
   */
  visit(unit: number, since: number, hasStar: boolean, meet: (other: number, position: number) => void): number {
    const { unitStarts, groups, groupStarts, positions, isBand } = this.net;
    let cut = 0;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      const group = groups[i];
      const start = groupStarts[group];
      const end = start + this.#sizes[group];
      const position = isBand ? 0 : positions[i];
      let first = start;
      if (this.isCapped(group)) {
        cut++;
        first = Math.max(start + STAR_SIZE, end - this.#recent);
        for (let at = start; hasStar && at < start + STAR_SIZE; at++) {
          if (this.#units[at] >= since) meet(this.#units[at], position);
        }
      }
      // Members stand in ascending order, so the late ones are the last.
      for (let at = end - 1; at >= first && this.#units[at] >= since; at--) meet(this.#units[at], position);
    }
    return cut;
  }

  /**
   * Calls `meet` for each place in which an earlier unit shares a group that is not capped; groups hold everybody. Places of the
   * unit whose byte in `isWorthy` is 0, in the order of its groups, are passed over. Returns how many of its groups are capped.
   */
  visitEarlier(
    unit: number,
    isWorthy: Uint8Array | null,
    meet: (other: number, position: number, otherPosition: number) => void,
  ): number {
    const { unitStarts, groups, groupStarts, positions } = this.net;
    let capped = 0;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      const group = groups[i];
      if (this.isCapped(group)) {
        capped++;
        continue;
      }
      if (isWorthy !== null && isWorthy[i - unitStarts[unit]] === 0) continue;
      const end = groupStarts[group] + this.#sizes[group];
      for (let at = groupStarts[group]; at < end && this.#units[at] < unit; at++) {
        meet(this.#units[at], positions[i], this.#positions[at]);
      }
    }
    return capped;
  }
}

/** The first place in an ascending stretch of a column whose value is at least `value`. */
export function findFirst(column: Uint32Array, start: number, end: number, value: number): number {
  while (start < end) {
    const middle = (start + end) >>> 1;
    if (column[middle] < value) start = middle + 1;
    else end = middle;
  }
  return start;
}

/** What a unit shares with the units it met. Reused from unit to unit; lives as long as one matching run. */
export class Gathering {
  /** The units met, in the order of first meeting, then sorted by `finish`. */
  #met = new Uint32Array(1024);
  #count = 0;
  readonly #fingerprints: Uint32Array;
  readonly #lastPosition: Uint32Array;
  readonly #isInBand: Uint8Array;

  constructor(unitCount: number) {
    this.#fingerprints = new Uint32Array(unitCount);
    this.#lastPosition = new Uint32Array(unitCount).fill(NOWHERE);
    this.#isInBand = new Uint8Array(unitCount);
  }

  clear(): void {
    for (let i = 0; i < this.#count; i++) {
      const unit = this.#met[i];
      this.#fingerprints[unit] = 0;
      this.#lastPosition[unit] = NOWHERE;
      this.#isInBand[unit] = 0;
    }
    this.#count = 0;
  }

  meetInBand(unit: number): void {
    if (this.#isInBand[unit] === 0 && this.#fingerprints[unit] === 0) this.#add(unit);
    this.#isInBand[unit] = 1;
  }

  /** Counts a shared fingerprint once for each place of the gathering unit. */
  meetByFingerprint(unit: number, position: number): void {
    if (this.#isInBand[unit] === 0 && this.#fingerprints[unit] === 0) this.#add(unit);
    if (this.#lastPosition[unit] === position) return;
    this.#lastPosition[unit] = position;
    this.#fingerprints[unit]++;
  }

  #add(unit: number): void {
    if (this.#count === this.#met.length) {
      const larger = new Uint32Array(2 * this.#count);
      larger.set(this.#met);
      this.#met = larger;
    }
    this.#met[this.#count++] = unit;
  }

  /** The units met, in ascending order: a view, valid until the next `clear`. */
  finish(): Uint32Array {
    if (this.#count === 0) return NOBODY;
    const met = this.#met.subarray(0, this.#count);
    if (met.length > FEW) return met.sort();
    for (let i = 1; i < met.length; i++) {
      const unit = met[i];
      let at = i;
      for (; at > 0 && met[at - 1] > unit; at--) met[at] = met[at - 1];
      met[at] = unit;
    }
    return met;
  }

  isInBand(unit: number): boolean {
    return this.#isInBand[unit] === 1;
  }

  fingerprintsShared(unit: number): number {
    return this.#fingerprints[unit];
  }
}

const NOBODY = new Uint32Array(0);
/** Up to so many are sorted by insertion: most units meet a few, for which the call of a sort costs more than the sorting. */
const FEW = 24;
/** In `lastPosition`: no place yet. */
const NOWHERE = 0xffffffff;
