// How many distinct shingles a sequence shares with others: a hash table over one, and a look-up for each shingle of another.
//
// Sequences that were read for their passages are not sorted into sets for a handful of counts. Exact, as on sets.
// Refuses texts and places.
import type { ShingleSequence } from '../model.js';

type Shingles = Pick<ShingleSequence, 'count' | 'high' | 'low'>;

/** Holds one sequence and counts what others share with it. Its memory is used again for each that is held. */
export class SharedShingleCounter {
  #held: Shingles = { count: 0, high: new Uint32Array(0), low: new Uint32Array(0) };
  /** One more than the index of a held shingle; 0 where there is none. */
  #slots = new Uint32Array(1024);
  #mask = 1023;
  /** Per held shingle the number of the count that met it last. */
  #metBy = new Uint32Array(256);
  #counts = 0;

  /** Takes a sequence, which must stay as it is until another is held. */
  hold(sequence: Shingles): void {
    const { count, high, low } = sequence;
    // A quarter full at most: nearly all look-ups end at the first slot.
    const size = 2 ** Math.max(10, Math.ceil(Math.log2(4 * count)));
    if (size > this.#slots.length) {
      this.#slots = new Uint32Array(size);
      this.#metBy = new Uint32Array(size >>> 2);
    } else {
      this.#slots.fill(0, 0, size);
      this.#metBy.fill(0, 0, count);
    }
    this.#mask = size - 1;
    this.#held = sequence;
    this.#counts = 0;
    for (let k = 0; k < count; k++) {
      const slot = this.#find(high[k], low[k]);
      if (this.#slots[slot] === 0) this.#slots[slot] = k + 1;
    }
  }

  /** How many distinct shingles are in both. */
  countShared({ count, high, low }: Shingles): number {
    const number = ++this.#counts;
    let shared = 0;
    for (let k = 0; k < count; k++) {
      const index = this.#slots[this.#find(high[k], low[k])];
      if (index === 0 || this.#metBy[index - 1] === number) continue;
      this.#metBy[index - 1] = number;
      shared++;
    }
    return shared;
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
