// Reading documents again: their texts, shingle sequences and shingle sets, for verification and for what is shown.
//
// A document is what it was when it was sketched or it is nothing: its content hash is compared, and one that changed or
// vanished is told once and left out from then on. Sets are kept while they fit. Refuses to hold texts.
import type {
  DocumentTable,
  Reader,
  ShingleSequence,
  ShingleSet,
  ShingleSets,
  Sketcher,
  SketchTable,
  Source,
} from '../model.js';
import { collectShingleSet } from '../match/shingle-set.js';
import { TextBuffer } from './sketch-sources.js';

/** How many bytes are kept of what was read again. */
export interface KeptByteLengths {
  readonly sets: number;
  readonly sequences: number;
}

/**
 * Of sets eight million shingles, those of some 25,000 articles; of sequences, which are larger, those of a few thousand: overlaps
 * come in runs of the same few documents. Objects around small sets and sequences take about as much again.
 */
const KEPT_BYTE_LENGTHS: KeptByteLengths = { sets: 64 * 1024 * 1024, sequences: 48 * 1024 * 1024 };

export interface RereadCorpus {
  readonly sources: readonly Source[];
  readonly documents: Omit<DocumentTable, 'ids'>;
  readonly sketches: Pick<SketchTable, 'contentHashes'>;
  readonly readerOf: (source: Source) => Reader;
  readonly sketcher: Sketcher;
}

/** Lives as long as one run. */
export class DocumentReader implements ShingleSets {
  readonly #corpus: RereadCorpus;
  readonly #changed = new Set<number>();
  readonly #texts = new TextBuffer();
  readonly #setsByteLength: number;
  readonly #sets: ByteBoundedCache<ShingleSet>;
  readonly #sequences: ByteBoundedCache<ShingleSequence>;

  constructor(corpus: RereadCorpus, kept: KeptByteLengths = KEPT_BYTE_LENGTHS) {
    this.#corpus = corpus;
    this.#setsByteLength = kept.sets;
    this.#sets = new ByteBoundedCache(kept.sets);
    this.#sequences = new ByteBoundedCache(kept.sequences);
  }

  /** The documents found changed or vanished so far. */
  get changed(): ReadonlySet<number> {
    return this.#changed;
  }

  /** The decoded text as UTF-8: a view that the next call overwrites; null where the document changed or vanished. */
  readText(document: number): Uint8Array | null {
    return this.#changed.has(document) ? null : (this.#reread(document)?.utf8 ?? null);
  }

  /** The text, tokens and shingles of a document that is what it was: views that the next call overwrites. */
  #reread(document: number): { utf8: Uint8Array; sequence: ShingleSequence } | null {
    const { sources, documents, readerOf, sketcher } = this.#corpus;
    const source = sources[documents.sources[document]];
    const raw = readerOf(source).readAgain(source, documents.offsets[document], documents.byteLengths[document]);
    if (raw !== null) {
      const utf8 = this.#texts.decode(raw, () => undefined);
      const sequence = sketcher.sequenceShingles(utf8);
      if (this.#hasHash(document, sequence.contentHash)) return { utf8, sequence };
    }
    this.#changed.add(document);
    return null;
  }

  #hasHash(document: number, hash: Uint32Array): boolean {
    return hash.every((word, i) => word === this.#corpus.sketches.contentHashes[4 * document + i]);
  }

  /** The tokens and shingles of a document, owned by the cache; null where it changed or vanished. */
  getSequence(document: number): ShingleSequence | null {
    if (this.#changed.has(document)) return null;
    const kept = this.#sequences.get(document);
    if (kept !== undefined) return kept;
    const views = this.#reread(document)?.sequence;
    if (views === undefined) return null;
    const sequence = {
      ...views,
      tokenHigh: views.tokenHigh.slice(),
      tokenLow: views.tokenLow.slice(),
      tokenHalfWords: views.tokenHalfWords.slice(),
      high: views.high.slice(),
      low: views.low.slice(),
      firstTokens: views.firstTokens.slice(),
      contentHash: views.contentHash.slice(),
    };
    this.#sequences.set(document, sequence, 9 * sequence.tokens + 12 * sequence.count);
    return sequence;
  }

  get(document: number): ShingleSet | null {
    if (this.#changed.has(document)) return null;
    const kept = this.#sets.get(document);
    if (kept !== undefined) return kept;
    const sequence = this.#reread(document)?.sequence;
    if (sequence === undefined) return null;
    const set = collectShingleSet(sequence);
    this.#sets.set(document, set, 8 * set.count);
    return set;
  }

  /** Reads the sets that are wanted in the order in which their documents lie, as many as are kept anyway. */
  prefetch(documents: Uint32Array): void {
    const { sources, offsets } = this.#corpus.documents;
    documents.sort((a, b) => sources[a] - sources[b] || offsets[a] - offsets[b]);
    let left = this.#setsByteLength / 2;
    for (const document of documents) {
      left -= 8 * (this.get(document)?.count ?? 0);
      if (left <= 0) break;
    }
  }
}

/** Values by number, the least recently used dropped when they outgrow their bytes. */
class ByteBoundedCache<T> {
  readonly #limit: number;
  readonly #entries = new Map<number, { readonly value: T; readonly byteLength: number }>();
  #byteLength = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: number): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: number, value: T, byteLength: number): void {
    this.#entries.set(key, { value, byteLength });
    this.#byteLength += byteLength;
    for (const [oldest, entry] of this.#entries) {
      if (this.#byteLength <= this.#limit || oldest === key) break;
      this.#entries.delete(oldest);
      this.#byteLength -= entry.byteLength;
    }
  }
}
