// Sketching a corpus: its sources cut into ranges, the ranges handed to the pool, the sketches joined in the order of the sources.
//
// Texts never come here, only what is left of them. Refuses to compare documents.
import type { OwnIds, ReadEvents, SketchTable, Source } from '../model.js';
import { OwnIdColumns } from '../readers/own-ids.js';
import { createSourceFaults } from '../readers/source-faults.js';
import type { SourceFaults } from '../readers/source-faults.js';
import { SIGNATURE_LANES } from '../sketch/signature.js';
import { SketchTableBuilder } from '../sketch/sketch-table.js';
import { SpillableColumn } from '../spill/spillable-column.js';
import { BatchMemory } from './batch-memory.js';
import { BatchLength, cutBatches } from './cut-batches.js';
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
  /** `SIGNATURE_LANES` lanes of 16 bits a document; whoever has them discards them. */
  readonly signatures: SpillableColumn;
}

/** Batches begun for each worker: one at work, one waiting, one being joined. */
const BATCHES_AHEAD = 3;

/** How a corpus is sketched. */
export interface SketchingOptions {
  /** Infinity cuts no source. */
  readonly batchByteLength?: number;
  /** An empty column that takes the signatures; in memory where none is given. */
  readonly signatures?: SpillableColumn;
}

/** A column that stays in memory. */
export function createHeldColumn(): SpillableColumn {
  return new SpillableColumn(Infinity, () => {
    throw new Error('a column that may take any memory outgrew it');
  });
}

/** Reads and sketches every document of the sources, in their order; all columns are shared. */
export async function sketchSources(
  sources: readonly Source[],
  pool: WorkerPool,
  hooks: SketchingHooks,
  { batchByteLength, signatures = createHeldColumn() }: SketchingOptions = {},
): Promise<SketchedSources> {
  const joined = new JoinedSketches(sources, hooks, signatures);
  const length = new BatchLength(batchByteLength);
  const memory = new BatchMemory();
  const begun: (readonly NumberedRange[])[] = [];
  const sketch = (ranges: readonly NumberedRange[]): Promise<SketchBatch> => {
    begun.push(ranges);
    return pool.run('sketchRanges', { ranges, used: memory.take() });
  };
  // A pool of one is the host itself, which joins a batch before it begins another.
  const ahead = pool.size === 1 ? 1 : BATCHES_AHEAD * pool.size;
  for await (const batch of runInOrder(cutBatches(sources, length), ahead, sketch)) {
    const ranges = begun.shift() ?? [];
    length.note(sumByteLengths(ranges), batch.rows.count);
    joined.append(ranges, batch);
    memory.giveBack(batch);
    await hooks.pause();
  }
  return joined.finish();
}

function sumByteLengths(ranges: readonly NumberedRange[]): number {
  return ranges.reduce((sum, { range }) => sum + range.byteLength, 0);
}

/** The sketches joined so far. Lives until `finish`. */
class JoinedSketches {
  readonly #sources: readonly Source[];
  readonly #hooks: SketchingHooks;
  readonly #totalByteLength: number;
  readonly #sketches = new SketchTableBuilder(true);
  readonly #signatures: SpillableColumn;
  readonly #rows = new DocumentColumns(true);
  readonly #ownIds = new OwnIdColumns();
  /** The source whose ranges are being joined, and what is wrong with it. */
  #sourceNumber = -1;
  #faults: SourceFaults | null = null;
  #doneByteLength = 0;

  constructor(sources: readonly Source[], hooks: SketchingHooks, signatures: SpillableColumn) {
    this.#signatures = signatures;
    this.#sources = sources;
    this.#hooks = hooks;
    this.#totalByteLength = sources.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  append(ranges: readonly NumberedRange[], batch: SketchBatch): void {
    const byteLength = sumByteLengths(ranges);
    this.#doneByteLength += byteLength;
    const share = this.#doneByteLength / Math.max(1, this.#totalByteLength);
    this.#sketches.noteProgress(share);
    this.#signatures.noteProgress(share);
    this.#rows.noteProgress(share);
    this.#ownIds.noteProgress(share);
    let row = 0;
    let copied = 0;
    // Neighbors whose lines are not counted are copied together.
    const copy = (end: number, linesBefore: number): void => {
      this.#sketches.appendRows(batch.sketches, copied, end);
      this.#signatures.append(batch.signatures.subarray(SIGNATURE_LANES * copied, SIGNATURE_LANES * end));
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
    const [documents, sketches] = [this.#rows.finish(), this.#sketches.finish()];
    return { documents, ownIds: this.#ownIds.finish(), sketches, signatures: this.#signatures };
  }

  #beginSource(sourceNumber: number): void {
    this.#faults?.finish();
    this.#sourceNumber = sourceNumber;
    const source = this.#sources[sourceNumber];
    this.#faults = source.format === 'json-lines' ? createSourceFaults(source, this.#hooks) : null;
  }
}
