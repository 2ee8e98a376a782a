// The signature: Fast Similarity Sketching over the distinct shingles, as src/sketch/signature.ts defines it.
//
// Lanes lie in the results. All updates are least-of-two without a branch, as which lane a shingle meets is chance.
import { BIT_OF_EIGHT, mixWord, mixWords, SEVEN_IN_BYTES } from './lanes';
import {
  BATCH_BASES,
  BATCH_HIGH,
  BATCH_LOW,
  BATCH_MIXED,
  BATCH_SALTS,
  CONSTANTS,
  EMPTY_LANES,
  RESULTS,
  shingleHigh,
  shingleLow,
  FOLDED_SIGNATURE,
  SIGNATURE,
} from './memory-map';

const SIGNATURE_LANES: u32 = 128;
/** A hash shifted right by this is its lane … */
const LANE_SHIFT: u32 = 25;
const EMPTY_LANE: u32 = 0xffffffff;
/** Bits of hash in the value of a late round. */
const LATE_VALUE_BITS: u32 = 23;
const LATE_VALUE_MASK: u32 = (1 << LATE_VALUE_BITS) - 1;
/** The salt of a late round is its number times this. */
const ROUND_SALT: u32 = 0x9e3779b1;

/** Rounds of few shingles are thrown together until there are so many throws: a bit each in a word of 64 bits. */
const BATCH_THROWS: u32 = 64;

/** Fills the signature from the first `count` of the shingle columns. */
export function computeSignature(count: u32): void {
  startSignature();
  if (count == 0) return;
  throwFirstRound(count);
  if (markEmptyLanes() && throwLateRounds(count)) {
    for (let round = SIGNATURE_LANES; round < 2 * SIGNATURE_LANES; round++) aimLateRound(count, round);
  }
}

/** Empties all lanes. */
export function startSignature(): void {
  const empty = i32x4.splat(EMPTY_LANE);
  for (let at = RESULTS; at < RESULTS + (SIGNATURE_LANES << 2); at += 16) v128.store(at, empty, SIGNATURE);
}

/** Throws each of the first `count` of the shingle columns into a lane; what is there already counts too. */
export function throwFirstRound(count: u32): void {
  const end = shingleHigh + (<usize>count << 2);
  const lowOffset = shingleLow - shingleHigh;
  for (let at = shingleHigh; at < end; at += 4) {
    const lane = RESULTS + (<usize>(load<u32>(at) >>> LANE_SHIFT) << 2);
    const value = load<u32>(at + lowOffset) >>> 1;
    const least = load<u32>(lane, SIGNATURE);
    store<u32>(lane, value < least ? value : least, SIGNATURE);
  }
}

/** Marks lanes that no shingle has reached in EMPTY_LANES; returns whether there are any. */
function markEmptyLanes(): bool {
  let any = i32x4.splat(0);
  for (let lane: usize = 0; lane < SIGNATURE_LANES; lane += 16) {
    const at = RESULTS + (lane << 2);
    const empty01 = i16x8.narrow_i32x4_s(isEmpty(at), isEmpty(at + 16));
    const empty23 = i16x8.narrow_i32x4_s(isEmpty(at + 32), isEmpty(at + 48));
    const empty = i8x16.narrow_i16x8_s(empty01, empty23);
    v128.store(EMPTY_LANES + lane, empty);
    any = v128.or(any, empty);
  }
  return v128.any_true(any);
}

// @ts-ignore: decorator
@inline
function isEmpty(at: usize): v128 {
  return i32x4.eq(v128.load(at, SIGNATURE), i32x4.splat(EMPTY_LANE));
}

/** The marks of EMPTY_LANES as bits: lane `n` is bit `n & 7` of byte `n >> 3`. */
// @ts-ignore: decorator
@inline
function gatherEmptyLanes(): v128 {
  const low = gatherMarks(EMPTY_LANES);
  return i64x2.replace_lane(i64x2.splat(low), 1, gatherMarks(EMPTY_LANES + 64));
}

/** A bit for each of 64 marks. */
// @ts-ignore: decorator
@inline
function gatherMarks(at: usize): u64 {
  const low = <u32>i8x16.bitmask(v128.load(at)) | (<u32>i8x16.bitmask(v128.load(at, 16)) << 16);
  const high = <u32>i8x16.bitmask(v128.load(at, 32)) | (<u32>i8x16.bitmask(v128.load(at, 48)) << 16);
  return <u64>low | (<u64>high << 32);
}

/**
 * Throws rounds 1 … K − 1 until no lane is empty; returns whether some still are. Rounds of few shingles are thrown
 * several at a time, which changes nothing: values of earlier rounds sort below those of later ones.
 */
function throwLateRounds(count: u32): bool {
  const rounds = max(BATCH_THROWS / count, 1);
  const isRepeated = rounds > 1;
  if (isRepeated) repeatShingles(count, rounds);
  else store<u32>(BATCH_BASES, 0);
  const highAt = isRepeated ? BATCH_HIGH : shingleHigh;
  const lowAt = isRepeated ? BATCH_LOW : shingleLow;
  let emptyLanes = gatherEmptyLanes();
  for (let round: u32 = 1; round < SIGNATURE_LANES; round += rounds) {
    const throws = count * min(rounds, SIGNATURE_LANES - round);
    throwBatch(highAt, lowAt, throws, round, emptyLanes, isRepeated ? ~0 : 0);
    emptyLanes = gatherEmptyLanes();
    if (!v128.any_true(emptyLanes)) return false;
  }
  return true;
}

/** Writes the shingles of a batch: all of them for each of its rounds, with the salt that this round has more. */
function repeatShingles(count: u32, rounds: u32): void {
  let at: usize = 0;
  for (let round: u32 = 0; round < rounds; round++) {
    for (let k: usize = 0; k < <usize>count << 2; k += 4, at += 4) {
      store<u32>(BATCH_HIGH + at, load<u32>(shingleHigh + k) + round * ROUND_SALT);
      store<u32>(BATCH_LOW + at, load<u32>(shingleLow + k));
      store<u32>(BATCH_BASES + at, round << LATE_VALUE_BITS);
    }
  }
}

/**
 * Throws `count` shingles, whose first round is `round`, sixteen at a time. Lanes that earlier rounds have reached stay
 * as they are, so only hits of lanes that are empty now count, which soon are few: the lanes become bytes, and each
 * byte looks its bit up. `baseMask` is all ones where each throw has its own base in BATCH_BASES, and zero where all
 * have the first.
 */
// @ts-ignore: decorator
@inline
function throwBatch(highAt: usize, lowAt: usize, count: u32, round: u32, emptyLanes: v128, baseMask: usize): void {
  v128.store(BATCH_SALTS, i32x4.splat(round * ROUND_SALT));
  const base = 0x80000000 | ((round - 1) << LATE_VALUE_BITS);
  for (let first: u32 = 0; first < count; first += 64) {
    const some = min(count - first, 64);
    let hits: u64 = 0;
    for (let k: u32 = 0; k < some; k += 16) {
      const offset = <usize>(first + k) << 2;
      hits |= <u64>findHits(highAt + offset, lowAt + offset, emptyLanes, BATCH_MIXED + (<usize>k << 2)) << k;
    }
    if (some < 64) hits &= (<u64>1 << some) - 1;
    for (; hits != 0; hits &= hits - 1) {
      const place = <usize>ctz(hits) << 2;
      const mixed = load<u32>(BATCH_MIXED + place);
      const lane = <usize>(mixed >>> LANE_SHIFT);
      const value = (base + load<u32>(BATCH_BASES + (place & baseMask))) | (mixed & LATE_VALUE_MASK);
      const least = load<u32>(RESULTS + (lane << 2), SIGNATURE);
      store<u32>(RESULTS + (lane << 2), value < least ? value : least, SIGNATURE);
      store<u8>(EMPTY_LANES + lane, 0);
    }
  }
}

/** Stores the hashes of sixteen shingles at `into` and returns a bit for each that hits one of `emptyLanes`. */
// @ts-ignore: decorator
@inline
function findHits(highAt: usize, lowAt: usize, emptyLanes: v128, into: usize): u32 {
  const salt = v128.load(BATCH_SALTS);
  const mixed0 = mixWords(v128.xor(i32x4.add(v128.load(highAt), salt), v128.load(lowAt)));
  const mixed1 = mixWords(v128.xor(i32x4.add(v128.load(highAt, 16), salt), v128.load(lowAt, 16)));
  const mixed2 = mixWords(v128.xor(i32x4.add(v128.load(highAt, 32), salt), v128.load(lowAt, 32)));
  const mixed3 = mixWords(v128.xor(i32x4.add(v128.load(highAt, 48), salt), v128.load(lowAt, 48)));
  v128.store(into, mixed0);
  v128.store(into, mixed1, 16);
  v128.store(into, mixed2, 32);
  v128.store(into, mixed3, 48);
  const lanes = i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_u(i32x4.shr_u(mixed0, LANE_SHIFT), i32x4.shr_u(mixed1, LANE_SHIFT)),
    i16x8.narrow_i32x4_u(i32x4.shr_u(mixed2, LANE_SHIFT), i32x4.shr_u(mixed3, LANE_SHIFT)),
  );
  const bits = i8x16.swizzle(v128.load(CONSTANTS, BIT_OF_EIGHT), v128.and(lanes, v128.load(CONSTANTS, SEVEN_IN_BYTES)));
  return i8x16.bitmask(i8x16.eq(v128.and(i8x16.swizzle(emptyLanes, i8x16.shr_u(lanes, 3)), bits), bits));
}

/** Folds each lane of the signature to the 16 bits that are kept: its halves xored. */
export function foldSignature(): void {
  const mask = i32x4.splat(0xffff);
  for (let at: usize = 0; at < SIGNATURE_LANES << 2; at += 32) {
    const first = v128.load(RESULTS + at, SIGNATURE);
    const second = v128.load(RESULTS + at, SIGNATURE + 16);
    const folded = i16x8.narrow_i32x4_u(
      v128.and(v128.xor(first, i32x4.shr_u(first, 16)), mask),
      v128.and(v128.xor(second, i32x4.shr_u(second, 16)), mask),
    );
    v128.store(FOLDED_SIGNATURE + (at >>> 1), folded);
  }
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
