// The sketches of a corpus in columns, filled document by document or table by table: what crosses the wall to `match`.
//
// A worker fills a table with a stretch of the corpus, the host joins those tables to one in shared memory. Columns grow when
// full and are trimmed by `finish`. Refuses to keep anything of a text.
import { createWords, foreseeLength, growColumn, viewWhole } from '../columns.js';
import type { DocumentSketch, SketchTable } from '../model.js';
import { TAIL_WORDS, writeTails } from './signature.js';

/** Rows and fingerprints there is room for at first. */
const FIRST_ROWS = 256;
const FIRST_FINGERPRINTS = 4096;
const FIRST_FILTER_WORDS = 4096;

/** Elements up to which a loop copies faster than a call. */
const FEW = 16;

type Columns = { -readonly [Name in keyof Omit<SketchTable, 'count'>]: SketchTable[Name] };

/** Columns with a number of elements for each document; those of fingerprints are apart. */
const ROW_COLUMNS = {
  tokens: 1,
  halfWords: 1,
  shingles: 1,
  contentHashes: 4,
  tokensHashes: 4,
  laneTails: TAIL_WORDS,
} as const;
type RowColumn = keyof typeof ROW_COLUMNS;
const ROW_COLUMN_NAMES = Object.keys(ROW_COLUMNS) as RowColumn[];

/** Collects sketches; in shared memory where workers are going to look at them. Lives until `finish`. */
export class SketchTableBuilder {
  readonly #columns: Columns;
  #count = 0;
  #fingerprints = 0;
  #filterWords = 0;
  #share = 0;

  /** The memory of `used`, which nobody looks at any more, is used again. */
  constructor(isShared = false, used: SketchTable | null = null) {
    if (used !== null) {
      this.#columns = viewWholeColumns(used);
      return;
    }
    const create = (length: number): Uint32Array => (isShared ? createWords(length) : new Uint32Array(length));
    this.#columns = {
      tokens: create(FIRST_ROWS),
      halfWords: create(FIRST_ROWS),
      shingles: create(FIRST_ROWS),
      contentHashes: create(4 * FIRST_ROWS),
      tokensHashes: create(4 * FIRST_ROWS),
      laneTails: create(TAIL_WORDS * FIRST_ROWS),
      fingerprintStarts: create(FIRST_ROWS + 1),
      fingerprintHashes: create(FIRST_FINGERPRINTS),
      fingerprintPositions: create(FIRST_FINGERPRINTS),
      filterStarts: create(FIRST_ROWS + 1),
      filterWords: create(FIRST_FILTER_WORDS),
    };
  }

  /** Tells which share of the corpus has been appended, so that columns can grow to what they are going to need at once. */
  noteProgress(share: number): void {
    this.#share = share;
  }

  /** Copies a sketch; returns the document's row. */
  append(sketch: DocumentSketch): number {
    const fingerprints = sketch.fingerprintHashes.length;
    const { shingleFilter } = sketch;
    this.#makeRoom(1, fingerprints, shingleFilter.length);
    const columns = this.#columns;
    const row = this.#count++;
    columns.tokens[row] = sketch.tokens;
    columns.halfWords[row] = sketch.halfWords;
    columns.shingles[row] = sketch.shingles;
    // Loops, not `set`: for few elements the call costs more than the copy.
    for (let i = 0; i < 4; i++) columns.contentHashes[4 * row + i] = sketch.contentHash[i];
    for (let i = 0; i < 4; i++) columns.tokensHashes[4 * row + i] = sketch.tokensHash[i];
    writeTails(sketch.foldedSignature, columns.laneTails, TAIL_WORDS * row);
    const { fingerprintHashes, fingerprintPositions } = columns;
    const start = this.#fingerprints;
    if (fingerprints > FEW) {
      fingerprintHashes.set(sketch.fingerprintHashes, start);
      fingerprintPositions.set(sketch.fingerprintPositions, start);
    } else {
      for (let i = 0; i < fingerprints; i++) {
        fingerprintHashes[start + i] = sketch.fingerprintHashes[i];
        fingerprintPositions[start + i] = sketch.fingerprintPositions[i];
      }
    }
    this.#fingerprints += fingerprints;
    columns.fingerprintStarts[row + 1] = this.#fingerprints;
    if (shingleFilter.length > 0) columns.filterWords.set(shingleFilter, this.#filterWords);
    this.#filterWords += shingleFilter.length;
    columns.filterStarts[row + 1] = this.#filterWords;
    return row;
  }

  /** Copies rows `first` to before `end` of a table behind those that are here. */
  appendRows(table: SketchTable, first = 0, end = table.count): void {
    const from = table.fingerprintStarts[first];
    const to = table.fingerprintStarts[end];
    const filterFrom = table.filterStarts[first];
    const filterTo = table.filterStarts[end];
    this.#makeRoom(end - first, to - from, filterTo - filterFrom);
    const columns = this.#columns;
    for (const name of ROW_COLUMN_NAMES) {
      const elements = ROW_COLUMNS[name];
      columns[name].set(table[name].subarray(elements * first, elements * end), elements * this.#count);
    }
    columns.fingerprintHashes.set(table.fingerprintHashes.subarray(from, to), this.#fingerprints);
    columns.fingerprintPositions.set(table.fingerprintPositions.subarray(from, to), this.#fingerprints);
    columns.filterWords.set(table.filterWords.subarray(filterFrom, filterTo), this.#filterWords);
    const shift = this.#fingerprints - from;
    const filterShift = this.#filterWords - filterFrom;
    for (let row = first; row < end; row++) {
      this.#count++;
      columns.fingerprintStarts[this.#count] = table.fingerprintStarts[row + 1] + shift;
      columns.filterStarts[this.#count] = table.filterStarts[row + 1] + filterShift;
    }
    this.#fingerprints += to - from;
    this.#filterWords += filterTo - filterFrom;
  }

  /** The table; the builder must not be used afterwards. */
  finish(): SketchTable {
    const columns = this.#columns;
    const count = this.#count;
    return {
      count,
      tokens: columns.tokens.subarray(0, count),
      halfWords: columns.halfWords.subarray(0, count),
      shingles: columns.shingles.subarray(0, count),
      contentHashes: columns.contentHashes.subarray(0, 4 * count),
      tokensHashes: columns.tokensHashes.subarray(0, 4 * count),
      laneTails: columns.laneTails.subarray(0, TAIL_WORDS * count),
      fingerprintStarts: columns.fingerprintStarts.subarray(0, count + 1),
      fingerprintHashes: columns.fingerprintHashes.subarray(0, this.#fingerprints),
      fingerprintPositions: columns.fingerprintPositions.subarray(0, this.#fingerprints),
      filterStarts: columns.filterStarts.subarray(0, count + 1),
      filterWords: columns.filterWords.subarray(0, this.#filterWords),
    };
  }

  #makeRoom(rows: number, fingerprints: number, filterWords: number): void {
    const columns = this.#columns;
    const neededRows = this.#count + rows;
    if (neededRows > columns.tokens.length) {
      const length = foreseeLength(neededRows, columns.tokens.length, this.#share);
      columns.tokens = growColumn(columns.tokens, length);
      columns.halfWords = growColumn(columns.halfWords, length);
      columns.shingles = growColumn(columns.shingles, length);
      columns.contentHashes = growColumn(columns.contentHashes, 4 * length);
      columns.tokensHashes = growColumn(columns.tokensHashes, 4 * length);
      columns.laneTails = growColumn(columns.laneTails, TAIL_WORDS * length);
      columns.fingerprintStarts = growColumn(columns.fingerprintStarts, length + 1);
      columns.filterStarts = growColumn(columns.filterStarts, length + 1);
    }
    const neededFingerprints = this.#fingerprints + fingerprints;
    if (neededFingerprints > columns.fingerprintHashes.length) {
      const length = foreseeLength(neededFingerprints, columns.fingerprintHashes.length, this.#share);
      columns.fingerprintHashes = growColumn(columns.fingerprintHashes, length);
      columns.fingerprintPositions = growColumn(columns.fingerprintPositions, length);
    }
    const neededWords = this.#filterWords + filterWords;
    if (neededWords > columns.filterWords.length) {
      const length = foreseeLength(neededWords, columns.filterWords.length, this.#share);
      columns.filterWords = growColumn(columns.filterWords, length);
    }
  }
}

function viewWholeColumns(table: SketchTable): Columns {
  return {
    tokens: viewWhole(table.tokens),
    halfWords: viewWhole(table.halfWords),
    shingles: viewWhole(table.shingles),
    contentHashes: viewWhole(table.contentHashes),
    tokensHashes: viewWhole(table.tokensHashes),
    laneTails: viewWhole(table.laneTails),
    fingerprintStarts: viewWhole(table.fingerprintStarts),
    fingerprintHashes: viewWhole(table.fingerprintHashes),
    fingerprintPositions: viewWhole(table.fingerprintPositions),
    filterStarts: viewWhole(table.filterStarts),
    filterWords: viewWhole(table.filterWords),
  };
}
