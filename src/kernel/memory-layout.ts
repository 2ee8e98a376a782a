// Where the columns of a document lie in the kernel's memory, and how much of it that takes.
//
// A pure calculation in bytes: fixed areas below, then the input, the columns, the table. This file refuses to grow
// memory: wasm.ts does.

/** Most that a WebAssembly memory of 32-bit addresses holds. */
export const MOST_MEMORY_BYTES = 2 ** 32;

/** Kept free behind each column: the kernel works in steps of up to 64 bytes and writes past the last one's end. */
const SPARE_BYTES = 64;

/** The kernel finds window minima so many windows at a time, or as many as a window has shingles. */
const CHUNK_WINDOWS = 2048;

/** A byte of filter; half a slot of eight bytes for a hash, and a byte beside it (src/kernel/assembly/distinct.ts). */
const TABLE_BYTES_OF_SLOT = 5.5;

/** Four bytes for each of the most buckets there are (src/kernel/assembly/shingle-set.ts). */
const BUCKETS_BYTES = 4 * 2 ** 19;

/** What a layout is for. */
export interface DocumentSize {
  readonly byteLength: number;
  readonly tokens: number;
}

/** Addresses of the columns, ascending; `end` is the first byte behind all of them. */
export interface MemoryLayout {
  readonly capacity: DocumentSize;
  readonly tokenHigh: number;
  readonly tokenLow: number;
  readonly tokenHalfWords: number;
  readonly shingleHigh: number;
  readonly shingleLow: number;
  readonly firstTokens: number;
  readonly minima: number;
  readonly table: number;
  /** See `countSlots`; 0 where the table has none. */
  readonly slots: number;
  readonly end: number;
}

/** Lays out memory for documents up to a size. `inputEnd` is where input of no bytes would end, padding included. */
export function layOutMemory(capacity: DocumentSize, inputEnd: number, window: number): MemoryLayout {
  const slots = countSlots(capacity.tokens);
  return layOut(capacity, inputEnd, window, slots, TABLE_BYTES_OF_SLOT * slots);
}

/** The same for pieces of a document: repeats are taken out by sorting, so that the table need hold buckets only. */
export function layOutPiece(capacity: DocumentSize, inputEnd: number, window: number): MemoryLayout {
  return layOut(capacity, inputEnd, window, 0, BUCKETS_BYTES);
}

function layOut(
  capacity: DocumentSize,
  inputEnd: number,
  window: number,
  slots: number,
  tableByteLength: number,
): MemoryLayout {
  let end = inputEnd + capacity.byteLength;
  const place = (byteLength: number): number => {
    const address = roundUp(end, SPARE_BYTES);
    end = address + byteLength + SPARE_BYTES;
    return address;
  };
  const { tokens } = capacity;
  const width = Math.min(window, Math.max(tokens, 1));
  return {
    capacity,
    tokenHigh: place(4 * tokens),
    tokenLow: place(4 * tokens),
    tokenHalfWords: place(tokens),
    shingleHigh: place(4 * tokens),
    shingleLow: place(4 * tokens),
    firstTokens: place(4 * tokens),
    minima: place(4 * (Math.max(CHUNK_WINDOWS, width) + width)),
    table: place(tableByteLength),
    slots,
    end,
  };
}

/**
 * Slots of the table for so many shingles: a power of two, at least four times as many. Short documents have more, up to the 4 KiB that are cleared in no time: most of them then have no shingle
 * that looks like a repeat.
 */
export function countSlots(shingles: number): number {
  const slots = Math.max(64, 4 * shingles, Math.min(32 * shingles, 4096));
  // The next power of two, by its bits: a logarithm takes longer than the rest of what is done here for a short document.
  return slots > 2 ** 31 ? 2 ** Math.ceil(Math.log2(slots)) : 2 ** (32 - Math.clz32(slots - 1));
}

/** The most tokens a text of so many bytes has. Characters of unspaced scripts take 3 bytes, and words stand apart. */
export function boundTokens(byteLength: number, isCharacters: boolean): number {
  return isCharacters ? byteLength : Math.ceil(byteLength / 2);
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
