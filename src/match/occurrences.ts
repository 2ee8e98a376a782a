// Where each shingle of a sequence occurs in it: a hash table over the sequence itself, with the places chained.
//
// Refuses sets and counts: it answers where.
import type { ShingleSequence } from '../model.js';

export interface Occurrences {
  /** The first place of a shingle, −1 where it does not occur; the places after it by `next`, ascending. */
  readonly firstOf: (high: number, low: number) => number;
  readonly next: Int32Array;
}

/** Indexes a sequence; looking a shingle up costs about one comparison. */
export function indexShingles(sequence: Pick<ShingleSequence, 'count' | 'high' | 'low'>): Occurrences {
  const { count, high, low } = sequence;
  const mask = 2 ** Math.ceil(Math.log2(2 * count + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const next = new Int32Array(count).fill(-1);
  const findSlot = (h: number, l: number): number => {
    let slot = (l ^ Math.imul(h, 0x9e3779b1)) & mask;
    while (slots[slot] >= 0 && (high[slots[slot]] !== h || low[slots[slot]] !== l)) slot = (slot + 1) & mask;
    return slot;
  };
  for (let k = count - 1; k >= 0; k--) {
    const slot = findSlot(high[k], low[k]);
    next[k] = slots[slot];
    slots[slot] = k;
  }
  return { firstOf: (h, l) => slots[findSlot(h, l)], next };
}
