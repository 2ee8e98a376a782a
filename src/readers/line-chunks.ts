// A range of a file as chunks of whole lines: large reads, cut at the last line feed, so that what parses lines never meets
// half a one. Refuses to look into a line. Lines beyond the limit are passed over and reported as such.

import { readSync } from 'node:fs';
import type { LineParser } from '../model.js';
import { BINARY_PROBE_BYTE_LENGTH, LINE_BYTE_LIMIT } from './document-limits.js';

/** Some lines at once. */
export interface LineChunk {
  /**
   * Whole lines, each with its line feed; a view from the beginning of the input, valid until the next chunk. Behind the last
   * line of a file that does not end with a line feed there is one in the input all the same.
   */
  readonly bytes: Buffer;
  /** Where the first of them begins in the file. */
  readonly offset: number;
  /** A copy of the file's first 8 KB, lines or not; null for all chunks but the first of a range at offset 0. */
  readonly head: Buffer | null;
  /** Set instead of `bytes` for a single line that is over the limit: how many bytes it has. */
  readonly tooLongByteLength: number | null;
}

/** The lines that begin at `offset` or later, and before `end`: they are read to their own end. */
export interface LineRange {
  readonly offset: number;
  readonly end: number;
}

/** How much is read at a time. Tests take less. */
export interface ChunkSizes {
  /** Bytes of a chunk, unless a line is longer. */
  readonly chunk: number;
  /** Bytes read beyond a range, where its last line is to end; also how much is read at first to find where one begins. */
  readonly tail: number;
  /** Most bytes of a line. */
  readonly longestLine: number;
}

/**
 * 1 MiB a read: what is parsed then still lies in a second-level cache, and with less system calls begin to count. 64 KiB are
 * copied in the time that a second call for the last line would take.
 */
export const CHUNK_SIZES: ChunkSizes = { chunk: 1024 * 1024, tail: 64 * 1024, longestLine: LINE_BYTE_LIMIT };

const LINE_FEED = 10;

/**
 * Yields the lines of a range in the input that `parser` gives. The input grows for a line longer than a chunk, up to the longest
 * line, and is small again afterwards; a longer line is read through and yielded as `tooLongByteLength`. Of a range that lies
 * within one line nothing is read beyond its end. Throws the file system's error; does not close `fd`.
 */
export function* readLineChunks(
  fd: number,
  parser: Pick<LineParser, 'reserve'>,
  range: LineRange,
  sizes = CHUNK_SIZES,
): Generator<LineChunk, void, void> {
  const { chunk, tail, longestLine } = sizes;
  let capacity = chunk;
  let input = reserveInput(parser, capacity, 0);
  /** Where the input's first byte lies in the file. */
  let offset = range.offset;
  /** Bytes of the input that are not yielded yet, and how many of them hold no line feed. */
  let held = 0;
  let searched = 0;
  let head: Buffer | null = null;
  if (offset > 0) {
    const begin = findBegin(fd, input, range, sizes);
    if (begin === null) return;
    offset = begin;
  }
  while (offset < range.end) {
    if (held === capacity) {
      if (held > longestLine) {
        const byteLength = held + measureRest(fd, input, offset + held);
        yield { bytes: input.subarray(0, 0), offset, head, tooLongByteLength: byteLength };
        head = null;
        offset += byteLength + 1;
        held = 0;
        searched = 0;
        continue;
      }
      // One byte more than the longest line, so that a line of just that length is still seen to end.
      capacity = Math.min(2 * held, longestLine + 1);
      input = reserveInput(parser, capacity, held);
    }
    const wanted = Math.min(capacity - held, Math.max(range.end - offset - held, 0) + tail);
    const more = readSync(fd, input, held, wanted, offset + held);
    if (offset === 0 && held === 0) head = Buffer.from(input.subarray(0, Math.min(more, BINARY_PROBE_BYTE_LENGTH)));
    const end = held + more;
    if (more === 0) {
      input[end] = LINE_FEED;
      if (end > 0) yield { bytes: input.subarray(0, end), offset, head, tooLongByteLength: null };
      return;
    }
    const lastFeed = searched + input.subarray(searched, end).lastIndexOf(LINE_FEED);
    if (lastFeed < searched) {
      held = end;
      searched = end;
      continue;
    }
    // The line of the first line feed at the range's last byte or behind it is the last that begins within the range.
    const last = range.end - 1 - offset;
    const byteLength = (last <= lastFeed ? input.indexOf(LINE_FEED, last) : lastFeed) + 1;
    yield { bytes: input.subarray(0, byteLength), offset, head, tooLongByteLength: null };
    head = null;
    offset += byteLength;
    held = end - byteLength;
    searched = held;
    input.copy(input, 0, byteLength, end);
    if (capacity > chunk && held < chunk) {
      capacity = chunk;
      input = reserveInput(parser, capacity, held);
    }
  }
}

/** Room for so many bytes and a line feed behind them. */
function reserveInput(parser: Pick<LineParser, 'reserve'>, byteLength: number, kept: number): Buffer {
  const input = parser.reserve(byteLength + 1, kept);
  return Buffer.from(input.buffer, input.byteOffset, byteLength + 1);
}

/** Where the first line of a range begins that does not begin with its file; null where none does, or the file has ended. */
function findBegin(fd: number, input: Buffer, range: LineRange, { chunk, tail }: ChunkSizes): number | null {
  // A line begins behind a line feed, which may be the byte before the range but not its last one.
  const end = range.end - 1;
  let wanted = Math.min(tail, chunk);
  for (let at = range.offset - 1; at < end; wanted = chunk) {
    const more = readSync(fd, input, 0, Math.min(wanted, end - at), at);
    if (more === 0) return null;
    const feed = input.subarray(0, more).indexOf(LINE_FEED);
    if (feed >= 0) return at + feed + 1;
    at += more;
  }
  return null;
}

/** How many bytes there are from `at` to the next line feed or the end of the file. */
function measureRest(fd: number, input: Buffer, at: number): number {
  let byteLength = 0;
  for (;;) {
    const more = readSync(fd, input, 0, input.length, at + byteLength);
    if (more === 0) return byteLength;
    const feed = input.subarray(0, more).indexOf(LINE_FEED);
    if (feed >= 0) return byteLength + feed;
    byteLength += more;
  }
}
