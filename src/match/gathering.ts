// Gathering: the earlier units that share a band or a fingerprint with a unit, as far as they were let into the groups.
//
// Units are taken in their order; who is let in decides who can be met: representatives only (the default), or everybody
// (`--all-pairs`, components). So a bucket never spells out its pairs. Refuses to verify or to decide a relation.
import { createWords, growColumn } from '../columns.js';
import type { Net } from './net.js';
import { MOST_PLACES } from './net.js';
import { sortShort } from './sort-by-key.js';

/**
 * A group with more members than this is capped: a unit meets its first few members only. 20 would lose families of
 * licenses (DESIGN 4); 100 keeps them, and what 100 kept documents share is boilerplate.
 */
export const GROUP_CAP = 100;
/** How many members of a capped group a unit meets: the first ones in order, which are the largest. */
const STAR_SIZE = 8;

/** The members of a net's groups, in shared memory: one thread admits while no other looks. */
export interface GroupColumns {
  /** Per group where its places begin in `units`, and how many of them are taken; at the end where the last one's end. */
  readonly spans: Uint32Array;
  readonly units: Uint32Array;
}

/** Groups without members, with room for everybody. */
export function createGroupColumns(net: Net): GroupColumns {
  const spans = createWords(net.groupSpans.length);
  for (let i = 0; i < spans.length; i += 2) spans[i] = net.groupSpans[i];
  return { spans, units: createWords(net.groups.length) };
}

/** The same in the net's own spans, for who alone lets units into its groups. */
export function takeGroupColumns(net: Net): GroupColumns {
  return { spans: net.groupSpans, units: createWords(net.groups.length) };
}

/**
 * Writes all units of the groups from `first` to before `end` where members are going to stand, in order; none is taken for a member by
 * that. Whoever is admitted, in that order, takes the place of one that was decided, so behind the members all that are not decided yet
 * stand. Several threads may do so, each for groups of its own.
 */
export function fillMembers(
  { unitStarts, groups }: Net,
  { spans, units }: GroupColumns,
  first: number,
  end: number,
): void {
  for (let unit = 0; unit + 1 < unitStarts.length; unit++) {
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      const group = groups[i];
      if (group >= first && group < end) units[spans[2 * group] + spans[2 * group + 1]++] = unit;
    }
  }
  for (let group = first; group < end; group++) spans[2 * group + 1] = 0;
}

/** The members that a net's groups have so far. Lives as long as one matching run. */
export class Groups {
  readonly net: Net;
  readonly #cap: number;
  readonly #recent: number;
  readonly #spans: Uint32Array;
  readonly #units: Uint32Array;

  /** Of a group larger than `cap` a unit meets the first few members and the `recent` last ones. */
  constructor(net: Net, cap: number, recent = 0, columns: GroupColumns = createGroupColumns(net)) {
    this.net = net;
    this.#cap = cap;
    this.#recent = recent;
    this.#spans = columns.spans;
    this.#units = columns.units;
  }

  /** Lets a unit into all its groups; later units can meet it. */
  admit(unit: number): void {
    const { unitStarts, groups } = this.net;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      const span = 2 * groups[i];
      this.#units[this.#spans[span] + this.#spans[span + 1]++] = unit;
    }
  }

  isCapped(group: number): boolean {
    // It has at most as many units as places, and not many fewer: mostly one look tells.
    const places = this.#spans[2 * group + 1];
    if (places <= this.#cap) return false;
    return places > MOST_PLACES * this.#cap || this.#countUnits(group, this.#cap + 1) > this.#cap;
  }

  /** How many different units were let into a group so far: it looks at all of them. */
  countUnits(group: number): number {
    return this.#countUnits(group, Infinity);
  }

  /** The same, or `most` where there are more. */
  #countUnits(group: number, most: number): number {
    const start = this.#spans[2 * group];
    const places = this.#spans[2 * group + 1];
    if (this.net.isBand) return Math.min(places, most);
    let count = 0;
    // A unit's places in one group come one after another.
    for (let at = start; at < start + places && count < most; at++) {
      if (at === start || this.#units[at] !== this.#units[at - 1]) count++;
    }
    return count;
  }

  /** How many places they take. */
  countPlaces(group: number): number {
    return this.#spans[2 * group + 1];
  }

  /** How many places of a group a unit sees that looks at none but the first few of a capped one. */
  countShown(group: number): number {
    return this.isCapped(group) ? STAR_SIZE : this.#spans[2 * group + 1];
  }

  /** The units let into a group so far, in order; a view. A unit may stand in it more than once. */
  membersOf(group: number): Uint32Array {
    const start = this.#spans[2 * group];
    return this.#units.subarray(start, start + this.#spans[2 * group + 1]);
  }

  /** Where a unit that is in a group of fingerprints has it first. */
  findPosition(unit: number, group: number): number {
    const { unitStarts, groups, positions } = this.net;
    let i = unitStarts[unit];
    while (groups[i] !== group) i++;
    return positions[i];
  }

  /**
   * Has `gathering` meet, once for each place of `unit`, every admitted unit, `since` or later, that shares the place's group; of a
   * capped group only the recent members and, with `hasStar`, the first few. Returns how many groups were cut short.
   */
  visit(unit: number, since: number, hasStar: boolean, gathering: Gathering): number {
    const { unitStarts, groups, isBand } = this.net;
    const units = this.#units;
    let cut = 0;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      const group = groups[i];
      const start = this.#spans[2 * group];
      const end = start + this.#spans[2 * group + 1];
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

  /** Has `gathering` meet those in the first `count` places of a group; where it `isKnown`, only those it has met already. */
  meetFirst(group: number, count: number, isKnown: boolean, gathering: Gathering): void {
    const start = this.#spans[2 * group];
    this.meetPlaces({ start, end: start + count }, isKnown, gathering);
  }

  /** The stretch of a group's places, filled by `fillMembers`, that are the undecided units' from `since` to before `unit`: its bounds. */
  findUndecided(group: number, since: number, unit: number, bounds: { start: number; end: number }): void {
    const first = this.#spans[2 * group] + this.#spans[2 * group + 1];
    const last = this.#spans[2 * group + 2];
    bounds.start = findFirst(this.#units, first, last, since);
    bounds.end = findFirst(this.#units, bounds.start, last, unit);
  }

  /** Has `gathering` meet the units of a stretch of places, or, where it `isKnown`, those of them that it has met already. */
  meetPlaces({ start, end }: { start: number; end: number }, isKnown: boolean, gathering: Gathering): void {
    if (isKnown) gathering.meetKnown(this.#units, start, end);
    else gathering.meetAll(this.#units, start, end, 0, this.net.isBand);
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

  /** Counts one more shared fingerprint with each of `units` from `start` to before `end`, ascending, that was met before. */
  meetKnown(units: Uint32Array, start: number, end: number): void {
    let last = NOBODY;
    for (let at = start; at < end; at++) {
      const unit = units[at];
      if (unit === last) continue;
      last = unit;
      if (this.#shared[unit] !== 0) this.#shared[unit]++;
    }
  }

  /** Whether any unit met shares at least so many fingerprints. */
  hasShared(least: number): boolean {
    for (let i = 0; i < this.#count; i++) if ((this.#shared[this.#met[i]] & ~IS_IN_BAND) >= least) return true;
    return false;
  }

  #add(unit: number): void {
    this.#met = growColumn(this.#met, this.#count + 1);
    this.#met[this.#count++] = unit;
  }

  /** The units met, in ascending order: a view, valid until the next `clear`. */
  finish(): Uint32Array {
    if (this.#count === 0) return EMPTY;
    const met = this.#met.subarray(0, this.#count);
    sortShort(met);
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
