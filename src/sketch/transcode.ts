// From bytes in a known charset to UTF-8.
//
// The runtime's TextDecoder does the multi-byte charsets and the rare single-byte ones. Three are done here: UTF-16 and
// UTF-32, whose lone surrogates must become U+FFFD whatever the chunk they fall in, and windows-1252, the last resort,
// which several Node versions decode as ISO-8859-1. This file refuses to guess a charset: detect-charset.ts does.

/** Bytes given to a TextDecoder at once: no text then needs a string longer than the engine's limit. */
const CHUNK_BYTES = 1 << 20;

const REPLACEMENT = 0xfffd;

/** What the bytes 0x80–0x9f are in windows-1252 (WHATWG Encoding Standard): five stay control characters. */
const WINDOWS_1252_HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

type Transcoder = (bytes: Uint8Array) => Uint8Array;

const TRANSCODERS: ReadonlyMap<string, Transcoder> = new Map<string, Transcoder>([
  ['windows-1252', transcodeWindows1252],
  ['utf-16le', (bytes) => transcodeUtf16(bytes, true)],
  ['utf-16be', (bytes) => transcodeUtf16(bytes, false)],
  ['utf-32le', (bytes) => transcodeUtf32(bytes, true)],
  ['utf-32be', (bytes) => transcodeUtf32(bytes, false)],
]);

/** The canonical name of a charset that `transcodeToUtf8` knows under this name; null for any other. */
export function resolveCharset(name: string): string | null {
  const lowerCased = name.toLowerCase();
  if (TRANSCODERS.has(lowerCased)) return lowerCased;
  try {
    return new TextDecoder(lowerCased).encoding;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * Decodes bytes without a BOM and encodes them as UTF-8; what the charset has no meaning for becomes U+FFFD. The
 * charset is one that `resolveCharset` returned. The result is a new array, possibly a view of a larger buffer.
 */
export function transcodeToUtf8(bytes: Uint8Array, charset: string): Uint8Array {
  return (TRANSCODERS.get(charset) ?? ((all) => transcodeByDecoder(all, charset)))(bytes);
}

function transcodeByDecoder(bytes: Uint8Array, charset: string): Uint8Array {
  const decoder = new TextDecoder(charset, { ignoreBOM: true });
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  for (let at = 0; at <= bytes.length; at += CHUNK_BYTES) {
    const isLast = at + CHUNK_BYTES > bytes.length;
    const chunk = encoder.encode(decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: !isLast }));
    chunks.push(chunk);
    byteLength += chunk.length;
  }
  if (chunks.length === 1) return chunks[0];
  const utf8 = new Uint8Array(byteLength);
  let end = 0;
  for (const chunk of chunks) {
    utf8.set(chunk, end);
    end += chunk.length;
  }
  return utf8;
}

function transcodeWindows1252(bytes: Uint8Array): Uint8Array {
  let highBytes = 0;
  for (const byte of bytes) highBytes += byte >> 7;
  const utf8 = new Uint8Array(bytes.length + highBytes * 2);
  let end = 0;
  for (const byte of bytes) {
    const isRemapped = byte >= 0x80 && byte < 0xa0;
    end = putCodePoint(utf8, end, isRemapped ? WINDOWS_1252_HIGH.charCodeAt(byte - 0x80) : byte);
  }
  return utf8.subarray(0, end);
}

function transcodeUtf16(bytes: Uint8Array, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units = bytes.length >> 1;
  const utf8 = new Uint8Array((units + 1) * 3);
  let end = 0;
  for (let i = 0; i < units; i++) {
    const unit = view.getUint16(i * 2, isLittleEndian);
    let codePoint = unit;
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = unit <= 0xdbff && i + 1 < units ? view.getUint16(i * 2 + 2, isLittleEndian) : 0;
      codePoint = REPLACEMENT;
      if (next >= 0xdc00 && next <= 0xdfff) {
        codePoint = 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
        i++;
      }
    }
    end = putCodePoint(utf8, end, codePoint);
  }
  if ((bytes.length & 1) !== 0) end = putCodePoint(utf8, end, REPLACEMENT);
  return utf8.subarray(0, end);
}

function transcodeUtf32(bytes: Uint8Array, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = bytes.length >> 2;
  const utf8 = new Uint8Array((words + 1) * 4);
  let end = 0;
  for (let i = 0; i < words; i++) {
    const word = view.getUint32(i * 4, isLittleEndian);
    const isCodePoint = word <= 0x10ffff && (word < 0xd800 || word > 0xdfff);
    end = putCodePoint(utf8, end, isCodePoint ? word : REPLACEMENT);
  }
  if ((bytes.length & 3) !== 0) end = putCodePoint(utf8, end, REPLACEMENT);
  return utf8.subarray(0, end);
}

/** Writes a code point as UTF-8 at `at` and returns where it ends. */
function putCodePoint(utf8: Uint8Array, at: number, codePoint: number): number {
  if (codePoint < 0x80) {
    utf8[at] = codePoint;
    return at + 1;
  }
  if (codePoint < 0x800) {
    utf8[at] = 0xc0 | (codePoint >> 6);
    utf8[at + 1] = 0x80 | (codePoint & 0x3f);
    return at + 2;
  }
  if (codePoint < 0x10000) {
    utf8[at] = 0xe0 | (codePoint >> 12);
    utf8[at + 1] = 0x80 | ((codePoint >> 6) & 0x3f);
    utf8[at + 2] = 0x80 | (codePoint & 0x3f);
    return at + 3;
  }
  utf8[at] = 0xf0 | (codePoint >> 18);
  utf8[at + 1] = 0x80 | ((codePoint >> 12) & 0x3f);
  utf8[at + 2] = 0x80 | ((codePoint >> 6) & 0x3f);
  utf8[at + 3] = 0x80 | (codePoint & 0x3f);
  return at + 4;
}
