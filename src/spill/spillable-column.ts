// A column of 16-bit numbers that grows in shared memory, and goes to a file once it outgrows what it may take there.
//
// Filled by one thread from the first element to the last; read afterwards stretch by stretch, by any number of threads. Refuses
// to know what the numbers mean, and to make files: those it is given.
import { closeSync, openSync, readSync } from 'node:fs';
import { createHalfWords, foreseeLength, growColumn } from '../columns.js';
import { InputError } from '../errors.js';

/** A file for what outgrows memory, as it is given to a column. */
export interface SpillFile {
  readonly path: string;
  /** Appends at the end. Throws InputError TEMP_DIR_UNUSABLE where the folder takes no more. */
  append(bytes: Uint8Array): void;
  /** Ends the writing; the file stays. */
  close(): void;
  /** Removes the file. */
  discard(): void;
}

/** Where a filled column is; plain data, for every thread. */
export type StoredColumn =
  | { readonly kind: 'memory'; readonly elements: Uint16Array }
  | { readonly kind: 'file'; readonly path: string; readonly length: number };

/** A column is taken to come to a little more than what its beginning lets foresee. */
const SPARE = 1.1;

/** Elements there is room for at first. */
const FIRST_LENGTH = 2 ** 15;

/** Lives until `discard`. */
export class SpillableColumn {
  readonly #mostByteLength: number;
  readonly #createFile: () => SpillFile;
  #elements = createHalfWords(FIRST_LENGTH);
  #file: SpillFile | null = null;
  #length = 0;
  #share = 0;

  /** In memory it may take `mostByteLength` bytes. */
  constructor(mostByteLength: number, createFile: () => SpillFile) {
    this.#mostByteLength = mostByteLength;
    this.#createFile = createFile;
  }

  get isSpilled(): boolean {
    return this.#file !== null;
  }

  get byteLength(): number {
    return 2 * this.#length;
  }

  /** Tells which share of the corpus has been appended: what is going to outgrow memory need not fill it first. */
  noteProgress(share: number): void {
    this.#share = share;
  }

  /** Copies numbers to the end. Throws InputError TEMP_DIR_UNUSABLE where they are to go to a file that cannot be written. */
  append(elements: Uint16Array): void {
    const length = this.#length + elements.length;
    if (this.#file === null && length > this.#elements.length) {
      const foreseen = foreseeLength(length, this.#elements.length, this.#share);
      // Not by what it is going to have room for: by what it is going to hold.
      if (2 * foreseeLength(length, this.#elements.length, this.#share, SPARE) > this.#mostByteLength) this.#spill();
      else this.#elements = growColumn(this.#elements, foreseen);
    }
    if (this.#file === null) this.#elements.set(elements, this.#length);
    else this.#file.append(viewBytes(elements));
    this.#length = length;
  }

  #spill(): void {
    this.#file = this.#createFile();
    this.#file.append(viewBytes(this.#elements.subarray(0, this.#length)));
    this.#elements = createHalfWords(0);
  }

  /** Where it is, once everything was appended. */
  finish(): StoredColumn {
    if (this.#file === null) return { kind: 'memory', elements: this.#elements.subarray(0, this.#length) };
    this.#file.close();
    return { kind: 'file', path: this.#file.path, length: this.#length };
  }

  /** Gives the memory back, or removes the file; nobody may read it any more. */
  discard(): void {
    this.#elements = createHalfWords(0);
    this.#length = 0;
    this.#file?.discard();
  }
}

function viewBytes(elements: Uint16Array): Uint8Array {
  return new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength);
}

/** A stored column being read. */
export interface OpenColumn {
  /**
   * The elements from `first` to before `end`: a view, valid until the next call. Throws InputError TEMP_DIR_UNUSABLE where the file
   * is gone or cut short.
   */
  read(first: number, end: number): Uint16Array;
  close(): void;
}

/** Opens a stored column; throws as `read` does. */
export function openColumn(stored: StoredColumn): OpenColumn {
  if (stored.kind === 'memory') {
    return { read: (first, end) => stored.elements.subarray(first, end), close: () => undefined };
  }
  const { path } = stored;
  const fd = attempt(path, () => openSync(path, 'r'));
  let room = new Uint16Array(0);
  return {
    read(first, end) {
      if (end - first > room.length) room = new Uint16Array(end - first);
      const elements = room.subarray(0, end - first);
      const bytes = viewBytes(elements);
      attempt(path, () => {
        for (let done = 0; done < bytes.length;) {
          const more = readSync(fd, bytes, done, bytes.length - done, 2 * first + done);
          if (more === 0) throw new InputError('TEMP_DIR_UNUSABLE', describeLoss(path, 'it was cut short'), { path });
          done += more;
        }
      });
      return elements;
    },
    close: () => {
      closeSync(fd);
    },
  };
}

function attempt<T>(path: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (typeof code !== 'string' || error instanceof InputError) throw error;
    throw new InputError('TEMP_DIR_UNUSABLE', describeLoss(path, code), { path, code }, { cause: error });
  }
}

function describeLoss(path: string, reason: string): string {
  return `the temporary file ${path} cannot be read any more (${reason}); choose another folder with --temp-dir`;
}
