// Headers, records and contexts for the tests of the reporters, each to be varied by what a test is about; and a way to
// run a reporter and keep what it wrote.
import type {
  DocumentRecord,
  Member,
  OverlapRecord,
  PairRecord,
  Passage,
  PassageSide,
  ReporterContext,
  ReportHeader,
  ReportRecord,
} from '../../src/model.js';
import type { ReporterName } from '../../src/reporters/registry.js';
import { createReporter } from '../../src/reporters/registry.js';

/** Every signature and matching option at its default. */
export const SAMPLE_OPTIONS = {
  jaccard: 0.6,
  containment: 0.8,
  minWords: 20,
  passage: 50,
  shingleSize: 5,
  tokens: 'auto',
  hashSeed: 0,
  engine: 'dedupe',
  allPairs: false,
  clustering: 'star',
  prefer: [],
};

export function buildHeader(changes: Partial<ReportHeader> = {}): ReportHeader {
  return {
    schemaVersion: 1,
    tool: { name: 'dedupe', version: '1.2.3' },
    options: SAMPLE_OPTIONS,
    corpus: { documents: 5, byteLength: 17_827, tokens: 2712, empty: 0, skipped: [] },
    recall: { jaccardLowerBound: 0.99927, guaranteedRunWords: 20, leftOutByCaps: 0 },
    summary: { clusters: 0, redundant: 0, redundantByteLength: 0, overlaps: 0 },
    ...changes,
  };
}

export function buildMember(document: string, changes: Partial<Member> = {}): Member {
  return {
    document,
    relation: 'near',
    jaccard: 0.93,
    containment: 0.96,
    coverage: 0.975,
    sharedShingles: 90,
    ...changes,
  };
}

export function buildOverlap(left: string, right: string, changes: Partial<OverlapRecord> = {}): OverlapRecord {
  return { type: 'overlap', left, right, jaccard: 0.02, containment: 0.2, longestPassageWords: 61, ...changes };
}

export function buildPair(left: string, right: string, changes: Partial<PairRecord> = {}): PairRecord {
  return {
    type: 'pair',
    left,
    right,
    relation: 'near',
    jaccard: 0.93,
    containment: 0.96,
    sharedShingles: 90,
    smaller: 'right',
    ...changes,
  };
}

export function buildDocument(id: string, changes: Partial<DocumentRecord> = {}): DocumentRecord {
  const contentHash = '0123456789abcdef0123456789abcdef';
  return { type: 'document', id, path: id, line: null, byteLength: 2434, tokens: 369, contentHash, ...changes };
}

/** The place of `words` in `text`, as a passage has it. */
export function findSide(text: string, words: string): PassageSide {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`the text has no ${words}`);
  const countLines = (end: number): number => text.slice(0, end).split('\n').length;
  const startByte = Buffer.byteLength(text.slice(0, start));
  return {
    startLine: countLines(start),
    endLine: countLines(start + words.length),
    startByte,
    endByte: startByte + Buffer.byteLength(words),
  };
}

/** The passage that both texts have word for word. */
export function findPassage(left: string, right: string, words: string): Passage {
  const tokens = words.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return { tokens, left: findSide(left, words), right: findSide(right, words) };
}

/** What a reporter wrote, and in which pieces. */
export interface Written {
  readonly text: string;
  readonly chunks: readonly string[];
}

/** A context that keeps what is written in `chunks`; the texts are those given. */
export function buildContext(
  chunks: string[],
  changes: Partial<ReporterContext> = {},
  texts: Readonly<Record<string, string>> = {},
): ReporterContext {
  return {
    write: (chunk) => {
      chunks.push(chunk);
    },
    readText: (id) => (Object.hasOwn(texts, id) ? texts[id] : null),
    isColored: false,
    width: 100,
    command: 'scan',
    ...changes,
  };
}

/** Runs a reporter over a whole report. */
export function writeReport(
  name: ReporterName,
  header: ReportHeader,
  records: Iterable<ReportRecord>,
  changes: Partial<ReporterContext> = {},
  texts: Readonly<Record<string, string>> = {},
): Written {
  const chunks: string[] = [];
  const reporter = createReporter(name, buildContext(chunks, changes, texts));
  reporter.begin(header);
  for (const record of records) reporter.record(record);
  reporter.end(header.summary);
  return { text: chunks.join(''), chunks };
}

/** The lines a text report consists of. */
export function writeLines(
  header: ReportHeader,
  records: Iterable<ReportRecord>,
  changes: Partial<ReporterContext> = {},
  texts: Readonly<Record<string, string>> = {},
): string[] {
  return writeReport('text', header, records, changes, texts).text.split('\n');
}
