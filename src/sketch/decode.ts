// From a file's bytes to its text as valid UTF-8: a BOM decides, then strict UTF-8, then detection.
//
// The common case, valid UTF-8, makes no string and no copy. Nothing is refused: what has no known charset is read as
// windows-1252, and what a charset has no meaning for becomes U+FFFD. This file refuses to know of files and of
// diagnostics: it says that it guessed, the caller tells.
import type { DetectCharset } from './detect-charset.js';
import { guessCharset } from './detect-charset.js';
import { transcodeToUtf8 } from './transcode.js';
import { isValidUtf8 } from './validate-utf8.js';

/** A text out of its bytes. */
export interface DecodedText {
  /** Valid UTF-8 without a BOM: a view of the very bytes given where these were that already, else a new array. */
  readonly utf8: Uint8Array;
  /** Lower-case label of the WHATWG Encoding Standard, or `utf-32le`, `utf-32be`. */
  readonly charset: string;
  /** The charset came from detection or is the last resort, and not from a BOM or by being valid UTF-8. */
  readonly isGuessed: boolean;
}

/** What decoding is given of the outside. */
export interface DecodeTools {
  /** jschardet's `detect`; called only for bytes that are not valid UTF-8 and have no BOM. */
  readonly detectCharset: DetectCharset;
  /** A faster check than this room's own, such as `isUtf8` of Node's buffer module. */
  readonly isValidUtf8?: (bytes: Uint8Array) => boolean;
}

/** Longest first: the mark of UTF-16LE begins that of UTF-32LE. */
const BYTE_ORDER_MARKS: readonly { readonly charset: string; readonly mark: readonly number[] }[] = [
  { charset: 'utf-32le', mark: [0xff, 0xfe, 0, 0] },
  { charset: 'utf-32be', mark: [0, 0, 0xfe, 0xff] },
  { charset: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { charset: 'utf-16le', mark: [0xff, 0xfe] },
  { charset: 'utf-16be', mark: [0xfe, 0xff] },
];

/**
 * Decodes a whole text. Never throws for what the bytes are; only one BOM is taken off. After a BOM of UTF-8, bytes that
 * are not UTF-8 become U+FFFD and nothing is guessed.
 */
export function decodeText(bytes: Uint8Array, tools: DecodeTools): DecodedText {
  const isUtf8 = tools.isValidUtf8 ?? isValidUtf8;
  for (const { charset, mark } of BYTE_ORDER_MARKS) {
    if (!mark.every((byte, i) => bytes[i] === byte)) continue;
    const marked = bytes.subarray(mark.length);
    const isDone = charset === 'utf-8' && isUtf8(marked);
    return { utf8: isDone ? marked : transcodeToUtf8(marked, charset), charset, isGuessed: false };
  }
  if (isUtf8(bytes)) return { utf8: bytes, charset: 'utf-8', isGuessed: false };
  const charset = guessCharset(bytes, tools.detectCharset);
  return { utf8: transcodeToUtf8(bytes, charset), charset, isGuessed: true };
}
