// The hash of tokens: the addresses of a chunk's tokens become the two lanes of each, four tokens side by side.
//
// Most words take one step of eight bytes. Longer ones are hashed again, in rounds that ever fewer tokens reach: two
// steps, four side by side, then as many as it takes, one by one. The definition is `hashToken` of src/sketch/hash.ts.
//
//   lane              0           1           2           3
//   pair 01           bytes 0–3 and 4–7 of token 0        the same of token 1; bytes past the end are masked
//   first             bytes 0–3 of each of the four tokens
//   second            bytes 4–7
import {
  FOUR_LENGTH_HIGH,
  FOUR_LENGTH_LOW,
  FOUR_STEP_BYTES,
  FOUR_TOKEN_HIGH_SEEDS,
  FOUR_TOKEN_LOW_SEEDS,
  LENGTH_HIGH,
  LENGTH_LOW,
  mixWord,
  mixWords,
  NUMBER_IN_BYTES,
  ONE_IN_BYTES,
  tokenHighSeed,
  tokenLowSeed,
} from './lanes';
import { CHUNK_ENDS, CHUNK_STARTS, CONSTANTS, LONG_NOTES, LONG_PLACES, tokenHigh, tokenLow } from './memory-map';

/** Bytes that a step takes. */
const STEP_BYTES: u32 = 8;
/** From where the start of a token stands to where its end does. */
const ENDS_OFFSET: usize = CHUNK_ENDS - CHUNK_STARTS;

/**
 * Hashes the first `count` tokens of the chunk into the columns from `token` on. Up to three places past the last token
 * are written and overwritten.
 */
export function hashTokens(count: u32, token: u32): void {
  if (count == 0) return;
  const end = CHUNK_STARTS + (<usize>count << 2);
  const lowOffset = tokenLow - tokenHigh;
  let highAt = tokenHigh + (<usize>token << 2);
  let notesAt = LONG_NOTES;
  for (let at = CHUNK_STARTS; at < end; at += 16, highAt += 16, notesAt++) {
    const lengths = i32x4.sub(v128.load(at, ENDS_OFFSET), v128.load(at));
    store<u8>(notesAt, <u8>i32x4.bitmask(i32x4.gt_s(lengths, v128.load(CONSTANTS, FOUR_STEP_BYTES))));
    const counts = countInBytes(lengths);
    const pair01 = v128.and(readPair(load<u32>(at), load<u32>(at, 4), 0), maskPair01(counts));
    const pair23 = v128.and(readPair(load<u32>(at, 8), load<u32>(at, 12), 0), maskPair23(counts));
    const first = v128.shuffle<i32>(pair01, pair23, 0, 2, 4, 6);
    const second = v128.shuffle<i32>(pair01, pair23, 1, 3, 5, 7);
    const high = stepHigh(v128.load(CONSTANTS, FOUR_TOKEN_HIGH_SEEDS), first, second);
    const low = stepLow(v128.load(CONSTANTS, FOUR_TOKEN_LOW_SEEDS), first, second);
    v128.store(highAt, closeHigh(high, lengths));
    v128.store(highAt + lowOffset, closeLow(low, lengths));
  }
  // Of the last four only those that there are; and zeros up to the end of the last word of notes.
  const last: u32 = ((count - 1) & 3) + 1;
  store<u8>(notesAt - 1, load<u8>(notesAt - 1) & <u8>((<u32>1 << last) - 1));
  store<u64>(notesAt, 0);
  hashLongTokens(listLongTokens(notesAt), token);
}

/** A step of the lane `high`, for four tokens. */
// @ts-ignore: decorator
@inline
function stepHigh(state: v128, first: v128, second: v128): v128 {
  return mixWords(v128.xor(mixWords(v128.xor(state, first)), second));
}

/** A step of the lane `low`, for four tokens. */
// @ts-ignore: decorator
@inline
function stepLow(state: v128, first: v128, second: v128): v128 {
  return mixWords(v128.xor(mixWords(v128.xor(state, second)), first));
}

/** The lane `high` of four tokens, with their lengths mixed in. */
// @ts-ignore: decorator
@inline
function closeHigh(state: v128, lengths: v128): v128 {
  return v128.xor(state, i32x4.mul(lengths, v128.load(CONSTANTS, FOUR_LENGTH_HIGH)));
}

/** The lane `low`. */
// @ts-ignore: decorator
@inline
function closeLow(state: v128, lengths: v128): v128 {
  return v128.xor(state, i32x4.mul(lengths, v128.load(CONSTANTS, FOUR_LENGTH_LOW)));
}

/** Eight bytes of each of two tokens, `offset` bytes behind their starts. */
// @ts-ignore: decorator
@inline
function readPair(start0: usize, start1: usize, offset: usize): v128 {
  return v128.load_lane<u64>(start1 + offset, v128.load_zero<u64>(start0 + offset), 1);
}

/** The bytes that remain of four tokens, at most eight, in each byte of their lanes. */
// @ts-ignore: decorator
@inline
function countInBytes(remaining: v128): v128 {
  return i32x4.mul(i32x4.min_s(remaining, v128.load(CONSTANTS, FOUR_STEP_BYTES)), v128.load(CONSTANTS, ONE_IN_BYTES));
}

/** Ones in the bytes of tokens 0 and 1 that are theirs: those whose number is below the count. */
// @ts-ignore: decorator
@inline
function maskPair01(counts: v128): v128 {
  return i8x16.gt_s(v128.shuffle<i32>(counts, counts, 0, 0, 1, 1), v128.load(CONSTANTS, NUMBER_IN_BYTES));
}

/** The same of tokens 2 and 3. */
// @ts-ignore: decorator
@inline
function maskPair23(counts: v128): v128 {
  return i8x16.gt_s(v128.shuffle<i32>(counts, counts, 2, 2, 3, 3), v128.load(CONSTANTS, NUMBER_IN_BYTES));
}

/**
 * Turns the notes up to `notesEnd`, a byte for four tokens, into the places in CHUNK_STARTS of those that take more
 * than one step; returns how many. The last one is repeated up to a multiple of four.
 */
function listLongTokens(notesEnd: usize): u32 {
  let listAt = LONG_PLACES;
  let group = <u32>CHUNK_STARTS;
  for (let notes = LONG_NOTES; notes < notesEnd; notes += 8, group += 128) {
    let bits = load<u64>(notes);
    const next = listAt + (<usize>popcnt(bits) << 2);
    while (bits != 0) {
      store<u32>(listAt, group + offsetOf(<u32>ctz(bits)));
      bits &= bits - 1;
      store<u32>(listAt, group + offsetOf(<u32>ctz(bits)), 4);
      bits &= bits - 1;
      store<u32>(listAt, group + offsetOf(<u32>ctz(bits)), 8);
      bits &= bits - 1;
      store<u32>(listAt, group + offsetOf(<u32>ctz(bits)), 12);
      bits &= bits - 1;
      listAt += 16;
    }
    listAt = next;
  }
  if (listAt != LONG_PLACES) {
    v128.store(listAt, i32x4.splat(load<u32>(listAt - 4)));
  }
  return <u32>((listAt - LONG_PLACES) >>> 2);
}

/** Where a noted token's start lies: bit `8 g + i` is token `4 g + i`, of four bytes. */
// @ts-ignore: decorator
@inline
function offsetOf(bit: u32): u32 {
  return (bit + (bit & 7)) << 1;
}

/** Hashes the listed tokens once more, with two steps and where that is not enough with as many as it takes. */
function hashLongTokens(count: u32, token: u32): void {
  const end = LONG_PLACES + (<usize>count << 2);
  const highOffset = tokenHigh + (<usize>token << 2) - CHUNK_STARTS;
  const lowOffset = tokenLow - tokenHigh;
  for (let listAt = LONG_PLACES; listAt < end; listAt += 16) {
    const place0 = <usize>load<u32>(listAt);
    const place1 = <usize>load<u32>(listAt, 4);
    const place2 = <usize>load<u32>(listAt, 8);
    const place3 = <usize>load<u32>(listAt, 12);
    const start0 = <usize>load<u32>(place0);
    const start1 = <usize>load<u32>(place1);
    const start2 = <usize>load<u32>(place2);
    const start3 = <usize>load<u32>(place3);
    let lengths = i32x4.splat(load<u32>(place0, ENDS_OFFSET) - <u32>start0);
    lengths = i32x4.replace_lane(lengths, 1, load<u32>(place1, ENDS_OFFSET) - <u32>start1);
    lengths = i32x4.replace_lane(lengths, 2, load<u32>(place2, ENDS_OFFSET) - <u32>start2);
    lengths = i32x4.replace_lane(lengths, 3, load<u32>(place3, ENDS_OFFSET) - <u32>start3);

    let pair01 = readPair(start0, start1, 0);
    let pair23 = readPair(start2, start3, 0);
    let first = v128.shuffle<i32>(pair01, pair23, 0, 2, 4, 6);
    let second = v128.shuffle<i32>(pair01, pair23, 1, 3, 5, 7);
    let high = stepHigh(v128.load(CONSTANTS, FOUR_TOKEN_HIGH_SEEDS), first, second);
    let low = stepLow(v128.load(CONSTANTS, FOUR_TOKEN_LOW_SEEDS), first, second);

    const counts = countInBytes(i32x4.sub(lengths, v128.load(CONSTANTS, FOUR_STEP_BYTES)));
    pair01 = v128.and(readPair(start0, start1, STEP_BYTES), maskPair01(counts));
    pair23 = v128.and(readPair(start2, start3, STEP_BYTES), maskPair23(counts));
    first = v128.shuffle<i32>(pair01, pair23, 0, 2, 4, 6);
    second = v128.shuffle<i32>(pair01, pair23, 1, 3, 5, 7);
    high = closeHigh(stepHigh(high, first, second), lengths);
    low = closeLow(stepLow(low, first, second), lengths);

    v128.store_lane<u32>(place0 + highOffset, high, 0);
    v128.store_lane<u32>(place1 + highOffset, high, 1);
    v128.store_lane<u32>(place2 + highOffset, high, 2);
    v128.store_lane<u32>(place3 + highOffset, high, 3);
    v128.store_lane<u32>(place0 + highOffset + lowOffset, low, 0);
    v128.store_lane<u32>(place1 + highOffset + lowOffset, low, 1);
    v128.store_lane<u32>(place2 + highOffset + lowOffset, low, 2);
    v128.store_lane<u32>(place3 + highOffset + lowOffset, low, 3);

    let longer = <u32>i32x4.bitmask(i32x4.gt_s(lengths, i32x4.splat(2 * STEP_BYTES)));
    for (; longer != 0; longer &= longer - 1) {
      const place = <usize>load<u32>(listAt + (<usize>ctz(longer) << 2));
      hashLongToken(load<u32>(place), load<u32>(place, ENDS_OFFSET), place + highOffset, lowOffset);
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
    high = mixWord(mixWord(high ^ first) ^ second);
    low = mixWord(mixWord(low ^ second) ^ first);
  }
  const byteLength = <u32>(end - start);
  store<u32>(highAt, high ^ (byteLength * LENGTH_HIGH));
  store<u32>(highAt + lowOffset, low ^ (byteLength * LENGTH_LOW));
}
