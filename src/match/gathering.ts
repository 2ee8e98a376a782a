// Gathering: the earlier units that share a band or a fingerprint with a unit, as far as they were let into the groups.
//
// Units are taken in their order; who is let in decides who can be met: representatives only (the default), or everybody
// (`--all-pairs`, components). So a bucket never spells out its pairs. Refuses to verify or to decide a relation.
import { createWords, growColumn } from '../columns.js';
import type { Net } from './net.js';

/**
 * A group with more members than this is capped: a unit meets its first few members only. 20 would lose families of
 * licenses (DESIGN 4); 100 keeps them, and what 100 kept documents share is boilerplate.
 */
export const GROUP_CAP = 100;
/** How many members of a capped group a unit meets: the first ones in order, which are the largest. */
const STAR_SIZE = 8;

/** The members of a net's groups, in shared memory: one thread admits while no other looks. */
export interface GroupColumns {
  /** Per group how many places are taken. */
  readonly sizes: Uint32Array;
  /** Per group how many different units it has: what the cap counts. */
  readonly unitCounts: Uint32Array;
  readonly units: Uint32Array;
  /** Empty for bands. */
  readonly positions: Uint32Array;
}

/** Groups without members, with room for everybody. */
export function createGroupColumns(net: Net): GroupColumns {
  return {
    sizes: createWords(net.groupStarts.length - 1),
    unitCounts: createWords(net.groupStarts.length - 1),
    units: createWords(net.groups.length),
    positions: createWords(net.isBand ? 0 : net.groups.length),
  };
}

/** The members that a net's groups have so far. Lives as long as one matching run. */
export class Groups {
  readonly net: Net;
  readonly #cap: number;
  readonly #recent: number;
  readonly #sizes: Uint32Array;
  readonly #unitCounts: Uint32Array;
  readonly #units: Uint32Array;
  readonly #positions: Uint32Array;

  /** Of a group larger than `cap` a unit meets the first few members and the `recent` last ones. */
  constructor(net: Net, cap: number, recent = 0, columns: GroupColumns = createGroupColumns(net)) {
    this.net = net;
    this.#cap = cap;
    this.#recent = recent;
    this.#sizes = columns.sizes;
    this.#unitCounts = columns.unitCounts;
    this.#units = columns.units;
    this.#positions = columns.positions;
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

  /** How many places they take. */
  countPlaces(group: number): number {
    return this.#sizes[group];
  }

  /** The units let into a group so far, in order; a view. A unit may stand in it more than once. */
  membersOf(group: number): Uint32Array {
    const start = this.net.groupStarts[group];
    return this.#units.subarray(start, start + this.#sizes[group]);
  }

  /** Where the units of `membersOf` have the group's fingerprint, place for place; a view. */
  positionsOf(group: number): Uint32Array {
    const start = this.net.groupStarts[group];
    return this.#positions.subarray(start, start + this.#sizes[group]);
  }

  /**
   * Has `gathering` meet, once for each place of `unit`, every admitted unit, `since` or later, that shares the place's group; of a
   * capped group only the recent members and, with `hasStar`, the first few. Returns how many groups were cut short.
   */
  visit(unit: number, since: number, hasStar: boolean, gathering: Gathering): number {
    const { unitStarts, groups, groupStarts, isBand } = this.net;
    const units = this.#units;
    let cut = 0;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      const group = groups[i];
      const start = groupStarts[group];
      const end = start + this.#sizes[group];
      let first = start;
      if (this.isCapped(group)) {
        cut++;
        first = Math.max(start + STAR_SIZE, end - this.#recent);
        if (hasStar) gathering.meetAll(units, start, Math.min(start + STAR_SIZE, end), since, isBand);
      }
      gathering.meetAll(units, first, end, since, isBand);
    }
    return cut;
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
  /** Per unit how many fingerprints are shared, and in the top bit whether a band is; 0 for a unit that was not met. */
  readonly #shared: Uint32Array;

  constructor(unitCount: number) {
    this.#shared = new Uint32Array(unitCount);
  }

  clear(): void {
    for (let i = 0; i < this.#count; i++) this.#shared[this.#met[i]] = 0;
    this.#count = 0;
  }

  meetInBand(unit: number): void {
    const shared = this.#shared[unit];
    if (shared === 0) this.#add(unit);
    this.#shared[unit] = shared | IS_IN_BAND;
  }

  /** Counts one more shared fingerprint. */
  meetByFingerprint(unit: number): void {
    const shared = this.#shared[unit]++;
    if (shared === 0) this.#add(unit);
  }

  /**
   * Meets those of `units` from `start` to before `end`, ascending, that are `since` or later: each once, however often it stands
   * there.
   */
  meetAll(units: Uint32Array, start: number, end: number, since: number, isBand: boolean): void {
    let last = NOBODY;
    // Late ones are the last.
    for (let at = end - 1; at >= start; at--) {
      const unit = units[at];
      if (unit < since) return;
      if (unit === last) continue;
      last = unit;
      if (isBand) this.meetInBand(unit);
      else this.meetByFingerprint(unit);
    }
  }

  #add(unit: number): void {
    this.#met = growColumn(this.#met, this.#count + 1);
    this.#met[this.#count++] = unit;
  }

  /** The units met, in ascending order: a view, valid until the next `clear`. */
  finish(): Uint32Array {
    if (this.#count === 0) return EMPTY;
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
    return this.#shared[unit] >= IS_IN_BAND;
  }

  fingerprintsShared(unit: number): number {
    return this.#shared[unit] & ~IS_IN_BAND;
  }
}

const EMPTY = new Uint32Array(0);
/** No unit's number. */
const NOBODY = 0xffffffff;
const IS_IN_BAND = 0x80000000;
/** Up to so many are sorted by insertion: most units meet a few, for which the call of a sort costs more than the sorting. */
const FEW = 24;
