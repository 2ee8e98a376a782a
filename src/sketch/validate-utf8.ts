// Whether bytes are UTF-8, in plain TypeScript: no string is made, nothing is copied.
//
// Runs of ASCII are read sixteen bytes at a time. Runtimes have faster checks (simdutf), which callers that may import
// them hand to decodeText instead. This file refuses to repair: transcode.ts does.

const HIGH_BITS = 0x80808080 | 0;
/** Bytes after which looking at words begins to pay for making a view of them. */
const SHORT_RUN = 32;

/** How far bytes are UTF-8 that something damaged. */
export interface Utf8Evidence {
  /** Well-formed sequences of two bytes and more. */
  readonly sequences: number;
  /** Bytes that belong to no well-formed sequence, except those of a sequence that the end cut off. */
  readonly faults: number;
}

/** True for well-formed UTF-8 (The Unicode Standard, table 3-7): no overlong form, no surrogate, nothing above U+10FFFF. */
export function isValidUtf8(bytes: Uint8Array): boolean {
  let at = skipAscii(bytes, 0);
  while (at < bytes.length) {
    const length = measureSequence(bytes, at);
    if (length === 0) return false;
    at += length;
    if (at < bytes.length && bytes[at] < 0x80) at = skipAscii(bytes, at);
  }
  return true;
}

/** Counts what speaks for UTF-8 and what against it. */
export function weighUtf8(bytes: Uint8Array): Utf8Evidence {
  let sequences = 0;
  let faults = 0;
  for (let at = skipAscii(bytes, 0); at < bytes.length;) {
    const length = measureSequence(bytes, at);
    if (length > 1) sequences++;
    else if (length === 0 && !isCutOff(bytes, at)) faults++;
    at += Math.max(length, 1);
  }
  return { sequences, faults };
}

/** Index of the first byte from `start` on that is not ASCII; the length where all are. */
export function skipAscii(bytes: Uint8Array, start: number): number {
  const end = bytes.length;
  // Some bytes one by one, up to where the buffer can be read in words of four: most runs between accents end here.
  const wordsStart = start + SHORT_RUN + ((4 - ((bytes.byteOffset + start + SHORT_RUN) & 3)) & 3);
  let at = start;
  for (const last = Math.min(end, wordsStart); at < last; at++) if (bytes[at] >= 0x80) return at;
  if (at === end) return end;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, (end - at) >> 2);
  let word = 0;
  for (const last = words.length - 4; word <= last; word += 4) {
    if (((words[word] | words[word + 1] | words[word + 2] | words[word + 3]) & HIGH_BITS) !== 0) break;
  }
  at += word * 4;
  while (at < end && bytes[at] < 0x80) at++;
  return at;
}

/** Length of the well-formed sequence at `at`, 0 where there is none. */
function measureSequence(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  // Past the end a typed array has undefined, which becomes 0 and is no continuation.
  const second = bytes[at + 1] | 0;
  if (first < 0xe0) return isContinuation(second) ? 2 : 0;
  const third = bytes[at + 2] | 0;
  if (first < 0xf0) {
    const least = first === 0xe0 ? 0xa0 : 0x80;
    const greatest = first === 0xed ? 0x9f : 0xbf;
    return second >= least && second <= greatest && isContinuation(third) ? 3 : 0;
  }
  const least = first === 0xf0 ? 0x90 : 0x80;
  const greatest = first === 0xf4 ? 0x8f : 0xbf;
  const isWellFormed =
    first <= 0xf4 &&
    second >= least &&
    second <= greatest &&
    isContinuation(third) &&
    isContinuation(bytes[at + 3] | 0);
  return isWellFormed ? 4 : 0;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

/** Whether the bytes from `at` to the end are the beginning of a sequence of more bytes, or what is left of one. */
function isCutOff(bytes: Uint8Array, at: number): boolean {
  if (at < bytes.length - 3) return false;
  const first = bytes[at];
  if (!isContinuation(first) && first < 0xc2) return false;
  for (let i = at + 1; i < bytes.length; i++) if (!isContinuation(bytes[i])) return false;
  return true;
}
