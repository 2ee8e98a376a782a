// How many distinct shingles a sequence shares with others: a hash table over one, and a look-up for each shingle of another.
//
// Sequences that were read for their passages are not sorted into sets for a handful of counts. Exact, as on sets.
// Refuses texts and places.
import type { ShingleSequence } from '../model.js';

type Shingles = Pick<ShingleSequence, 'count' | 'high' | 'low'>;

/** Bits of the filter for each held shingle: one stranger in thirty gets past it. */
const BITS_A_SHINGLE = 32;

/** Holds one sequence and counts what others share with it. Its memory is used again for each that is held. */
export class SharedShingleCounter {
  #held: Shingles = { count: 0, high: new Uint32Array(0), low: new Uint32Array(0) };
  /** A bit for each end of a high word that is held: small enough for the first-level cache, and most shingles are strangers. */
  #filter = new Uint32Array(32);
  #filterMask = 1023;
  /** One more than the index of a held shingle; 0 where there is none. */
  #slots = new Uint32Array(1024);
  #mask = 1023;
  /** Per held shingle the first one that equals it: its number stands for all of them. */
  #firsts = new Uint32Array(256);
  /** Per held shingle the number of the count that met it last. */
  #metBy = new Uint32Array(256);
  #counts = 0;

  /** Takes a sequence, which must stay as it is until another is held. */
  hold(sequence: Shingles): void {
    const { count, high, low } = sequence;
    this.#makeRoom(count);
    this.#held = sequence;
    this.#counts = 0;
    const [slots, firsts, filter, filterMask] = [this.#slots, this.#firsts, this.#filter, this.#filterMask];
    for (let k = 0; k < count; k++) {
      const slot = this.#find(high[k], low[k]);
      if (slots[slot] === 0) slots[slot] = k + 1;
      firsts[k] = slots[slot] - 1;
      filter[(high[k] & filterMask) >>> 5] |= 1 << (high[k] & 31);
    }
  }

  /** How many distinct shingles are in both. */
  countShared({ count, high, low }: Shingles): number {
    const { count: heldCount, high: heldHigh, low: heldLow } = this.#held;
    const [slots, firsts, metBy] = [this.#slots, this.#firsts, this.#metBy];
    const [filter, filterMask] = [this.#filter, this.#filterMask];
    const number = ++this.#counts;
    let shared = 0;
    /** The held shingle behind the one met last: shared ones come in runs. */
    let next = 0;
    for (let k = 0; k < count; k++) {
      const h = high[k];
      if (((filter[(h & filterMask) >>> 5] >>> (h & 31)) & 1) === 0) continue;
      if (next >= heldCount || heldHigh[next] !== h || heldLow[next] !== low[k]) {
        const slot = slots[this.#find(h, low[k])];
        if (slot === 0) continue;
        next = slot - 1;
      }
      const first = firsts[next++];
      // 1 where the two differ, without a branch: a third of what is met is met again.
      const difference = metBy[first] ^ number;
      shared += (difference | -difference) >>> 31;
      metBy[first] = number;
    }
    return shared;
  }

  #makeRoom(count: number): void {
    // A quarter full at most: nearly all look-ups end at the first slot.
    const size = 2 ** Math.max(10, Math.ceil(Math.log2(4 * count)));
    const bits = (BITS_A_SHINGLE / 4) * size;
    if (size > this.#slots.length) {
      this.#slots = new Uint32Array(size);
      this.#firsts = new Uint32Array(size >>> 2);
      this.#metBy = new Uint32Array(size >>> 2);
    } else {
      this.#slots.fill(0, 0, size);
      this.#metBy.fill(0, 0, count);
    }
    if (bits > 32 * this.#filter.length) this.#filter = new Uint32Array(bits >>> 5);
    else this.#filter.fill(0, 0, bits >>> 5);
    this.#mask = size - 1;
    this.#filterMask = bits - 1;
  }

  #find(wantedHigh: number, wantedLow: number): number {
    const { high, low } = this.#held;
    const slots = this.#slots;
    let slot = (wantedLow ^ Math.imul(wantedHigh, 0x9e3779b1)) & this.#mask;
    while (slots[slot] !== 0 && (high[slots[slot] - 1] !== wantedHigh || low[slots[slot] - 1] !== wantedLow)) {
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}
