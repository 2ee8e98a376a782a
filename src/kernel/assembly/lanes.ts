// The steps of the hash in registers: words of 32 bits one by one, and four at a time.
//
// The definitions are those of src/sketch/hash.ts, to the bit. This file knows no memory but the seeds.

import { CONSTANTS } from './memory-map';

/** What a token's length is multiplied with in either lane. */
export const LENGTH_HIGH: u32 = 0x9e3779b1;
export const LENGTH_LOW: u32 = 0xc2b2ae3d;
/** Added in every step of the shingle and the 128-bit hash. */
export const STEP: u32 = 0xe6546b64;
const MIX_FIRST: u32 = 0x85ebca6b;
const MIX_SECOND: u32 = 0xc2b2ae35;
const BLOCK_FIRST: u32 = 0x9e3779b1;
const BLOCK_SECOND: u32 = 0x85ebca77;

// Where CONSTANTS holds them four times over. A load is one instruction; engines build a constant of 128 bits anew
// wherever it is used, in three that compete with the arithmetic.
export const FOUR_LENGTH_HIGH: usize = 0;
export const FOUR_LENGTH_LOW: usize = 16;
const FOUR_BLOCK_FIRST: usize = 32;
const FOUR_BLOCK_SECOND: usize = 48;
const FOUR_MIX_FIRST: usize = 64;
const FOUR_MIX_SECOND: usize = 80;
const FOUR_STEP: usize = 96;
export const FOUR_TOKEN_HIGH_SEEDS: usize = 112;
export const FOUR_TOKEN_LOW_SEEDS: usize = 128;
/** 8, the bytes that a step of the token hash takes. */
export const FOUR_STEP_BYTES: usize = 144;
/** A one in each byte. */
export const ONE_IN_BYTES: usize = 160;
/** 0, 1 … 7 in the bytes of each half. */
export const NUMBER_IN_BYTES: usize = 176;
/** 7 in each byte. */
export const SEVEN_IN_BYTES: usize = 192;
/** 1, 2, 4 … 128 in the bytes of each half. */
export const BIT_OF_EIGHT: usize = 208;

export let tokenHighSeed: u32 = 0;
export let tokenLowSeed: u32 = 0;
export let shingleHighSeed: u32 = 0;
export let shingleLowSeed: u32 = 0;

/** Takes the start values that a hash seed gives; to be called before anything is hashed. */
export function placeSeeds(forTokenHigh: u32, forTokenLow: u32, forShingleHigh: u32, forShingleLow: u32): void {
  tokenHighSeed = forTokenHigh;
  tokenLowSeed = forTokenLow;
  shingleHighSeed = forShingleHigh;
  shingleLowSeed = forShingleLow;
  v128.store(CONSTANTS, i32x4.splat(LENGTH_HIGH), FOUR_LENGTH_HIGH);
  v128.store(CONSTANTS, i32x4.splat(LENGTH_LOW), FOUR_LENGTH_LOW);
  v128.store(CONSTANTS, i32x4.splat(BLOCK_FIRST), FOUR_BLOCK_FIRST);
  v128.store(CONSTANTS, i32x4.splat(BLOCK_SECOND), FOUR_BLOCK_SECOND);
  v128.store(CONSTANTS, i32x4.splat(MIX_FIRST), FOUR_MIX_FIRST);
  v128.store(CONSTANTS, i32x4.splat(MIX_SECOND), FOUR_MIX_SECOND);
  v128.store(CONSTANTS, i32x4.splat(STEP), FOUR_STEP);
  v128.store(CONSTANTS, i32x4.splat(tokenHighSeed), FOUR_TOKEN_HIGH_SEEDS);
  v128.store(CONSTANTS, i32x4.splat(tokenLowSeed), FOUR_TOKEN_LOW_SEEDS);
  v128.store(CONSTANTS, i32x4.splat(8), FOUR_STEP_BYTES);
  v128.store(CONSTANTS, i8x16.splat(1), ONE_IN_BYTES);
  v128.store(CONSTANTS, i64x2.splat(0x0706050403020100), NUMBER_IN_BYTES);
  v128.store(CONSTANTS, i8x16.splat(7), SEVEN_IN_BYTES);
  v128.store(CONSTANTS, i64x2.splat(0x8040201008040201), BIT_OF_EIGHT);
}

// @ts-ignore: decorator
@inline
export function mixWord(value: u32): u32 {
  value ^= value >>> 16;
  value *= MIX_FIRST;
  value ^= value >>> 13;
  value *= MIX_SECOND;
  return value ^ (value >>> 16);
}

/** `mixWord` of each lane. */
// @ts-ignore: decorator
@inline
export function mixWords(value: v128): v128 {
  value = v128.xor(value, i32x4.shr_u(value, 16));
  value = i32x4.mul(value, v128.load(CONSTANTS, FOUR_MIX_FIRST));
  value = v128.xor(value, i32x4.shr_u(value, 13));
  value = i32x4.mul(value, v128.load(CONSTANTS, FOUR_MIX_SECOND));
  return v128.xor(value, i32x4.shr_u(value, 16));
}

// @ts-ignore: decorator
@inline
export function rotateWords(value: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(value, bits), i32x4.shr_u(value, 32 - bits));
}

/** A step of the shingle hash in each lane: `rotate(state ^ token, 13) * 5 + STEP`. */
// @ts-ignore: decorator
@inline
export function foldTokens(state: v128, tokens: v128): v128 {
  const rotated = rotateWords(v128.xor(state, tokens), 13);
  return i32x4.add(i32x4.add(rotated, i32x4.shl(rotated, 2)), v128.load(CONSTANTS, FOUR_STEP));
}

/**
 * Takes four words into a state of four:
 *
 *   lane      0           1           2           3
 *   rotated   a           b           c           d          rotate(state ^ mixed words, 19)
 *   added     b << 9      c << 9      d << 9      a << 9     the right neighbor, to five times the lane
 */
// @ts-ignore: decorator
@inline
export function absorbBlock(state: v128, words: v128): v128 {
  words = rotateWords(i32x4.mul(words, v128.load(CONSTANTS, FOUR_BLOCK_FIRST)), 15);
  words = i32x4.mul(words, v128.load(CONSTANTS, FOUR_BLOCK_SECOND));
  const rotated = rotateWords(v128.xor(state, words), 19);
  const neighbors = i32x4.shl(v128.shuffle<i32>(rotated, rotated, 1, 2, 3, 0), 9);
  const added = i32x4.add(neighbors, v128.load(CONSTANTS, FOUR_STEP));
  return i32x4.add(i32x4.add(rotated, i32x4.shl(rotated, 2)), added);
}

/** The state a 128-bit hash starts from. */
// @ts-ignore: decorator
@inline
export function startState(salt: u32): v128 {
  let state = i32x4.splat(tokenHighSeed);
  state = i32x4.replace_lane(state, 1, tokenLowSeed);
  state = i32x4.replace_lane(state, 2, shingleHighSeed);
  state = i32x4.replace_lane(state, 3, shingleLowSeed);
  return v128.xor(state, i32x4.splat(salt));
}

/** Closes a 128-bit hash over `length` units; lengths of the kernel fit 32 bits. */
// @ts-ignore: decorator
@inline
export function finishState(state: v128, length: u32): v128 {
  state = absorbBlock(state, i32x4.replace_lane(i32x4(0, 0, 0x5bd1e995, 0x7feb352d), 0, length));
  const zeros = i32x4.splat(0);
  state = absorbBlock(state, zeros);
  state = absorbBlock(state, zeros);
  state = absorbBlock(state, zeros);
  return mixWords(state);
}
