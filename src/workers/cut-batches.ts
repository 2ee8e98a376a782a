// What is read and sketched at a time: sources cut into ranges, ranges put together to batches of about as much work.
//
// Large enough to be worth handing out, small enough that what is left of a batch takes little memory, however short its documents are.
// Results do not depend on it. Refuses to read.
import type { Source } from '../model.js';
import { splitSource } from '../readers/split-source.js';
import type { NumberedRange } from './sketch-ranges.js';

/** Bytes of JSON lines in a range, and of small files in a batch: a tenth of a second's work at most, so that the last one ends with the others. */
export const BATCH_BYTE_LENGTH = 4 * 1024 * 1024;
/** Bytes while nobody knows how many documents they hold. */
const FIRST_BYTE_LENGTH = 256 * 1024;
/** Documents in a batch: of so many what is left takes some 4 MB. Abstracts reach the bytes first. */
const BATCH_DOCUMENTS = 8192;
/** Files in a batch at most: opening one costs as much as sketching ten kilobytes. */
const BATCH_RANGES = 256;

/** How long the next batch is to be, by what the last ones held. Lives as long as the sketching. */
export class BatchLength {
  readonly #most: number;
  #next: number;

  /** No batch is longer than `most`; Infinity cuts no source. */
  constructor(most = BATCH_BYTE_LENGTH) {
    this.#most = most;
    this.#next = most === Infinity ? Infinity : Math.min(most, FIRST_BYTE_LENGTH);
  }

  get next(): number {
    return this.#next;
  }

  /** Tells how many documents a batch held. */
  note(byteLength: number, documents: number): void {
    if (this.#most === Infinity) return;
    const byteLengthOfMany = documents === 0 ? Infinity : (BATCH_DOCUMENTS * byteLength) / documents;
    this.#next = Math.min(this.#most, Math.max(1, Math.ceil(byteLengthOfMany)));
  }
}

/** Yields the batches in the order of the sources, each as long as `length` says then, longer by less than one range. */
export function* cutBatches(
  sources: readonly Source[],
  length: Pick<BatchLength, 'next'>,
): Generator<readonly NumberedRange[]> {
  let batch: NumberedRange[] = [];
  let byteLength = 0;
  let wanted = length.next;
  for (const [sourceNumber, source] of sources.entries()) {
    for (const range of splitSource(source, () => wanted)) {
      batch.push({ range, sourceNumber });
      byteLength += range.byteLength;
      if (byteLength < wanted && batch.length < BATCH_RANGES) continue;
      yield batch;
      batch = [];
      byteLength = 0;
      wanted = length.next;
    }
  }
  if (batch.length > 0) yield batch;
}
