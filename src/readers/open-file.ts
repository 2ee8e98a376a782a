// Opening a file and reading from it: the few lines on system calls that the readers of both formats share.
// Synchronous, because a worker has nothing else to do meanwhile. Refuses to describe errors: it throws the system's.

import { constants, openSync, readSync } from 'node:fs';

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
