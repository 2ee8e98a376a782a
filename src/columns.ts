// Columns: flat arrays of numbers that several threads can look at, and how they grow.
//
// Shared memory costs what ordinary memory costs, and is never copied to a worker. Whoever writes to a column while others read
// it must say why that is safe. Refuses objects and strings.

/** A column of 32-bit words, zeros, visible to every thread it is handed to. */
export function createWords(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(4 * length));
}

/** The same of 16 bits. */
export function createHalfWords(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(2 * length));
}

/** The same of bytes. */
export function createBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** The same of doubles. */
export function createDoubles(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}

/** Arrays of numbers that a column can be. */
export type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/**
 * The column itself where `length` elements fit, else a copy with room for that many and at least twice as many as before;
 * shared where the column is. What was in it stays, the rest is zeros.
 */
export function growColumn<T extends Column>(column: T, length: number): T {
  if (length <= column.length) return column;
  const byteLength = column.BYTES_PER_ELEMENT * Math.max(length, 2 * column.length);
  const buffer =
    column.buffer instanceof SharedArrayBuffer ? new SharedArrayBuffer(byteLength) : new ArrayBuffer(byteLength);
  const larger = new (column.constructor as new (buffer: ArrayBufferLike) => T)(buffer);
  larger.set(column);
  return larger;
}

/** All elements of the memory that a column shows a part of. */
export function viewWhole<T extends Column>(column: T): T {
  return new (column.constructor as new (buffer: ArrayBufferLike) => T)(column.buffer);
}

/** Before this share of a corpus is read it says little about the rest. */
const LEAST_TELLING_SHARE = 0.01;
/**
 * What is foreseen is taken a good deal larger, because documents are not all alike: of a corpus that began with long texts 1.1 was too
 * little, and to grow near the end costs a copy of everything.
 */
const SPARE = 1.5;
/** However little was read, no column becomes more than so many times as large at once. */
const MOST_GROWTH = 128;

/**
 * How many elements to make room for where `needed` no longer fit into `length` and they come from such a `share` of a corpus: memory
 * that is copied is touched twice, and memory that is not used yet costs nothing.
 */
export function foreseeLength(needed: number, length: number, share: number, spare = SPARE): number {
  const foreseen = share < LEAST_TELLING_SHARE ? 0 : Math.ceil((needed / share) * spare);
  return Math.max(needed, 2 * length, Math.min(foreseen, MOST_GROWTH * needed));
}
