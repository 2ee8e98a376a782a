// The records as the machine-readable reports write them: field by field in the published order, ratios rounded, absent
// fields left out. json and ndjson both start here, so they cannot differ. The shapes are those of
// schema/report.schema.json. Refuses to write text.
import type {
  BoilerplateRecord,
  DiagnosticRecord,
  DocumentRecord,
  Member,
  OverlapRecord,
  PairRecord,
  Passage,
  PassageSide,
  ReportHeader,
  ReportSummary,
} from '../model.js';
import { roundRatio, truncateRatio } from './round-ratio.js';

/** An object that is ready to be written as JSON; its fields in the order of insertion. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The same while fields are added: spreading what is mostly absent takes longer than all the rest. */
type Shape = Record<string, unknown>;

/** The fields of a report that come before its records, its summary apart. */
export type JsonHeader = Readonly<Record<'tool' | 'options' | 'corpus' | 'recall', JsonObject>> & {
  readonly schemaVersion: 1;
};

/** The header without its summary, which stands apart. The recall bound is cut, not rounded: it may not promise more. */
export function shapeHeader(header: ReportHeader): JsonHeader {
  const { corpus, recall } = header;
  return {
    schemaVersion: header.schemaVersion,
    tool: { name: header.tool.name, version: header.tool.version },
    options: header.options,
    corpus: {
      documents: corpus.documents,
      byteLength: corpus.byteLength,
      tokens: corpus.tokens,
      empty: corpus.empty,
      skipped: corpus.skipped.map(({ reason, count, examples }) => ({ reason, count, examples })),
    },
    recall: {
      jaccardLowerBound: truncateRatio(recall.jaccardLowerBound),
      guaranteedRunWords: recall.guaranteedRunWords,
      leftOutByCaps: recall.leftOutByCaps,
    },
  };
}

export function shapeSummary(summary: ReportSummary): JsonObject {
  const { clusters, redundant, redundantByteLength, overlaps } = summary;
  return { clusters, redundant, redundantByteLength, overlaps };
}

export function shapeMember(member: Member): JsonObject {
  const shape: Shape = {
    document: member.document,
    relation: member.relation,
    jaccard: roundRatio(member.jaccard),
    containment: roundRatio(member.containment),
    coverage: roundRatio(member.coverage),
    sharedShingles: member.sharedShingles,
  };
  if (member.via !== undefined) shape['via'] = member.via;
  return addPassages(shape, member);
}

export function shapeOverlap(overlap: OverlapRecord): JsonObject {
  const shape = {
    left: overlap.left,
    right: overlap.right,
    jaccard: roundRatio(overlap.jaccard),
    containment: roundRatio(overlap.containment),
    longestPassageWords: overlap.longestPassageWords,
  };
  return addPassages(shape, overlap);
}

export function shapeBoilerplate(boilerplate: BoilerplateRecord): JsonObject {
  const { documents, words, example, text } = boilerplate;
  return { documents, words, example, text };
}

export function shapePair(pair: PairRecord): JsonObject {
  const shape: Shape = {
    left: pair.left,
    right: pair.right,
    relation: pair.relation,
    jaccard: roundRatio(pair.jaccard),
    containment: roundRatio(pair.containment),
    sharedShingles: pair.sharedShingles,
    smaller: pair.smaller,
  };
  if (pair.leftCoverage !== undefined) shape['leftCoverage'] = roundRatio(pair.leftCoverage);
  if (pair.rightCoverage !== undefined) shape['rightCoverage'] = roundRatio(pair.rightCoverage);
  return addPassages(shape, pair);
}

/** A document without its id, which is the key in JSON and a field in ndjson. */
export function shapeDocument(document: DocumentRecord): JsonObject {
  const { path, line, byteLength, tokens, contentHash } = document;
  return { path, line, byteLength, tokens, contentHash };
}

export function shapeDiagnostic(diagnostic: DiagnosticRecord): JsonObject {
  const { code, path, line, message } = diagnostic;
  return { code, ...(path === undefined ? {} : { path }), ...(line === undefined ? {} : { line }), message };
}

/** Adds the passages that a record has to its shape, and returns it. */
function addPassages(
  shape: Shape,
  { passages, passagesTotal }: { readonly passages?: readonly Passage[]; readonly passagesTotal?: number },
): JsonObject {
  if (passages !== undefined) shape['passages'] = passages.map(shapePassage);
  if (passagesTotal !== undefined) shape['passagesTotal'] = passagesTotal;
  return shape;
}

function shapePassage({ tokens, left, right }: Passage): JsonObject {
  return { tokens, left: shapeSide(left), right: shapeSide(right) };
}

function shapeSide({ startLine, endLine, startByte, endByte }: PassageSide): JsonObject {
  return { startLine, endLine, startByte, endByte };
}
