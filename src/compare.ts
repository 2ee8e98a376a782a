// The contents page of `compare`: one pair of documents explained, whatever relates them.
//
// Both are read and sketched like any corpus; then every measure is taken on the full sets. Refuses candidates: there is
// one pair.
import { InputError } from './errors.js';
import { relateCounts } from './match/relation.js';
import { hasSameHash } from './match/units.js';
import type { DocumentRecord, PairRecord, Relation, ReportSummary } from './model.js';
import type { ScanOptions } from './options.js';
import { parseOptions } from './options.js';
import type { Report } from './report/collect-report.js';
import { collectReport } from './report/collect-report.js';
import { describePair } from './report/pair-records.js';
import { describeDocument } from './report/scan-records.js';
import { smallerOf } from './report/smaller-side.js';
import { findDocumentPassages } from './run/document-passages.js';
import { describeHeader, describeOutcome, describeRecall, emitReport } from './run/emit-report.js';
import { RunJournal } from './run/journal.js';
import type { RunHooks, RunOutcome } from './run/journal.js';
import type { SketchedCorpus } from './run/open-corpus.js';
import { openPair } from './run/open-pair.js';
import { describeTooLargeToShow, MOST_SHOWN_BYTES } from './run/shown-documents.js';
import { countSharedShingles } from './sketch/shingle-set.js';
import { compareCodePoints } from './text-order.js';

/**
 * Compares two documents, each `PATH` or `PATH:LINE` for a line of JSON lines, and gives a report with one pair to the
 * reporters. The side of the earlier id is `left` in the report. Rejects with an InputError where a side cannot be read.
 */
export async function reportComparison(
  left: string,
  right: string,
  options: Readonly<Partial<ScanOptions>>,
  hooks: RunHooks,
): Promise<RunOutcome> {
  const parsed = parseOptions(options, 'compare');
  const journal = new RunJournal(hooks);
  const opened = await openPair(left, right, parsed, hooks, journal);
  try {
    const sides = await opened.sketch();
    const sketched = sides.corpus;
    const pair = comparePair(sketched, sides.left, sides.right, parsed);
    const summary = summarizePair(sketched, pair);
    const recall = describeRecall(1, sketched, 0);
    const header = describeHeader(sketched, parsed, 'compare', journal, { summary, recall });
    const records = [pair, ...listDocuments(sketched)];
    await emitReport(header, records, sketched, journal, hooks);
    const relations = { identical: 0, 'same-text': 0, near: 0, contained: 0, overlap: 0 };
    if (pair.relation !== null) relations[pair.relation] = 1;
    return describeOutcome(sketched, relations, summary, journal);
  } finally {
    opened.close();
  }
}

/** The same for programs: the report as one object, its pair in `pairs`. */
export async function compareDocuments(
  left: string,
  right: string,
  options: Readonly<Partial<ScanOptions>> = {},
  hooks: Pick<RunHooks, 'onDiagnostic' | 'signal' | 'stdin'> = {},
): Promise<Report> {
  const collector = collectReport(true);
  await reportComparison(left, right, options, { ...hooks, createReporters: () => [collector.reporter] });
  return collector.report();
}

function comparePair(corpus: SketchedCorpus, one: number, other: number, options: ScanOptions): PairRecord {
  const { documents, reader } = corpus;
  const [left, right] = documents.ids.compare(one, other) <= 0 ? [one, other] : [other, one];
  for (const side of [left, right]) {
    const byteLength = documents.textByteLengths[side];
    if (byteLength <= MOST_SHOWN_BYTES) continue;
    const message = `${documents.ids.read(side)}: ${describeTooLargeToShow(byteLength)}; scan both instead: dedupe LEFT RIGHT`;
    throw new InputError('DOCUMENT_TOO_LARGE', message, { byteLength, mostByteLength: MOST_SHOWN_BYTES });
  }
  const found = findDocumentPassages(corpus, left, right, options.passages);
  const leftSet = reader.get(left);
  const rightSet = reader.get(right);
  if (found === null || leftSet === null || rightSet === null) {
    throw new InputError('SOURCE_UNREADABLE', 'a document changed or vanished while it was being compared; run again');
  }
  const shared = countSharedShingles(leftSet, rightSet);
  const relation = relatePair(corpus, left, right, shared, options, found.longestHalfWords);
  return {
    ...describePair(corpus, left, right, relation, shared),
    leftCoverage: reader.measureCoverage(left, rightSet) ?? 0,
    rightCoverage: reader.measureCoverage(right, leftSet) ?? 0,
    passages: found.passages,
    passagesTotal: found.passagesTotal,
  };
}

/** The first relation that holds; null where none does, and for empty documents. */
function relatePair(
  { documents, sketches }: SketchedCorpus,
  left: number,
  right: number,
  shared: number,
  options: ScanOptions,
  longestHalfWords: number,
): Relation | null {
  if (sketches.tokens[left] === 0 || sketches.tokens[right] === 0) return null;
  if (hasSameHash(sketches.contentHashes, left, right)) return 'identical';
  if (hasSameHash(sketches.tokensHashes, left, right)) return 'same-text';
  const smaller = smallerOf(sketches, documents.ids, left, right);
  const larger = smaller === left ? right : left;
  const halfWords = sketches.halfWords[smaller];
  const relation = relateCounts(shared, sketches.shingles[smaller], sketches.shingles[larger], halfWords, options);
  return relation ?? (longestHalfWords >= 2 * options.passage ? 'overlap' : null);
}

/** A pair of duplicates is a cluster of two; its smaller side is redundant. */
function summarizePair({ documents }: SketchedCorpus, pair: PairRecord): ReportSummary {
  if (pair.relation === null) return { clusters: 0, redundant: 0, redundantByteLength: 0, overlaps: 0 };
  if (pair.relation === 'overlap') return { clusters: 0, redundant: 0, redundantByteLength: 0, overlaps: 1 };
  const smaller = documents.ids.find(pair.smaller === 'left' ? pair.left : pair.right);
  const redundantByteLength = smaller === null ? 0 : documents.textByteLengths[smaller];
  return { clusters: 1, redundant: 1, redundantByteLength, overlaps: 0 };
}

/** One record where both sides are the same document. */
function listDocuments(corpus: SketchedCorpus): DocumentRecord[] {
  const rows = { length: corpus.documents.count };
  const records = Array.from(rows, (_, document) => describeDocument(corpus, document));
  return records.sort((a, b) => compareCodePoints(a.id, b.id));
}
