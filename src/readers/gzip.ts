// Gzipped bytes as the bytes they hold, all members of them, in chunks.
//
// Node's streaming gunzip reads one member after the other (its one-shot cousins, and fflate's, stop after the first).
// Refuses to give half a file for a whole one: whatever it did not read to the end is damage.

import { closeSync, createReadStream, fstatSync } from 'node:fs';
import { openFile, readFully } from './open-file.js';

/** Larger than the 16 KiB of the library: fewer trips to its threads. */
const CHUNK_BYTE_LENGTH = 256 * 1024;

/** The compressed bytes end early, fail their checksum, are followed by something else, or are no gzip at all. */
export class GzipDamage extends Error {}

/**
 * Yields what a gzip file holds. Throws GzipDamage, its message saying what is wrong, and the file system's errors.
 * Stopping early is fine and closes the file.
 */
export async function* gunzipFile(file: string | Buffer): AsyncGenerator<Buffer, void, void> {
  // Loaded here: most runs meet no compressed file.
  const { createGunzip } = await import('node:zlib');
  const compressed = createReadStream(file, { highWaterMark: CHUNK_BYTE_LENGTH });
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTE_LENGTH });
  compressed.on('error', (error) => gunzip.destroy(error));
  compressed.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    if (isZlibError(error)) throw new GzipDamage(error.message, { cause: error });
    throw error;
  } finally {
    compressed.destroy();
    gunzip.destroy();
  }
  // Zeros may pad a gzip file. Gunzip stops at the first and says nothing of what may follow: another member, say.
  const foreign = findAfterPadding(file, gunzip.bytesWritten);
  if (foreign !== null) throw new GzipDamage(`data at byte ${foreign} after the padding`);
}

/** zlib's errors have codes such as Z_DATA_ERROR, and no system call. */
function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}

/** Where the first byte that is not zero stands from `offset` on; null where there is none. */
function findAfterPadding(file: string | Buffer, offset: number): number | null {
  const fd = openFile(file);
  try {
    const { size } = fstatSync(fd);
    const buffer = Buffer.alloc(Math.min(CHUNK_BYTE_LENGTH, Math.max(0, size - offset)));
    for (let at = offset; at < size;) {
      const length = readFully(fd, buffer, buffer.length, at);
      const foreign = buffer.subarray(0, length).findIndex((byte) => byte !== 0);
      if (foreign >= 0) return at + foreign;
      if (length === 0) return null;
      at += length;
    }
    return null;
  } finally {
    closeSync(fd);
  }
}
