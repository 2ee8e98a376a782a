// Which charset bytes are in that are neither marked by a BOM nor UTF-8: a guess, from a sample.
//
// First whether they are UTF-8 that something damaged; then what a detector says, which is handed in, because loading
// one (jschardet) takes longer than most runs and nearly all of them never need it. This file refuses to decode.
import { resolveCharset } from './transcode.js';
import { skipAscii, weighUtf8 } from './validate-utf8.js';

/** The detector: jschardet's `detect`, or what has its shape. Its answer is a name of its own and how sure it is, 0 to 1. */
export type DetectCharset = (
  sample: Uint8Array,
  options: { detectEncodings: string[] },
) => { readonly encoding: string | null; readonly confidence: number };

/** What everything is read as that nobody recognizes: no byte is invalid in it. */
export const FALLBACK_CHARSET = 'windows-1252';

/** Bytes that a guess looks at: enough for any language, and never more than some tens of milliseconds. */
const SAMPLE_BYTES = 1 << 16;
/** ASCII kept before the first byte that is not, for a declaration or a language to be recognized by. */
const SAMPLE_LEAD_BYTES = 1 << 12;

/**
 * Well-formed sequences for each fault that make damaged UTF-8. By chance, texts of 24 languages in 22 legacy charsets
 * have at most 0.42 (EUC-JP); real damage is one byte in hundreds.
 */
const SEQUENCES_PER_FAULT = 4;

/** Below this jschardet itself calls a result unreliable (its MINIMUM_THRESHOLD). */
const LEAST_CONFIDENCE = 0.2;

/** All that can be decoded, by jschardet's names, so that its answer is the best of what is of use. */
const DETECTABLE = [
  ...['utf-8', 'utf-16-le', 'utf-16-be', 'utf-32-le', 'utf-32-be', 'ascii'],
  ...['cp1250', 'cp1251', 'cp1252', 'cp1253', 'cp1254', 'cp1255', 'cp1256', 'cp1257', 'cp1258', 'cp866', 'cp874'],
  ...['iso8859-1', 'iso8859-2', 'iso8859-3', 'iso8859-4', 'iso8859-5', 'iso8859-6', 'iso8859-7', 'iso8859-8'],
  ...['iso8859-9', 'iso8859-10', 'iso8859-13', 'iso8859-14', 'iso8859-15', 'koi8-r', 'koi8-u', 'tis-620'],
  ...['mac-roman', 'mac-cyrillic'],
  ...['big5hkscs', 'cp932', 'cp949', 'euc_jis_2004', 'euc_kr', 'gb18030', 'iso2022_jp_2', 'shift_jis_2004'],
];

/** Its answers that are no labels of the WHATWG Encoding Standard. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['utf-16-le', 'utf-16le'],
  ['utf-16-be', 'utf-16be'],
  ['utf-32-le', 'utf-32le'],
  ['utf-32-be', 'utf-32be'],
  ['cp932', 'shift_jis'],
  ['cp949', 'euc-kr'],
  ['cp874', 'windows-874'],
  ['macroman', 'macintosh'],
  ['maccyrillic', 'x-mac-cyrillic'],
  ['shift_jis_2004', 'shift_jis'],
  ['euc_jis_2004', 'euc-jp'],
  ['big5hkscs', 'big5'],
]);

/** The charset of bytes that are not valid UTF-8, as `transcodeToUtf8` knows it; `FALLBACK_CHARSET` where nothing else is likely. */
export function guessCharset(bytes: Uint8Array, detectCharset: DetectCharset): string {
  const sample = takeSample(bytes);
  const { sequences, faults } = weighUtf8(sample);
  if (sequences > 0 && sequences >= faults * SEQUENCES_PER_FAULT) return 'utf-8';
  const { encoding, confidence } = detectCharset(sample, { detectEncodings: DETECTABLE });
  if (encoding === null || confidence < LEAST_CONFIDENCE) return FALLBACK_CHARSET;
  const name = encoding.toLowerCase();
  return resolveCharset(LABELS.get(name) ?? name) ?? FALLBACK_CHARSET;
}

/** At most `SAMPLE_BYTES`, with the first byte that is not ASCII; it starts within ASCII, so on no half of a character. */
function takeSample(bytes: Uint8Array): Uint8Array {
  // A multiple of four, so that UTF-16 and UTF-32 stay in step.
  const start = Math.max(0, skipAscii(bytes, 0) - SAMPLE_LEAD_BYTES) & ~3;
  return bytes.subarray(start, start + SAMPLE_BYTES);
}
