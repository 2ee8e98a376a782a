// A shelf of shingle sequences: the documents of one block of candidates, copied into memory that every block uses again.
//
// Fresh memory costs more than what is written to it, and a reader's views last until its next call only. Refuses to read and
// to choose what it holds.
import type { ShingleSequence } from '../model.js';

/** Bytes that a document's sequence takes on the shelf, at most. */
export function measureSequence(tokens: number): number {
  return 4 * (WORDS_A_TOKEN * tokens + Math.ceil(tokens / 4));
}

/** Two words of a token, three of a shingle, of which there are no more. */
const WORDS_A_TOKEN = 5;
/** What the shelf is made for at first; it grows to what a block takes. */
const LEAST_WORDS = 2 ** 16;

export class SequenceShelf {
  #words = new Uint32Array(LEAST_WORDS);
  #bytes = new Uint8Array(this.#words.buffer);
  #used = 0;

  /** Forgets what it holds and makes room for so many bytes. */
  clear(byteLength: number): void {
    this.#used = 0;
    if (byteLength <= this.#bytes.length) return;
    this.#words = new Uint32Array(Math.ceil(byteLength / 4));
    this.#bytes = new Uint8Array(this.#words.buffer);
  }

  /**
   * Copies a sequence, whose columns are as long as they are said to be; there must be room. The copy is made of views, valid until
   * the shelf is cleared.
   */
  add(sequence: ShingleSequence): ShingleSequence {
    const { tokens, count, contentHash } = sequence;
    const tokenHalfWords = this.#takeBytes(tokens);
    tokenHalfWords.set(sequence.tokenHalfWords);
    return {
      tokens,
      count,
      contentHash,
      tokenHigh: this.#copyWords(sequence.tokenHigh),
      tokenLow: this.#copyWords(sequence.tokenLow),
      high: this.#copyWords(sequence.high),
      low: this.#copyWords(sequence.low),
      firstTokens: this.#copyWords(sequence.firstTokens),
      tokenHalfWords,
    };
  }

  #copyWords(words: Uint32Array): Uint32Array {
    const copy = this.#words.subarray(this.#used, this.#used + words.length);
    copy.set(words);
    this.#used += words.length;
    return copy;
  }

  #takeBytes(length: number): Uint8Array {
    const bytes = this.#bytes.subarray(4 * this.#used, 4 * this.#used + length);
    this.#used += Math.ceil(length / 4);
    return bytes;
  }
}
