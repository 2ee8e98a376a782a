// The token pass: the document in chunks, from the bits of each to the addresses of its tokens, from these to hashes.
//
// Tokens go to the columns tokenHigh, tokenLow and tokenHalfWords. A token that a chunk cuts stays open: its start is
// carried to the chunk where it ends, and its bytes still lie where they were.
import {
  BITS_STRIDE,
  classifyChunk,
  ENDS_BITS,
  finishClassification,
  HALVES_BITS,
  openTokens,
  startClassification,
  STARTS_BITS,
  troubles,
} from './classify';
import {
  BLOCK_BYTES,
  CHUNK_BITS,
  CHUNK_BYTES,
  CHUNK_ENDS,
  CHUNK_STARTS,
  HALF_WORDS,
  INPUT,
  padInput,
  RESULTS,
  tokenHalfWords,
} from './memory-map';
import { hashTokens } from './token-hash';

/** What the token pass returns for a text that must be prepared first. */
export const NEEDS_PREPARATION: i32 = -1;

/** Blocks that hold the document and at least one zero behind it, which ends the last token. */
// @ts-ignore: decorator
@inline
function countBlocks(byteLength: u32): u32 {
  return byteLength / <u32>BLOCK_BYTES + 1;
}

/**
 * Lower-cases the document in place and counts its tokens, so that the columns can be placed; afterwards the text
 * counts as prepared. Returns NEEDS_PREPARATION, with TROUBLE_LIST filled, where it must be prepared first.
 */
export function countTokens(byteLength: u32, isPrepared: bool): i32 {
  padInput(byteLength);
  startClassification();
  let tokens: i32 = 0;
  const blocks = countBlocks(byteLength);
  const chunkBlocks = <u32>(CHUNK_BYTES / BLOCK_BYTES);
  for (let block: u32 = 0; block < blocks; block += chunkBlocks) {
    const count = min(chunkBlocks, blocks - block);
    classifyChunk(INPUT + <usize>block * BLOCK_BYTES, count, isPrepared);
    const end = CHUNK_BITS + <usize>count * BITS_STRIDE;
    for (let bits = CHUNK_BITS; bits < end; bits += BITS_STRIDE) tokens += <i32>popcnt(load<u64>(bits, STARTS_BITS));
  }
  return finishClassification() == 0 ? tokens : NEEDS_PREPARATION;
}

/**
 * Fills the token columns and returns how many tokens there are; their length in half words goes to the results.
 * Returns NEEDS_PREPARATION, with TROUBLE_LIST filled, where the text must be prepared first.
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
    classifyChunk(chunk, count, isPrepared);
    if (troubles != 0) continue;
    const started = spreadBits(chunk, count, open);
    halves += measureTokens(count, tokens + open, started);
    const ended = open + started - openTokens;
    hashTokens(ended, tokens);
    store<u32>(CHUNK_STARTS, load<u32>(CHUNK_STARTS + (<usize>ended << 2)));
    tokens += ended;
  }
  if (finishClassification() != 0) return NEEDS_PREPARATION;
  store<u32>(RESULTS, 2 * tokens - halves, HALF_WORDS);
  return tokens;
}

/**
 * Turns the bits of a chunk into addresses: of starts behind the `open` one that CHUNK_STARTS holds already, and of
 * ends. Returns how many tokens start. Bits are taken four at a time, past the last one too: what that writes is
 * overwritten.
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

/**
 * Fills the half words of the `started` tokens that start in a chunk, the first of which is `token`; returns how many
 * are characters of unspaced scripts.
 */
function measureTokens(blocks: u32, token: u32, started: u32): u32 {
  let column = tokenHalfWords + token;
  const twos = i8x16.splat(2);
  for (let at = column; at < column + started; at += 16) v128.store(at, twos);
  let characters: u32 = 0;
  const end = CHUNK_BITS + <usize>blocks * BITS_STRIDE;
  for (let bits = CHUNK_BITS; bits < end; bits += BITS_STRIDE) {
    const starts = load<u64>(bits, STARTS_BITS);
    let halves = load<u64>(bits, HALVES_BITS);
    characters += <u32>popcnt(halves);
    for (; halves != 0; halves &= halves - 1) {
      store<u8>(column + <usize>popcnt(starts & ((halves & (0 - halves)) - 1)), 1);
    }
    column += <usize>popcnt(starts);
  }
  return characters;
}
