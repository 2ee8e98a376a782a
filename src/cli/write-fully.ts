// Writes bytes to a file descriptor, all of them, before it returns.
//
// Node's own streams write to pipes behind the program's back and lose what is left when it ends; a report must be out,
// whole, or known not to be. This file refuses to buffer and to know what it writes.

import { writeSync } from 'node:fs';

/** How long to wait for the reader of a full, non-blocking pipe: short enough to keep it fed, long enough not to spin. */
const waitMs = 2;

/**
 * Writes all bytes, waiting as long as a pipe is full. Returns false when nobody reads any more (a closed pipe, a
 * terminal that hung up), which is no error. Throws what `fs.writeSync` throws for everything else.
 */
export function writeFully(fd: number, bytes: Uint8Array): boolean {
  let written = 0;
  while (written < bytes.byteLength) {
    try {
      written += writeSync(fd, bytes, written);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EPIPE' || code === 'EIO') return false;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
    }
  }
  return true;
}

/** The code of a system error, such as `EPIPE`; null for anything else. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
