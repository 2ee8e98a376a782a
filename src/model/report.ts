// The report: its records, and the contracts of those who write and those who watch it come about. Types only.
//
// Words are those of docs/architecture.md. Refuses to know how anything is found or printed.
import type { DiagnosticCode, SkipReason } from './sources.js';

/** What a verified pair is; the first that holds. The first four are duplicates. */
export type Relation = 'identical' | 'same-text' | 'near' | 'contained' | 'overlap';

/** A run of tokens equal in two documents: first token on each side, how many, and their length. */
export interface TokenPassage {
  readonly leftToken: number;
  readonly rightToken: number;
  readonly tokens: number;
  readonly halfWords: number;
}

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
  /** Where there is one: to be awaited before `begin`, for what the engine cannot load at once. */
  readonly ready?: Promise<void>;
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
