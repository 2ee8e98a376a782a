// Sketches of giant documents, made in pieces: equal to those made at once, bit for bit, in memory that depends little on the size.
//
// Tokens and shingles come piece by piece; fingerprints grow in a column. How many shingles are distinct is counted by partitions of
// their hashes, as many at a time as fit, and the document is walked again for the others. Refuses small documents: for them all at
// once is faster.
import type { CollectedShingles, DocumentSketch, ShingleSequence, ShingleStretch, SketchOptions } from '../model.js';
import { ShingleFilterBuilder } from '../sketch/shingle-filter.js';
import { foldLane } from '../sketch/signature.js';
import { GrowingFingerprints } from './giant-fingerprints.js';
import { GiantPieces, PIECE_BYTES } from './giant-pieces.js';
import type { Piece } from './giant-pieces.js';
import { boundTokens } from './memory-layout.js';
import { ShingleSorter } from './shingle-sorter.js';
import { PARTITION_SHIFT, PARTITIONS, ShingleSpill, USUAL_CHUNK_SHINGLES } from './shingle-spill.js';
import { viewColumn } from './token-pass.js';

/** What a giant document is cut into. Tests take less. */
export interface GiantSizes {
  /** Bytes of a piece. */
  readonly piece: number;
  /** Room for shingles that are kept at a time: so many at least, and so many for a byte of the document. */
  readonly spill: number;
  readonly spillOfByte: number;
  /** Shingles of a chunk of that room. */
  readonly chunk: number;
  /** From so many shingles on repeats are taken out of a partition before it is complete. */
  readonly crowd: number;
}

/**
 * A spill of 128 MB: prose of 100 MB is walked once. Of a larger document half as many bytes are kept as it has: prose is walked three
 * times then, whatever its size. More shingles than a crowd has no partition of a gigabyte of prose; with fewer, taking repeats out
 * early would cost more than it saves.
 */
export const GIANT_SIZES: GiantSizes = {
  piece: PIECE_BYTES,
  spill: 2 ** 24,
  spillOfByte: 1 / 16,
  chunk: USUAL_CHUNK_SHINGLES,
  crowd: 2 ** 20,
};

/** Sketches giant documents with an instance of the kernel of its own. */
export class GiantSketcher {
  readonly #isCharacters: boolean;
  readonly #window: number;
  readonly #sizes: GiantSizes;
  readonly #pieces: GiantPieces;
  readonly #sorter: ShingleSorter;

  constructor(options: SketchOptions, sizes: GiantSizes) {
    this.#isCharacters = options.tokens === 'characters';
    this.#window = options.window;
    this.#sizes = sizes;
    this.#pieces = new GiantPieces(options, sizes.piece);
    this.#sorter = new ShingleSorter(this.#pieces.pass, sizes.crowd);
  }

  /** The results are the caller's own. Throws KernelError DOCUMENT_TOO_LARGE. */
  sketchDocument(utf8: Uint8Array): DocumentSketch {
    const { kernel } = this.#pieces.pass;
    const fingerprints = new GrowingFingerprints();
    kernel.startSignature();
    let bytesSeen = 0;
    const spill = this.#createSpill(utf8.length);
    this.#fill(spill, utf8, true, (piece) => {
      if (piece.shingles > piece.knownShingles) kernel.throwFirstRound(piece.shingles);
      bytesSeen += this.#sizes.piece;
      fingerprints.foresee(Math.min(1, bytesSeen / Math.max(1, utf8.length)));
      this.#winnow(piece, fingerprints);
    });
    const { tokens, halfWords, shingles } = this.#pieces;
    const { contentHash, tokensHash, signature } = this.#copyResults();
    const filter = new ShingleFilterBuilder(shingles);
    const isSigned = signature.every((lane) => lane !== EMPTY_LANE);
    let distinct = 0;
    this.#eachPartition(spill, utf8, (count) => {
      const set = this.#sorter.viewSet(count);
      filter.add(set);
      if (!isSigned) this.#sorter.sign(set, signature);
      distinct += count;
    });
    return {
      tokens,
      halfWords,
      shingles: distinct,
      signature,
      foldedSignature: Uint16Array.from(signature, foldLane),
      ...fingerprints.finish(),
      contentHash,
      tokensHash,
      shingleFilter: filter.finish(distinct),
    };
  }

  /** The result is the caller's own: eight bytes for each shingle, repeats included while it is made. */
  collectShingles(utf8: Uint8Array): CollectedShingles {
    const starts = new Float64Array(PARTITIONS + 1);
    for (const piece of this.#pieces.walk(utf8, true)) {
      const { high } = this.#viewFresh(piece);
      for (let i = 0; i < high.length; i++) starts[(high[i] >>> PARTITION_SHIFT) + 1]++;
    }
    const { contentHash } = this.#copyResults();
    for (let p = 0; p < PARTITIONS; p++) starts[p + 1] += starts[p];
    const set = new Uint32Array(2 * this.#pieces.shingles);
    const next = starts.slice();
    for (const piece of this.#pieces.walk(utf8, false)) {
      const { high, low } = this.#viewFresh(piece);
      for (let i = 0; i < high.length; i++) {
        const at = 2 * next[high[i] >>> PARTITION_SHIFT]++;
        set[at] = low[i];
        set[at + 1] = high[i];
      }
    }
    let end = 0;
    for (let p = 0; p < PARTITIONS; p++) {
      const count = this.#sorter.sortStretch(set, starts[p], starts[p + 1]);
      set.copyWithin(2 * end, 2 * starts[p], 2 * (starts[p] + count));
      end += count;
    }
    return { contentHash, set: set.subarray(0, 2 * end), isOwned: true };
  }

  *walkShingles(utf8: Uint8Array): Generator<ShingleStretch, Uint32Array, void> {
    for (const piece of this.#pieces.walk(utf8, true)) yield this.#viewFresh(piece);
    return this.#copyResults().contentHash;
  }

  /** The result is the caller's own: 21 bytes for each token. */
  sequenceShingles(utf8: Uint8Array): ShingleSequence {
    for (const piece of this.#pieces.walk(utf8, true)) void piece;
    const { contentHash } = this.#copyResults();
    const { tokens, shingles: count } = this.#pieces;
    const sequence = {
      tokens,
      tokenHigh: new Uint32Array(tokens),
      tokenLow: new Uint32Array(tokens),
      tokenHalfWords: new Uint8Array(tokens),
      count,
      high: new Uint32Array(count),
      low: new Uint32Array(count),
      firstTokens: new Uint32Array(count),
      contentHash,
    };
    for (const piece of this.#pieces.walk(utf8, false)) {
      const fresh = this.#viewFresh(piece);
      const { firstToken, firstShingle, firstTokensFrom } = fresh;
      sequence.tokenHigh.set(fresh.tokenHigh, firstToken);
      sequence.tokenLow.set(fresh.tokenLow, firstToken);
      sequence.tokenHalfWords.set(fresh.tokenHalfWords, firstToken);
      sequence.high.set(fresh.high, firstShingle);
      sequence.low.set(fresh.low, firstShingle);
      for (let i = 0; i < fresh.count; i++) {
        sequence.firstTokens[firstShingle + i] = fresh.firstTokens[i] + firstTokensFrom;
      }
    }
    return sequence;
  }

  #createSpill(byteLength: number): ShingleSpill {
    const { spill, spillOfByte, chunk } = this.#sizes;
    const most = boundTokens(byteLength, this.#isCharacters);
    return new ShingleSpill(Math.min(most, Math.max(spill, spillOfByte * byteLength)), chunk);
  }

  /** Walks a document and spills its shingles; `look` sees each piece, and may change the columns of tokens. */
  #fill(spill: ShingleSpill, utf8: Uint8Array, isFirst: boolean, look: (piece: Piece) => void): void {
    const limits = new Float64Array(PARTITIONS).fill(this.#sizes.crowd);
    for (const piece of this.#pieces.walk(utf8, isFirst)) {
      const { high, low } = this.#viewFresh(piece);
      spill.append(high, low, isFirst);
      look(piece);
      // What repeats itself a million times must not take room for each.
      for (const p of spill.listCrowded(limits)) {
        const count = this.#sorter.sortPartition(spill, p);
        const [sortedHigh, sortedLow] = splitSet(this.#sorter.viewSet(count));
        spill.append(sortedHigh, sortedLow, false);
        limits[p] = Math.max(this.#sizes.crowd, 2 * count);
      }
    }
  }

  /** Calls `take` for each partition in turn, its distinct shingles sorted in the columns; the spill holds the first ones. */
  #eachPartition(spill: ShingleSpill, utf8: Uint8Array, take: (count: number) => void): void {
    for (let p = 0; p < PARTITIONS; p++) {
      if (p === spill.end) {
        spill.keep(p, spill.foresee(p));
        this.#fill(spill, utf8, false, () => undefined);
      }
      take(this.#sorter.sortPartition(spill, p));
    }
  }

  /** Appends the fingerprints of a piece's windows to those of the windows before. */
  #winnow({ place, shingles, knownShingles, firstShingle, isLast }: Piece, into: GrowingFingerprints): void {
    // As long as there is no whole window all tokens are carried, and with them all shingles.
    if (firstShingle + shingles - knownShingles < this.#window && !isLast) return;
    const { pass } = this.#pieces;
    const chosen = pass.kernel.winnowShingles(shingles);
    const { layout, views } = pass;
    into.append(
      viewColumn(views.words, layout.tokenHigh + 4 * place, chosen),
      viewColumn(views.words, layout.tokenLow + 4 * place, chosen),
      firstShingle - knownShingles,
    );
  }

  /** What is new in a piece: views. */
  #viewFresh(piece: Piece): ShingleStretch {
    const { place, knownTokens, firstToken, knownShingles, firstShingle } = piece;
    const { layout, views } = this.#pieces.pass;
    const tokens = piece.tokens - knownTokens;
    const count = piece.shingles - knownShingles;
    const token = place + knownTokens;
    const viewTokens = (column: number): Uint32Array => viewColumn(views.words, column + 4 * token, tokens);
    const viewShingles = (column: number): Uint32Array => viewColumn(views.words, column + 4 * knownShingles, count);
    const halfWords = layout.tokenHalfWords + token;
    return {
      firstToken,
      tokens,
      firstShingle,
      count,
      firstTokensFrom: firstToken - knownTokens,
      tokenHigh: viewTokens(layout.tokenHigh),
      tokenLow: viewTokens(layout.tokenLow),
      tokenHalfWords: views.bytes.subarray(halfWords, halfWords + tokens),
      high: viewShingles(layout.shingleHigh),
      low: viewShingles(layout.shingleLow),
      firstTokens: viewShingles(layout.firstTokens),
    };
  }

  #copyResults(): { contentHash: Uint32Array; tokensHash: Uint32Array; signature: Uint32Array } {
    const { contentHash, tokensHash, signature } = this.#pieces.pass.views;
    return { contentHash: contentHash.slice(), tokensHash: tokensHash.slice(), signature: signature.slice() };
  }
}

/** A lane of the signature that no shingle has reached. */
const EMPTY_LANE = 0xffffffff;

/** The high and the low words of a set. */
function splitSet(set: Uint32Array): [high: Uint32Array, low: Uint32Array] {
  const high = new Uint32Array(set.length / 2);
  const low = new Uint32Array(set.length / 2);
  for (let i = 0; i < high.length; i++) {
    low[i] = set[2 * i];
    high[i] = set[2 * i + 1];
  }
  return [high, low];
}
