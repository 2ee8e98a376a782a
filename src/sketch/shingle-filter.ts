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
    const bits = Math.ceil(Math.log2(2 * shingles));
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
