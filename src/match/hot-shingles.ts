// Hot shingles: how a document in a capped bucket is still found by what is its own.
//
// Where many pages share a frame and nobody covers anybody, a bucket stays large. A pair at Jaccard t needs
// |A ∩ B| ≥ t/(1+t)·(|A|+|B|), so a document A with B no smaller needs ≥ 2t/(1+t)·|A|: sharper than DESIGN 4's t·|A|, which a frame of
// two thirds would pass. If A has fewer hot shingles than that, it shares one that is not hot with every partner, and it
// is enough to look up the rarest (the prefix filter of Chaudhuri, Ganti, Kaushik, ICDE 2006). Refuses to verify.
import { growColumn } from '../columns.js';
import type { ShingleSet } from '../model.js';
import type { Groups } from './gathering.js';
import { GROUP_CAP } from './gathering.js';
import { countGroups } from './net.js';

const NOBODY = 0xffffffff;
/** In place of how many units have a shingle: more than the cap. */
const HOT = GROUP_CAP + 1;

/** What the representatives of capped buckets have that is not hot. Lives as long as one matching run. */
export class HotShingles {
  readonly #jaccard: number;
  readonly #isHotGroup: Uint8Array;
  readonly #isListed: Uint8Array;
  #mask = 2 ** 12 - 1;
  #used = 0;
  #high = new Uint32Array(2 ** 12);
  #low = new Uint32Array(2 ** 12);
  /**
   * Per slot how many units have the shingle, `HOT` for too many (0: the slot is free), and the only one of them, or the last one as an
   * index into the links: nearly all shingles have one unit.
   */
  #sizes = new Uint8Array(2 ** 12);
  #heads = new Uint32Array(2 ** 12);
  #linkUnits: Uint32Array = new Uint32Array(2 ** 12);
  #linkNext: Uint32Array = new Uint32Array(2 ** 12);
  #links = 0;

  constructor(buckets: Groups, unitCount: number, jaccard: number) {
    this.#jaccard = jaccard;
    this.#isHotGroup = new Uint8Array(countGroups(buckets.net));
    this.#isListed = new Uint8Array(unitCount);
  }

  /** To be called after a unit was admitted: lists it, and everybody before it, where it fills a bucket past the cap. */
  noteAdmitted(unit: number, buckets: Groups, setOf: (unit: number) => ShingleSet | null): void {
    const { unitStarts, groups } = buckets.net;
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      const group = groups[i];
      if (!buckets.isCapped(group)) continue;
      if (this.#isHotGroup[group] === 1) this.#list(unit, setOf);
      else for (const member of buckets.membersOf(group)) this.#list(member, setOf);
      this.#isHotGroup[group] = 1;
    }
  }

  /**
   * Calls `meet` for every listed unit that shares one of the rarest shingles of `set`, as many as a partner at the
   * threshold cannot avoid. False where the hot shingles alone could make a pair, so that nothing is promised.
   */
  propose(set: ShingleSet, meet: (unit: number) => void): boolean {
    const slots: number[] = [];
    let hot = 0;
    for (let i = 0; i < set.length; i += 2) {
      const slot = this.#find(set[i + 1], set[i]);
      if (this.#sizes[slot] === HOT) hot++;
      else if (this.#sizes[slot] > 0) slots.push(slot);
    }
    const needed = Math.ceil(((2 * this.#jaccard) / (1 + this.#jaccard)) * (set.length / 2) - 1e-9) - hot;
    if (needed <= 0) return false;
    // Of the shingles that are not hot, all but `needed − 1` must be looked up; those that nobody has come first and are free.
    const looked = slots.length - needed + 1;
    slots.sort((a, b) => this.#sizes[a] - this.#sizes[b] || a - b);
    for (let i = 0; i < looked; i++) {
      const head = this.#heads[slots[i]];
      if (this.#sizes[slots[i]] === 1) meet(head);
      else for (let link = head; link !== NOBODY; link = this.#linkNext[link]) meet(this.#linkUnits[link]);
    }
    return true;
  }

  #list(unit: number, setOf: (unit: number) => ShingleSet | null): void {
    if (this.#isListed[unit] === 1) return;
    this.#isListed[unit] = 1;
    const set = setOf(unit);
    if (set === null) return;
    for (let i = 0; i < set.length; i += 2) this.#add(set[i + 1], set[i], unit);
  }

  #add(high: number, low: number, unit: number): void {
    if (2 * this.#used > this.#mask) this.#grow();
    const slot = this.#find(high, low);
    const size = this.#sizes[slot];
    if (size === 0) {
      this.#used++;
      this.#high[slot] = high;
      this.#low[slot] = low;
    }
    // Past the cap the shingle is hot: only that it is so is remembered.
    if (size === HOT) return;
    this.#sizes[slot] = size + 1;
    if (size === 0) this.#heads[slot] = unit;
    else this.#heads[slot] = this.#link(unit, size === 1 ? this.#link(this.#heads[slot], NOBODY) : this.#heads[slot]);
  }

  /** A link to a unit and to those before it. */
  #link(unit: number, next: number): number {
    this.#linkUnits = growColumn(this.#linkUnits, this.#links + 1);
    this.#linkNext = growColumn(this.#linkNext, this.#links + 1);
    this.#linkUnits[this.#links] = unit;
    this.#linkNext[this.#links] = next;
    return this.#links++;
  }

  #find(high: number, low: number): number {
    let slot = (low ^ Math.imul(high, 0x9e3779b1)) & this.#mask;
    while (this.#sizes[slot] !== 0 && (this.#high[slot] !== high || this.#low[slot] !== low))
      slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const [high, low, sizes, heads] = [this.#high, this.#low, this.#sizes, this.#heads];
    const capacity = 2 * high.length;
    this.#mask = capacity - 1;
    this.#high = new Uint32Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#sizes = new Uint8Array(capacity);
    this.#heads = new Uint32Array(capacity);
    for (let old = 0; old < high.length; old++) {
      if (sizes[old] === 0) continue;
      const slot = this.#find(high[old], low[old]);
      this.#high[slot] = high[old];
      this.#low[slot] = low[old];
      this.#sizes[slot] = sizes[old];
      this.#heads[slot] = heads[old];
    }
  }
}
