// The signature: Fast Similarity Sketching over the distinct shingles, as src/sketch/signature.ts defines it.
//
// Lanes lie in the results. All updates are least-of-two without a branch, as which lane a shingle meets is chance.
import { mixWord, mixWords } from './lanes';
import { RESULTS, ROUND_SCRATCH, shingleHigh, shingleLow, SIGNATURE } from './memory-map';

const SIGNATURE_LANES: u32 = 128;
/** A hash shifted right by this is its lane … */
const LANE_SHIFT: u32 = 25;
const EMPTY_LANE: u32 = 0xffffffff;
/** Bits of hash in the value of a late round. */
const LATE_VALUE_BITS: u32 = 23;
/** The salt of a late round is its number times this. */
const ROUND_SALT: u32 = 0x9e3779b1;
const LATE_VALUE_MASK: u32 = (1 << LATE_VALUE_BITS) - 1;

/** Bytes of the swizzle that turns the three low bits of a lane into its bit in a byte. */
const BIT_OF_LANE = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);

/** Fills the signature from the first `count` of the shingle columns. */
export function computeSignature(count: u32): void {
  const empty = i32x4.splat(EMPTY_LANE);
  for (let at = RESULTS; at < RESULTS + (SIGNATURE_LANES << 2); at += 16) v128.store(at, empty, SIGNATURE);
  if (count == 0) return;
  throwFirstRound(count);
  let emptyLanes = findEmptyLanes();
  for (let round: u32 = 1; round < SIGNATURE_LANES && v128.any_true(emptyLanes); round++) {
    throwLateRound(count, round, emptyLanes);
    emptyLanes = findEmptyLanes();
  }
  if (v128.any_true(emptyLanes)) {
    for (let round = SIGNATURE_LANES; round < 2 * SIGNATURE_LANES; round++) aimLateRound(count, round);
  }
}

/** Throws every shingle into a lane. */
function throwFirstRound(count: u32): void {
  const end = <usize>count << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const lane = RESULTS + (<usize>(load<u32>(shingleHigh + at) >>> LANE_SHIFT) << 2);
    const value = load<u32>(shingleLow + at) >>> 1;
    const least = load<u32>(lane, SIGNATURE);
    store<u32>(lane, value < least ? value : least, SIGNATURE);
  }
}

/** The lanes that no shingle has reached: lane `n` is bit `n & 7` of byte `n >> 3`. */
function findEmptyLanes(): v128 {
  let low: u64 = 0;
  let high: u64 = 0;
  for (let part: usize = 0; part < 64; part += 16) {
    low |= <u64>compareLanes(RESULTS + (part << 2)) << part;
    high |= <u64>compareLanes(RESULTS + (part << 2) + 256) << part;
  }
  return i64x2.replace_lane(i64x2.splat(low), 1, high);
}

/** A bit for each of sixteen lanes: whether it is empty. */
// @ts-ignore: decorator
@inline
function compareLanes(at: usize): u32 {
  const empty = i32x4.splat(EMPTY_LANE);
  const empty01 = i16x8.narrow_i32x4_s(
    i32x4.eq(v128.load(at, SIGNATURE), empty),
    i32x4.eq(v128.load(at, SIGNATURE + 16), empty),
  );
  const empty23 = i16x8.narrow_i32x4_s(
    i32x4.eq(v128.load(at, SIGNATURE + 32), empty),
    i32x4.eq(v128.load(at, SIGNATURE + 48), empty),
  );
  return i8x16.bitmask(i8x16.narrow_i16x8_s(empty01, empty23));
}

/**
 * Throws every shingle into a lane once more, sixteen at a time. Lanes that earlier rounds have reached stay as they are,
 * so only hits of `emptyLanes` count, which soon are few: the lanes become bytes, and each byte looks its bit up.
 */
function throwLateRound(count: u32, round: u32, emptyLanes: v128): void {
  const salt = round * ROUND_SALT;
  const base = 0x80000000 | ((round - 1) << LATE_VALUE_BITS);
  for (let k: u32 = 0; k < count; k += 16) {
    const mixed0 = mixShingles(k, salt);
    const mixed1 = mixShingles(k + 4, salt);
    const mixed2 = mixShingles(k + 8, salt);
    const mixed3 = mixShingles(k + 12, salt);
    v128.store(ROUND_SCRATCH, mixed0);
    v128.store(ROUND_SCRATCH, mixed1, 16);
    v128.store(ROUND_SCRATCH, mixed2, 32);
    v128.store(ROUND_SCRATCH, mixed3, 48);
    const lanes = i8x16.narrow_i16x8_u(
      i16x8.narrow_i32x4_u(i32x4.shr_u(mixed0, LANE_SHIFT), i32x4.shr_u(mixed1, LANE_SHIFT)),
      i16x8.narrow_i32x4_u(i32x4.shr_u(mixed2, LANE_SHIFT), i32x4.shr_u(mixed3, LANE_SHIFT)),
    );
    const bits = i8x16.swizzle(BIT_OF_LANE, v128.and(lanes, i8x16.splat(7)));
    const isEmpty = v128.and(i8x16.swizzle(emptyLanes, i8x16.shr_u(lanes, 3)), bits);
    let hits = <u32>i8x16.bitmask(i8x16.eq(isEmpty, bits));
    if (count - k < 16) hits &= (<u32>1 << (count - k)) - 1;
    for (; hits != 0; hits &= hits - 1) {
      const mixed = load<u32>(ROUND_SCRATCH + (<usize>ctz(hits) << 2));
      const lane = RESULTS + (<usize>(mixed >>> LANE_SHIFT) << 2);
      const value = base | (mixed & LATE_VALUE_MASK);
      const least = load<u32>(lane, SIGNATURE);
      store<u32>(lane, value < least ? value : least, SIGNATURE);
    }
  }
}

/** The hashes of four shingles for a late round. */
// @ts-ignore: decorator
@inline
function mixShingles(first: u32, salt: u32): v128 {
  const at = <usize>first << 2;
  return mixWords(v128.xor(i32x4.add(v128.load(shingleHigh + at), i32x4.splat(salt)), v128.load(shingleLow + at)));
}

/** Fills the lane that the round aims at, if it is still empty, with the least of all shingles. */
function aimLateRound(count: u32, round: u32): void {
  const lane = RESULTS + (<usize>(round - SIGNATURE_LANES) << 2);
  if (load<u32>(lane, SIGNATURE) != EMPTY_LANE) return;
  const salt = round * ROUND_SALT;
  let least = LATE_VALUE_MASK;
  const end = <usize>count << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const mixed = mixWord((load<u32>(shingleHigh + at) + salt) ^ load<u32>(shingleLow + at));
    least = min(least, mixed & LATE_VALUE_MASK);
  }
  store<u32>(lane, 0x80000000 | ((round - 1) << LATE_VALUE_BITS) | least, SIGNATURE);
}
