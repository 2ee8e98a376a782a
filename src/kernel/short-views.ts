// Views of the first words of a column, kept for short stretches: making one anew for every document costs more than looking through it.
//
// Refuses to keep a view of memory that has moved or grown: it is told where the column is each time.

/** Stretches of fewer words than this are kept: the fingerprints of most documents. */
const MOST_KEPT = 64;

/** The views of one column. Lives as long as its sketcher. */
export class ShortViews {
  #words: Uint32Array = new Uint32Array(0);
  #address = 0;
  #views: (Uint32Array | undefined)[] = [];

  /** The first `length` words from a byte address on, in a memory seen as `words`. */
  view(words: Uint32Array, address: number, length: number): Uint32Array {
    if (words !== this.#words || address !== this.#address) {
      this.#words = words;
      this.#address = address;
      this.#views = new Array<Uint32Array | undefined>(MOST_KEPT).fill(undefined);
    }
    if (length >= MOST_KEPT) return words.subarray(address / 4, address / 4 + length);
    return (this.#views[length] ??= words.subarray(address / 4, address / 4 + length));
  }
}
