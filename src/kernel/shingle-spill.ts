// The spill: shingles of a giant document by the first bits of their hashes, as many of these partitions as fit.
//
// Memory is taken once and never more: where it ends, the last partitions are given up, and are collected when the document is
// walked again. Partitions are lists of chunks. Refuses to sort: the kernel does.
import { KernelError } from '../errors.js';

/** Partitions are numbered by the top byte of the high word. */
export const PARTITION_BITS = 8;
export const PARTITIONS = 2 ** PARTITION_BITS;
export const PARTITION_SHIFT = 32 - PARTITION_BITS;

/** Shingles of a chunk: half of one is wasted in each partition, 4 MB in all. */
export const USUAL_CHUNK_SHINGLES = 4096;

/** Chunks' worth of shingles taken at a time: room is made for as many beforehand. */
const STEP_CHUNKS = 16;

/** Chunks beside those that are full: in each partition one that is being filled and its next one, and what is taken at a time. */
const SPARE_CHUNKS = 2 * PARTITIONS + STEP_CHUNKS;

/**
 * Left free behind each chunk: partitions are filled at about one pace, and chunks that began at like addresses would have them all
 * written to the same few lines of a cache.
 */
const STAGGER_WORDS = 16;

const NONE = -1;

/** Lives as long as a document is sketched. */
export class ShingleSpill {
  /** How many shingles each partition has in all, repeats included, whether they are here or not. */
  readonly counts = new Uint32Array(PARTITIONS);
  readonly #chunkShingles: number;
  /** Chunk after chunk, two words a shingle, the high one first. */
  readonly #words: Uint32Array;
  /** Words from one chunk to the next. */
  readonly #stride: number;
  /** Per chunk the one before it in its list. */
  readonly #previous: Int32Array;
  /** Per partition its last chunk, how many it has, the place in the words of the next shingle, and where the last chunk ends. */
  readonly #last = new Int32Array(PARTITIONS);
  readonly #chunks = new Uint32Array(PARTITIONS);
  readonly #places = new Uint32Array(PARTITIONS);
  readonly #ends = new Uint32Array(PARTITIONS);
  readonly #freeChunks: number[] = [];
  #first = 0;
  #end = 0;

  /** `shingles` is how many there is room for; `chunkShingles` a power of two. */
  constructor(shingles: number, chunkShingles = USUAL_CHUNK_SHINGLES) {
    this.#chunkShingles = chunkShingles;
    const chunks = Math.ceil(shingles / chunkShingles) + SPARE_CHUNKS;
    this.#stride = 2 * chunkShingles + STAGGER_WORDS;
    this.#words = new Uint32Array(this.#stride * chunks);
    this.#previous = new Int32Array(chunks);
    this.keep(0, PARTITIONS);
  }

  /** Partitions from this one on are not here. */
  get end(): number {
    return this.#end;
  }

  /** Forgets all shingles, and keeps those of the partitions `first` to before `end` from now on. */
  keep(first: number, end: number): void {
    this.#first = first;
    this.#end = end;
    for (let p = 0; p < PARTITIONS; p++) this.#clear(p);
    this.#freeChunks.length = 0;
    for (let chunk = this.#previous.length - 1; chunk >= 0; chunk--) this.#freeChunks.push(chunk);
  }

  /** Of the partitions from `first` on how many can be expected to fit together, at least one: where they end. */
  foresee(first: number): number {
    let room = (this.#previous.length - SPARE_CHUNKS) * this.#chunkShingles;
    let end = first;
    while (end < PARTITIONS && (end === first || this.counts[end] <= room)) room -= this.counts[end++];
    return end;
  }

  /**
   * Takes shingles; those of partitions that are not kept are passed over, and counted with `isCounting`. Gives up the last partitions
   * where there is no room for all. Throws KernelError DOCUMENT_TOO_LARGE where there is none for a single one.
   */
  append(high: Uint32Array, low: Uint32Array, isCounting: boolean): void {
    const step = STEP_CHUNKS * this.#chunkShingles;
    for (let start = 0; start < high.length; start += step) {
      const end = Math.min(start + step, high.length);
      this.#makeRoom(end - start);
      if (isCounting) for (let i = start; i < end; i++) this.counts[high[i] >>> PARTITION_SHIFT]++;
      this.#appendSome(high, low, start, end);
    }
  }

  /** Partitions that hold at least as many shingles as `limits` says of each. */
  listCrowded(limits: Float64Array): number[] {
    const crowded: number[] = [];
    for (let p = this.#first; p < this.#end; p++) if (this.sizeOf(p) >= limits[p]) crowded.push(p);
    return crowded;
  }

  /** How many shingles of a partition are here. */
  sizeOf(partition: number): number {
    const chunks = this.#chunks[partition];
    if (chunks === 0) return 0;
    return chunks * this.#chunkShingles - (this.#ends[partition] - this.#places[partition]) / 2;
  }

  /** Moves a partition's shingles out, in no order, into columns with room for them. */
  take(partition: number, high: Uint32Array, low: Uint32Array): void {
    const chunkShingles = this.#chunkShingles;
    let left = this.sizeOf(partition);
    let at = 0;
    for (let chunk = this.#last[partition]; chunk !== NONE; chunk = this.#previous[chunk]) {
      const count = left % chunkShingles === 0 ? chunkShingles : left % chunkShingles;
      let from = this.#stride * chunk;
      for (const end = at + count; at < end; at++, from += 2) {
        high[at] = this.#words[from];
        low[at] = this.#words[from + 1];
      }
      left -= count;
      this.#freeChunks.push(chunk);
    }
    this.#clear(partition);
  }

  #appendSome(high: Uint32Array, low: Uint32Array, start: number, end: number): void {
    const words = this.#words;
    const places = this.#places;
    const ends = this.#ends;
    const [firstKept, endKept] = [this.#first, this.#end];
    for (let i = start; i < end; i++) {
      const p = high[i] >>> PARTITION_SHIFT;
      if (p < firstKept || p >= endKept) continue;
      let at = places[p];
      if (at === ends[p]) at = this.#addChunk(p);
      words[at] = high[i];
      words[at + 1] = low[i];
      places[p] = at + 2;
    }
  }

  /** Returns the place of the chunk's first shingle. */
  #addChunk(partition: number): number {
    const chunk = this.#freeChunks.pop();
    if (chunk === undefined) throw new Error('no chunk is free, though room was made');
    this.#previous[chunk] = this.#last[partition];
    this.#last[partition] = chunk;
    this.#chunks[partition]++;
    const place = this.#stride * chunk;
    this.#ends[partition] = place + 2 * this.#chunkShingles;
    return place;
  }

  #clear(partition: number): void {
    this.#last[partition] = NONE;
    this.#chunks[partition] = 0;
    this.#places[partition] = 0;
    this.#ends[partition] = 0;
  }

  /** Gives up partitions until so many more shingles fit, wherever they belong. */
  #makeRoom(shingles: number): void {
    const chunks = (kept: number): number => Math.ceil(shingles / this.#chunkShingles) + kept;
    while (this.#freeChunks.length < chunks(this.#end - this.#first)) {
      if (this.#end - this.#first <= 1) {
        throw new KernelError(
          'DOCUMENT_TOO_LARGE',
          'the hashes of more shingles of the document begin alike than there is room for; choose another --hash-seed',
        );
      }
      this.#end--;
      for (let chunk = this.#last[this.#end]; chunk !== NONE; chunk = this.#previous[chunk])
        this.#freeChunks.push(chunk);
      this.#clear(this.#end);
    }
  }
}
