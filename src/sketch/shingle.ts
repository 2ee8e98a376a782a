// Shingles: at each token the shortest run that reaches the shingle size in words, hashed.
//
// Words count 1 and characters of unspaced scripts ½ (Broder 1997 shingles words only; the mixture is DESIGN 3's). The
// sequence keeps repeats and positions; sets are made of it elsewhere. Refuses to know texts: tokens come as hashes.
import { hashShingle } from './hash.js';
import type { HashLanes, HashSeeds } from './hash.js';

/** Where the shingles go: as many places as there are tokens (at least 1 when there is a token) in each array. */
export interface ShingleColumns {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly firstTokens: Uint32Array;
}

/**
 * Fills `into` with the shingles of a token sequence and returns how many there are: one for each token from the first
 * at which `shingleSize` words are reached; exactly one, of all tokens, for a shorter document; none without tokens.
 */
export function sequenceShingles(
  tokenHigh: Uint32Array,
  tokenLow: Uint32Array,
  tokenHalfWords: Uint8Array,
  tokens: number,
  shingleSize: number,
  seeds: HashSeeds,
  into: ShingleColumns,
): number {
  if (tokens === 0) return 0;
  const wanted = 2 * shingleSize;
  const lanes: HashLanes = { high: 0, low: 0 };
  let count = 0;
  let first = 0;
  let halfWords = 0;
  for (let last = 0; last < tokens; last++) {
    halfWords += tokenHalfWords[last];
    while (halfWords - tokenHalfWords[first] >= wanted) halfWords -= tokenHalfWords[first++];
    if (halfWords < wanted) continue;
    hashShingle(tokenHigh, tokenLow, first, last, seeds, lanes);
    put(into, count++, lanes, first);
  }
  if (count === 0) {
    hashShingle(tokenHigh, tokenLow, 0, tokens - 1, seeds, lanes);
    put(into, count++, lanes, 0);
  }
  return count;
}

function put(into: ShingleColumns, at: number, lanes: HashLanes, firstToken: number): void {
  into.high[at] = lanes.high;
  into.low[at] = lanes.low;
  into.firstTokens[at] = firstToken;
}
