// Shingles: at each token the shortest run that reaches the shingle size, hashed four at a time.
//
// First every shingle's first token is found, then runs of equal length side by side are folded together; in a text of
// words all have the same length. The definition is src/sketch/shingle.ts.
import { foldTokens, mixWord, mixWords, STEP, shingleHighSeed, shingleLowSeed } from './lanes';
import {
  firstTokens,
  HALF_WORDS,
  RESULTS,
  shingleHigh,
  shingleLow,
  tokenHalfWords,
  tokenHigh,
  tokenLow,
} from './memory-map';
import { absorbTokens, finishTokensHash, startTokensHash } from './text-hashes';

/** Length of a shingle in words; at most 2²⁸, as many tokens as any document has. */
let shingleSize: u32 = 0;

export function placeShingleSize(words: u32): void {
  shingleSize = words;
}

/**
 * Fills the shingle columns from the `tokens` of the token columns and returns how many there are; the hash of the
 * token sequence goes to the results.
 */
export function sequenceShingles(tokens: u32): u32 {
  const count = findFirstTokens(tokens);
  hashShingles(count, tokens);
  return count;
}

function findFirstTokens(tokens: u32): u32 {
  if (tokens == 0) return 0;
  const halfWords = load<u32>(RESULTS, HALF_WORDS);
  if (halfWords == 2 * tokens) return countFirstTokens(tokens, shingleSize);
  if (halfWords == tokens) return countFirstTokens(tokens, 2 * shingleSize);
  return searchFirstTokens(tokens);
}

/** Where all tokens have one length: shingle `k` starts at token `k`. Up to three places past the last are written. */
function countFirstTokens(tokens: u32, tokensOfShingle: u32): u32 {
  const count = tokens < tokensOfShingle ? 1 : tokens - tokensOfShingle + 1;
  const end = firstTokens + (<usize>count << 2);
  let first = i32x4(0, 1, 2, 3);
  for (let at = firstTokens; at < end; at += 16) {
    v128.store(at, first);
    first = i32x4.add(first, i32x4.splat(4));
  }
  return count;
}

/** Where lengths are mixed. */
function searchFirstTokens(tokens: u32): u32 {
  const wanted: u32 = 2 * shingleSize;
  const column = tokenHalfWords;
  const firsts = firstTokens;
  let halfWords: u32 = 0;
  let first: u32 = 0;
  let at = firsts;
  for (let last: u32 = 0; last < tokens; last++) {
    halfWords += load<u8>(column + last);
    for (;;) {
      const without: u32 = halfWords - load<u8>(column + first);
      if (without < wanted) break;
      halfWords = without;
      first++;
    }
    store<u32>(at, first);
    at += <usize>(halfWords >= wanted) << 2;
  }
  if (at != firsts) return <u32>((at - firsts) >>> 2);
  store<u32>(at, 0);
  return 1;
}

/**
 * Hashes `count` shingles, the last of which ends at the last of the `tokens`, the others one before the other. Four
 * that start one token after the other are folded side by side:
 *
 *   lane       0         1           2           3
 *   step 0     first     first + 1   first + 2   first + 3
 *   step 1     first + 1 …                                      one load of four tokens each
 *
 * Up to three places past the last are written, and as many tokens past the last are read. There are no fewer tokens
 * than shingles, so that four tokens go into the hash of the token sequence with each four shingles.
 */
function hashShingles(count: u32, tokens: u32): void {
  const lead = tokens - count;
  const whole = count & ~3;
  const steps = i32x4(0, 1, 2, 3);
  let tokensHash = startTokensHash();
  const highs = tokenHigh;
  const lowOffset = tokenLow - tokenHigh;
  const firstsOffset = firstTokens - shingleHigh;
  const shingleLowOffset = shingleLow - shingleHigh;
  let at = shingleHigh;
  for (let k: u32 = 0; k < count; k += 4, at += 16) {
    if (k < whole) tokensHash = absorbTokens(tokensHash, highs + (<usize>k << 2), lowOffset);
    const first = load<u32>(at + firstsOffset);
    if (i32x4.all_true(i32x4.eq(v128.load(at + firstsOffset), i32x4.add(i32x4.splat(first), steps)))) {
      const length: u32 = k + lead + 1 - first;
      let token = highs + (<usize>first << 2);
      let high = i32x4.splat(shingleHighSeed);
      let low = i32x4.splat(shingleLowSeed);
      let rest = length;
      for (; rest >= 5; rest -= 5, token += 20) {
        const lows = token + lowOffset;
        high = foldTokens(high, v128.load(token));
        low = foldTokens(low, v128.load(lows));
        high = foldTokens(high, v128.load(token, 4));
        low = foldTokens(low, v128.load(lows, 4));
        high = foldTokens(high, v128.load(token, 8));
        low = foldTokens(low, v128.load(lows, 8));
        high = foldTokens(high, v128.load(token, 12));
        low = foldTokens(low, v128.load(lows, 12));
        high = foldTokens(high, v128.load(token, 16));
        low = foldTokens(low, v128.load(lows, 16));
      }
      for (; rest != 0; rest--, token += 4) {
        high = foldTokens(high, v128.load(token));
        low = foldTokens(low, v128.load(token + lowOffset));
      }
      v128.store(at, mixWords(v128.xor(high, i32x4.splat(length))));
      v128.store(at + shingleLowOffset, mixWords(v128.xor(low, i32x4.splat(length))));
    } else {
      const end = min(k + 4, count);
      for (let single = k; single < end; single++) hashShingle(single, single + lead);
    }
  }
  finishTokensHash(tokensHash, whole, tokens, tokens);
}

function hashShingle(shingle: u32, last: u32): void {
  const first = load<u32>(firstTokens + (<usize>shingle << 2));
  let high = shingleHighSeed;
  let low = shingleLowSeed;
  for (let token = first; token <= last; token++) {
    high = rotl<u32>(high ^ load<u32>(tokenHigh + (<usize>token << 2)), 13) * 5 + STEP;
    low = rotl<u32>(low ^ load<u32>(tokenLow + (<usize>token << 2)), 13) * 5 + STEP;
  }
  const tokens = last - first + 1;
  store<u32>(shingleHigh + (<usize>shingle << 2), mixWord(high ^ tokens));
  store<u32>(shingleLow + (<usize>shingle << 2), mixWord(low ^ tokens));
}
