// Ids as bytes: UTF-8, but that a lone surrogate, which a JSON line may well name, stands in the three bytes it would have if it
// were a character (WTF-8), so that every string has bytes of its own. Refuses to know whose ids they are.
import { compareCodePoints } from '../text-order.js';

/** The most bytes that a UTF-16 unit takes. */
export const UNIT_BYTE_LENGTH = 3;

/** Writes a string at `at`, where there is room for `UNIT_BYTE_LENGTH` bytes a unit; returns where it ends. */
export function encodeId(id: string, bytes: Uint8Array, at: number): number {
  let end = at;
  for (let i = 0; i < id.length; i++) {
    const code = id.codePointAt(i) ?? 0;
    if (code < 0x80) {
      bytes[end++] = code;
    } else if (code < 0x800) {
      bytes[end++] = 0xc0 | (code >> 6);
      bytes[end++] = 0x80 | (code & 0x3f);
    } else if (code < 0x10000) {
      bytes[end++] = 0xe0 | (code >> 12);
      bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[end++] = 0x80 | (code & 0x3f);
    } else {
      i++;
      bytes[end++] = 0xf0 | (code >> 18);
      bytes[end++] = 0x80 | ((code >> 12) & 0x3f);
      bytes[end++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[end++] = 0x80 | (code & 0x3f);
    }
  }
  return end;
}

/** What a lone surrogate begins with; U+D000 to U+D7FF begin so too, and go on with less than the other. */
const SURROGATE_LEAD = 0xed;
const LEAST_SURROGATE_BYTE = 0xa0;

/** The string whose bytes lie between `start` and `end`. */
export function decodeId(bytes: Uint8Array, start: number, end: number): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  let at = 0;
  while (at < view.length && view[at] < 0x80) at++;
  if (at === view.length) return view.toString('latin1');
  let id = '';
  let done = 0;
  for (at = view.indexOf(SURROGATE_LEAD); at >= 0; at = view.indexOf(SURROGATE_LEAD, at + 1)) {
    if (!isSurrogate(view, at, view.length)) continue;
    const unit = 0xd000 | ((view[at + 1] & 0x3f) << 6) | (view[at + 2] & 0x3f);
    id += view.toString('utf8', done, at) + String.fromCharCode(unit);
    done = at + 3;
  }
  return id + view.toString('utf8', done);
}

/**
 * Compares the ids that lie between two places each, without making strings of them, as `compareCodePoints` would compare the
 * strings. The order of UTF-8 bytes is the order of code points, but where one has a lone surrogate: then strings are made.
 */
export function compareIdBytes(
  bytes: Uint8Array,
  left: number,
  leftEnd: number,
  right: number,
  rightEnd: number,
): number {
  const length = Math.min(leftEnd - left, rightEnd - right);
  for (let i = 0; i < length; i++) {
    const a = bytes[left + i];
    const b = bytes[right + i];
    if (a === b) continue;
    if (a < SURROGATE_LEAD && b < SURROGATE_LEAD) return a - b;
    return isSurrogate(bytes, left + i, leftEnd) || isSurrogate(bytes, right + i, rightEnd)
      ? compareCodePoints(decodeId(bytes, left, leftEnd), decodeId(bytes, right, rightEnd))
      : a - b;
  }
  return leftEnd - left - (rightEnd - right);
}

/** Whether a lone surrogate begins at a place. */
function isSurrogate(bytes: Uint8Array, at: number, end: number): boolean {
  return bytes[at] === SURROGATE_LEAD && at + 1 < end && bytes[at + 1] >= LEAST_SURROGATE_BYTE;
}
