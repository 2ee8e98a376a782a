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
import { compareCodePoints } from '../text-order.js';
import { listPairs } from './pair-records.js';
import { findEvidence, listBoilerplate, listOverlaps } from './scan-findings.js';
import type { ClusterMember, ClusterRow, ScanFindings } from './scan-findings.js';

/** Yields the records of the report but for its diagnostics. */
export function* listScanRecords(findings: ScanFindings, rows: readonly ClusterRow[]): Generator<ReportRecord> {
  const { ids } = findings.documents;
  const byId = (a: number, b: number): number => compareCodePoints(ids[a], ids[b]);
  const named = new Set<number>();
  const clusters = [...rows].sort((a, b) => byId(a.representative, b.representative));
  for (const cluster of clusters) {
    named.add(cluster.representative);
    for (const { document } of cluster.members) named.add(document);
    yield describeCluster(findings, cluster);
  }
  yield* describeOverlaps(findings, named);
  yield* describeBoilerplate(findings, named);
  for (const { left, right, record } of listPairs(findings)) {
    named.add(left).add(right);
    yield record;
  }
  for (const document of [...named].sort(byId)) yield describeDocument(findings, document);
}

function describeCluster(findings: ScanFindings, cluster: ClusterRow): ClusterRecord {
  const { ids } = findings.documents;
  const members = cluster.members.map((member) => describeMember(findings, cluster.representative, member));
  members.sort((a, b) => compareCodePoints(a.document, b.document));
  return { type: 'cluster', representative: ids[cluster.representative], members };
}

function describeMember(findings: ScanFindings, representative: number, member: ClusterMember): Member {
  const { sketches, cover, coverage, documents, isComponents } = findings;
  const { neighbor, relation } = findEvidence(findings, representative, member);
  const isTwin = relation === 'identical' || relation === 'same-text';
  const shingles = sketches.shingles[member.document];
  const others = sketches.shingles[neighbor];
  const sharedShingles = isTwin ? shingles : cover.sharedShingles[member.unit];
  return {
    document: documents.ids[member.document],
    relation,
    jaccard: isTwin ? 1 : computeJaccard(sharedShingles, shingles, others),
    containment: isTwin ? 1 : sharedShingles / Math.min(shingles, others),
    coverage: isTwin ? 1 : coverage[member.unit],
    sharedShingles,
    ...(isComponents ? { via: documents.ids[neighbor] } : {}),
    ...describePassages(findings, member.document, neighbor),
  };
}

function describePassages(findings: ScanFindings, a: number, b: number): Pick<Member, 'passages' | 'passagesTotal'> {
  const { ids } = findings.documents;
  const isOrdered = compareCodePoints(ids[a], ids[b]) < 0;
  return findings.passagesOf(isOrdered ? a : b, isOrdered ? b : a) ?? {};
}

function* describeOverlaps(findings: ScanFindings, named: Set<number>): Generator<OverlapRecord> {
  const { sketches, documents } = findings;
  const { ids } = documents;
  const rows = [...listOverlaps(findings)].map(({ overlap, smaller, larger }) => {
    const isOrdered = compareCodePoints(ids[smaller], ids[larger]) < 0;
    return { overlap, left: isOrdered ? smaller : larger, right: isOrdered ? larger : smaller };
  });
  rows.sort((a, b) => compareCodePoints(ids[a.left], ids[b.left]) || compareCodePoints(ids[a.right], ids[b.right]));
  for (const { overlap, left, right } of rows) {
    named.add(left).add(right);
    const [l, r] = [sketches.shingles[left], sketches.shingles[right]];
    yield {
      type: 'overlap',
      left: ids[left],
      right: ids[right],
      jaccard: computeJaccard(overlap.sharedShingles, l, r),
      containment: overlap.sharedShingles / Math.min(l, r),
      longestPassageWords: Math.floor(overlap.longestHalfWords / 2),
      ...describePassages(findings, left, right),
    };
  }
}

function* describeBoilerplate(findings: ScanFindings, named: Set<number>): Generator<BoilerplateRecord> {
  const { documents } = findings;
  const rows = [...listBoilerplate(findings)].sort(
    (a, b) =>
      compareCodePoints(documents.ids[a.document], documents.ids[b.document]) || a.run.firstToken - b.run.firstToken,
  );
  for (const { run, document } of rows) {
    const text = findings.textOf(document, run.firstToken, run.lastToken);
    if (text === null) continue;
    named.add(document);
    yield {
      type: 'boilerplate',
      documents: run.documents,
      words: Math.floor(run.halfWords / 2),
      example: documents.ids[document],
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
    id: documents.ids[document],
    path: sources[documents.sources[document]].path,
    line: documents.lines[document] === 0 ? null : documents.lines[document],
    byteLength: documents.textByteLengths[document],
    tokens: sketches.tokens[document],
    contentHash: formatHash(sketches.contentHashes.subarray(4 * document, 4 * document + 4)),
  };
}

/** 128 bits as 32 hexadecimal digits. */
export function formatHash(hash: Uint32Array): string {
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('');
}
