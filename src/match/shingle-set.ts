// Shingle sets looked into: whether one holds a shingle, and how much of a document lies in shingles of another.
//
// What two sets share is counted by a SetMatcher, which `match` is given. Refuses to know where a set came from.
import type { ShingleSequence, ShingleSet, ShingleStretch } from '../model.js';

/** Whether a set holds a shingle, from its place `start` to before `end`; binary search. */
export function hasShingle(set: ShingleSet, high: number, low: number, start = 0, end = set.length / 2): boolean {
  while (start < end) {
    const middle = (start + end) >>> 1;
    const order = set[2 * middle + 1] - high || set[2 * middle] - low;
    if (order === 0) return true;
    if (order < 0) start = middle + 1;
    else end = middle;
  }
  return false;
}

/** A set of at most so many times as many shingles as are looked up is worth an index. */
const INDEXED_SHARE = 8;

/** How many of a document's tokens lie in shingles that `other` has too. */
export function countCoveredTokens(sequence: ShingleSequence, other: ShingleSet): number {
  const counter = new CoveredTokenCounter(other, INDEXED_SHARE * sequence.count >= other.length / 2);
  counter.add({ ...sequence, firstToken: 0, firstShingle: 0, firstTokensFrom: 0 });
  return counter.covered;
}

/** The same of a document that comes stretch by stretch; `isIndexed` pays where it has as many shingles as a large set. */
export class CoveredTokenCounter {
  covered = 0;
  readonly #other: SetIndex;
  /** The token behind the last one that is covered. */
  #nextToken = 0;

  constructor(other: ShingleSet, isIndexed: boolean) {
    this.#other = new SetIndex(other, isIndexed);
  }

  add({ firstToken, tokens, count, high, low, firstTokens, firstTokensFrom }: ShingleStretch): void {
    for (let k = 0; k < count; k++) {
      if (!this.#other.has(high[k], low[k])) continue;
      const last = firstToken + tokens - count + k;
      const first = Math.max(firstTokens[k] + firstTokensFrom, this.#nextToken);
      this.covered += last - first + 1;
      this.#nextToken = last + 1;
    }
  }
}

/** At most so many places: 16 MB. */
const MOST_INDEX_BITS = 22;

/** Where the shingles of a large set begin that share their first bits: hashes are uniform, so a search begins some places away. */
class SetIndex {
  readonly #set: ShingleSet;
  readonly #shift: number;
  /** Null for a set that is searched whole. */
  readonly #starts: Uint32Array | null;

  constructor(set: ShingleSet, isIndexed: boolean) {
    const count = set.length / 2;
    const bits = Math.max(1, Math.min(MOST_INDEX_BITS, Math.ceil(Math.log2(count + 1))));
    this.#set = set;
    this.#shift = 32 - bits;
    this.#starts = isIndexed ? new Uint32Array(2 ** bits + 1) : null;
    if (this.#starts === null) return;
    for (let at = 1; at < set.length; at += 2) this.#starts[(set[at] >>> this.#shift) + 1]++;
    for (let i = 1; i < this.#starts.length; i++) this.#starts[i] += this.#starts[i - 1];
  }

  has(high: number, low: number): boolean {
    const starts = this.#starts;
    if (starts === null) return hasShingle(this.#set, high, low);
    const slot = high >>> this.#shift;
    return hasShingle(this.#set, high, low, starts[slot], starts[slot + 1]);
  }
}
