// The token pass: the document in chunks, from the bits of each to the addresses of its tokens, from these to hashes.
//
// Tokens go to the columns tokenHigh, tokenLow and tokenHalfWords. A token that a chunk cuts stays open: its start is
// carried to the chunk where it ends, and its bytes still lie where they were.
import { BITS_STRIDE, classifyChunk, ENDS_BITS, HALVES_BITS, openTokens, startClassification, STARTS_BITS } from './classify';
import {
  FOUR_TOKEN_A1,
  FOUR_TOKEN_A2,
  FOUR_TOKEN_B1,
  FOUR_TOKEN_B2,
  FOUR_TOKEN_HIGH_SEEDS,
  FOUR_TOKEN_LOW_SEEDS,
  mixWord,
  mixWords,
  rotateWords,
  TOKEN_A1,
  TOKEN_A2,
  TOKEN_B1,
  TOKEN_B2,
  tokenHighSeed,
  tokenLowSeed,
} from './lanes';
import {
  BLOCK_BYTES,
  CHUNK_BITS,
  CHUNK_BYTES,
  CHUNK_ENDS,
  CHUNK_STARTS,
  CONSTANTS,
  HALF_WORDS,
  INPUT,
  LONG_TOKENS,
  padInput,
  RESULTS,
  tokenHalfWords,
  tokenHigh,
  tokenLow,
  TOKENS,
} from './memory-map';

/** What the token pass returns for a text that must be prepared first. */
export const NEEDS_PREPARATION: i32 = -1;

/** Bytes of a token that one step of its hash takes. */
const STEP_BYTES: u32 = 8;

/** Blocks that hold the document and at least one zero behind it, which ends the last token. */
// @ts-ignore: decorator
@inline
function countBlocks(byteLength: u32): u32 {
  return byteLength / <u32>BLOCK_BYTES + 1;
}

/**
 * Lower-cases the document in place and counts its tokens, so that the columns can be placed; afterwards the text counts
 * as prepared. Returns NEEDS_PREPARATION where it must be prepared first.
 */
export function countTokens(byteLength: u32, isPrepared: bool): i32 {
  padInput(byteLength);
  startClassification();
  let tokens: i32 = 0;
  const blocks = countBlocks(byteLength);
  const chunkBlocks = <u32>(CHUNK_BYTES / BLOCK_BYTES);
  for (let block: u32 = 0; block < blocks; block += chunkBlocks) {
    const count = min(chunkBlocks, blocks - block);
    if (!classifyChunk(INPUT + <usize>block * BLOCK_BYTES, count, isPrepared)) return NEEDS_PREPARATION;
    const end = CHUNK_BITS + <usize>count * BITS_STRIDE;
    for (let bits = CHUNK_BITS; bits < end; bits += BITS_STRIDE) tokens += <i32>popcnt(load<u64>(bits, STARTS_BITS));
  }
  return tokens;
}

/**
 * Fills the token columns and returns how many tokens there are; their length in half words goes to the results. Returns
 * NEEDS_PREPARATION where the text must be prepared first: then it is spoilt, and so are the columns.
 */
export function tokenizeDocument(byteLength: u32, isPrepared: bool): i32 {
  padInput(byteLength);
  startClassification();
  const blocks = countBlocks(byteLength);
  const chunkBlocks = <u32>(CHUNK_BYTES / BLOCK_BYTES);
  /** Tokens that ended; one more may be open. */
  let tokens: u32 = 0;
  let halves: u32 = 0;
  for (let block: u32 = 0; block < blocks; block += chunkBlocks) {
    const count = min(chunkBlocks, blocks - block);
    const chunk = INPUT + <usize>block * BLOCK_BYTES;
    const open = openTokens;
    if (!classifyChunk(chunk, count, isPrepared)) return NEEDS_PREPARATION;
    const started = spreadBits(chunk, count, open);
    memory.fill(tokenHalfWords + tokens + open, 2, started);
    halves += markHalves(count, tokens + open);
    const ended = open + started - openTokens;
    hashTokens(ended, tokens);
    store<u32>(CHUNK_STARTS, load<u32>(CHUNK_STARTS + (<usize>ended << 2)));
    tokens += ended;
  }
  store<u32>(RESULTS, tokens, TOKENS);
  store<u32>(RESULTS, 2 * tokens - halves, HALF_WORDS);
  return tokens;
}

/**
 * Turns the bits of a chunk into addresses: of starts behind the `open` one that CHUNK_STARTS holds already, and of ends.
 * Returns how many tokens start. Bits are taken four at a time, past the last one too: what that writes is overwritten.
 */
export function spreadBits(chunk: usize, blocks: u32, open: u32): u32 {
  let startAt = CHUNK_STARTS + (<usize>open << 2);
  let endAt = CHUNK_ENDS;
  const firstStart = startAt;
  const end = CHUNK_BITS + <usize>blocks * BITS_STRIDE;
  let at = <u32>chunk;
  for (let bits = CHUNK_BITS; bits < end; bits += BITS_STRIDE) {
    let starts = load<u64>(bits, STARTS_BITS);
    let ends = load<u64>(bits, ENDS_BITS);
    const nextStart = startAt + (<usize>popcnt(starts) << 2);
    const nextEnd = endAt + (<usize>popcnt(ends) << 2);
    while ((starts | ends) != 0) {
      store<u32>(startAt, at + <u32>ctz(starts));
      store<u32>(endAt, at + <u32>ctz(ends));
      starts &= starts - 1;
      ends &= ends - 1;
      store<u32>(startAt, at + <u32>ctz(starts), 4);
      store<u32>(endAt, at + <u32>ctz(ends), 4);
      starts &= starts - 1;
      ends &= ends - 1;
      store<u32>(startAt, at + <u32>ctz(starts), 8);
      store<u32>(endAt, at + <u32>ctz(ends), 8);
      starts &= starts - 1;
      ends &= ends - 1;
      store<u32>(startAt, at + <u32>ctz(starts), 12);
      store<u32>(endAt, at + <u32>ctz(ends), 12);
      starts &= starts - 1;
      ends &= ends - 1;
      startAt += 16;
      endAt += 16;
    }
    startAt = nextStart;
    endAt = nextEnd;
    at += <u32>BLOCK_BYTES;
  }
  return <u32>((startAt - firstStart) >>> 2);
}

/** Sets the half words of the characters that start in a chunk, whose first started token is `token`; returns how many. */
function markHalves(blocks: u32, token: u32): u32 {
  let marked: u32 = 0;
  let column = tokenHalfWords + token;
  const end = CHUNK_BITS + <usize>blocks * BITS_STRIDE;
  for (let bits = CHUNK_BITS; bits < end; bits += BITS_STRIDE) {
    const starts = load<u64>(bits, STARTS_BITS);
    let halves = load<u64>(bits, HALVES_BITS);
    marked += <u32>popcnt(halves);
    for (; halves != 0; halves &= halves - 1) {
      store<u8>(column + <usize>popcnt(starts & ((halves & (0 - halves)) - 1)), 1);
    }
    column += <usize>popcnt(starts);
  }
  return marked;
}

/**
 * Hashes the first `count` tokens of the chunk into the columns from `token` on. Four at a time take one step, which is
 * all that most words need:
 *
 *   lane              0           1           2           3
 *   pair 01           bytes 0–3 and 4–7 of token 0        the same of token 1; those past the end are masked
 *   first words       bytes 0–3 of each of the four tokens
 *   second words      bytes 4–7
 *
 * Longer tokens are noted and hashed again one by one. Up to three lanes past the last token are written and overwritten.
 */
export function hashTokens(count: u32, token: u32): void {
  const end = CHUNK_STARTS + (<usize>count << 2);
  let highAt = tokenHigh + (<usize>token << 2);
  const lowOffset = tokenLow - tokenHigh;
  let longAt = LONG_TOKENS;
  for (let at = CHUNK_STARTS; at < end; at += 16, highAt += 16, longAt++) {
    const lengths = i32x4.sub(v128.load(at, CHUNK_ENDS - CHUNK_STARTS), v128.load(at));
    store<u8>(longAt, <u8>i32x4.bitmask(i32x4.gt_s(lengths, i32x4.splat(STEP_BYTES))));
    // A length in each byte, to be compared with the byte's number.
    const counts = i32x4.mul(i32x4.min_s(lengths, i32x4.splat(STEP_BYTES)), i32x4.splat(0x01010101));
    const numbers = i64x2.splat(0x0706050403020100);
    const mask01 = i8x16.gt_s(v128.shuffle<i32>(counts, counts, 0, 0, 1, 1), numbers);
    const mask23 = i8x16.gt_s(v128.shuffle<i32>(counts, counts, 2, 2, 3, 3), numbers);
    const pair01 = v128.and(v128.load_lane<u64>(load<u32>(at, 4), v128.load_zero<u64>(load<u32>(at)), 1), mask01);
    const pair23 = v128.and(v128.load_lane<u64>(load<u32>(at, 12), v128.load_zero<u64>(load<u32>(at, 8)), 1), mask23);
    const first = v128.shuffle<i32>(pair01, pair23, 0, 2, 4, 6);
    const second = v128.shuffle<i32>(pair01, pair23, 1, 3, 5, 7);
    let high = v128.xor(v128.load(CONSTANTS, FOUR_TOKEN_HIGH_SEEDS), first);
    let low = v128.xor(v128.load(CONSTANTS, FOUR_TOKEN_LOW_SEEDS), second);
    high = rotateWords(i32x4.mul(high, v128.load(CONSTANTS, FOUR_TOKEN_A1)), 15);
    low = rotateWords(i32x4.mul(low, v128.load(CONSTANTS, FOUR_TOKEN_B1)), 15);
    high = rotateWords(i32x4.mul(v128.xor(high, second), v128.load(CONSTANTS, FOUR_TOKEN_A2)), 13);
    low = rotateWords(i32x4.mul(v128.xor(low, first), v128.load(CONSTANTS, FOUR_TOKEN_B2)), 13);
    v128.store(highAt, mixWords(v128.xor(high, lengths)));
    v128.store(highAt + lowOffset, mixWords(v128.xor(low, lengths)));
  }
  store<u64>(longAt, 0);
  hashLongTokens(count, token);
}

/** Hashes the noted ones of the first `count` tokens, eight bytes of notes at a time. */
function hashLongTokens(count: u32, token: u32): void {
  const highOffset = tokenHigh + (<usize>token << 2) - CHUNK_STARTS;
  const lowOffset = tokenLow - tokenHigh;
  const end = CHUNK_STARTS + (<usize>count << 2);
  const notesEnd = LONG_TOKENS + ((count + 3) >>> 2);
  for (let notes = LONG_TOKENS; notes < notesEnd; notes += 8) {
    const group = CHUNK_STARTS + ((notes - LONG_TOKENS) << 4);
    for (let bits = load<u64>(notes); bits != 0; bits &= bits - 1) {
      const bit = <usize>ctz(bits);
      const at = group + ((bit >>> 3) << 4) + ((bit & 7) << 2);
      if (at >= end) break;
      hashLongToken(load<u32>(at), load<u32>(at, CHUNK_ENDS - CHUNK_STARTS), at + highOffset, lowOffset);
    }
  }
}

function hashLongToken(start: usize, end: usize, highAt: usize, lowOffset: usize): void {
  let high = tokenHighSeed;
  let low = tokenLowSeed;
  for (let at = start; at < end; at += STEP_BYTES) {
    const missing = max(<i32>(at + STEP_BYTES - end), 0) << 3;
    const step = (load<u64>(at) << missing) >>> missing;
    const first = <u32>step;
    const second = <u32>(step >>> 32);
    high = rotl<u32>((high ^ first) * TOKEN_A1, 15);
    high = rotl<u32>((high ^ second) * TOKEN_A2, 13);
    low = rotl<u32>((low ^ second) * TOKEN_B1, 15);
    low = rotl<u32>((low ^ first) * TOKEN_B2, 13);
  }
  const byteLength = <u32>(end - start);
  store<u32>(highAt, mixWord(high ^ byteLength));
  store<u32>(highAt + lowOffset, mixWord(low ^ byteLength));
}
