// A file as chunks of whole lines: large reads, cut at the last line feed, so that what parses lines never meets half a
// one. Refuses to look into a line. Lines beyond the document limit are passed over and reported as such.

import { readSync } from 'node:fs';
import { DOCUMENT_BYTE_LIMIT } from './document-limits.js';

/** Some lines at once. */
export interface LineChunk {
  /** Whole lines, each with its line feed, except perhaps the file's last. A view, valid until the next chunk. */
  readonly bytes: Buffer;
  /** Where the first of them begins in the file. */
  readonly offset: number;
  /** Set instead of `bytes` for a single line that is over the limit: how many bytes it has. */
  readonly tooLongByteLength: number | null;
}

/**
 * 2 MiB a read: decoding such a chunk makes strings outside JavaScript's heap. With less than 1 MiB they are copied into
 * it, and reading 109 MB of JSON lines took a fifth longer; with 4 and 8 MiB it took a little longer and more memory.
 */
export const CHUNK_BYTE_LENGTH = 2 * 1024 * 1024;

const LINE_FEED = 10;

/**
 * Yields the file from its beginning to its end. The buffer grows for a line longer than a chunk, up to `longestLine`
 * bytes, and is small again afterwards; a longer line is read through and yielded as `tooLongByteLength`.
 * Throws the file system's error; does not close `fd`.
 */
export function* readLineChunks(
  fd: number,
  chunkByteLength = CHUNK_BYTE_LENGTH,
  longestLine = DOCUMENT_BYTE_LIMIT,
): Generator<LineChunk, void, void> {
  let buffer = Buffer.allocUnsafeSlow(chunkByteLength);
  /** Bytes at the start of the buffer that are not yielded yet, and how many of them hold no line feed. */
  let held = 0;
  let searched = 0;
  let offset = 0;
  for (;;) {
    if (held === buffer.length) {
      if (held > longestLine) {
        const { byteLength, rest } = skipLine(fd, buffer);
        yield { bytes: buffer.subarray(0, 0), offset, tooLongByteLength: held + byteLength };
        offset += held + byteLength + 1;
        held = rest;
        searched = 0;
        continue;
      }
      // One byte more than the longest line, so that a line of just that length is still seen to end.
      const grown = Buffer.allocUnsafeSlow(Math.min(2 * held, longestLine + 1));
      buffer.copy(grown, 0, 0, held);
      buffer = grown;
    }
    const more = readSync(fd, buffer, held, buffer.length - held, null);
    const end = held + more;
    if (more === 0) {
      if (end > 0) yield { bytes: buffer.subarray(0, end), offset, tooLongByteLength: null };
      return;
    }
    const lastFeed = searched + buffer.subarray(searched, end).lastIndexOf(LINE_FEED);
    if (lastFeed < searched) {
      held = end;
      searched = end;
      continue;
    }
    yield { bytes: buffer.subarray(0, lastFeed + 1), offset, tooLongByteLength: null };
    offset += lastFeed + 1;
    held = end - lastFeed - 1;
    searched = held;
    const next =
      buffer.length > chunkByteLength && held < chunkByteLength ? Buffer.allocUnsafeSlow(chunkByteLength) : buffer;
    buffer.copy(next, 0, lastFeed + 1, end);
    buffer = next;
  }
}

/**
 * Reads on to the next line feed or the end of the file. `byteLength` counts the bytes before it; `rest` those after it,
 * which are moved to the start of `buffer`.
 */
function skipLine(fd: number, buffer: Buffer): { readonly byteLength: number; readonly rest: number } {
  let byteLength = 0;
  for (;;) {
    const more = readSync(fd, buffer, 0, buffer.length, null);
    if (more === 0) return { byteLength, rest: 0 };
    const feed = buffer.subarray(0, more).indexOf(LINE_FEED);
    if (feed >= 0) {
      buffer.copy(buffer, 0, feed + 1, more);
      return { byteLength: byteLength + feed, rest: more - feed - 1 };
    }
    byteLength += more;
  }
}
