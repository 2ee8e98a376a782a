// Opening a file and reading from it: the few lines on system calls that the readers of both formats share.
// Synchronous, because a worker has nothing else to do meanwhile. Refuses to describe errors: it throws the system's.

import { closeSync, constants, openSync, readSync } from 'node:fs';
import { isFileError } from './file-errors.js';

/** Without blocking: a named pipe that took the file's place would otherwise hang the run. Windows knows no such flag. */
const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a file for reading, never waiting for one; the caller closes it. Throws the file system's error. */
export function openFile(file: string | Uint8Array): number {
  return openSync(typeof file === 'string' ? file : Buffer.from(file), OPEN_FLAGS);
}

/** Reads up to `byteLength` bytes at `offset` into the start of `buffer`; fewer only where the file ends. */
export function readFully(fd: number, buffer: Buffer, byteLength: number, offset: number): number {
  let length = 0;
  while (length < byteLength) {
    const more = readSync(fd, buffer, length, byteLength - length, offset + length);
    if (more === 0) break;
    length += more;
  }
  return length;
}

/**
 * Reads stretches of files, one after the other; keeps the last file open, because the next stretch is mostly its: a file
 * that is removed meanwhile can be read until then.
 */
export interface StretchReader {
  /** The bytes of a stretch; null where the file is gone or shorter. */
  read(file: string | Uint8Array, offset: number, byteLength: number): Buffer | null;
  close(): void;
}

export function createStretchReader(): StretchReader {
  let open: { readonly file: string | Uint8Array; readonly fd: number } | null = null;
  const close = (): void => {
    if (open !== null) closeSync(open.fd);
    open = null;
  };
  return {
    close,
    read(file, offset, byteLength) {
      try {
        if (open?.file !== file) {
          close();
          open = { file, fd: openFile(file) };
        }
        const bytes = Buffer.allocUnsafe(byteLength);
        return readFully(open.fd, bytes, byteLength, offset) === byteLength ? bytes : null;
      } catch (error) {
        if (isFileError(error)) return null;
        throw error;
      }
    },
  };
}
