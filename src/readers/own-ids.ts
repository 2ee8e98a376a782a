// What documents say they are called, packed: one column of bytes for all, filled id by id, or stretch by stretch.
//
// A thread fills one for a batch, the host joins them. Refuses to judge ids, and to hold more bytes than an offset can count.
import { createBytes, createWords, foreseeLength, growColumn, viewWhole } from '../columns.js';
import { InputError } from '../errors.js';
import type { OwnIds } from '../model.js';
import { encodeId, UNIT_BYTE_LENGTH } from './id-bytes.js';

const FIRST_ROWS = 256;
const FIRST_BYTES = 4096;

/** What an offset of 32 bits can count to: ids of 400 bytes for 10 million documents. Tests take less. */
const MOST_BYTES = 2 ** 32 - 1;

/** Collects ids in shared memory. Lives until `finish`. */
export class OwnIdColumns {
  readonly #most: number;
  #bytes: Uint8Array;
  #starts: Uint32Array;
  #count = 0;
  #byteLength = 0;
  #share = 0;

  /** The memory of `used`, which nobody needs any more, is used again. */
  constructor(used: OwnIds | null = null, most = MOST_BYTES) {
    this.#most = most;
    this.#bytes = used === null ? createBytes(FIRST_BYTES) : viewWhole(used.bytes);
    this.#starts = used === null ? createWords(FIRST_ROWS) : viewWhole(used.starts);
  }

  /** Tells which share of the corpus has been appended, so that columns can grow to what they are going to need at once. */
  noteProgress(share: number): void {
    this.#share = share;
  }

  /** Appends a row; of bytes a copy is kept. Throws InputError CORPUS_TOO_LARGE where the ids come to more than can be held. */
  append(id: string | Uint8Array | null): void {
    if (typeof id === 'string') {
      this.#makeRoom(UNIT_BYTE_LENGTH * id.length);
      this.#byteLength = encodeId(id, this.#bytes, this.#byteLength);
    } else if (id !== null) {
      this.#makeRoom(id.length);
      this.#bytes.set(id, this.#byteLength);
      this.#byteLength += id.length;
    }
    this.#makeRows(1);
    this.#starts[++this.#count] = this.#byteLength;
  }

  /** Copies rows `first` to before `end` of other ids. Throws as `append` does. */
  appendRows({ bytes, starts }: OwnIds, first: number, end: number): void {
    const from = starts[first];
    this.#makeRoom(starts[end] - from);
    this.#bytes.set(bytes.subarray(from, starts[end]), this.#byteLength);
    const shift = this.#byteLength - from;
    this.#makeRows(end - first);
    for (let row = first; row < end; row++) this.#starts[++this.#count] = starts[row + 1] + shift;
    this.#byteLength += starts[end] - from;
  }

  /** The ids; the columns must not be used afterwards. */
  finish(): OwnIds {
    return { bytes: this.#bytes.subarray(0, this.#byteLength), starts: this.#starts.subarray(0, this.#count + 1) };
  }

  #makeRows(more: number): void {
    const needed = this.#count + more + 1;
    if (needed <= this.#starts.length) return;
    this.#starts = growColumn(this.#starts, foreseeLength(needed, this.#starts.length, this.#share));
  }

  #makeRoom(more: number): void {
    const needed = this.#byteLength + more;
    if (needed <= this.#bytes.length) return;
    if (needed > this.#most) throw tellTooLong(needed, this.#most);
    const length = Math.min(this.#most, foreseeLength(needed, this.#bytes.length, this.#share));
    const larger = createBytes(length);
    larger.set(this.#bytes.subarray(0, this.#byteLength));
    this.#bytes = larger;
  }
}

function tellTooLong(needed: number, most: number): InputError {
  return new InputError(
    'CORPUS_TOO_LARGE',
    `the ids of the documents come to about ${needed} bytes, of which at most ${most} can be held; name a field with shorter ids, or one that is absent, with --id-field`,
    { needed, most },
  );
}
