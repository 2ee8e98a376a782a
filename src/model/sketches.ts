// Sketches: what is kept of a document, what is made of it when it is looked at again, and who makes it. Types only.
//
// What crosses the wall from `sketch` to `match`, in flat columns. Refuses to know how anything is done.
import type { DocumentIds } from './document-ids.js';

/** What is kept of one document. The arrays are views of the sketcher's own memory, valid until its next call. */
export interface DocumentSketch {
  readonly tokens: number;
  /** Length in half words: a word counts 2, a character of an unspaced script 1. */
  readonly halfWords: number;
  /** Distinct shingles. 0 for an empty document. */
  readonly shingles: number;
  /** Per permutation the least value over the shingle set; `SIGNATURE_LANES` 32-bit lanes; all 0xffffffff when empty. */
  readonly signature: Uint32Array;
  /** The same lanes, each folded to 16 bits: what a sketch table keeps. */
  readonly foldedSignature: Uint16Array;
  /** Winnowed fingerprints in order of position: 32 bits of the chosen shingle's hash … */
  readonly fingerprintHashes: Uint32Array;
  /** … and the index of that shingle in the document's shingle sequence. */
  readonly fingerprintPositions: Uint32Array;
  /** 128 bits over the decoded text's UTF-8 bytes. */
  readonly contentHash: Uint32Array;
  /** 128 bits over the token sequence. */
  readonly tokensHash: Uint32Array;
  /** Of a large document a bit for each shingle (src/sketch/shingle-filter.ts); empty for others. */
  readonly shingleFilter: Uint32Array;
}

/**
 * The tokens and shingles of one document in order of position, repeats included. Shingles end at consecutive tokens, so
 * shingle `k` ends at token `tokens - count + k`. Views valid until the sketcher's next call.
 */
export interface ShingleSequence {
  readonly tokens: number;
  readonly tokenHigh: Uint32Array;
  readonly tokenLow: Uint32Array;
  /** 2 for a word, 1 for a character of an unspaced script. */
  readonly tokenHalfWords: Uint8Array;
  /** Shingles, repeats included. */
  readonly count: number;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** Index of each shingle's first token. */
  readonly firstTokens: Uint32Array;
  readonly contentHash: Uint32Array;
}

/** Some shingles in a row, of a document that is looked at from its first to its last. Views valid until the next stretch. */
export interface ShingleStretch {
  /** Tokens that follow those of the stretch before; the first is token `firstToken` of the document. */
  readonly firstToken: number;
  readonly tokens: number;
  readonly tokenHigh: Uint32Array;
  readonly tokenLow: Uint32Array;
  readonly tokenHalfWords: Uint8Array;
  /** Shingles that follow those of the stretch before; each ends at one of the last `count` tokens. */
  readonly firstShingle: number;
  readonly count: number;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  /** Number in the document of each shingle's first token, less `firstTokensFrom`. */
  readonly firstTokens: Uint32Array;
  readonly firstTokensFrom: number;
}

/** Turns one decoded text into its sketch. Implementations: the reference and the WASM kernel, equal bit for bit. */
export interface Sketcher {
  readonly name: 'reference' | 'wasm';
  /** `utf8` is the decoded text as valid UTF-8 without a BOM; it is not kept. */
  sketchDocument(utf8: Uint8Array): DocumentSketch;
  sequenceShingles(utf8: Uint8Array): ShingleSequence;
  collectShingles(utf8: Uint8Array): CollectedShingles;
  /** What `sequenceShingles` gives, stretch by stretch, for documents of which that takes too much memory; returns the content hash. */
  walkShingles(utf8: Uint8Array): Generator<ShingleStretch, Uint32Array, void>;
}

/** Signature options: whatever changes one makes sketches incomparable. */
export interface SketchOptions {
  readonly shingleSize: number;
  readonly tokens: 'auto' | 'words' | 'characters';
  /** Winnowing window in shingles. */
  readonly window: number;
  readonly hashSeed: number;
}

/** The sketches of a corpus, one row a document, in columns. What crosses the wall from `sketch` to `match`. */
export interface SketchTable {
  readonly count: number;
  readonly tokens: Uint32Array;
  readonly halfWords: Uint32Array;
  readonly shingles: Uint32Array;
  /** 4 words a document. */
  readonly contentHashes: Uint32Array;
  /** 4 words a document. */
  readonly tokensHashes: Uint32Array;
  /** The last 4 bits of each lane of the signature, `LANES_A_WORD` to a word, the first lane lowest: what is left of it for the screen. */
  readonly laneTails: Uint32Array;
  /** `count + 1` offsets into the two columns that follow. */
  readonly fingerprintStarts: Uint32Array;
  readonly fingerprintHashes: Uint32Array;
  readonly fingerprintPositions: Uint32Array;
  /** `count + 1` offsets into the filters of large documents. */
  readonly filterStarts: Uint32Array;
  readonly filterWords: Uint32Array;
}

/** The signatures of a corpus, `SIGNATURE_LANES` lanes of 16 bits a document, row after row, wherever they are kept. */
export interface SignatureRows {
  /** The lanes of the documents from `first` to before `end`: a view, valid until the next call. */
  read(first: number, end: number): Uint16Array;
}

/** Where the documents of a run came from, one row a document, in the rows of the sketch table. */
export interface DocumentTable {
  readonly count: number;
  readonly ids: DocumentIds;
  /** Index of each document's source. */
  readonly sources: Uint32Array;
  /** Where its bytes lie in the source's file. */
  readonly offsets: Float64Array;
  readonly byteLengths: Float64Array;
  /** What a report says: a file's size; for a JSON line the UTF-8 bytes of its text. */
  readonly textByteLengths: Float64Array;
  /** 1-based line; 0 for a text file. */
  readonly lines: Uint32Array;
}

/**
 * A shingle set: distinct hashes of 64 bits, ascending as unsigned numbers, two words each, the low one first. `length / 2` is their
 * number.
 */
export type ShingleSet = Uint32Array;

/** A document's shingle set: views of the sketcher's own memory, valid until its next call, unless it `isOwned` by the caller. */
export interface CollectedShingles {
  readonly contentHash: Uint32Array;
  readonly set: ShingleSet;
  readonly isOwned: boolean;
}

/** Compares one set with others. Implementations: the reference and the WASM kernel, equal in every count. */
export interface SetMatcher {
  /**
   * Takes a copy of a set: the one that is compared until another is held. At first it is the empty set. Of more than a million shingles
   * it takes the set itself, which must stay as it is.
   */
  hold(set: ShingleSet): void;
  /** |held ∩ other|. Where it comes to fewer than `least`, some number below `least`. */
  countShared(other: ShingleSet, least: number): number;
}
