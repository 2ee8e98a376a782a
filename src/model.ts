// The nouns of dedupe, and the contracts between its rooms: types only, no code.
//
// Everything that crosses from one room to another is declared here, as plain data in flat arrays. Words are those of
// docs/architecture.md; units stand in the names. This file refuses to know how anything is done: no file system, no
// kernel, no console.

/** How the bytes of a source become documents: the whole file is one text, or every line is a JSON object. */
export type DocumentFormat = 'text' | 'json-lines';

/** A file (or the spool of a stream) that was found and will be read. */
export interface Source {
  /** As shown and as the stem of ids: the argument as typed, `/` separators, leading `./` dropped, plus the relative path. */
  readonly path: string;
  /** What is opened: a path, or its bytes where the name is not UTF-8; the spool file for streams and compressed files. */
  readonly file: string | Uint8Array;
  readonly format: DocumentFormat;
  /** Size of `file` when it was found. */
  readonly byteLength: number;
  /** Named by the user (an argument or a `--files-from` entry), not met in a walk: its faults are told, not passed over. */
  readonly isExplicit: boolean;
}

/** A document as a reader hands it over; the views are valid until the reader is asked for the next one. */
export interface RawDocument {
  /** The bytes of a text file, undecoded; null for a JSON line, whose text is `text`. */
  readonly bytes: Uint8Array | null;
  /** The text of a JSON line; null for a text file. */
  readonly text: string | null;
  /** What the `id` field says; null where the source has none. */
  readonly id: string | null;
  /** 1-based line in the source (counted from the range's start, which is line 1 of a whole file); null for a text file. */
  readonly line: number | null;
  /** Where these bytes (of the whole line, for JSON lines, without its line feed) lie in the source's file. */
  readonly offset: number;
  readonly byteLength: number;
}

/** Why something found was not read as a document. */
export type SkipReason =
  | 'binary'
  | 'no-text-field'
  | 'too-large'
  | 'same-file'
  | 'ignored'
  | 'hidden'
  | 'node_modules'
  | 'symlink'
  | 'special-file'
  | 'excluded'
  | 'not-matched';

export interface Skip {
  readonly reason: SkipReason;
  readonly path: string;
}

/** Something worth telling that does not stop the run. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly path: string | null;
  readonly line: number | null;
  /** One sentence, raw text: whoever prints it escapes it. */
  readonly message: string;
}

export type DiagnosticCode =
  | 'CHARSET_GUESSED'
  | 'DOCUMENT_CHANGED'
  | 'DOCUMENT_MALFORMED'
  | 'DOCUMENT_TOO_LARGE'
  | 'DUPLICATE_ID'
  | 'PATH_NOT_FOUND'
  | 'SOURCE_UNREADABLE'
  | 'SOURCE_TRUNCATED';

/** What a reader tells about the source it reads, as it reads. */
export interface ReadEvents {
  skip(skip: Skip): void;
  diagnostic(diagnostic: Diagnostic): void;
}

/** Turns sources of one format into documents. Contract suite: tests/readers/contract.ts */
export interface Reader {
  readonly format: DocumentFormat;
  /**
   * Yields every document of a source, in order; faults become diagnostics and skips, never exceptions. File access is
   * synchronous; a generator, so that the caller may pause between two documents. Files are closed also on early return.
   */
  readSource(source: Source, events: ReadEvents): Generator<RawDocument, void, void>;
  /**
   * Reads one document again, at the offset and length it was first seen at; null where that is no longer possible
   * (the source vanished, shrank, or is not parsable there). Whether the text is still the same is the caller's check.
   */
  readAgain(source: Source, offset: number, byteLength: number): RawDocument | null;
  /** Closes what `readAgain` keeps open; it may be called again afterwards. */
  close(): void;
}

// ---------------------------------------------------------------------------------------------------------- sketches

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

/** Turns one decoded text into its sketch. Implementations: the reference and the WASM kernel, equal bit for bit. */
export interface Sketcher {
  readonly name: 'reference' | 'wasm';
  /** `utf8` is the decoded text as valid UTF-8 without a BOM; it is not kept. */
  sketchDocument(utf8: Uint8Array): DocumentSketch;
  sequenceShingles(utf8: Uint8Array): ShingleSequence;
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
  /** `SIGNATURE_LANES` lanes a document, folded to 16 bits. */
  readonly signatures: Uint16Array;
  /** `count + 1` offsets into the two columns that follow. */
  readonly fingerprintStarts: Uint32Array;
  readonly fingerprintHashes: Uint32Array;
  readonly fingerprintPositions: Uint32Array;
}

/** Where the documents of a run came from, one row a document, in the rows of the sketch table. */
export interface DocumentTable {
  readonly count: number;
  readonly ids: readonly string[];
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

/** A shingle set: distinct 64-bit hashes, sorted by high, then low word. */
export interface ShingleSet {
  readonly count: number;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** What `match` is given to look at full documents again; null where the document changed or vanished. */
export interface ShingleSets {
  /** A document's shingle set; owned by the cache behind it, valid until the next `get` of as many bytes as it may hold. */
  get(document: number): ShingleSet | null;
  /** Tells which documents are wanted soon, so that they are read in the order in which they lie. */
  prefetch(documents: Uint32Array): void;
}

// ----------------------------------------------------------------------------------------------------------- relations

/** What a verified pair is; the first that holds. The first four are duplicates. */
export type Relation = 'identical' | 'same-text' | 'near' | 'contained' | 'overlap';

/** A run of tokens equal in two documents: first token on each side, how many, and their length. */
export interface TokenPassage {
  readonly leftToken: number;
  readonly rightToken: number;
  readonly tokens: number;
  readonly halfWords: number;
}

// -------------------------------------------------------------------------------------------------------------- report

/** Lines from 1, end inclusive; bytes within the decoded text as UTF-8, end exclusive. */
export interface PassageSide {
  readonly startLine: number;
  readonly endLine: number;
  readonly startByte: number;
  readonly endByte: number;
}

/** A shared passage; `left` is the side of the earlier id. */
export interface Passage {
  readonly tokens: number;
  readonly left: PassageSide;
  readonly right: PassageSide;
}

interface WithPassages {
  readonly passages?: readonly Passage[];
  readonly passagesTotal?: number;
}

export interface Member extends WithPassages {
  readonly document: string;
  readonly relation: Exclude<Relation, 'overlap'>;
  readonly jaccard: number;
  readonly containment: number;
  readonly coverage: number;
  readonly sharedShingles: number;
  /** With `--clustering components`: the neighbor it joined through, whose pair the measures describe. */
  readonly via?: string;
}

export interface ClusterRecord {
  readonly type: 'cluster';
  readonly representative: string;
  readonly members: readonly Member[];
}

export interface OverlapRecord extends WithPassages {
  readonly type: 'overlap';
  readonly left: string;
  readonly right: string;
  readonly jaccard: number;
  readonly containment: number;
  readonly longestPassageWords: number;
}

export interface BoilerplateRecord {
  readonly type: 'boilerplate';
  readonly documents: number;
  readonly words: number;
  readonly example: string;
  readonly text: string;
}

export interface PairRecord extends WithPassages {
  readonly type: 'pair';
  readonly left: string;
  readonly right: string;
  readonly relation: Relation | null;
  readonly jaccard: number;
  readonly containment: number;
  readonly sharedShingles: number;
  readonly smaller: 'left' | 'right';
  /** `compare` only: share of each side's tokens that lie in shared shingles. */
  readonly leftCoverage?: number;
  readonly rightCoverage?: number;
}

export interface DocumentRecord {
  readonly type: 'document';
  readonly id: string;
  readonly path: string;
  readonly line: number | null;
  readonly byteLength: number;
  readonly tokens: number;
  /** 32 hexadecimal digits. */
  readonly contentHash: string;
}

export interface DiagnosticRecord {
  readonly type: 'diagnostic';
  readonly code: DiagnosticCode;
  readonly path?: string;
  readonly line?: number;
  readonly message: string;
}

export type ReportRecord =
  ClusterRecord | OverlapRecord | BoilerplateRecord | PairRecord | DocumentRecord | DiagnosticRecord;

export interface SkippedSummary {
  readonly reason: SkipReason;
  readonly count: number;
  /** At most three paths, the first by UTF-8 bytes. */
  readonly examples: readonly string[];
}

export interface ReportSummary {
  readonly clusters: number;
  readonly redundant: number;
  readonly redundantByteLength: number;
  readonly overlaps: number;
}

/** All that is known before the records; signature and matching options only under `options`. */
export interface ReportHeader {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'dedupe'; readonly version: string };
  readonly options: Readonly<Record<string, unknown>>;
  readonly corpus: {
    readonly documents: number;
    readonly byteLength: number;
    readonly tokens: number;
    readonly empty: number;
    readonly skipped: readonly SkippedSummary[];
  };
  readonly recall: {
    readonly jaccardLowerBound: number;
    readonly guaranteedRunWords: number;
    readonly leftOutByCaps: number;
  };
  readonly summary: ReportSummary;
}

/**
 * Writes one report as text. Records come grouped in this order: cluster, overlap, boilerplate, pair, document,
 * diagnostic; within a group by id, in UTF-8 byte order. A reporter is pure: it never reads a file or a clock.
 * Contract suite: tests/reporters/contract.ts
 */
export interface Reporter {
  begin(header: ReportHeader): void;
  record(record: ReportRecord): void;
  end(summary: ReportSummary): void;
}

/** What a reporter is given. */
export interface ReporterContext {
  /** Takes text; the receiver buffers, encodes and writes. */
  write(chunk: string): void;
  /** The decoded text of a document of this report; null where it cannot be read any more. Only for reporters that show texts. */
  readText(id: string): string | null;
  readonly isColored: boolean;
  /** Columns to fill. */
  readonly width: number;
  /** Which command the report answers. */
  readonly command: 'scan' | 'compare';
}

/** Emitted as the phases of a run go by; for progress and `--verbose`, never for the report. */
export interface PhaseEvents {
  /** A phase begins; `total` is how many units it has, null where unknown. */
  phase(name: PhaseName, total: number | null, unit: 'bytes' | 'documents' | 'sources'): void;
  advance(done: number): void;
  /** A phase is over; what remained after it, e.g. `{ documents: 5 }`. */
  done(name: PhaseName, survivors: Readonly<Record<string, number>>): void;
}

export type PhaseName =
  'find sources' | 'sketch documents' | 'choose banding' | 'match documents' | 'find overlaps' | 'report';
