// Tokens: words, and single characters of scripts written without spaces. The definition that the kernel must equal.
//
// A token is a maximal run of letters, marks and numbers, except that a letter or number of Han, Hiragana, Katakana,
// Thai, Lao, Khmer, Myanmar or Tibetan is a token of its own, with the marks that follow it. Everything else separates.
// This file refuses to hash, and to know where tokens stood before normalization: that is locate-tokens.ts.
import { growColumn } from '../columns.js';
import type { SketchOptions } from '../model.js';
import { lowerCaseText } from './lower-case.js';
import { normalizeText } from './normalize.js';
import { CLASS_MARK, CLASS_SEPARATOR, CLASS_UNSPACED, CLASS_WORD, getProperties, TOKEN_CLASS_MASK } from './unicode.js';

export type TokenMode = SketchOptions['tokens'];

/** The tokens of a prepared text. Owned by the caller. */
export interface TokenSpans {
  readonly count: number;
  /** The prepared text as UTF-8. */
  readonly bytes: Uint8Array;
  /** Where each token starts in `bytes` … */
  readonly starts: Uint32Array;
  /** … and ends, exclusive. */
  readonly ends: Uint32Array;
  /** 2 for a word, 1 for a character of an unspaced script. */
  readonly halfWords: Uint8Array;
}

/** Per mode: class in the tables → class in tokens. */
const CLASSES: Readonly<Record<TokenMode, Uint8Array>> = {
  auto: Uint8Array.of(CLASS_SEPARATOR, CLASS_WORD, CLASS_UNSPACED, CLASS_MARK),
  words: Uint8Array.of(CLASS_SEPARATOR, CLASS_WORD, CLASS_WORD, CLASS_MARK),
  characters: Uint8Array.of(CLASS_SEPARATOR, CLASS_UNSPACED, CLASS_UNSPACED, CLASS_MARK),
};

const HALF_WORDS_OF_WORD = 2;
const HALF_WORDS_OF_CHARACTER = 1;

const encoder = new TextEncoder();

/** The form in which texts are compared: normalized (NFKC), then lower-cased, not normalized again. */
export function prepareText(text: string): string {
  return lowerCaseText(normalizeText(text));
}

/**
 * Cuts a prepared text (see `prepareText`) into tokens. A mark with no letter before it starts a word, which counts 2
 * half words in every mode. A lone surrogate separates.
 */
export function tokenizeText(prepared: string, mode: TokenMode): TokenSpans {
  const bytes = encoder.encode(prepared);
  const classes = CLASSES[mode];
  const spans = createSpans(bytes);
  /** Start of the token that is open, -1 between tokens. */
  let open = -1;
  let halfWords = HALF_WORDS_OF_WORD;
  for (let at = 0; at < bytes.length; at += getSequenceLength(bytes[at])) {
    const tokenClass = classes[getProperties(readCodePoint(bytes, at)) & TOKEN_CLASS_MASK];
    if (open >= 0) {
      if (tokenClass === CLASS_MARK || (tokenClass === CLASS_WORD && halfWords === HALF_WORDS_OF_WORD)) continue;
      appendSpan(spans, open, at, halfWords);
    }
    open = tokenClass === CLASS_SEPARATOR ? -1 : at;
    halfWords = tokenClass === CLASS_UNSPACED ? HALF_WORDS_OF_CHARACTER : HALF_WORDS_OF_WORD;
  }
  if (open >= 0) appendSpan(spans, open, bytes.length, halfWords);
  const { count } = spans;
  return {
    count,
    bytes,
    starts: spans.starts.subarray(0, count),
    ends: spans.ends.subarray(0, count),
    halfWords: spans.halfWords.subarray(0, count),
  };
}

interface GrowingSpans {
  count: number;
  starts: Uint32Array;
  ends: Uint32Array;
  halfWords: Uint8Array;
}

/** Room for a token every four bytes: English has one every six. Where there are more, the arrays double. */
function createSpans(bytes: Uint8Array): GrowingSpans {
  const capacity = (bytes.length >> 2) + 16;
  return {
    count: 0,
    starts: new Uint32Array(capacity),
    ends: new Uint32Array(capacity),
    halfWords: new Uint8Array(capacity),
  };
}

function appendSpan(spans: GrowingSpans, start: number, end: number, halfWords: number): void {
  if (spans.count === spans.starts.length) {
    spans.starts = growColumn(spans.starts, spans.count * 2);
    spans.ends = growColumn(spans.ends, spans.count * 2);
    spans.halfWords = growColumn(spans.halfWords, spans.count * 2);
  }
  spans.starts[spans.count] = start;
  spans.ends[spans.count] = end;
  spans.halfWords[spans.count] = halfWords;
  spans.count++;
}

/** Bytes of the UTF-8 sequence that begins with this byte. */
function getSequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** The code point whose UTF-8 sequence begins at `at`; the bytes are an encoder's, so they are valid. */
function readCodePoint(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first < 0x80) return first;
  const second = bytes[at + 1] & 0x3f;
  if (first < 0xe0) return ((first & 0x1f) << 6) | second;
  const third = bytes[at + 2] & 0x3f;
  if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | third;
  return ((first & 0x07) << 18) | (second << 12) | (third << 6) | (bytes[at + 3] & 0x3f);
}
