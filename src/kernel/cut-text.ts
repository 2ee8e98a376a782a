// Where a text may be cut so that both parts have the tokens that they have together.
//
// Preparation (NFKC, then full lower-casing) must not look across the cut, and no token may lie across it. That holds behind ASCII
// white space and controls, and before a code point that is a token of its own or none, composes with nothing before it and ends the
// context of Final_Sigma: punctuation, ideographs. Refuses to cut a word.
import type { SketchOptions } from '../model.js';
import {
  CASE_IGNORABLE,
  CASED,
  CLASS_SEPARATOR,
  CLASS_UNSPACED,
  CLASS_WORD,
  getProperties,
  HAS_COMBINING_CLASS,
  HAS_LOWER_CASE,
  NOT_QUICK_NFKC,
  SPECIAL_LOWER_CASE,
  TOKEN_CLASS_MASK,
} from '../sketch/unicode.js';

/** Every byte up to here is ASCII white space or a control. */
const LAST_BOUNDARY = 0x20;

/** What a code point must not have to stand behind a cut. */
const LOOKS_BACK = NOT_QUICK_NFKC | HAS_COMBINING_CLASS | HAS_LOWER_CASE | CASED | CASE_IGNORABLE | SPECIAL_LOWER_CASE;

/**
 * Where the piece of a text that begins at `start` ends: at most `byteLength` bytes on, or, where it cannot be cut there, at the first
 * place behind that; where there is none, at the end of the text. `utf8` is valid UTF-8.
 */
export function findCut(utf8: Uint8Array, start: number, byteLength: number, mode: SketchOptions['tokens']): number {
  const wanted = start + byteLength;
  if (wanted >= utf8.length) return utf8.length;
  for (let at = wanted; at > start; at--) if (isCut(utf8, at, mode)) return at;
  for (let at = wanted + 1; at < utf8.length; at++) if (isCut(utf8, at, mode)) return at;
  return utf8.length;
}

/** Whether a text may be cut before the byte at `at`, which is neither its first nor past its end. */
function isCut(utf8: Uint8Array, at: number, mode: SketchOptions['tokens']): boolean {
  const before = utf8[at - 1];
  if (before <= LAST_BOUNDARY) return true;
  const first = utf8[at];
  if ((first & 0xc0) === 0x80) return false;
  // Between two letters or digits of ASCII nothing looks across.
  if (mode === 'characters' && isAsciiWord(before) && isAsciiWord(first)) return true;
  const properties = getProperties(readCodePoint(utf8, at));
  if ((properties & LOOKS_BACK) !== 0) return false;
  const tokenClass = properties & TOKEN_CLASS_MASK;
  if (tokenClass === CLASS_SEPARATOR) return true;
  if (mode === 'auto') return tokenClass === CLASS_UNSPACED;
  return mode === 'characters' && (tokenClass === CLASS_UNSPACED || tokenClass === CLASS_WORD);
}

function isAsciiWord(byte: number): boolean {
  return byte < 0x80 && (getProperties(byte) & TOKEN_CLASS_MASK) === CLASS_WORD;
}

/** The code point whose sequence begins at `at`. */
function readCodePoint(utf8: Uint8Array, at: number): number {
  const first = utf8[at];
  if (first < 0x80) return first;
  if (first < 0xe0) return ((first & 0x1f) << 6) | (utf8[at + 1] & 0x3f);
  if (first < 0xf0) return ((first & 0x0f) << 12) | ((utf8[at + 1] & 0x3f) << 6) | (utf8[at + 2] & 0x3f);
  return ((first & 0x07) << 18) | ((utf8[at + 1] & 0x3f) << 12) | ((utf8[at + 2] & 0x3f) << 6) | (utf8[at + 3] & 0x3f);
}
