// The shingle filter of a large document: a bit for each shingle, by which a smaller document can tell that most of its shingles are
// not there, without the large one being read again.
//
// A Bloom filter of one hash (Bloom 1970): a shingle that is there has its bit, another has it with the share of bits that are set, at
// most 0.4. Refuses small documents: reading one again costs less than its filter is worth.

/** Distinct shingles from which on a document has a filter: some 6 KB of text. */
export const LEAST_FILTERED_SHINGLES = 1024;

/** Makes filters; one that was given is overwritten by the next. Lives as long as its sketcher. */
export class ShingleFilterMaker {
  #words = new Uint32Array(2 * 2 * LEAST_FILTERED_SHINGLES);

  /**
   * The filter of `shingles` distinct shingles whose high words stand in `high`, repeats or not: a power of two of bits, two to four
   * for each shingle, the bit of a shingle numbered by the top bits of its high word. Empty for a small document.
   */
  make(high: Uint32Array, shingles: number): Uint32Array {
    if (shingles < LEAST_FILTERED_SHINGLES) return this.#words.subarray(0, 0);
    const bits = countFilterBits(shingles);
    const length = 2 ** (bits - 5);
    if (length > this.#words.length) this.#words = new Uint32Array(length);
    const words = this.#words.subarray(0, length);
    words.fill(0);
    const shift = 32 - bits;
    for (let i = 0; i < high.length; i++) {
      const bit = high[i] >>> shift;
      words[bit >>> 5] |= 1 << (bit & 31);
    }
    return words;
  }
}

/** Makes the filter of a set that comes in parts, whose size is known at the end only. Lives until `finish`. */
export class ShingleFilterBuilder {
  readonly #bits: number;
  #words: Uint32Array;

  /** `most` is a bound of the distinct shingles. */
  constructor(most: number) {
    this.#bits = countFilterBits(Math.max(most, LEAST_FILTERED_SHINGLES));
    this.#words = new Uint32Array(2 ** (this.#bits - 5));
  }

  /** Takes a part of the set, two words a shingle, the high one last. */
  add(set: Uint32Array): void {
    const words = this.#words;
    const shift = 32 - this.#bits;
    for (let at = 1; at < set.length; at += 2) {
      const bit = set[at] >>> shift;
      words[bit >>> 5] |= 1 << (bit & 31);
    }
  }

  /** The filter that `ShingleFilterMaker` makes of so many distinct shingles. */
  finish(shingles: number): Uint32Array {
    if (shingles < LEAST_FILTERED_SHINGLES) return new Uint32Array(0);
    let words = this.#words;
    // One bit fewer: neighbors fall together.
    for (let bits = this.#bits; bits > countFilterBits(shingles); bits--) {
      const half = new Uint32Array(words.length / 2);
      for (let i = 0; i < words.length; i++) half[i >>> 1] |= foldPairs(words[i]) << ((i & 1) << 4);
      words = half;
    }
    return words;
  }
}

/** log2 of the bits of a filter. */
function countFilterBits(shingles: number): number {
  return Math.ceil(Math.log2(2 * shingles));
}

/** For each two bits of a word one: whether either is set. In the lower half. */
function foldPairs(word: number): number {
  let bits = (word | (word >>> 1)) & 0x55555555;
  bits = (bits | (bits >>> 1)) & 0x33333333;
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff00ff;
  return (bits | (bits >>> 8)) & 0xffff;
}
