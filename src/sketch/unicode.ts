// Look-ups in the character tables of Unicode 17.0: what a code point is to a token, to NFKC and to lower-casing.
//
// The tables are two-stage: INDEX[code point >> 8] names a block of 256 entries. The kernel is handed the very same
// arrays, so their layout is a contract. This file refuses to ask the JavaScript engine about Unicode: Node versions
// differ, the tables do not.
import { decodeBase64, decodeBase64Words } from './decode-base64.js';
import {
  CCC_BLOCKS_BASE64,
  CCC_INDEX_BASE64,
  LOWER_BLOCKS_BASE64,
  LOWER_INDEX_BASE64,
  PROPERTY_BLOCKS_BASE64,
  PROPERTY_INDEX_BASE64,
} from './unicode-tables.js';

export { UNICODE_VERSION } from './unicode-tables.js';

/** Bits 0–1 of a property byte: the class of the code point in tokens. */
export const TOKEN_CLASS_MASK = 3;
/** Everything that separates tokens; surrogates and unassigned code points too. */
export const CLASS_SEPARATOR = 0;
/** A letter or number of a script written with spaces: part of a word. */
export const CLASS_WORD = 1;
/** A letter or number of a script written without spaces: a token of its own. */
export const CLASS_UNSPACED = 2;
/** A mark: belongs to the token before it, or starts a word. */
export const CLASS_MARK = 3;
/** NFKC_Quick_Check is No or Maybe: the code point may change, or compose with the one before it. */
export const NOT_QUICK_NFKC = 4;
/** Canonical_Combining_Class is not 0: normalization may reorder the code point. */
export const HAS_COMBINING_CLASS = 8;
/** The full lower-case mapping differs from the code point. */
export const HAS_LOWER_CASE = 16;
/** Cased: an end of the context of Final_Sigma. */
export const CASED = 32;
/** Case_Ignorable: passed over in the context of Final_Sigma. */
export const CASE_IGNORABLE = 64;
/** Lower-casing needs context (U+03A3) or gives two code points (U+0130). */
export const SPECIAL_LOWER_CASE = 128;

/** 0x1100 bytes: code point >> 8 → number of a block of `PROPERTY_BLOCKS`. */
export const PROPERTY_INDEX = decodeBase64(PROPERTY_INDEX_BASE64);
/** 256 bytes a block: the bits above. */
export const PROPERTY_BLOCKS = decodeBase64(PROPERTY_BLOCKS_BASE64);
/** 0x1100 bytes: code point >> 8 → number of a block of `LOWER_BLOCKS`; 0 where no code point changes. */
export const LOWER_INDEX = decodeBase64(LOWER_INDEX_BASE64);
/** 256 entries a block: simple lower-case mapping minus the code point. Block 0 is all zeros. */
export const LOWER_BLOCKS = decodeBase64Words(LOWER_BLOCKS_BASE64);
/** 0x1100 bytes: code point >> 8 → number of a block of `CCC_BLOCKS`; 0 where every class is 0. */
export const CCC_INDEX = decodeBase64(CCC_INDEX_BASE64);
/** 256 bytes a block: canonical combining class. Block 0 is all zeros. */
export const CCC_BLOCKS = decodeBase64(CCC_BLOCKS_BASE64);

/** The property byte of a code point (0 to 0x10ffff; surrogates are separators). */
export function getProperties(codePoint: number): number {
  return PROPERTY_BLOCKS[(PROPERTY_INDEX[codePoint >> 8] << 8) | (codePoint & 0xff)];
}

/** Simple_Lowercase_Mapping of a code point; the code point itself where it has none. */
export function getLowerCase(codePoint: number): number {
  return codePoint + LOWER_BLOCKS[(LOWER_INDEX[codePoint >> 8] << 8) | (codePoint & 0xff)];
}

/** Canonical_Combining_Class of a code point. */
export function getCombiningClass(codePoint: number): number {
  return CCC_BLOCKS[(CCC_INDEX[codePoint >> 8] << 8) | (codePoint & 0xff)];
}
