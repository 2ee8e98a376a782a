// The sketches of a corpus in columns, filled one document after the other: what crosses the wall to `match`.
//
// Columns double when full and are trimmed by `finish`. Refuses to keep anything of a text.
import type { DocumentSketch, SketchTable } from '../model.js';
import { SIGNATURE_LANES, foldLane } from './signature.js';

/** Collects sketches. Lives until `finish`. */
export class SketchTableBuilder {
  #count = 0;
  #fingerprints = 0;
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

  /** Copies a sketch; returns the document's row. */
  append(sketch: DocumentSketch): number {
    const columns = this.#columns;
    const row = this.#count++;
    const fingerprints = sketch.fingerprintHashes.length;
    columns.tokens = makeRoom(columns.tokens, row, 1);
    columns.halfWords = makeRoom(columns.halfWords, row, 1);
    columns.shingles = makeRoom(columns.shingles, row, 1);
    columns.contentHashes = makeRoom(columns.contentHashes, 4 * row, 4);
    columns.tokensHashes = makeRoom(columns.tokensHashes, 4 * row, 4);
    columns.signatures = makeRoom(columns.signatures, SIGNATURE_LANES * row, SIGNATURE_LANES);
    columns.fingerprintStarts = makeRoom(columns.fingerprintStarts, row, 2);
    columns.fingerprintHashes = makeRoom(columns.fingerprintHashes, this.#fingerprints, fingerprints);
    columns.fingerprintPositions = makeRoom(columns.fingerprintPositions, this.#fingerprints, fingerprints);
    columns.tokens[row] = sketch.tokens;
    columns.halfWords[row] = sketch.halfWords;
    columns.shingles[row] = sketch.shingles;
    // Loops, not `set`: for so few elements the call costs more than the copy.
    for (let i = 0; i < 4; i++) columns.contentHashes[4 * row + i] = sketch.contentHash[i];
    for (let i = 0; i < 4; i++) columns.tokensHashes[4 * row + i] = sketch.tokensHash[i];
    const { signatures, fingerprintHashes, fingerprintPositions } = columns;
    const { signature } = sketch;
    const lanes = SIGNATURE_LANES * row;
    for (let lane = 0; lane < SIGNATURE_LANES; lane++) signatures[lanes + lane] = foldLane(signature[lane]);
    const start = this.#fingerprints;
    for (let i = 0; i < fingerprints; i++) {
      fingerprintHashes[start + i] = sketch.fingerprintHashes[i];
      fingerprintPositions[start + i] = sketch.fingerprintPositions[i];
    }
    this.#fingerprints += fingerprints;
    columns.fingerprintStarts[row + 1] = this.#fingerprints;
    return row;
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

/** The column itself where `used + more` elements fit, else a copy half as large again: doubling would peak at three times. */
function makeRoom<T extends Uint16Array | Uint32Array>(column: T, used: number, more: number): T {
  if (used + more <= column.length) return column;
  const length = Math.max(used + more, Math.ceil(1.5 * column.length));
  const larger = column instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length);
  larger.set(column);
  return larger as T;
}
