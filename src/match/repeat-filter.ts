// A filter for keys that may occur more than once: what occurs once is dropped before anything is sorted.
//
// Two bits of a hashed bitmap say "seen" and "seen again"; a false hit only costs time, a miss cannot be. Refuses to count.

/** Bits of the bitmap for each key: one key in eight then meets another's bit. */
const BITS_PER_KEY = 8;
/** At most 128 MB a bitmap; more keys only make more false hits. */
const MOST_BITS = 30;

/** Its memory is used again for each set of keys: fresh memory costs more than what is written to it. */
export class RepeatFilter {
  #seen = new Uint32Array(0);
  #again = new Uint32Array(0);
  #shift = 0;

  /** Forgets what was noted before and notes all of `keys`. */
  note(keys: Uint32Array): void {
    const bits = Math.min(MOST_BITS, Math.ceil(Math.log2(Math.max(4, keys.length) * BITS_PER_KEY)));
    this.#clear(2 ** (bits - 5));
    this.#shift = 32 - bits;
    const [seen, again, shift] = [this.#seen, this.#again, this.#shift];
    // By index: an iterator costs half as much again here.
    for (let i = 0; i < keys.length; i++) {
      const slot = Math.imul(keys[i], 0x9e3779b1) >>> shift;
      const bit = 1 << (slot & 31);
      if ((seen[slot >>> 5] & bit) !== 0) again[slot >>> 5] |= bit;
      else seen[slot >>> 5] |= bit;
    }
  }

  /**
   * Lists the indices, from `start` to `end`, of keys that may occur again among those noted: into `selected`, which has
   * room for all of them. Returns how many.
   */
  select(keys: Uint32Array, start: number, end: number, selected: Uint32Array): number {
    const [again, shift] = [this.#again, this.#shift];
    let count = 0;
    for (let i = start; i < end; i++) {
      const slot = Math.imul(keys[i], 0x9e3779b1) >>> shift;
      selected[count] = i;
      count += (again[slot >>> 5] >>> (slot & 31)) & 1;
    }
    return count;
  }

  #clear(words: number): void {
    if (this.#seen.length < words) {
      this.#seen = new Uint32Array(words);
      this.#again = new Uint32Array(words);
    } else {
      this.#seen.fill(0, 0, words);
      this.#again.fill(0, 0, words);
    }
  }
}
