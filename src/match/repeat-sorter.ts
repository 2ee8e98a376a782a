// Keys that occur again, in order: what both nets are grouped from.
//
// A filter drops nearly all that occur once, a radix sort brings equal ones together. Refuses to say who has a key.
import { RepeatFilter } from './repeat-filter.js';
import { sortPairs } from './sort-by-key.js';

/** Fewer keys than this are sorted as they are: within the first-level cache that is cheaper than asking a filter. */
const LEAST_FILTERED = 4096;

/** Sorts keys that may occur again. Its memory is used again for each set of keys; lives as long as one task. */
export class RepeatSorter {
  readonly #filter = new RepeatFilter();
  #pairs = new Uint32Array(0);
  #spare = new Uint32Array(0);

  /**
   * The keys that may occur again, in order, equal ones in the order of their indices: pairs of a key and its index in
   * `keys`, a view that the next call overwrites. All keys agree in what lies above their `bits` low bits.
   */
  sort(keys: Uint32Array, bits = 32): Uint32Array {
    const room = 2 * keys.length + 2;
    if (room > this.#pairs.length) {
      this.#pairs = new Uint32Array(room);
      this.#spare = new Uint32Array(room);
    }
    const count = this.#select(keys);
    return sortPairs(this.#pairs.subarray(0, 2 * count), this.#spare.subarray(0, 2 * count), bits);
  }

  #select(keys: Uint32Array): number {
    if (keys.length >= LEAST_FILTERED) {
      this.#filter.note(keys);
      return this.#filter.select(keys, this.#pairs);
    }
    for (let i = 0; i < keys.length; i++) {
      this.#pairs[2 * i] = keys[i];
      this.#pairs[2 * i + 1] = i;
    }
    return keys.length;
  }
}
