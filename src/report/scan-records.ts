// The records of a scan's report, one after the other, in the report's order.
//
// Cluster, overlap, boilerplate, pair, document: each group by id in UTF-8 byte order. Records are made when they are
// asked for; what is held is numbers. Refuses to read: texts and passages come from the run.
import type {
  BoilerplateRecord,
  ClusterRecord,
  DocumentRecord,
  Member,
  OverlapRecord,
  ReportRecord,
} from '../model.js';
import { computeJaccard } from '../match/relation.js';
import { extendOrder, orderDocuments } from './document-order.js';
import type { DocumentOrder } from './document-order.js';
import { listPairs } from './pair-records.js';
import { findEvidence, listBoilerplate, listOverlaps } from './scan-findings.js';
import type { BoilerplateRow, ClusterMember, ClusterRow, OverlapRow, ScanFindings } from './scan-findings.js';

/** Yields the records of the report but for its diagnostics. */
export function* listScanRecords(findings: ScanFindings, rows: readonly ClusterRow[]): Generator<ReportRecord> {
  const { ids, count } = findings.documents;
  const isNamed = new Uint8Array(count);
  let order = orderDocuments(listNameable(findings, rows), count, ids);
  for (const cluster of sortClusters(rows, order)) {
    isNamed[cluster.representative] = 1;
    for (const { document } of cluster.members) isNamed[document] = 1;
    yield describeCluster(findings, cluster, order);
  }
  // Listed when it is their turn: looking for passages may have shown that a document changed, and another is named.
  const overlaps = [...listOverlaps(findings)];
  order = extendOrder(order, listSides(overlaps), ids);
  yield* describeOverlaps(findings, overlaps, order, isNamed);
  const boilerplate = [...listBoilerplate(findings)];
  order = extendOrder(
    order,
    boilerplate.map(({ document }) => document),
    ids,
  );
  yield* describeBoilerplate(findings, boilerplate, order, isNamed);
  for (const { left, right, record } of listPairs(findings)) {
    isNamed[left] = 1;
    isNamed[right] = 1;
    yield record;
  }
  for (const document of order.documents) if (isNamed[document] === 1) yield describeDocument(findings, document);
}

/** All documents that the report may name, as far as can be said before it begins. */
function* listNameable(findings: ScanFindings, rows: readonly ClusterRow[]): Generator<number> {
  if (findings.cover.pairs !== null) yield* findings.units.members;
  for (const { representative, members } of rows) {
    yield representative;
    for (const { document } of members) yield document;
  }
  yield* listSides(listOverlaps(findings));
  for (const { document } of listBoilerplate(findings)) yield document;
}

function* listSides(rows: Iterable<OverlapRow>): Generator<number> {
  for (const { smaller, larger } of rows) {
    yield smaller;
    yield larger;
  }
}

function sortClusters(rows: readonly ClusterRow[], { ranks }: DocumentOrder): ClusterRow[] {
  return [...rows].sort((a, b) => ranks[a.representative] - ranks[b.representative]);
}

function describeCluster(findings: ScanFindings, cluster: ClusterRow, { ranks }: DocumentOrder): ClusterRecord {
  const members = [...cluster.members].sort((a, b) => ranks[a.document] - ranks[b.document]);
  return {
    type: 'cluster',
    representative: findings.documents.ids.read(cluster.representative),
    members: members.map((member) => describeMember(findings, cluster.representative, member)),
  };
}

function describeMember(findings: ScanFindings, representative: number, member: ClusterMember): Member {
  const { sketches, cover, coverage, documents, isComponents } = findings;
  const { neighbor, relation } = findEvidence(findings, representative, member);
  const isTwin = relation === 'identical' || relation === 'same-text';
  const shingles = sketches.shingles[member.document];
  const others = sketches.shingles[neighbor];
  const sharedShingles = isTwin ? shingles : cover.sharedShingles[member.unit];
  const record: Member = {
    document: documents.ids.read(member.document),
    relation,
    jaccard: isTwin ? 1 : computeJaccard(sharedShingles, shingles, others),
    containment: isTwin ? 1 : sharedShingles / Math.min(shingles, others),
    coverage: isTwin ? 1 : coverage[member.unit],
    sharedShingles,
  };
  const passages = describePassages(findings, member.document, neighbor);
  if (passages === null && !isComponents) return record;
  return { ...record, ...(isComponents ? { via: documents.ids.read(neighbor) } : {}), ...passages };
}

function describePassages(findings: ScanFindings, a: number, b: number): ReturnType<ScanFindings['passagesOf']> {
  const isOrdered = findings.documents.ids.compare(a, b) < 0;
  return findings.passagesOf(isOrdered ? a : b, isOrdered ? b : a);
}

function* describeOverlaps(
  findings: ScanFindings,
  rows: readonly OverlapRow[],
  { ranks }: DocumentOrder,
  isNamed: Uint8Array,
): Generator<OverlapRecord> {
  const { sketches, documents } = findings;
  const { ids } = documents;
  const sides = rows.map(({ overlap, smaller, larger }) => {
    const isOrdered = ranks[smaller] < ranks[larger];
    return { overlap, left: isOrdered ? smaller : larger, right: isOrdered ? larger : smaller };
  });
  sides.sort((a, b) => ranks[a.left] - ranks[b.left] || ranks[a.right] - ranks[b.right]);
  for (const { overlap, left, right } of sides) {
    isNamed[left] = 1;
    isNamed[right] = 1;
    const l = sketches.shingles[left];
    const r = sketches.shingles[right];
    const record: OverlapRecord = {
      type: 'overlap',
      left: ids.read(left),
      right: ids.read(right),
      jaccard: computeJaccard(overlap.sharedShingles, l, r),
      containment: overlap.sharedShingles / Math.min(l, r),
      longestPassageWords: Math.floor(overlap.longestHalfWords / 2),
    };
    const passages = findings.passagesOf(left, right);
    yield passages === null ? record : { ...record, ...passages };
  }
}

function* describeBoilerplate(
  findings: ScanFindings,
  rows: readonly BoilerplateRow[],
  { ranks }: DocumentOrder,
  isNamed: Uint8Array,
): Generator<BoilerplateRecord> {
  const { documents } = findings;
  const sorted = [...rows].sort((a, b) => ranks[a.document] - ranks[b.document] || a.run.firstToken - b.run.firstToken);
  for (const { run, document } of sorted) {
    const text = findings.textOf(document, run.firstToken, run.lastToken);
    if (text === null) continue;
    isNamed[document] = 1;
    yield {
      type: 'boilerplate',
      documents: run.documents,
      words: Math.floor(run.halfWords / 2),
      example: documents.ids.read(document),
      text,
    };
  }
}

export function describeDocument(
  { sources, documents, sketches }: Pick<ScanFindings, 'sources' | 'documents' | 'sketches'>,
  document: number,
): DocumentRecord {
  return {
    type: 'document',
    id: documents.ids.read(document),
    path: sources[documents.sources[document]].path,
    line: documents.lines[document] === 0 ? null : documents.lines[document],
    byteLength: documents.textByteLengths[document],
    tokens: sketches.tokens[document],
    contentHash: formatHash(sketches.contentHashes, 4 * document),
  };
}

/** 128 bits as 32 hexadecimal digits: the four words of a column from `start` on. */
export function formatHash(hashes: Uint32Array, start = 0): string {
  let digits = '';
  for (let i = start; i < start + 4; i++) {
    const word = hashes[i];
    digits += HEX[word >>> 24] + HEX[(word >>> 16) & 0xff] + HEX[(word >>> 8) & 0xff] + HEX[word & 0xff];
  }
  return digits;
}

/** The digits of each byte: `toString(16)` of a word takes five times as long. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
