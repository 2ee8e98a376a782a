// Where documents lie, as they are named by it: a text file's path, or a JSON line's `path:line`. Computed when asked for.
//
// Refuses to hold a name for each document.
import type { DocumentTable, Source } from '../model.js';
import { compareCodePoints } from '../text-order.js';
import { encodeId, UNIT_BYTE_LENGTH } from './id-bytes.js';

/** What documents are named by where they lie. */
export interface PlacedDocuments {
  readonly sources: readonly Pick<Source, 'path'>[];
  readonly documents: Pick<DocumentTable, 'count' | 'sources' | 'lines'>;
}

/** The name of a document's place. */
export function readPlace({ sources, documents }: PlacedDocuments, document: number): string {
  const { path } = sources[documents.sources[document]];
  const line = documents.lines[document];
  return line === 0 ? path : `${path}:${line}`;
}

/** Compares the names of two documents' places, without making them where the paths decide. */
export function comparePlaces(placed: PlacedDocuments, left: number, right: number): number {
  const { sources, documents } = placed;
  const leftPath = sources[documents.sources[left]].path;
  const rightPath = sources[documents.sources[right]].path;
  const leftLine = documents.lines[left];
  const rightLine = documents.lines[right];
  if (leftPath === rightPath) return compareDigits(leftLine, rightLine);
  const isPlain =
    (leftLine === 0 && rightLine === 0) || !(leftPath.startsWith(rightPath) || rightPath.startsWith(leftPath));
  return isPlain
    ? compareCodePoints(leftPath, rightPath)
    : compareCodePoints(readPlace(placed, left), readPlace(placed, right));
}

/** Compares lines as their digits compare, 10 before 9; no line before any. */
function compareDigits(left: number, right: number): number {
  if (left === 0 || right === 0) return left - right;
  // Brought to one number of digits; where they are equal then, the shorter one begins the longer.
  let a = left;
  let b = right;
  for (let power = 10; power <= left || power <= right; power *= 10) {
    if (power > left) a *= 10;
    if (power > right) b *= 10;
  }
  return a - b || left - right;
}

/** Writes names of places into a memory of its own. */
export class PlaceWriter {
  readonly #placed: PlacedDocuments;
  #source = -1;
  #pathEnd = 0;
  /** What was written last, from the beginning on. */
  bytes = new Uint8Array(256);

  constructor(placed: PlacedDocuments) {
    this.#placed = placed;
  }

  /** Writes the name of a document's place as UTF-8; returns where it ends. */
  write(document: number): number {
    const { sources, documents } = this.#placed;
    const source = documents.sources[document];
    if (source !== this.#source) this.#writePath(sources[source].path);
    this.#source = source;
    const line = documents.lines[document];
    if (line === 0) return this.#pathEnd;
    this.bytes[this.#pathEnd] = COLON;
    let end = this.#pathEnd + 1;
    for (let power = 10; power <= line; power *= 10) end++;
    let rest = line;
    for (let at = end; at > this.#pathEnd; at--) {
      this.bytes[at] = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    return end + 1;
  }

  #writePath(path: string): void {
    const needed = UNIT_BYTE_LENGTH * path.length + 1 + MOST_DIGITS;
    if (needed > this.bytes.length) this.bytes = new Uint8Array(2 * needed);
    this.#pathEnd = encodeId(path, this.bytes, 0);
  }
}

const COLON = 0x3a;
const ZERO = 0x30;
/** Of a line, which is a word of 32 bits. */
const MOST_DIGITS = 10;
