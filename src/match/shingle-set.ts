// Shingle sets looked into: whether one holds a shingle, and how much of a document lies in shingles of another.
//
// What two sets share is counted by a SetMatcher, which `match` is given. Refuses to know where a set came from.
import type { ShingleSequence, ShingleSet } from '../model.js';

/** Whether a set holds a shingle; binary search. */
export function hasShingle(set: ShingleSet, high: number, low: number): boolean {
  let start = 0;
  let end = set.length / 2;
  while (start < end) {
    const middle = (start + end) >>> 1;
    const order = set[2 * middle + 1] - high || set[2 * middle] - low;
    if (order === 0) return true;
    if (order < 0) start = middle + 1;
    else end = middle;
  }
  return false;
}

/** How many of a document's tokens lie in shingles that `other` has too. */
export function countCoveredTokens(sequence: ShingleSequence, other: ShingleSet): number {
  let covered = 0;
  let nextToken = 0;
  for (let k = 0; k < sequence.count; k++) {
    if (!hasShingle(other, sequence.high[k], sequence.low[k])) continue;
    const last = sequence.tokens - sequence.count + k;
    const first = Math.max(sequence.firstTokens[k], nextToken);
    covered += last - first + 1;
    nextToken = last + 1;
  }
  return covered;
}
