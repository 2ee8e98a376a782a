// The fingerprints of a giant document, as its pieces give them: one column that grows.
//
// The windows of a piece begin before those of the piece before end, so that what both chose is told twice. Refuses to choose: the kernel
// does.
import { growColumn } from '../columns.js';
import type { DocumentSketch } from '../model.js';

/** Fingerprints chosen so far. Lives until `finish`. */
export class GrowingFingerprints {
  #count = 0;
  #share = 1;
  #hashes = new Uint32Array(64);
  #positions = new Uint32Array(64);

  /** Tells which share of the document has been seen, so that the columns can grow to what they are going to hold. */
  foresee(share: number): void {
    this.#share = share;
  }

  /** Appends those chosen of windows from shingle `shift` on, but for what windows before have chosen already. */
  append(hashes: Uint32Array, positions: Uint32Array, shift: number): void {
    let known = 0;
    // The places of successive windows never go back.
    if (this.#count > 0) {
      const last = this.#positions[this.#count - 1];
      while (known < positions.length && positions[known] + shift <= last) known++;
    }
    const count = this.#count + positions.length - known;
    if (count > this.#hashes.length) {
      const length = Math.ceil((1.05 * count) / this.#share);
      this.#hashes = growColumn(this.#hashes, length);
      this.#positions = growColumn(this.#positions, length);
    }
    this.#hashes.set(hashes.subarray(known), this.#count);
    for (let i = known; i < positions.length; i++) this.#positions[this.#count++] = positions[i] + shift;
  }

  finish(): Pick<DocumentSketch, 'fingerprintHashes' | 'fingerprintPositions'> {
    return {
      fingerprintHashes: this.#hashes.subarray(0, this.#count),
      fingerprintPositions: this.#positions.subarray(0, this.#count),
    };
  }
}
