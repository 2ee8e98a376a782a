// A shelf of shingle sequences: the documents of one block of candidates, copied into memory that every block uses again.
//
// Fresh memory costs more than what is written to it, and a reader's views last until its next call only. Refuses to read and
// to choose what it holds.
import type { ShingleSequence } from '../model.js';
import { hasTableShingle } from './shingle-table.js';
import type { ShingleTable } from './shingle-table.js';

/** A sequence on the shelf: views, valid until the shelf is cleared. */
export interface ShelvedSequence extends ShingleSequence {
  /** Per shingle whether it is boilerplate; null where there is none at all. */
  readonly isBoilerplate: Uint8Array | null;
}

/** Bytes that a document's sequence takes on the shelf, at most. */
export function measureSequence(tokens: number): number {
  return 4 * (WORDS_A_TOKEN * tokens + Math.ceil(tokens / 2) + 1);
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

  /** Copies a sequence; there must be room. */
  add(sequence: ShingleSequence, boilerplate: ShingleTable): ShelvedSequence {
    const { tokens, count, high, low } = sequence;
    const shelved = {
      tokens,
      count,
      contentHash: sequence.contentHash,
      tokenHigh: this.#copyWords(sequence.tokenHigh, tokens),
      tokenLow: this.#copyWords(sequence.tokenLow, tokens),
      high: this.#copyWords(high, count),
      low: this.#copyWords(low, count),
      firstTokens: this.#copyWords(sequence.firstTokens, count),
      tokenHalfWords: this.#takeBytes(tokens),
      isBoilerplate: boilerplate.count === 0 ? null : this.#takeBytes(count),
    };
    shelved.tokenHalfWords.set(sequence.tokenHalfWords.subarray(0, tokens));
    const { isBoilerplate } = shelved;
    if (isBoilerplate === null) return shelved;
    isBoilerplate.fill(0);
    for (let k = 0; k < count; k++) if (hasTableShingle(boilerplate, high[k], low[k])) isBoilerplate[k] = 1;
    return shelved;
  }

  #copyWords(words: Uint32Array, length: number): Uint32Array {
    const copy = this.#words.subarray(this.#used, this.#used + length);
    copy.set(words.subarray(0, length));
    this.#used += length;
    return copy;
  }

  #takeBytes(length: number): Uint8Array {
    const bytes = this.#bytes.subarray(4 * this.#used, 4 * this.#used + length);
    this.#used += Math.ceil(length / 4);
    return bytes;
  }
}
