// The sketches of a corpus in columns, filled one document after the other: what crosses the wall to `match`.
//
// Columns double when full and are trimmed by `finish`. Refuses to keep anything of a text.
import type { DocumentSketch, SketchTable } from '../model.js';
import { SIGNATURE_LANES } from './signature.js';

/** Collects sketches. Lives until `finish`. */
export class SketchTableBuilder {
  #count = 0;
  #fingerprints = 0;
  #share = 0;
  readonly #columns = {
    tokens: new Uint32Array(256),
    halfWords: new Uint32Array(256),
    shingles: new Uint32Array(256),
    contentHashes: new Uint32Array(4 * 256),
    tokensHashes: new Uint32Array(4 * 256),
    signatures: new Uint16Array(SIGNATURE_LANES * 256),
    fingerprintStarts: new Uint32Array(257),
    fingerprintHashes: new Uint32Array(4096),
    fingerprintPositions: new Uint32Array(4096),
  };

  /**
   * Tells which share of the corpus has been appended, so that columns can grow to what they are going to need at once:
   * memory that is copied is touched twice, and memory that is not used yet costs nothing.
   */
  noteProgress(share: number): void {
    this.#share = share;
  }

  /** Copies a sketch; returns the document's row. */
  append(sketch: DocumentSketch): number {
    const columns = this.#columns;
    const row = this.#count++;
    const fingerprints = sketch.fingerprintHashes.length;
    columns.tokens = this.#makeRoom(columns.tokens, row, 1);
    columns.halfWords = this.#makeRoom(columns.halfWords, row, 1);
    columns.shingles = this.#makeRoom(columns.shingles, row, 1);
    columns.contentHashes = this.#makeRoom(columns.contentHashes, 4 * row, 4);
    columns.tokensHashes = this.#makeRoom(columns.tokensHashes, 4 * row, 4);
    columns.signatures = this.#makeRoom(columns.signatures, SIGNATURE_LANES * row, SIGNATURE_LANES);
    columns.fingerprintStarts = this.#makeRoom(columns.fingerprintStarts, row, 2);
    columns.fingerprintHashes = this.#makeRoom(columns.fingerprintHashes, this.#fingerprints, fingerprints);
    columns.fingerprintPositions = this.#makeRoom(columns.fingerprintPositions, this.#fingerprints, fingerprints);
    columns.tokens[row] = sketch.tokens;
    columns.halfWords[row] = sketch.halfWords;
    columns.shingles[row] = sketch.shingles;
    // Loops, not `set`: for so few elements the call costs more than the copy.
    for (let i = 0; i < 4; i++) columns.contentHashes[4 * row + i] = sketch.contentHash[i];
    for (let i = 0; i < 4; i++) columns.tokensHashes[4 * row + i] = sketch.tokensHash[i];
    columns.signatures.set(sketch.foldedSignature, SIGNATURE_LANES * row);
    const { fingerprintHashes, fingerprintPositions } = columns;
    const start = this.#fingerprints;
    for (let i = 0; i < fingerprints; i++) {
      fingerprintHashes[start + i] = sketch.fingerprintHashes[i];
      fingerprintPositions[start + i] = sketch.fingerprintPositions[i];
    }
    this.#fingerprints += fingerprints;
    columns.fingerprintStarts[row + 1] = this.#fingerprints;
    return row;
  }

  /** The column itself where `used + more` elements fit, else a larger copy. */
  #makeRoom<T extends Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(column: T, used: number, more: number): T {
    const needed = used + more;
    if (needed <= column.length) return column;
    const foreseen = this.#share < LEAST_TELLING_SHARE ? 0 : Math.ceil((needed / this.#share) * SPARE);
    const length = Math.max(needed, 2 * column.length, Math.min(foreseen, MOST_GROWTH * needed));
    const larger = column instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
    larger.set(column);
    return larger as T;
  }

  /** The table; the builder must not be used afterwards. */
  finish(): SketchTable {
    const columns = this.#columns;
    const count = this.#count;
    return {
      count,
      tokens: columns.tokens.subarray(0, count),
      halfWords: columns.halfWords.subarray(0, count),
      shingles: columns.shingles.subarray(0, count),
      contentHashes: columns.contentHashes.subarray(0, 4 * count),
      tokensHashes: columns.tokensHashes.subarray(0, 4 * count),
      signatures: columns.signatures.subarray(0, SIGNATURE_LANES * count),
      fingerprintStarts: columns.fingerprintStarts.subarray(0, count + 1),
      fingerprintHashes: columns.fingerprintHashes.subarray(0, this.#fingerprints),
      fingerprintPositions: columns.fingerprintPositions.subarray(0, this.#fingerprints),
    };
  }
}

/** Before this share of a corpus is read it says little about the rest. */
const LEAST_TELLING_SHARE = 0.01;
/** What is foreseen is taken a little larger, because documents are not all alike. */
const SPARE = 1.1;
/** However little was read, no column becomes more than so many times as large at once. */
const MOST_GROWTH = 64;
