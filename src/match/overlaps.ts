// Overlaps: kept documents that share a long passage without being duplicates.
//
// A passage of P words holds at least P − shingleSize + 1 shingles in a row, so two fingerprints that both documents chose
// lie on one diagonal, a known distance apart (the gap theorem, applied at both ends): whoever shows none is not read
// again. Refuses clusters: an overlap is nobody's to delete.
import type { ShingleSequence } from '../model.js';
import { countRows } from './candidate-blocks.js';
import type { BlockLimits } from './candidate-blocks.js';
import { countLeastShingles, countWords } from './diagonals.js';
import type { DiagonalColumns, Evidence } from './diagonals.js';
import { isGiantUnit } from './giant-cuts.js';
import type { GiantAccess } from './giant-cuts.js';
import { measureGiantPairs } from './giant-overlaps.js';
import { measureLongestRun } from './passages.js';
import { SequenceShelf, measureSequence } from './sequence-shelf.js';
import { SharedShingleCounter } from './shared-shingles.js';
import type { ShingleTable } from './shingle-table.js';
import { leaderOf } from './units.js';

export interface UnitOverlap {
  /** The later and the earlier unit in order. */
  readonly smaller: number;
  readonly larger: number;
  readonly sharedShingles: number;
  readonly longestHalfWords: number;
}

/**
 * Gives the tokens and shingles of a unit, valid until the next call; null where none of its documents can be read any more.
 */
export type SequenceOf = (unit: number) => ShingleSequence | null;

/** All that candidates are measured by, the documents apart: plain data that several threads may look at. */
export interface OverlapColumns extends DiagonalColumns {
  readonly boilerplate: ShingleTable;
}

/** Sequences measured together: some 1,500 articles. */
const BLOCK_BYTE_LENGTH = 16 * 1024 * 1024;
/** What a giant takes in a block: little is cut out of it, and it is to meet as many as there is room for. */
const GIANT_BYTE_LENGTH = 2 ** 14;

/** How candidates are cut into blocks: places are rows of the document table, which lie as their texts lie. */
export function limitBlocks({ sketches, units }: DiagonalColumns, blockByteLength = BLOCK_BYTE_LENGTH): BlockLimits {
  return {
    measureUnit: (unit) =>
      isGiantUnit({ sketches, units }, unit)
        ? GIANT_BYTE_LENGTH
        : measureSequence(sketches.tokens[leaderOf(units, unit)]),
    placeOf: (unit) => leaderOf(units, unit),
    blockByteLength,
  };
}

/** Words of an overlap in the columns that threads hand over: the fields of `UnitOverlap` in their order. */
const OVERLAP_WORDS = 4;

/** The overlaps that a block's measuring found. */
export function* listOverlaps(words: Uint32Array): Generator<UnitOverlap> {
  for (let i = 0; i < words.length; i += OVERLAP_WORDS) {
    const [smaller, larger, sharedShingles, longestHalfWords] = words.subarray(i, i + OVERLAP_WORDS);
    yield { smaller, larger, sharedShingles, longestHalfWords };
  }
}

/** Measures candidates block by block; its memory is used again for each block. Every thread has its own. */
export class OverlapMeter {
  readonly #columns: OverlapColumns;
  readonly #sequenceOf: SequenceOf;
  readonly #giants: GiantAccess | null;
  readonly #firstMargin: number | undefined;
  readonly #shelf = new SequenceShelf();
  readonly #counter = new SharedShingleCounter();

  /** Without `giants` these are read whole like all others. `firstMargin` is for tests. */
  constructor(
    columns: OverlapColumns,
    sequenceOf: SequenceOf,
    giants: GiantAccess | null = null,
    firstMargin?: number,
  ) {
    this.#columns = columns;
    this.#sequenceOf = sequenceOf;
    this.#giants = giants;
    this.#firstMargin = firstMargin;
  }

  /**
   * The overlaps among the pairs of one block, as `listOverlaps` reads them; the column is the caller's. Each document is read once,
   * in the order in which documents lie.
   */
  measure(evidence: Evidence): Uint32Array {
    const sequences = this.#readUnits(evidence);
    const found: number[] = [];
    let held = -1;
    let rows: number;
    for (let row = 0; row < evidence.count; row += rows) {
      rows = countRows(evidence, row);
      const smaller = evidence.smaller[row];
      const larger = evidence.larger[row];
      const left = sequences.get(smaller);
      const right = sequences.get(larger);
      if (left === undefined || right === undefined) continue;
      const longestHalfWords = this.#measurePair(evidence, row, rows, left, right);
      if (longestHalfWords < 2 * this.#columns.options.passage) continue;
      if (held !== smaller) this.#counter.hold(left);
      held = smaller;
      found.push(smaller, larger, this.#counter.countShared(right), longestHalfWords);
    }
    if (this.#giants !== null) {
      found.push(...measureGiantPairs(this.#columns, evidence, sequences, this.#giants, this.#firstMargin));
    }
    return Uint32Array.from(found);
  }

  #measurePair(
    evidence: Evidence,
    firstRow: number,
    rows: number,
    left: ShingleSequence,
    right: ShingleSequence,
  ): number {
    const { boilerplate, options, sketches } = this.#columns;
    const ends = { boilerplate, least: options.window };
    const { fingerprintPositions } = sketches;
    const smaller = evidence.smaller[firstRow];
    const words = Math.min(countWords(this.#columns, smaller), countWords(this.#columns, evidence.larger[firstRow]));
    const least = countLeastShingles(this.#columns.options, words);
    let longest = 0;
    for (let row = firstRow; row < firstRow + rows; row++) {
      const at = evidence.fingerprints[row];
      const shift = fingerprintPositions[evidence.otherFingerprints[row]] - fingerprintPositions[at];
      const length = evidence.lengths[row];
      const run = measureLongestRun(left, right, fingerprintPositions, at, length, shift, ends, least);
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** Reads the units of a block; who cannot be read any more is left out. */
  #readUnits({ smaller, larger }: Evidence): Map<number, ShingleSequence> {
    const { sketches, units } = this.#columns;
    const wanted = new Set<number>(smaller);
    for (const unit of larger) wanted.add(unit);
    for (const unit of wanted) if (this.#giants?.isGiant(unit) === true) wanted.delete(unit);
    const documents = Uint32Array.from(wanted, (unit) => leaderOf(units, unit)).sort();
    let byteLength = 0;
    for (const document of documents) byteLength += measureSequence(sketches.tokens[document]);
    this.#shelf.clear(byteLength);
    const sequences = new Map<number, ShingleSequence>();
    for (const document of documents) {
      const unit = units.unitOf[document];
      const sequence = this.#sequenceOf(unit);
      if (sequence !== null) sequences.set(unit, this.#shelf.add(sequence));
    }
    return sequences;
  }
}
