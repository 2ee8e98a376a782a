// Sketching a corpus: its sources cut into ranges, the ranges handed to the pool, the sketches joined in the order of the sources.
//
// Texts never come here, only what is left of them. Refuses to compare documents.
import type { OwnIds, ReadEvents, SketchTable, Source } from '../model.js';
import { OwnIdColumns } from '../readers/own-ids.js';
import { createSourceFaults } from '../readers/source-faults.js';
import type { SourceFaults } from '../readers/source-faults.js';
import { splitSource } from '../readers/split-source.js';
import { SketchTableBuilder } from '../sketch/sketch-table.js';
import { DocumentColumns } from './document-columns.js';
import type { DocumentRows } from './document-columns.js';
import type { WorkerPool } from './pool.js';
import { runInOrder } from './pool.js';
import type { NumberedRange, SketchBatch } from './sketch-ranges.js';

/** What is told on the way. */
export interface SketchingHooks extends ReadEvents {
  /** Bytes of sources done since the last call. */
  advance(byteLength: number): void;
  /** Lets the host breathe; rejects to stop. */
  pause(): Promise<void>;
}

/** A corpus once every text was seen; `ownIds` are what the documents' `id` fields say. */
export interface SketchedSources {
  readonly documents: DocumentRows;
  readonly ownIds: OwnIds;
  readonly sketches: SketchTable;
}

/** Bytes of JSON lines in a range, and of small files in a batch: a tenth of a second's work at most, so that the last one ends with the others. */
const BATCH_BYTE_LENGTH = 4 * 1024 * 1024;
/** Files in a batch at most: opening one costs as much as sketching ten kilobytes. */
const BATCH_RANGES = 256;
/** Batches begun for each worker: one at work, one waiting, one being joined. */
const BATCHES_AHEAD = 3;

/** Reads and sketches every document of the sources, in their order; all columns are shared. A `batchByteLength` of Infinity cuts no source. */
export async function sketchSources(
  sources: readonly Source[],
  pool: WorkerPool,
  hooks: SketchingHooks,
  batchByteLength = BATCH_BYTE_LENGTH,
): Promise<SketchedSources> {
  const joined = new JoinedSketches(sources, hooks);
  const batches = cutBatches(sources, batchByteLength);
  const begun: (readonly NumberedRange[])[] = [];
  const sketch = (batch: readonly NumberedRange[]): Promise<SketchBatch> => {
    begun.push(batch);
    return pool.run('sketchRanges', batch);
  };
  for await (const result of runInOrder(batches, BATCHES_AHEAD * pool.size, sketch)) {
    joined.append(begun.shift() ?? [], result);
    await hooks.pause();
  }
  return joined.finish();
}

/** Cuts sources into batches of ranges, about as long as one another, none longer than one range where ranges are long. */
function* cutBatches(sources: readonly Source[], batchByteLength: number): Generator<readonly NumberedRange[]> {
  let batch: NumberedRange[] = [];
  let byteLength = 0;
  for (const [sourceNumber, source] of sources.entries()) {
    for (const range of splitSource(source, batchByteLength)) {
      batch.push({ range, sourceNumber });
      byteLength += range.byteLength;
      if (byteLength < batchByteLength && batch.length < BATCH_RANGES) continue;
      yield batch;
      batch = [];
      byteLength = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

/** The sketches joined so far. Lives until `finish`. */
class JoinedSketches {
  readonly #sources: readonly Source[];
  readonly #hooks: SketchingHooks;
  readonly #totalByteLength: number;
  readonly #sketches = new SketchTableBuilder(true);
  readonly #rows = new DocumentColumns(true);
  readonly #ownIds = new OwnIdColumns();
  /** The source whose ranges are being joined, and what is wrong with it. */
  #sourceNumber = -1;
  #faults: SourceFaults | null = null;
  #doneByteLength = 0;

  constructor(sources: readonly Source[], hooks: SketchingHooks) {
    this.#sources = sources;
    this.#hooks = hooks;
    this.#totalByteLength = sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  append(ranges: readonly NumberedRange[], batch: SketchBatch): void {
    const byteLength = ranges.reduce((sum, { range }) => sum + range.byteLength, 0);
    this.#doneByteLength += byteLength;
    this.#sketches.noteProgress(this.#doneByteLength / Math.max(1, this.#totalByteLength));
    let row = 0;
    let copied = 0;
    // Neighbors whose lines are not counted are copied together.
    const copy = (end: number, linesBefore: number): void => {
      this.#sketches.appendRows(batch.sketches, copied, end);
      this.#rows.appendRows(batch.rows, copied, end, linesBefore);
      this.#ownIds.appendRows(batch.ownIds, copied, end);
      copied = end;
    };
    for (const [i, { sourceNumber }] of ranges.entries()) {
      const { documents, end, diagnostics, skips } = batch.ranges[i];
      if (sourceNumber !== this.#sourceNumber) this.#beginSource(sourceNumber);
      const faults = this.#faults;
      if (faults?.isCut === true) {
        copy(row, 0);
        row += documents;
        copied = row;
        continue;
      }
      row += documents;
      const linesBefore = faults?.lines ?? 0;
      for (const skip of skips) this.#hooks.skip(skip);
      for (const diagnostic of diagnostics) {
        const { line } = diagnostic;
        this.#hooks.diagnostic(line === null ? diagnostic : { ...diagnostic, line: line + linesBefore });
      }
      if (faults === null) continue;
      copy(row, linesBefore);
      faults.takeRange(end);
    }
    copy(row, 0);
    this.#hooks.advance(byteLength);
  }

  finish(): SketchedSources {
    this.#faults?.finish();
    return { documents: this.#rows.finish(), ownIds: this.#ownIds.finish(), sketches: this.#sketches.finish() };
  }

  #beginSource(sourceNumber: number): void {
    this.#faults?.finish();
    this.#sourceNumber = sourceNumber;
    const source = this.#sources[sourceNumber];
    this.#faults = source.format === 'json-lines' ? createSourceFaults(source, this.#hooks) : null;
  }
}
