// Memory that sketches of a batch are handed over in, used again for later batches instead of being left behind.
//
// A thread fills it, the host copies the rows out and gives it to whoever comes next; nobody looks at it in between. Refuses to
// keep what a batch of giants took.
import type { OwnIds, SketchTable } from '../model.js';
import type { DocumentRows } from './document-columns.js';

/** What is left of the documents of a batch, one row each, all in shared memory. */
export interface BatchColumns {
  readonly rows: DocumentRows;
  /** What the documents' `id` fields say. */
  readonly ownIds: OwnIds;
  readonly sketches: SketchTable;
  /** `SIGNATURE_LANES` lanes of 16 bits a document. */
  readonly signatures: Uint16Array;
}

/** Of a usual batch columns take a few megabytes; what takes more than this is left to be collected. */
const MOST_KEPT_BYTES = 32 * 1024 * 1024;

/** Memory that nobody uses now. Lives as long as the sketching. */
export class BatchMemory {
  readonly #mostKeptBytes: number;
  readonly #free: BatchColumns[] = [];

  constructor(mostKeptBytes = MOST_KEPT_BYTES) {
    this.#mostKeptBytes = mostKeptBytes;
  }

  /** Columns that nobody uses any more, those given back last; null where there are none. */
  take(): BatchColumns | null {
    return this.#free.pop() ?? null;
  }

  /** Takes back columns out of which everything was copied. */
  giveBack({ rows, ownIds, sketches, signatures }: BatchColumns): void {
    const columns = { rows, ownIds, sketches, signatures };
    if (countBytes(columns) <= this.#mostKeptBytes) this.#free.push(columns);
  }
}

/** Bytes of the memory behind columns, whatever part of it they show. */
function countBytes(columns: object): number {
  let byteLength = 0;
  for (const column of Object.values(columns) as unknown[]) {
    if (ArrayBuffer.isView(column)) byteLength += column.buffer.byteLength;
    else if (typeof column === 'object' && column !== null) byteLength += countBytes(column);
  }
  return byteLength;
}
