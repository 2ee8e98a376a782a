// The one hash of dedupe: two independently mixed 32-bit lanes for tokens and shingles, and 128 bits for whole texts.
//
// Everything is built of 32-bit multiplications, rotations and shifts, so that plain TypeScript needs no BigInt and the
// kernel can do the same in registers. No polynomial of the tokens: Thue–Morse sequences collide under any modulus that
// is a power of two. A multiplication alone carries bits upwards only, so that digits and letters, which differ in a few
// bits of each byte, would cancel each other: every word is mixed down as well before the next one meets it. Not meant to
// withstand an adversary who knows the seed: `--hash-seed` is for hostile corpora.

/** What a token's length is multiplied with in either lane: odd, and without visible structure. */
const LENGTH_HIGH = 0x9e3779b1;
const LENGTH_LOW = 0xc2b2ae3d;
/** Added in every step of the shingle and the 128-bit hash, so that zeros move the state too. */
const STEP = 0xe6546b64;
/** Multipliers of the 128-bit hash, one before and one after a rotation, so that no bit of a word moves a known set of bits. */
const BLOCK_FIRST = 0x9e3779b1;
const BLOCK_SECOND = 0x85ebca77;

export function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** A bijection of 32 bits in which every input bit moves every output bit (Appleby's MurmurHash3 finalizer, 2011). */
export function mixWord(value: number): number {
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return value ^ (value >>> 16);
}

/** The start values that a hash seed gives: token lanes, then shingle lanes. */
export interface HashSeeds {
  readonly tokenHigh: number;
  readonly tokenLow: number;
  readonly shingleHigh: number;
  readonly shingleLow: number;
}

export function deriveSeeds(hashSeed: number): HashSeeds {
  return {
    tokenHigh: mixWord(hashSeed ^ 0x243f6a88),
    tokenLow: mixWord(hashSeed ^ 0x85a308d3),
    shingleHigh: mixWord(hashSeed ^ 0x13198a2e),
    shingleLow: mixWord(hashSeed ^ 0x03707344),
  };
}

/** A mutable pair of lanes, so that the hot functions return nothing on the heap. */
export interface HashLanes {
  high: number;
  low: number;
}

/**
 * Hashes the bytes of one token, `bytes[start, end)`, into two lanes of 32 bits (signed or not: callers store them in
 * Uint32Arrays). The bytes are taken in blocks of eight, the last one filled up with zeros; the length is mixed in at
 * the end, so that the zeros do not collide with real ones. A lane sees both words of a block, in opposite orders.
 */
export function hashToken(bytes: Uint8Array, start: number, end: number, seeds: HashSeeds, into: HashLanes): void {
  let a = seeds.tokenHigh;
  let b = seeds.tokenLow;
  for (let at = start; at < end; at += 8) {
    const first = readWord(bytes, at, end);
    const second = readWord(bytes, at + 4, end);
    a = mixWord(mixWord(a ^ first) ^ second);
    b = mixWord(mixWord(b ^ second) ^ first);
  }
  const byteLength = end - start;
  into.high = a ^ Math.imul(byteLength, LENGTH_HIGH);
  into.low = b ^ Math.imul(byteLength, LENGTH_LOW);
}

/** Four bytes, little endian; bytes at or past `end` are zero. */
function readWord(bytes: Uint8Array, at: number, end: number): number {
  let word = 0;
  for (let i = Math.min(3, end - 1 - at); i >= 0; i--) word = (word << 8) | bytes[at + i];
  return word;
}

/**
 * Hashes a run of tokens, given by their lanes, into the two lanes of its shingle. The lanes stay apart from the bytes
 * to the shingle: lane `high` depends on the tokens' `high` only, so that two shingles collide only if both lanes do.
 */
export function hashShingle(
  tokenHigh: Uint32Array,
  tokenLow: Uint32Array,
  first: number,
  last: number,
  seeds: HashSeeds,
  into: HashLanes,
): void {
  let a = seeds.shingleHigh;
  let b = seeds.shingleLow;
  for (let i = first; i <= last; i++) {
    a = (Math.imul(rotateLeft(a ^ tokenHigh[i], 13), 5) + STEP) | 0;
    b = (Math.imul(rotateLeft(b ^ tokenLow[i], 13), 5) + STEP) | 0;
  }
  const tokens = last - first + 1;
  into.high = mixWord(a ^ tokens);
  into.low = mixWord(b ^ tokens);
}

/**
 * Takes four words into a state of four, as MurmurHash3's 128 bits on 32-bit machines do (Appleby 2011), but with all lanes
 * doing the same at once. A word is mixed before it meets its lane; each lane is rotated, multiplied by five and receives
 * its right neighbor shifted by nine bits: the matrix of that step has an odd determinant, so nothing is lost, and a
 * difference that entered one lane stands in all four after three steps.
 */
function absorbBlock(state: Uint32Array, w0: number, w1: number, w2: number, w3: number): void {
  const a = rotateLeft(state[0] ^ mixBlockWord(w0), 19);
  const b = rotateLeft(state[1] ^ mixBlockWord(w1), 19);
  const c = rotateLeft(state[2] ^ mixBlockWord(w2), 19);
  const d = rotateLeft(state[3] ^ mixBlockWord(w3), 19);
  state[0] = Math.imul(a, 5) + (b << 9) + STEP;
  state[1] = Math.imul(b, 5) + (c << 9) + STEP;
  state[2] = Math.imul(c, 5) + (d << 9) + STEP;
  state[3] = Math.imul(d, 5) + (a << 9) + STEP;
}

function mixBlockWord(word: number): number {
  return Math.imul(rotateLeft(Math.imul(word, BLOCK_FIRST), 15), BLOCK_SECOND);
}

function startState(seeds: HashSeeds, salt: number): Uint32Array {
  return Uint32Array.of(
    seeds.tokenHigh ^ salt,
    seeds.tokenLow ^ salt,
    seeds.shingleHigh ^ salt,
    seeds.shingleLow ^ salt,
  );
}

function finishState(state: Uint32Array, length: number): void {
  absorbBlock(state, length >>> 0, Math.floor(length / 0x1_0000_0000), 0x5bd1e995, 0x7feb352d);
  for (let i = 0; i < 3; i++) absorbBlock(state, 0, 0, 0, 0);
  for (let i = 0; i < 4; i++) state[i] = mixWord(state[i]);
}

/**
 * 128 bits over a text's bytes. Blocks of 16 bytes go in turn to two states, which the kernel keeps in flight side by
 * side; a last partial block is filled up with zeros and the length closes the hash.
 */
export function hashContent(bytes: Uint8Array, seeds: HashSeeds): Uint32Array {
  const even = startState(seeds, 0x0f0f0f0f);
  const odd = startState(seeds, 0x33333333);
  const end = bytes.length;
  for (let at = 0, block = 0; at < end; at += 16, block++) {
    absorbBlock(
      (block & 1) === 0 ? even : odd,
      readWord(bytes, at, end),
      readWord(bytes, at + 4, end),
      readWord(bytes, at + 8, end),
      readWord(bytes, at + 12, end),
    );
  }
  absorbBlock(even, odd[0], odd[1], odd[2], odd[3]);
  finishState(even, end);
  return even;
}

/** 128 bits over a token sequence, two tokens a block; what `same-text` compares. */
export function hashTokens(
  tokenHigh: Uint32Array,
  tokenLow: Uint32Array,
  tokens: number,
  seeds: HashSeeds,
): Uint32Array {
  const state = startState(seeds, 0x55555555);
  const pairs = tokens & ~1;
  for (let i = 0; i < pairs; i += 2) absorbBlock(state, tokenHigh[i], tokenLow[i], tokenHigh[i + 1], tokenLow[i + 1]);
  if (pairs < tokens) absorbBlock(state, tokenHigh[pairs], tokenLow[pairs], 0, 0);
  finishState(state, tokens);
  return state;
}
