// The signature: Fast Similarity Sketching over the distinct shingles, as src/sketch/signature.ts defines it.
//
// Lanes lie in the results. All updates are least-of-two without a branch, as which lane a shingle meets is chance.
import { mixWord, mixWords } from './lanes';
import { BATCH_BASES, BATCH_HIGH, BATCH_LOW, BATCH_MIXED, RESULTS, shingleHigh, shingleLow, SIGNATURE } from './memory-map';

const SIGNATURE_LANES: u32 = 128;
/** A hash shifted right by this is its lane … */
const LANE_SHIFT: u32 = 25;
const EMPTY_LANE: u32 = 0xffffffff;
/** Bits of hash in the value of a late round. */
const LATE_VALUE_BITS: u32 = 23;
/** The salt of a late round is its number times this. */
const ROUND_SALT: u32 = 0x9e3779b1;
const LATE_VALUE_MASK: u32 = (1 << LATE_VALUE_BITS) - 1;

/** Rounds of few shingles are thrown together until there are so many throws: a bit each in a word of 64 bits. */
const BATCH_THROWS: u32 = 64;
/** Bytes of the swizzle that turns the three low bits of a lane into its bit in a byte. */
const BIT_OF_LANE = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);

/** The lanes that no shingle has reached: lanes 0–63 and 64–127, a bit each. */
let emptyLow: u64 = 0;
let emptyHigh: u64 = 0;

/** Fills the signature from the first `count` of the shingle columns. */
export function computeSignature(count: u32): void {
  const empty = i32x4.splat(EMPTY_LANE);
  for (let at = RESULTS; at < RESULTS + (SIGNATURE_LANES << 2); at += 16) v128.store(at, empty, SIGNATURE);
  if (count == 0) return;
  throwFirstRound(count);
  findEmptyLanes();
  if ((emptyLow | emptyHigh) != 0) throwLateRounds(count);
  if ((emptyLow | emptyHigh) != 0) {
    for (let round = SIGNATURE_LANES; round < 2 * SIGNATURE_LANES; round++) aimLateRound(count, round);
  }
}

/** Throws every shingle into a lane. */
function throwFirstRound(count: u32): void {
  const end = shingleHigh + (<usize>count << 2);
  const lowOffset = shingleLow - shingleHigh;
  for (let at = shingleHigh; at < end; at += 4) {
    const lane = RESULTS + (<usize>(load<u32>(at) >>> LANE_SHIFT) << 2);
    const value = load<u32>(at + lowOffset) >>> 1;
    const least = load<u32>(lane, SIGNATURE);
    store<u32>(lane, value < least ? value : least, SIGNATURE);
  }
}

function findEmptyLanes(): void {
  emptyLow = 0;
  emptyHigh = 0;
  for (let part: usize = 0; part < 64; part += 16) {
    emptyLow |= <u64>compareLanes(RESULTS + (part << 2)) << part;
    emptyHigh |= <u64>compareLanes(RESULTS + (part << 2) + 256) << part;
  }
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
 * Throws rounds 1 … K − 1 until no lane is empty. Rounds of few shingles are thrown several at a time, which changes
 * nothing: values of earlier rounds sort below those of later ones.
 */
function throwLateRounds(count: u32): void {
  let rounds = BATCH_THROWS / count;
  if (rounds <= 1) {
    store<u32>(BATCH_BASES, 0);
    for (let round: u32 = 1; round < SIGNATURE_LANES && (emptyLow | emptyHigh) != 0; round++) {
      throwBatch(shingleHigh, shingleLow, count, round, 0);
    }
    return;
  }
  repeatShingles(count, rounds);
  for (let round: u32 = 1; round < SIGNATURE_LANES && (emptyLow | emptyHigh) != 0; round += rounds) {
    rounds = min(rounds, SIGNATURE_LANES - round);
    throwBatch(BATCH_HIGH, BATCH_LOW, count * rounds, round, ~0);
  }
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
 * Throws `count` shingles, whose first round is `round`, sixteen at a time. Lanes that earlier rounds have reached stay as
 * they are, so only hits of lanes that are empty now count, which soon are few: the lanes become bytes, and each byte
 * looks its bit up. `baseMask` is all ones where each throw has its own base in BATCH_BASES, and zero where all have the
 * first.
 */
function throwBatch(highAt: usize, lowAt: usize, count: u32, round: u32, baseMask: usize): void {
  const salt = i32x4.splat(round * ROUND_SALT);
  const base = 0x80000000 | ((round - 1) << LATE_VALUE_BITS);
  const emptyLanes = i64x2.replace_lane(i64x2.splat(emptyLow), 1, emptyHigh);
  let low = emptyLow;
  let high = emptyHigh;
  for (let first: u32 = 0; first < count; first += 64) {
    const some = min(count - first, 64);
    let hits: u64 = 0;
    for (let k: u32 = 0; k < some; k += 16) {
      const offset = <usize>(first + k) << 2;
      hits |= <u64>findHits(highAt + offset, lowAt + offset, salt, emptyLanes, BATCH_MIXED + (<usize>k << 2)) << k;
    }
    if (some < 64) hits &= (<u64>1 << some) - 1;
    for (; hits != 0; hits &= hits - 1) {
      const place = <usize>ctz(hits) << 2;
      const mixed = load<u32>(BATCH_MIXED + place);
      const lane = mixed >>> LANE_SHIFT;
      const value = (base + load<u32>(BATCH_BASES + (place & baseMask))) | (mixed & LATE_VALUE_MASK);
      const at = RESULTS + (<usize>lane << 2);
      const least = load<u32>(at, SIGNATURE);
      store<u32>(at, value < least ? value : least, SIGNATURE);
      const bit = <u64>1 << lane;
      const isHigh = <u64>(lane >>> 6);
      low &= ~(bit & (isHigh - 1));
      high &= ~(bit & (0 - isHigh));
    }
  }
  emptyLow = low;
  emptyHigh = high;
}

/** Stores the hashes of sixteen shingles at `into` and returns a bit for each that hits one of `emptyLanes`. */
// @ts-ignore: decorator
@inline
function findHits(highAt: usize, lowAt: usize, salt: v128, emptyLanes: v128, into: usize): u32 {
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
  const bits = i8x16.swizzle(BIT_OF_LANE, v128.and(lanes, i8x16.splat(7)));
  return i8x16.bitmask(i8x16.eq(v128.and(i8x16.swizzle(emptyLanes, i8x16.shr_u(lanes, 3)), bits), bits));
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
