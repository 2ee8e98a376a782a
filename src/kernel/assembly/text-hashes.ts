// The two hashes of 128 bits: over the document's bytes, and over its sequence of tokens.
//
// Both read memory in order and keep their states in registers; of a document that comes in pieces they lie in HASH_STATES
// between two of them. The document must still be as it came: the token pass lower-cases it in place.
import { absorbBlock, finishState, startState } from './lanes';
import { CONTENT_HASH, HASH_STATES, INPUT, padInput, RESULTS, TOKENS_HASH, tokenHigh, tokenLow } from './memory-map';

// Places in HASH_STATES.
const EVEN_STATE: usize = 0;
const ODD_STATE: usize = 16;
const TOKENS_STATE: usize = 32;

/** Writes the hash of the first `byteLength` bytes of the document to the results. */
export function hashContent(byteLength: u32): void {
  startHashes();
  absorbContent(byteLength);
  finishContentHash(byteLength);
}

/** To be called before the first piece of a document. */
export function startHashes(): void {
  v128.store(HASH_STATES, startState(0x0f0f0f0f), EVEN_STATE);
  v128.store(HASH_STATES, startState(0x33333333), ODD_STATE);
  v128.store(HASH_STATES, startTokensHash(), TOKENS_STATE);
}

/**
 * Takes the next `byteLength` bytes of the document, which lie at INPUT: a multiple of 32, but for the last ones. Two states take
 * blocks of 16 bytes in turn, so that one multiplies while the other shifts:
 *
 *   bytes    0–15   16–31   32–47   48–63   …
 *   state    even   odd     even    odd
 */
export function absorbContent(byteLength: u32): void {
  padInput(byteLength);
  let even = v128.load(HASH_STATES, EVEN_STATE);
  let odd = v128.load(HASH_STATES, ODD_STATE);
  const end = INPUT + byteLength;
  let at: usize = INPUT;
  for (; at + 16 < end; at += 32) {
    even = absorbBlock(even, v128.load(at));
    odd = absorbBlock(odd, v128.load(at, 16));
  }
  if (at < end) even = absorbBlock(even, v128.load(at));
  v128.store(HASH_STATES, even, EVEN_STATE);
  v128.store(HASH_STATES, odd, ODD_STATE);
}

/** Writes the hash of all that was taken, `byteLength` bytes, to the results. */
export function finishContentHash(byteLength: u32): void {
  const state = absorbBlock(v128.load(HASH_STATES, EVEN_STATE), v128.load(HASH_STATES, ODD_STATE));
  v128.store(RESULTS, finishState(state, byteLength), CONTENT_HASH);
}

/**
 * The hash of the token sequence takes two tokens a block:
 *
 *   lane    0        1       2            3
 *   word    high k   low k   high k + 1   low k + 1
 *
 * Each block waits for the one before, so it is done beside something else, four tokens a time: start, absorb, finish.
 */
// @ts-ignore: decorator
@inline
export function startTokensHash(): v128 {
  return startState(0x55555555);
}

/** Takes the four tokens at `highAt` and `lowOffset` bytes from there. */
// @ts-ignore: decorator
@inline
export function absorbTokens(state: v128, highAt: usize, lowOffset: usize): v128 {
  const high = v128.load(highAt);
  const low = v128.load(highAt + lowOffset);
  state = absorbBlock(state, v128.shuffle<i32>(high, low, 0, 4, 1, 5));
  return absorbBlock(state, v128.shuffle<i32>(high, low, 2, 6, 3, 7));
}

/** Takes the next tokens of the document, those of the columns from `token` up to before `end`: a multiple of four. */
export function absorbTokenColumns(token: u32, end: u32): void {
  const lowOffset = tokenLow - tokenHigh;
  let state = v128.load(HASH_STATES, TOKENS_STATE);
  let at = tokenHigh + (<usize>token << 2);
  for (; token < end; token += 4, at += 16) state = absorbTokens(state, at, lowOffset);
  v128.store(HASH_STATES, state, TOKENS_STATE);
}

/** Takes the last tokens of the document, of which there are `length` in all, and writes the hash to the results. */
export function finishTokenColumns(token: u32, end: u32, length: u32): void {
  finishTokensHash(v128.load(HASH_STATES, TOKENS_STATE), token, end, length);
}

/** Takes the tokens from `token` on up to `tokens`, the last of a document of `length`, and writes the hash to the results. */
// @ts-ignore: decorator
@inline
export function finishTokensHash(state: v128, token: u32, tokens: u32, length: u32): void {
  const lowOffset = tokenLow - tokenHigh;
  let at = tokenHigh + (<usize>token << 2);
  for (; token + 4 <= tokens; token += 4, at += 16) state = absorbTokens(state, at, lowOffset);
  const rest = tokens - token;
  if (rest != 0) {
    const high = v128.load(at);
    const low = v128.load(at + lowOffset);
    const first = v128.shuffle<i32>(high, low, 0, 4, 1, 5);
    state = absorbBlock(state, rest == 1 ? i64x2.replace_lane(first, 1, 0) : first);
    if (rest == 3) state = absorbBlock(state, i64x2.replace_lane(v128.shuffle<i32>(high, low, 2, 6, 3, 7), 1, 0));
  }
  v128.store(RESULTS, finishState(state, length), TOKENS_HASH);
}
