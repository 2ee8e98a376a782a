// A giant document piece by piece: each piece's tokens and shingles in the kernel's columns, as if the whole document stood there.
//
// No token lies across a cut (cut-text.ts); the last tokens of what came before stand in front of a piece's own, as many as its first
// shingle and its first winnowing window look back on. Refuses to keep more of a piece than these.
import type { SketchOptions } from '../model.js';
import { findCut } from './cut-text.js';
import { layOutPiece } from './memory-layout.js';
import { LARGE_TEXT_BYTES, TokenPass } from './token-pass.js';

/** Bytes of a piece, if it can be cut there: up to this size room is made for all tokens there may be. */
export const PIECE_BYTES = LARGE_TEXT_BYTES;

/** The content hash takes so many bytes at a time. */
const CONTENT_STEP = 32;
/** The hash of tokens takes so many tokens at a time. */
const TOKENS_STEP = 4;

/** What stands in the columns: some tokens and shingles that were told before, then those of a piece. Valid until the next piece. */
export interface Piece {
  /** The place of the first token in the columns, … */
  readonly place: number;
  /** … and how many there are; the first `knownTokens` were told before. */
  readonly tokens: number;
  readonly knownTokens: number;
  /** The number in the document of the first token that is new. */
  readonly firstToken: number;
  /** Shingles in the columns, which are all right; the first `knownShingles` were told before. */
  readonly shingles: number;
  readonly knownShingles: number;
  readonly firstShingle: number;
  readonly isLast: boolean;
}

/** Walks documents, one at a time. Lives as long as its instance of the kernel. */
export class GiantPieces {
  readonly pass: TokenPass;
  /** Of the document whose pieces were all told. */
  tokens = 0;
  halfWords = 0;
  shingles = 0;
  readonly #mode: SketchOptions['tokens'];
  readonly #shingleHalfWords: number;
  readonly #pieceByteLength: number;
  /** Most tokens that stand in front of a piece's own. */
  readonly #front: number;
  readonly #carriedHigh: Uint32Array;
  readonly #carriedLow: Uint32Array;
  readonly #carriedHalfWords: Uint8Array;

  constructor(options: SketchOptions, pieceByteLength: number) {
    const { shingleSize, tokens, window } = options;
    this.#mode = tokens;
    this.#shingleHalfWords = 2 * shingleSize;
    this.#pieceByteLength = pieceByteLength;
    // A shingle has at most two tokens a word; the hash of tokens may wait for up to three.
    this.#front = Math.max(2 * shingleSize - 1 + window, TOKENS_STEP);
    this.#carriedHigh = new Uint32Array(this.#front);
    this.#carriedLow = new Uint32Array(this.#front);
    this.#carriedHalfWords = new Uint8Array(this.#front);
    const layOut = (size: Parameters<typeof layOutPiece>[0], inputEnd: number): ReturnType<typeof layOutPiece> =>
      layOutPiece(size, inputEnd, window);
    this.pass = new TokenPass(options, layOut, pieceByteLength + CONTENT_STEP, this.#front);
  }

  /**
   * Yields a document's pieces, at least one. With `isHashed` both its hashes stand in the results afterwards. Whoever is given a piece
   * may change the columns of tokens.
   */
  *walk(utf8: Uint8Array, isHashed: boolean): Generator<Piece, void, void> {
    const { kernel } = this.pass;
    this.tokens = 0;
    this.halfWords = 0;
    this.shingles = 0;
    let carried = 0;
    let hashedBytes = 0;
    let hashedTokens = 0;
    if (isHashed) kernel.startHashes();
    let start = 0;
    do {
      const end = findCut(utf8, start, this.#pieceByteLength, this.#mode);
      const isLast = end === utf8.length;
      if (isHashed) hashedBytes = this.#hashContent(utf8, hashedBytes, isLast ? end : end - (end % CONTENT_STEP));
      this.pass.placeColumns(this.#front);
      const fresh = this.pass.tokenize(utf8.subarray(start, end), false);
      const place = this.#putInFront(carried);
      const tokens = carried + fresh;
      const firstToken = this.tokens;
      this.tokens += fresh;
      if (isHashed) {
        const before = this.tokens - tokens;
        const until = isLast ? this.tokens : this.tokens - (this.tokens % TOKENS_STEP);
        if (isLast) kernel.finishTokenColumns(hashedTokens - before, until - before, this.tokens);
        else kernel.absorbTokenColumns(hashedTokens - before, until - before);
        hashedTokens = until;
      }
      carried = this.#carry(place, tokens);
      const firstShingle = this.shingles;
      const isLongEnough = this.halfWords >= this.#shingleHalfWords || isLast;
      const shingles = isLongEnough ? this.#sequence(tokens) : 0;
      // Before the first shingle all tokens are carried; from then on each token ends one.
      const knownShingles = firstShingle === 0 ? 0 : shingles - fresh;
      this.shingles += shingles - knownShingles;
      yield { place, tokens, knownTokens: tokens - fresh, firstToken, shingles, knownShingles, firstShingle, isLast };
      start = end;
    } while (start < utf8.length);
  }

  /** Sequences the shingles of the tokens in the columns; the hash of the document's tokens stays in the results. */
  #sequence(tokens: number): number {
    const { tokensHash } = this.pass.views;
    const hash = tokensHash.slice();
    const shingles = this.pass.kernel.sequenceShingles(tokens);
    tokensHash.set(hash);
    return shingles;
  }

  #hashContent(utf8: Uint8Array, from: number, to: number): number {
    const { kernel, views } = this.pass;
    // By steps that there is room for, however long the piece is.
    const step = this.#pieceByteLength - (this.#pieceByteLength % CONTENT_STEP) + CONTENT_STEP;
    for (let at = from; at < to; at += step) {
      const bytes = utf8.subarray(at, Math.min(at + step, to));
      views.bytes.set(bytes, kernel.INPUT.value);
      kernel.absorbContent(bytes.length);
    }
    if (to === utf8.length) kernel.finishContentHash(to);
    return to;
  }

  /** Puts the carried tokens before the piece's own; returns the place of the first. */
  #putInFront(carried: number): number {
    const { layout, views } = this.pass;
    const first = this.#front - carried;
    views.words.set(this.#carriedHigh.subarray(0, carried), layout.tokenHigh / 4 + first);
    views.words.set(this.#carriedLow.subarray(0, carried), layout.tokenLow / 4 + first);
    views.bytes.set(this.#carriedHalfWords.subarray(0, carried), layout.tokenHalfWords + first);
    this.pass.placeColumns(first);
    const place = views.counts.halfWords;
    this.halfWords += views.words[place];
    for (let t = 0; t < carried; t++) views.words[place] += this.#carriedHalfWords[t];
    return first;
  }

  /** Keeps the last of the tokens in the columns, as many as are ever looked back on; returns how many. */
  #carry(place: number, tokens: number): number {
    const { layout, views } = this.pass;
    const carried = Math.min(tokens, this.#front);
    const first = place + tokens - carried;
    const [high, low] = [layout.tokenHigh / 4 + first, layout.tokenLow / 4 + first];
    const halfWords = layout.tokenHalfWords + first;
    this.#carriedHigh.set(views.words.subarray(high, high + carried));
    this.#carriedLow.set(views.words.subarray(low, low + carried));
    this.#carriedHalfWords.set(views.bytes.subarray(halfWords, halfWords + carried));
    return carried;
  }
}
