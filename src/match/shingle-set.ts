// Shingle sets: the distinct hashes of a document, sorted, and what two sets share. Exact, never sampled.
//
// The measures of Broder, On the resemblance and containment of documents (1997), section 2, on sets of 64-bit hashes.
// Refuses to know where a set came from.
import type { ShingleSequence, ShingleSet } from '../model.js';

/** Position of the high word in a 64-bit lane as this machine stores it; 1 on little-endian machines. */
const HIGH_WORD = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The distinct shingles of a sequence, sorted by high, then low word; owned by the caller. */
export function collectShingleSet(sequence: Pick<ShingleSequence, 'count' | 'high' | 'low'>): ShingleSet {
  const { count } = sequence;
  const words = new Uint32Array(2 * count);
  for (let i = 0; i < count; i++) {
    words[2 * i + HIGH_WORD] = sequence.high[i];
    words[2 * i + 1 - HIGH_WORD] = sequence.low[i];
  }
  new BigUint64Array(words.buffer).sort();
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  let distinct = 0;
  for (let i = 0; i < count; i++) {
    const h = words[2 * i + HIGH_WORD];
    const l = words[2 * i + 1 - HIGH_WORD];
    if (distinct > 0 && high[distinct - 1] === h && low[distinct - 1] === l) continue;
    high[distinct] = h;
    low[distinct++] = l;
  }
  return distinct === count
    ? { count, high, low }
    : { count: distinct, high: high.slice(0, distinct), low: low.slice(0, distinct) };
}

/**
 * From this ratio of sizes on, looking the smaller set's shingles up in the larger beats walking both: a look-up costs
 * about log₂(65,536) = 16 comparisons at the sizes where it matters.
 */
const LOOK_UP_RATIO = 16;

/**
 * |A ∩ B|. Where it comes to fewer than `least`, some number below `least`: counting stops as soon as that many cannot be reached.
 */
export function countSharedShingles(a: ShingleSet, b: ShingleSet, least = 0): number {
  if (a.count > b.count) return countSharedShingles(b, a, least);
  let shared = 0;
  if (a.count * LOOK_UP_RATIO < b.count) {
    for (let i = 0; i < a.count; i++) if (hasShingle(b, a.high[i], a.low[i])) shared++;
    return shared;
  }
  const { high: aHigh, low: aLow, count: aCount } = a;
  const { high: bHigh, low: bLow, count: bCount } = b;
  let i = 0;
  let j = 0;
  // Shingles of A that B may lack before too few are left.
  let spare = aCount - least;
  while (i < aCount && j < bCount) {
    // As signed words in unsigned order: integers compare faster than numbers above 2³¹.
    const x = aHigh[i] ^ SIGN;
    const y = bHigh[j] ^ SIGN;
    if (x < y) {
      i++;
      if (--spare < 0) return shared;
    } else if (x > y) {
      j++;
    } else {
      const order = aLow[i] - bLow[j];
      if (order === 0) shared++;
      else if (order < 0 && --spare < 0) return shared;
      if (order <= 0) i++;
      if (order >= 0) j++;
    }
  }
  return shared;
}

/** Flips the sign bit: signed order of the results is unsigned order of the words. */
const SIGN = 0x80000000 | 0;

/** Whether a set holds a shingle; binary search. */
export function hasShingle(set: ShingleSet, high: number, low: number): boolean {
  let start = 0;
  let end = set.count;
  while (start < end) {
    const middle = (start + end) >>> 1;
    const order = set.high[middle] - high || set.low[middle] - low;
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
