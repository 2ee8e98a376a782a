// A filter for keys that may occur more than once: what occurs once is dropped before anything is sorted.
//
// Two bits a slot, next to each other, say "seen" and "seen again": one word is looked at for both. A false hit only costs
// time, a miss cannot be. Refuses to count.

/** Slots for each key: one key in five then meets another's, and the filter of a million keys stays in the second-level cache. */
const SLOTS_PER_KEY = 4;
/** At most 256 MB; more keys only make more false hits. */
const MOST_SLOT_BITS = 30;
/** Slots in a word. */
const SLOT_MASK = 15;
const WORD_BITS = 4;

/** Its memory is used again for each set of keys: fresh memory costs more than what is written to it. */
export class RepeatFilter {
  #slots = new Uint32Array(0);
  #shift = 0;

  /** Forgets what was noted before and notes all of `keys`. */
  note(keys: Uint32Array): void {
    const bits = Math.min(MOST_SLOT_BITS, Math.ceil(Math.log2(Math.max(4, keys.length) * SLOTS_PER_KEY)));
    const words = 2 ** (bits - WORD_BITS);
    if (this.#slots.length < words) this.#slots = new Uint32Array(words);
    else this.#slots.fill(0, 0, words);
    this.#shift = 32 - bits;
    const [slots, shift] = [this.#slots, this.#shift];
    // By index: an iterator costs half as much again here. Without a branch: which way it goes cannot be foretold.
    for (let i = 0; i < keys.length; i++) {
      const slot = Math.imul(keys[i], 0x9e3779b1) >>> shift;
      const at = (slot & SLOT_MASK) << 1;
      const word = slots[slot >>> WORD_BITS];
      slots[slot >>> WORD_BITS] = word | ((1 | (((word >>> at) & 1) << 1)) << at);
    }
  }

  /**
   * Lists those of `keys` that may occur again among the keys noted, as pairs: the key, then its index. `pairs` has room for
   * all of them and one more. Returns how many.
   */
  select(keys: Uint32Array, pairs: Uint32Array): number {
    const [slots, shift] = [this.#slots, this.#shift];
    let end = 0;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      const slot = Math.imul(key, 0x9e3779b1) >>> shift;
      pairs[end] = key;
      pairs[end + 1] = i;
      end += ((slots[slot >>> WORD_BITS] >>> (((slot & SLOT_MASK) << 1) | 1)) & 1) << 1;
    }
    return end >>> 1;
  }
}
