// Copies, in a folder of their own, of what can be read only once: streams, pipes, decompressed files.
//
// The folder is the owner's alone and goes at the end of the run; `dispose` is synchronous so that a signal's handler can
// call it. What a run left behind when it was killed, the next one removes. Refuses to know what it holds.

import { closeSync, lstatSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import { isFileError } from './file-errors.js';

/**
 * `dedupe-spool-HOST-PID-RANDOM`. The host's name is part of it because a temporary folder may be shared with other
 * machines or containers, in which a process of that number means nothing.
 */
const FOLDER_PREFIX = `dedupe-spool-${hostname().replace(/[^A-Za-z0-9]/g, '_')}-`;
const FOLDER_NAME = new RegExp(`^${FOLDER_PREFIX}(?<pid>[0-9]+)-[A-Za-z0-9]+$`);

/** A copy being written. */
export interface SpoolFile {
  readonly path: string;
  /** Bytes appended so far. */
  readonly byteLength: number;
  /** Appends at the end. Throws InputError TEMP_DIR_UNUSABLE where the folder takes no more. */
  append(chunk: Uint8Array): void;
  /** Ends the writing; the file stays. May be called twice. */
  close(): void;
  /** Ends the writing and removes the file. */
  discard(): void;
}

/** The copies of one run. Lives as long as the run: whoever makes it disposes of it. */
export class Spool {
  readonly #tempDir: string;
  #folder: string | null = null;
  #fileCount = 0;
  #isDisposed = false;

  /**
   * `tempDir` null is the system's folder. Nothing is made there before the first copy; folders that dead runs left are
   * removed at once, where that is possible.
   */
  constructor(tempDir: string | null) {
    this.#tempDir = tempDir ?? tmpdir();
    removeLeftovers(this.#tempDir);
  }

  /**
   * Begins a copy, readable by the owner only. Throws InputError TEMP_DIR_UNUSABLE where the temporary folder is missing
   * or closed to us; an Error after `dispose`.
   */
  createFile(): SpoolFile {
    if (this.#isDisposed) throw new Error('the spool is disposed of');
    try {
      this.#folder ??= mkdtempSync(join(this.#tempDir, `${FOLDER_PREFIX}${process.pid}-`));
      this.#fileCount++;
      const path = join(this.#folder, String(this.#fileCount));
      return createSpoolFile(path, openSync(path, 'wx', 0o600), this.#tempDir);
    } catch (error) {
      throw toTempDirError(error, this.#tempDir);
    }
  }

  /** Removes all copies. Synchronous; may be called again; never throws for a folder that is gone or will not go. */
  dispose(): void {
    this.#isDisposed = true;
    if (this.#folder !== null) removeFolder(this.#folder);
    this.#folder = null;
  }
}

/** A copy at `path`, open for writing as `fd`; `tempDir` is what errors name. */
export function createSpoolFile(path: string, fd: number, tempDir: string): SpoolFile {
  let byteLength = 0;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(fd);
    isOpen = false;
  };
  return {
    path,
    get byteLength() {
      return byteLength;
    },
    append(chunk) {
      try {
        for (let written = 0; written < chunk.length;) written += writeSync(fd, chunk, written);
      } catch (error) {
        throw toTempDirError(error, tempDir);
      }
      byteLength += chunk.length;
    },
    close,
    discard() {
      close();
      rmSync(path, { force: true });
    },
  };
}

function toTempDirError(error: unknown, tempDir: string): unknown {
  if (!isFileError(error)) return error;
  const reason = error.code === 'ENOSPC' ? 'it is full' : error.code === 'ENOENT' ? 'it does not exist' : error.code;
  const message = `the folder for temporary files, ${tempDir}, cannot be written to (${reason}); choose another with --temp-dir`;
  return new InputError('TEMP_DIR_UNUSABLE', message, { tempDir, code: error.code }, { cause: error });
}

/** Removes the spools of our user's runs on this host that are no longer alive. What cannot be removed stays. */
function removeLeftovers(tempDir: string): void {
  let names: string[];
  try {
    names = readdirSync(tempDir);
  } catch (error) {
    // A folder that cannot be listed may still take files; one that is missing is told of when a copy is to be made.
    if (isFileError(error)) return;
    throw error;
  }
  for (const name of names) {
    const pid = FOLDER_NAME.exec(name)?.groups?.['pid'];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(tempDir, name);
    if (isOurFolder(folder)) removeFolder(folder);
  }
}

/** A process that exists but is not ours counts as alive. */
function isAlive(pid: number): boolean {
  try {
    // eslint-disable-next-line no-restricted-syntax -- signal 0 ends nothing: it asks whether the process exists
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(isFileError(error) && error.code === 'ESRCH');
  }
}

/** In a folder that everybody may write to, the name proves nothing: not a link, and not another user's. */
function isOurFolder(folder: string): boolean {
  try {
    const stats = lstatSync(folder);
    return stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
  } catch (error) {
    if (isFileError(error)) return false;
    throw error;
  }
}

function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (!isFileError(error)) throw error;
  }
}
