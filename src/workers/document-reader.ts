// Reading documents again: their texts, shingle sequences and shingle sets, for verification and for what is shown.
//
// A document is what it was when it was sketched or it is nothing: its content hash is compared, and one that changed or
// vanished is told once and left out from then on. Sets are kept while they fit. Refuses to hold texts.
import { CoveredTokenCounter, countCoveredTokens } from '../match/shingle-set.js';
import type {
  CollectedShingles,
  DocumentTable,
  Reader,
  ShingleSequence,
  ShingleSet,
  ShingleStretch,
  Sketcher,
  SketchTable,
  Source,
} from '../model.js';
import { decodeDocument } from './sketch-ranges.js';

/** How many bytes are kept of what was read again, and what is too large for that. */
export interface KeptByteLengths {
  readonly sets: number;
  readonly sequences: number;
  /** Sets larger than this are kept apart, or each would take the place of all others; … */
  readonly largestSet: number;
  /** … of them so much, and the last in any case. */
  readonly giantSets: number;
  /** From this size on a document is walked, not sequenced, where that is enough. */
  readonly leastWalked: number;
}

const MIB = 1024 * 1024;

/**
 * Of sets a million shingles, those of some 3,000 articles, in each thread; of sequences, which are larger, a few hundred: those
 * asked for come in runs of the same few documents. Objects around small sets and sequences take about as much again. A document of some
 * 12 MB of prose has a set of 16 MiB.
 */
const KEPT_BYTE_LENGTHS: KeptByteLengths = {
  sets: 8 * MIB,
  sequences: 4 * MIB,
  largestSet: 16 * MIB,
  giantSets: 256 * MIB,
  leastWalked: 16 * MIB,
};

export interface RereadCorpus {
  readonly sources: readonly Source[];
  readonly documents: Omit<DocumentTable, 'ids'>;
  readonly sketches: Pick<SketchTable, 'contentHashes'>;
  /** Per document 1 as soon as anybody finds it changed or vanished; readers in other threads write to it too. */
  readonly isChanged: Uint8Array;
  readonly readerOf: (source: Source) => Reader;
  readonly sketcher: Sketcher;
}

/** Lives as long as one run. */
export class DocumentReader {
  readonly #corpus: RereadCorpus;
  readonly #kept: KeptByteLengths;
  readonly #sets: ByteBoundedCache<ShingleSet>;
  readonly #giantSets: ByteBoundedCache<ShingleSet>;
  readonly #sequences: ByteBoundedCache<ShingleSequence>;

  /** `kept` is for tests. */
  constructor(corpus: RereadCorpus, kept: Partial<KeptByteLengths> = {}) {
    this.#corpus = corpus;
    this.#kept = { ...KEPT_BYTE_LENGTHS, ...kept };
    this.#sets = new ByteBoundedCache(this.#kept.sets);
    this.#giantSets = new ByteBoundedCache(this.#kept.giantSets);
    this.#sequences = new ByteBoundedCache(this.#kept.sequences);
  }

  /** The decoded text as UTF-8: a view that the next call overwrites; null where the document changed or vanished. */
  readText(document: number): Uint8Array | null {
    return this.#reread(document, (utf8) => ({ utf8, contentHash: this.#walk(utf8, () => undefined) }))?.utf8 ?? null;
  }

  /**
   * The share of a document's tokens that lie in shingles which `other` has too; null where it changed or vanished. A large document is
   * walked for it.
   */
  measureCoverage(document: number, other: ShingleSet): number | null {
    if (this.#corpus.documents.byteLengths[document] < this.#kept.leastWalked) {
      const sequence = this.getSequence(document);
      return sequence === null ? null : shareOf(countCoveredTokens(sequence, other), sequence.tokens);
    }
    const counter = new CoveredTokenCounter(other, true);
    let tokens = 0;
    const isRead = this.walk(document, (stretch) => {
      counter.add(stretch);
      tokens += stretch.tokens;
    });
    return isRead ? shareOf(counter.covered, tokens) : null;
  }

  /** Shows the shingles of a document stretch by stretch; false where it changed or vanished, and what was shown counts for nothing. */
  walk(document: number, look: (stretch: ShingleStretch) => void): boolean {
    return this.#reread(document, (utf8) => ({ contentHash: this.#walk(utf8, look) })) !== null;
  }

  /** Returns the content hash. */
  #walk(utf8: Uint8Array, look: (stretch: ShingleStretch) => void): Uint32Array {
    const stretches = this.#corpus.sketcher.walkShingles(utf8);
    for (let next = stretches.next(); ; next = stretches.next()) {
      if (next.done === true) return next.value;
      look(next.value);
    }
  }

  /** What `look` sees in the text of a document that is what it was: views that the next call overwrites. */
  #reread<T extends { readonly contentHash: Uint32Array }>(document: number, look: (utf8: Uint8Array) => T): T | null {
    if (this.#corpus.isChanged[document] === 1) return null;
    const { sources, documents, readerOf } = this.#corpus;
    const source = sources[documents.sources[document]];
    const raw = readerOf(source).readAgain(source, documents.offsets[document], documents.byteLengths[document]);
    if (raw !== null) {
      const seen = look(decodeDocument(raw, () => undefined));
      if (this.#hasHash(document, seen.contentHash)) return seen;
    }
    this.#corpus.isChanged[document] = 1;
    return null;
  }

  #hasHash(document: number, hash: Uint32Array): boolean {
    return hash.every((word, i) => word === this.#corpus.sketches.contentHashes[4 * document + i]);
  }

  /** The tokens and shingles of a document, owned by the cache; null where it changed or vanished. */
  getSequence(document: number): ShingleSequence | null {
    if (this.#corpus.isChanged[document] === 1) return null;
    const kept = this.#sequences.get(document);
    if (kept !== undefined) return kept;
    const views = this.#reread(document, (utf8) => this.#corpus.sketcher.sequenceShingles(utf8));
    if (views === null) return null;
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

  /** The same, read in any case and not kept: views that the next call overwrites. */
  readSequence(document: number): ShingleSequence | null {
    return this.#reread(document, (utf8) => this.#corpus.sketcher.sequenceShingles(utf8));
  }

  /** The shingle set of a document, owned by the cache; null where it changed or vanished. */
  get(document: number): ShingleSet | null {
    if (this.#corpus.isChanged[document] === 1) return null;
    const kept = this.#sets.get(document) ?? this.#giantSets.get(document);
    if (kept !== undefined) return kept;
    const collected = this.#collect(document);
    if (collected === null) return null;
    const set = collected.isOwned ? collected.set : collected.set.slice();
    (set.byteLength > this.#kept.largestSet ? this.#giantSets : this.#sets).set(document, set, set.byteLength);
    return set;
  }

  /** The same, read in any case and not kept: a view that the next call overwrites. */
  readSet(document: number): ShingleSet | null {
    return this.#collect(document)?.set ?? null;
  }

  #collect(document: number): CollectedShingles | null {
    return this.#reread(document, (utf8) => this.#corpus.sketcher.collectShingles(utf8));
  }
}

/** 0 of nothing. */
function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
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
