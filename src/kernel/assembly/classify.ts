// From bytes to bits: which bytes of a block start a token, which follow the end of one, which start a half word.
//
// A block is 64 bytes, a bit each. ASCII is classified sixteen bytes at a time and lower-cased in place; other code
// points are looked up one by one and lower-cased in place too, where that keeps their length. What needs more than
// that (normalization, a context, another length) is listed as trouble: the host prepares the text there and comes
// again.
//
//   text       I t ' s   漢 · · 字 · ·   o k
//   tokens     1 1 0 1 0 1 1 1 1 1 1 0 1 1     bytes of tokens
//   breaks     0 0 0 0 0 1 0 0 1 0 0 1 0 0     no token continues here: unspaced characters, and what follows
//   starts     1 0 0 1 0 1 0 0 1 0 0 0 1 0     tokens and (not before or breaks)
//   ends       0 0 1 0 1 0 0 0 1 0 0 1 0 0 1   before and (not tokens or breaks), where before is tokens one bit on
//   halves     0 0 0 0 0 1 0 0 1 0 0 0 0 0     characters of unspaced scripts
import {
  BLOCK_BYTES,
  CCC_BLOCKS,
  CCC_INDEX,
  CHUNK_BITS,
  INPUT,
  LOWER_BLOCKS,
  LOWER_INDEX,
  MOST_TROUBLES,
  PROPERTY_BLOCKS,
  PROPERTY_INDEX,
  RESULTS,
  TROUBLE_LIST,
  TROUBLES,
} from './memory-map';

// Bits of a property byte, as in src/sketch/unicode.ts; the host has put the token classes of the mode into the table.
const TOKEN_CLASS_MASK: u32 = 3;
const CLASS_SEPARATOR: u32 = 0;
const CLASS_UNSPACED: u32 = 2;
const CLASS_MARK: u32 = 3;
const NOT_QUICK_NFKC: u32 = 4;
const HAS_COMBINING_CLASS: u32 = 8;
const HAS_LOWER_CASE: u32 = 16;
const SPECIAL_LOWER_CASE: u32 = 128;

/** Bytes of CHUNK_BITS a block: starts, ends, halves. */
export const BITS_STRIDE: usize = 24;
export const STARTS_BITS: usize = 0;
export const ENDS_BITS: usize = 8;
export const HALVES_BITS: usize = 16;

/** All ones where every ASCII letter and digit is a token of half a word, else zero. */
let asciiBreaks: u64 = 0;

/** Takes what the mode `characters` changes for ASCII. */
export function placeMode(isCharacters: bool): void {
  asciiBreaks = isCharacters ? ~0 : 0;
}

/** 1 if the byte before the next block belongs to a token, else 0. */
export let openTokens: u32 = 0;
/** Bits that a code point of the block before has in this one. */
let tokensAhead: u64 = 0;
let breaksAhead: u64 = 0;
/** The block at hand, while its code points are looked up. */
let blockTokens: u64 = 0;
let blockBreaks: u64 = 0;
let blockHalves: u64 = 0;
/** Where the last combining mark ended, and its class. */
let markEnd: usize = 0;
let markClass: u32 = 0;
/** Code points listed as trouble. */
export let troubles: u32 = 0;

/** To be called before the first chunk of a document. */
export function startClassification(): void {
  openTokens = 0;
  tokensAhead = 0;
  breaksAhead = 0;
  markEnd = 0;
  markClass = 0;
  troubles = 0;
}

/** To be called after the last: writes how many troubles there are to the results, and returns it. */
export function finishClassification(): u32 {
  store<u32>(RESULTS, troubles, TROUBLES);
  return troubles;
}

/** Lists a code point of the document; past MOST_TROUBLES nothing is listed any more. */
function noteTrouble(at: usize): void {
  if (troubles == MOST_TROUBLES) return;
  store<u32>(TROUBLE_LIST + (<usize>troubles << 2), <u32>(at - INPUT));
  troubles++;
}

/**
 * Classifies `blocks` blocks from `chunk` on into CHUNK_BITS and lower-cases them; lists code points that take more.
 * With `isPrepared` whatever would be listed stands as it should already. The bits count only if nothing is listed.
 */
export function classifyChunk(chunk: usize, blocks: u32, isPrepared: bool): void {
  const end = chunk + <usize>blocks * BLOCK_BYTES;
  let previous = <u64>openTokens;
  let isSpilling = (tokensAhead | breaksAhead) != 0;
  let bits = CHUNK_BITS;
  for (let at = chunk; at < end; at += BLOCK_BYTES) {
    const bytes0 = v128.load(at);
    const bytes1 = v128.load(at, 16);
    const bytes2 = v128.load(at, 32);
    const bytes3 = v128.load(at, 48);
    let tokens = joinBits(
      lowerCaseAscii(at, bytes0),
      lowerCaseAscii(at + 16, bytes1),
      lowerCaseAscii(at + 32, bytes2),
      lowerCaseAscii(at + 48, bytes3),
    );
    let breaks = tokens & asciiBreaks;
    let halves = breaks;
    const isAscii = !i8x16.bitmask(v128.or(v128.or(bytes0, bytes1), v128.or(bytes2, bytes3)));
    if (!isAscii || isSpilling) {
      blockTokens = tokens | tokensAhead;
      blockBreaks = breaks | breaksAhead;
      blockHalves = halves;
      tokensAhead = 0;
      breaksAhead = 0;
      const leads = joinBits(findLeads(bytes0), findLeads(bytes1), findLeads(bytes2), findLeads(bytes3));
      classifyCodePoints(at, leads, isPrepared);
      tokens = blockTokens;
      breaks = blockBreaks;
      halves = blockHalves;
      isSpilling = (tokensAhead | breaksAhead) != 0;
    }
    const shifted = (tokens << 1) | previous;
    store<u64>(bits, tokens & (~shifted | breaks), STARTS_BITS);
    store<u64>(bits, shifted & (~tokens | breaks), ENDS_BITS);
    store<u64>(bits, halves, HALVES_BITS);
    previous = tokens >>> 63;
    bits += BITS_STRIDE;
  }
  openTokens = <u32>previous;
}

// @ts-ignore: decorator
@inline
function joinBits(bits0: u32, bits1: u32, bits2: u32, bits3: u32): u64 {
  return <u64>(bits0 | (bits1 << 16)) | (<u64>(bits2 | (bits3 << 16)) << 32);
}

/**
 * Stores sixteen bytes with A–Z in lower case and returns the bits of ASCII letters and digits. Adding 127 minus the
 * last of a range lifts just that range to the top of the signed bytes, where one comparison finds it.
 */
// @ts-ignore: decorator
@inline
function lowerCaseAscii(at: usize, bytes: v128): u32 {
  const isUpper = i8x16.gt_s(i8x16.add(bytes, i8x16.splat(127 - 0x5a)), i8x16.splat(127 - 26));
  const lower = v128.or(bytes, v128.and(isUpper, i8x16.splat(0x20)));
  v128.store(at, lower);
  const isLetter = i8x16.gt_s(i8x16.add(lower, i8x16.splat(127 - 0x7a)), i8x16.splat(127 - 26));
  const isDigit = i8x16.gt_s(i8x16.add(bytes, i8x16.splat(127 - 0x39)), i8x16.splat(127 - 10));
  return i8x16.bitmask(v128.or(isLetter, isDigit));
}

/** Bits of the bytes that begin a sequence of several: the two highest bits set. */
// @ts-ignore: decorator
@inline
function findLeads(bytes: v128): u32 {
  return i8x16.bitmask(v128.and(bytes, i8x16.add(bytes, bytes)));
}

/** Adds the code points that begin at the `leads` of the block at `block` to its bits. */
function classifyCodePoints(block: usize, leads: u64, isPrepared: bool): void {
  while (leads != 0) {
    const bit = ctz(leads);
    leads &= leads - 1;
    const at = block + <usize>bit;
    const first: u32 = load<u8>(at);
    let codePoint: u32;
    let length: u64;
    if (first < 0xe0) {
      codePoint = ((first & 0x1f) << 6) | (load<u8>(at, 1) & 0x3f);
      length = 2;
    } else if (first < 0xf0) {
      codePoint = ((first & 0x0f) << 12) | ((load<u8>(at, 1) & 0x3f) << 6) | (load<u8>(at, 2) & 0x3f);
      length = 3;
    } else {
      codePoint =
        ((first & 0x07) << 18) |
        ((load<u8>(at, 1) & 0x3f) << 12) |
        ((load<u8>(at, 2) & 0x3f) << 6) |
        (load<u8>(at, 3) & 0x3f);
      length = 4;
    }
    const properties: u32 = load<u8>(findEntry(PROPERTY_INDEX, PROPERTY_BLOCKS, codePoint, 0));
    if ((properties & (NOT_QUICK_NFKC | HAS_COMBINING_CLASS | HAS_LOWER_CASE | SPECIAL_LOWER_CASE)) != 0) {
      if (!isPrepared && !isNormalized(at, codePoint, <u32>length, properties)) noteTrouble(at);
      else if ((properties & HAS_LOWER_CASE) != 0 && !lowerCase(at, codePoint, <u32>length)) noteTrouble(at);
    }
    const tokenClass = properties & TOKEN_CLASS_MASK;
    if (tokenClass == CLASS_SEPARATOR) continue;
    const ones = (<u64>1 << length) - 1;
    blockTokens |= ones << bit;
    const isWithin = bit + length < 64;
    if (!isWithin) tokensAhead |= ones >>> (64 - bit);
    // A character ends where it ends; a mark behind it moves that place on.
    let closes: u64 = 0;
    if (tokenClass == CLASS_UNSPACED) {
      blockBreaks |= <u64>1 << bit;
      blockHalves |= <u64>1 << bit;
      closes = 1;
    } else if (tokenClass == CLASS_MARK) {
      closes = (blockBreaks >>> bit) & 1;
      blockBreaks ^= closes << bit;
    }
    if (isWithin) blockBreaks |= closes << (bit + length);
    else breaksAhead |= closes << (bit + length - 64);
  }
}

/**
 * Whether a code point stands as it is under NFKC, and its lower-case form is one code point that asks for no context:
 * false for a quick check of No or Maybe, for combining classes out of order, and for Σ and İ.
 */
function isNormalized(at: usize, codePoint: u32, length: u32, properties: u32): bool {
  if ((properties & (NOT_QUICK_NFKC | SPECIAL_LOWER_CASE)) != 0) return false;
  if ((properties & HAS_COMBINING_CLASS) == 0) return true;
  const combiningClass: u32 = load<u8>(findEntry(CCC_INDEX, CCC_BLOCKS, codePoint, 0));
  const isInOrder = at != markEnd || combiningClass >= markClass;
  markEnd = at + length;
  markClass = combiningClass;
  return isInOrder;
}

/**
 * Replaces a code point of `length` bytes by its lower-case form. False, and nothing is written, where that has another
 * length; none does in a prepared text, which has lower-case forms only.
 */
function lowerCase(at: usize, codePoint: u32, length: u32): bool {
  const lower = codePoint + load<u32>(findEntry(LOWER_INDEX, LOWER_BLOCKS, codePoint, 2));
  if (lower < 0x80) return false;
  if (lower < 0x800) {
    if (length != 2) return false;
    store<u8>(at, 0xc0 | (lower >>> 6));
    store<u8>(at, 0x80 | (lower & 0x3f), 1);
  } else if (lower < 0x10000) {
    if (length != 3) return false;
    store<u8>(at, 0xe0 | (lower >>> 12));
    store<u8>(at, 0x80 | ((lower >>> 6) & 0x3f), 1);
    store<u8>(at, 0x80 | (lower & 0x3f), 2);
  } else {
    if (length != 4) return false;
    store<u8>(at, 0xf0 | (lower >>> 18));
    store<u8>(at, 0x80 | ((lower >>> 12) & 0x3f), 1);
    store<u8>(at, 0x80 | ((lower >>> 6) & 0x3f), 2);
    store<u8>(at, 0x80 | (lower & 0x3f), 3);
  }
  return true;
}

/** Address of a code point's entry in a two-stage table; `sizeBits` is log2 of the bytes an entry has. */
// @ts-ignore: decorator
@inline
function findEntry(index: usize, blocks: usize, codePoint: u32, sizeBits: u32): usize {
  const block = <usize>load<u8>(index + (codePoint >>> 8));
  return blocks + (((block << 8) | (codePoint & 0xff)) << sizeBits);
}
