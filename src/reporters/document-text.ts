// The text of one document as the report quotes it: by byte ranges of its UTF-8, and what is left between the ranges
// shared with another document. Held while one record is written, no longer. Refuses to read anything itself: it is
// given a way to, and makes do when there is no text any more.
import type { PassageSide } from '../model.js';
import { fitExcerpt } from './fit-text.js';

/** A range of a document's text that lies in no shared passage; lines and bytes as in a passage. */
export type UnsharedStretch = PassageSide;

/** A document's text, read when it is first asked for. */
export interface DocumentText {
  readonly id: string;
  /** The text of a byte range; null where the document cannot be read any more. Ends short of a character cut in two. */
  slice(startByte: number, endByte: number): string | null;
  /** The beginning of a byte range on one line of at most `columns`, escaped; null where there is no text. */
  excerpt(startByte: number, endByte: number, columns: number): string | null;
  /** What lies outside the given ranges and holds a letter or a number, in order; null where there is no text. */
  listUnshared(ranges: readonly Pick<PassageSide, 'startByte' | 'endByte'>[]): UnsharedStretch[] | null;
}

/** Bytes read for each column of an excerpt: four a character, and as much again for white space that is folded. */
const BYTES_PER_COLUMN = 32;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;

/** Opens the text of a document; nothing is read yet. */
export function openDocumentText(id: string, readText: (id: string) => string | null): DocumentText {
  let utf8: Uint8Array | null | undefined;

  function read(): Uint8Array | null {
    if (utf8 === undefined) {
      const text = readText(id);
      utf8 = text === null ? null : new TextEncoder().encode(text);
    }
    return utf8;
  }

  return {
    id,
    slice(startByte, endByte) {
      const bytes = read();
      return bytes === null ? null : decodeRange(bytes, startByte, endByte);
    },
    excerpt(startByte, endByte, columns) {
      const bytes = read();
      if (bytes === null) return null;
      const looked = Math.min(endByte, startByte + columns * BYTES_PER_COLUMN);
      return fitExcerpt(decodeRange(bytes, startByte, looked), columns, looked < endByte);
    },
    listUnshared(ranges) {
      const bytes = read();
      return bytes === null ? null : findUnshared(bytes, ranges);
    },
  };
}

function decodeRange(bytes: Uint8Array, startByte: number, endByte: number): string {
  // As a stream, so that a character cut at the end is left out instead of shown as a replacement character.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(startByte, endByte), { stream: true });
}

function findUnshared(
  bytes: Uint8Array,
  ranges: readonly Pick<PassageSide, 'startByte' | 'endByte'>[],
): UnsharedStretch[] {
  const stretches: UnsharedStretch[] = [];
  const countLines = createLineCounter(bytes);
  let from = 0;
  const ordered = [...ranges].sort((left, right) => left.startByte - right.startByte);
  for (const { startByte, endByte } of [...ordered, { startByte: bytes.length, endByte: bytes.length }]) {
    if (startByte > from) {
      const trimmed = trimRange(bytes, from, startByte);
      if (trimmed !== null) {
        const [start, end] = trimmed;
        const startLine = countLines(start);
        stretches.push({ startLine, endLine: countLines(end), startByte: start, endByte: end });
      }
    }
    from = Math.max(from, endByte);
  }
  return stretches;
}

/** Cuts a range down to its first and last letter or number; null where it has none. */
function trimRange(bytes: Uint8Array, startByte: number, endByte: number): readonly [number, number] | null {
  const text = decodeRange(bytes, startByte, endByte);
  const first = text.search(LETTER_OR_NUMBER);
  if (first < 0) return null;
  let last = text.length;
  while (last > first) {
    // A low surrogate is looked at together with the high one before it.
    const isPair = /[\udc00-\udfff]/.test(text[last - 1]) && last - 2 >= first;
    const character = text.slice(last - (isPair ? 2 : 1), last);
    if (LETTER_OR_NUMBER.test(character)) break;
    last -= character.length;
  }
  const encoder = new TextEncoder();
  const start = startByte + encoder.encode(text.slice(0, first)).length;
  return [start, start + encoder.encode(text.slice(first, last)).length];
}

/** Gives the line, from 1, on which a byte lies; to be asked in ascending order. LF, CR LF and a lone CR end lines. */
function createLineCounter(bytes: Uint8Array): (byte: number) => number {
  let line = 1;
  let counted = 0;
  return (byte) => {
    for (; counted < byte; counted++) {
      const isLoneReturn = bytes[counted] === CARRIAGE_RETURN && bytes[counted + 1] !== LINE_FEED;
      if (bytes[counted] === LINE_FEED || isLoneReturn) line += 1;
    }
    return line;
  };
}
