// Shingles of a giant document sorted in the kernel's columns, some at a time, once they are not needed for anything else.
//
// All that are sorted together have the first bits of their hashes in common: a partition's. Refuses to know pieces: the columns are free
// when it is asked.
import { SIGNATURE_LANES } from '../sketch/signature.js';
import { PARTITION_BITS } from './shingle-spill.js';
import type { ShingleSpill } from './shingle-spill.js';
import { viewColumn } from './token-pass.js';
import type { TokenPass } from './token-pass.js';

/** Sorts with an instance of the kernel. Lives as long as that. */
export class ShingleSorter {
  readonly #pass: TokenPass;
  readonly #crowd: number;

  /** Of more than `crowd` shingles repeats are taken out before they are sorted together. */
  constructor(pass: TokenPass, crowd: number) {
    this.#pass = pass;
    this.#crowd = crowd;
  }

  /** Sorts a partition into the place of the token columns; returns how many distinct shingles it has. */
  sortPartition(spill: ShingleSpill, partition: number): number {
    const count = spill.sizeOf(partition);
    const pass = this.#pass;
    pass.reserve(0, count);
    const { words } = pass.views;
    const { shingleHigh, shingleLow } = pass.layout;
    spill.take(partition, viewColumn(words, shingleHigh, count), viewColumn(words, shingleLow, count));
    pass.placeColumns(0);
    return pass.kernel.sortShingles(count, PARTITION_BITS);
  }

  /** Sorts a stretch of a set in its place, by the kernel, and returns how many distinct shingles are at its front then. */
  sortStretch(set: Uint32Array, start: number, end: number): number {
    const most = Math.max(this.#crowd, 1);
    let left = end - start;
    // Repeats first, as long as that makes it shorter by half.
    for (let before = Infinity; left > most && left <= before / 2;) {
      before = left;
      let kept = 0;
      for (let at = 0; at < before; at += most) {
        const count = this.#sortWords(set, start + at, start + Math.min(at + most, before));
        set.copyWithin(2 * (start + kept), 2 * (start + at), 2 * (start + at + count));
        kept += count;
      }
      left = kept;
    }
    return this.#sortWords(set, start, start + left);
  }

  #sortWords(set: Uint32Array, start: number, end: number): number {
    const count = end - start;
    if (count === 0) return 0;
    const pass = this.#pass;
    pass.reserve(0, count);
    this.#putIntoColumns(set.subarray(2 * start, 2 * end));
    pass.placeColumns(0);
    const distinct = pass.kernel.sortShingles(count, PARTITION_BITS);
    set.set(this.viewSet(distinct), 2 * start);
    return distinct;
  }

  /** Takes a part of the distinct shingles into a signature: the least of each lane is that of the union. */
  sign(set: Uint32Array, signature: Uint32Array): void {
    const pass = this.#pass;
    // The set lies in place of the tokens: the columns of shingles are free.
    this.#putIntoColumns(set);
    pass.kernel.computeSignature(set.length / 2);
    const part = pass.views.signature;
    for (let lane = 0; lane < SIGNATURE_LANES; lane++) signature[lane] = Math.min(signature[lane], part[lane]);
  }

  /** The set that `sortShingles` left, low word first. */
  viewSet(count: number): Uint32Array {
    const { layout, views } = this.#pass;
    return viewColumn(views.words, layout.tokenHigh, 2 * count);
  }

  #putIntoColumns(set: Uint32Array): void {
    const { layout, views } = this.#pass;
    const { words } = views;
    const high = layout.shingleHigh / 4;
    const low = layout.shingleLow / 4;
    for (let i = 0; 2 * i < set.length; i++) {
      words[low + i] = set[2 * i];
      words[high + i] = set[2 * i + 1];
    }
  }
}
