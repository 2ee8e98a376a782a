// The signature: Fast Similarity Sketching over the distinct shingles, as src/sketch/signature.ts defines it.
//
// Lanes lie in the results. All updates are least-of-two without a branch, as which lane a shingle meets is chance.
import { mixWord, mixWords } from './lanes';
import { RESULTS, shingleHigh, shingleLow, SIGNATURE } from './memory-map';

const SIGNATURE_LANES: u32 = 128;
/** A hash shifted right by this is its lane … */
const LANE_SHIFT: u32 = 25;
const EMPTY_LANE: u32 = 0xffffffff;
/** Bits of hash in the value of a late round. */
const LATE_VALUE_BITS: u32 = 23;
const LATE_VALUE_MASK: u32 = (1 << LATE_VALUE_BITS) - 1;

/** Fills the signature from the first `count` of the shingle columns. */
export function computeSignature(count: u32): void {
  memory.fill(RESULTS + SIGNATURE, 0xff, SIGNATURE_LANES << 2);
  if (count == 0) return;
  throwFirstRound(count);
  let empty = countEmptyLanes();
  for (let round: u32 = 1; empty != 0; round++) {
    if (round < SIGNATURE_LANES) empty -= throwLateRound(count, round);
    else empty -= aimLateRound(count, round);
  }
}

export function throwFirstRound(count: u32): void {
  const end = <usize>count << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const lane = RESULTS + (<usize>(load<u32>(shingleHigh + at) >>> LANE_SHIFT) << 2);
    const value = load<u32>(shingleLow + at) >>> 1;
    const least = load<u32>(lane, SIGNATURE);
    store<u32>(lane, value < least ? value : least, SIGNATURE);
  }
}

function countEmptyLanes(): u32 {
  let empty: u32 = 0;
  const end = RESULTS + (SIGNATURE_LANES << 2);
  for (let at = RESULTS; at < end; at += 16) {
    empty += <u32>popcnt(i32x4.bitmask(i32x4.eq(v128.load(at, SIGNATURE), i32x4.splat(EMPTY_LANE))));
  }
  return empty;
}

// @ts-ignore: decorator
@inline
function saltOf(round: u32): u32 {
  return round * 0x9e3779b1;
}

// @ts-ignore: decorator
@inline
function baseOf(round: u32): u32 {
  return 0x80000000 | ((round - 1) << LATE_VALUE_BITS);
}

/** Throws every shingle into a lane once more; returns how many lanes are not empty any more. */
export function throwLateRound(count: u32, round: u32): u32 {
  const salts = i32x4.splat(saltOf(round));
  const base = baseOf(round);
  let filled: u32 = 0;
  let k: u32 = 0;
  for (; k + 4 <= count; k += 4) {
    const at = <usize>k << 2;
    const mixed = mixWords(v128.xor(i32x4.add(v128.load(shingleHigh + at), salts), v128.load(shingleLow + at)));
    filled += throwShingle(i32x4.extract_lane(mixed, 0), base);
    filled += throwShingle(i32x4.extract_lane(mixed, 1), base);
    filled += throwShingle(i32x4.extract_lane(mixed, 2), base);
    filled += throwShingle(i32x4.extract_lane(mixed, 3), base);
  }
  for (; k < count; k++) {
    const at = <usize>k << 2;
    filled += throwShingle(mixWord((load<u32>(shingleHigh + at) + saltOf(round)) ^ load<u32>(shingleLow + at)), base);
  }
  return filled;
}

// @ts-ignore: decorator
@inline
function throwShingle(mixed: u32, base: u32): u32 {
  const lane = RESULTS + (<usize>(mixed >>> LANE_SHIFT) << 2);
  const value = base | (mixed & LATE_VALUE_MASK);
  const least = load<u32>(lane, SIGNATURE);
  store<u32>(lane, value < least ? value : least, SIGNATURE);
  return u32(least == EMPTY_LANE);
}

/** Fills one lane, if it is still empty, with the least of all shingles; returns 1 if it was. */
function aimLateRound(count: u32, round: u32): u32 {
  const lane = RESULTS + (<usize>(round - SIGNATURE_LANES) << 2);
  if (load<u32>(lane, SIGNATURE) != EMPTY_LANE) return 0;
  let least = LATE_VALUE_MASK;
  const end = <usize>count << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const mixed = mixWord((load<u32>(shingleHigh + at) + saltOf(round)) ^ load<u32>(shingleLow + at));
    least = min(least, mixed & LATE_VALUE_MASK);
  }
  store<u32>(lane, baseOf(round) | least, SIGNATURE);
  return 1;
}
