// Where documents lie, one row a document, in columns that grow: filled row by row, or table by table.
//
// A worker fills one for a stretch of the corpus, the host joins them in shared memory. Refuses ids and texts.
import { createDoubles, createWords, foreseeLength, growColumn, viewWhole } from '../columns.js';
import type { DocumentTable } from '../model.js';

/** The rows of a document table without their names. */
export type DocumentRows = Omit<DocumentTable, 'ids'>;

/** The rows alone: plain data, which can cross to a thread. */
export function dropIds({ count, sources, offsets, byteLengths, textByteLengths, lines }: DocumentTable): DocumentRows {
  return { count, sources, offsets, byteLengths, textByteLengths, lines };
}

const FIRST_ROWS = 256;

/** Collects rows; in shared memory where workers are going to look at them. Lives until `finish`. */
export class DocumentColumns {
  #count = 0;
  #share = 0;
  #sources: Uint32Array;
  #lines: Uint32Array;
  #offsets: Float64Array;
  #byteLengths: Float64Array;
  #textByteLengths: Float64Array;

  /** The memory of `used`, which nobody looks at any more, is used again. */
  constructor(isShared = false, used: DocumentRows | null = null) {
    if (used !== null) {
      this.#sources = viewWhole(used.sources);
      this.#lines = viewWhole(used.lines);
      this.#offsets = viewWhole(used.offsets);
      this.#byteLengths = viewWhole(used.byteLengths);
      this.#textByteLengths = viewWhole(used.textByteLengths);
      return;
    }
    this.#sources = isShared ? createWords(FIRST_ROWS) : new Uint32Array(FIRST_ROWS);
    this.#lines = isShared ? createWords(FIRST_ROWS) : new Uint32Array(FIRST_ROWS);
    this.#offsets = isShared ? createDoubles(FIRST_ROWS) : new Float64Array(FIRST_ROWS);
    this.#byteLengths = isShared ? createDoubles(FIRST_ROWS) : new Float64Array(FIRST_ROWS);
    this.#textByteLengths = isShared ? createDoubles(FIRST_ROWS) : new Float64Array(FIRST_ROWS);
  }

  get count(): number {
    return this.#count;
  }

  /** Tells which share of the corpus has been appended, so that columns can grow to what they are going to need at once. */
  noteProgress(share: number): void {
    this.#share = share;
  }

  append(source: number, offset: number, byteLength: number, textByteLength: number, line: number): void {
    this.#makeRoom(1);
    this.#sources[this.#count] = source;
    this.#offsets[this.#count] = offset;
    this.#byteLengths[this.#count] = byteLength;
    this.#textByteLengths[this.#count] = textByteLength;
    this.#lines[this.#count++] = line;
  }

  /** Copies rows `first` to before `end` of a table; the lines of those that have one are counted from `linesBefore` on. */
  appendRows(rows: DocumentRows, first: number, end: number, linesBefore: number): void {
    this.#makeRoom(end - first);
    this.#sources.set(rows.sources.subarray(first, end), this.#count);
    this.#offsets.set(rows.offsets.subarray(first, end), this.#count);
    this.#byteLengths.set(rows.byteLengths.subarray(first, end), this.#count);
    this.#textByteLengths.set(rows.textByteLengths.subarray(first, end), this.#count);
    for (let row = first; row < end; row++) {
      this.#lines[this.#count++] = rows.lines[row] === 0 ? 0 : rows.lines[row] + linesBefore;
    }
  }

  /** The rows; the columns must not be used afterwards. */
  finish(): DocumentRows {
    const count = this.#count;
    return {
      count,
      sources: this.#sources.subarray(0, count),
      offsets: this.#offsets.subarray(0, count),
      byteLengths: this.#byteLengths.subarray(0, count),
      textByteLengths: this.#textByteLengths.subarray(0, count),
      lines: this.#lines.subarray(0, count),
    };
  }

  #makeRoom(rows: number): void {
    const needed = this.#count + rows;
    if (needed <= this.#sources.length) return;
    const length = foreseeLength(needed, this.#sources.length, this.#share);
    this.#sources = growColumn(this.#sources, length);
    this.#lines = growColumn(this.#lines, length);
    this.#offsets = growColumn(this.#offsets, length);
    this.#byteLengths = growColumn(this.#byteLengths, length);
    this.#textByteLengths = growColumn(this.#textByteLengths, length);
  }
}
