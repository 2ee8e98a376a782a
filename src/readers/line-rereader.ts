// Reading single lines again, by the million: straight into a line parser's memory, and several with one read where they lie
// close to each other. Refuses to parse.

import { closeSync, readSync } from 'node:fs';
import type { LineParser } from '../model.js';
import { isFileError } from './file-errors.js';
import { openFile } from './open-file.js';

/** A line that begins within so many bytes behind the last one is near: more is read at once then. */
const NEAR_BYTE_LENGTH = 16 * 1024;

/** How much then at most: what is copied in about the time of twenty system calls. */
const WINDOW_BYTE_LENGTH = 128 * 1024;

/** How much at first, and twice as much each time that it was used up: a few lines near each other do not cost a whole window. */
const FIRST_WINDOW_BYTE_LENGTH = 8 * 1024;

/** An input beyond this is handed back after the giant line it was for; what becomes of its memory is the parser's matter. */
const KEPT_BYTE_LENGTH = 64 * 1024 * 1024;

/** The end of a window that holds not even a stretch of no bytes. */
const NOTHING = -1;

const LINE_FEED = 10;

/** Reads lines of files; keeps the last file open, which can be read until then even if it is removed meanwhile. */
export interface LineRereader {
  /** The parser's memory. Another one after each call of `read`. */
  readonly input: Buffer;
  /**
   * Brings the bytes of a line into the input, with a line feed behind them, and returns their place; null where the file is gone
   * or shorter. What was read ahead is handed out once: a line that is read twice is read from the file twice.
   */
  read(file: string | Uint8Array, offset: number, byteLength: number): number | null;
  close(): void;
}

/** Creates the rereader that fills a parser's input. `windowByteLength` is for tests. */
export function createLineRereader(
  parser: Pick<LineParser, 'reserve'>,
  windowByteLength = WINDOW_BYTE_LENGTH,
): LineRereader {
  let input: Buffer = Buffer.alloc(0);
  let open: { readonly file: string | Uint8Array; readonly fd: number } | null = null;
  /** The stretch of the open file that is in the input, and how far it has been handed out. */
  let windowStart = 0;
  let windowEnd = NOTHING;
  let handedOut = 0;
  /** How much was read ahead last; 0 where nothing was. */
  let ahead = 0;

  function close(): void {
    if (open !== null) closeSync(open.fd);
    open = null;
  }

  /** Reads at least `byteLength` bytes, if the file has them, and at most as many as fit. */
  function fillWindow(fd: number, offset: number, byteLength: number, most: number): void {
    if (input.length <= most || (input.length > KEPT_BYTE_LENGTH && most <= windowByteLength)) {
      const reserved = parser.reserve(Math.max(most, windowByteLength) + 1, 0);
      input = Buffer.from(reserved.buffer, reserved.byteOffset, reserved.byteLength);
    }
    windowStart = offset;
    windowEnd = offset;
    while (windowEnd - offset < byteLength) {
      const held = windowEnd - offset;
      const more = readSync(fd, input, held, most - held, windowEnd);
      if (more === 0) return;
      windowEnd += more;
    }
  }

  return {
    get input() {
      return input;
    },
    close,
    read(file, offset, byteLength) {
      try {
        if (open?.file !== file) {
          close();
          open = { file, fd: openFile(file) };
          windowEnd = NOTHING;
          handedOut = offset;
        }
        const isAhead = offset >= handedOut;
        const end = offset + byteLength;
        if (!isAhead || offset < windowStart || end > windowEnd) {
          const isNear = isAhead && handedOut > 0 && offset - handedOut <= NEAR_BYTE_LENGTH;
          ahead = isNear ? Math.min(windowByteLength, Math.max(FIRST_WINDOW_BYTE_LENGTH, 2 * ahead)) : 0;
          fillWindow(open.fd, offset, byteLength, Math.max(byteLength, ahead));
        }
        handedOut = end + 1;
        if (windowEnd < end) return null;
        input[end - windowStart] = LINE_FEED;
        return offset - windowStart;
      } catch (error) {
        if (isFileError(error)) return null;
        throw error;
      }
    },
  };
}
