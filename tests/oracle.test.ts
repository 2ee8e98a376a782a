// The whole of matching, from sketches to records, against brute force over all pairs of documents.
//
// Three hundred documents a corpus, relatives of every kind planted among strangers. Brute force knows their tokens from
// their making and compares whole sets of shingles as strings: no hash, no sketch and no line of src/ is in it.

import { describe, expect, it } from 'vitest';
import { matchCorpus } from '../src/run/match-corpus.js';
import type { ClusterRecord, OverlapRecord, PairRecord, ReportRecord } from '../src/model.js';
import type { ScanOptions } from '../src/options.js';
import { parseOptions } from '../src/options.js';
import { listClusters } from '../src/report/scan-findings.js';
import { listScanRecords } from '../src/report/scan-records.js';
import { createMinhashSigner } from '../src/sketch/minhash-signature.js';
import type { ExactDocument, ExactPair, ExactThresholds } from './helpers/exact-documents.js';
import {
  USUAL_THRESHOLDS,
  clusterComponents,
  clusterGreedily,
  compareOrder,
  countShared,
  hasSameTokens,
  listDuplicatePairs,
  listShingles,
  measureCommonRun,
} from './helpers/exact-documents.js';
import { makeCorpus, makeJournal } from './helpers/make-corpus.js';
import type { RelativeDocument } from './helpers/made-relatives.js';
import { describeRelatives, keepPromised, makeRelatives } from './helpers/made-relatives.js';
import type { Script } from './helpers/made-texts.js';
import { seedDraws } from './helpers/seed-draws.js';

const DOCUMENTS = 300;
const PASSAGE = 50;

interface Truth {
  readonly documents: readonly RelativeDocument[];
  readonly exact: readonly ExactDocument[];
  readonly byId: ReadonlyMap<string, ExactDocument>;
  readonly textOf: ReadonlyMap<string, string>;
  /** Every duplicate pair; made once for each thresholds. */
  readonly pairsAt: (thresholds: ExactThresholds) => readonly ExactPair[];
  /** Half words of the longest run that two documents share; made once a pair. */
  readonly longestRun: (left: ExactDocument, right: ExactDocument) => number;
}

function makeTruth(seed: number, scripts: readonly Script[]): Truth {
  const documents = keepPromised(makeRelatives(seed, DOCUMENTS, { scripts, least: 40, most: 250 }));
  const exact = describeRelatives(documents);
  const pairs = new Map<ExactThresholds, readonly ExactPair[]>();
  const runs = new Map<string, number>();
  return {
    documents,
    exact,
    byId: new Map(exact.map((document) => [document.id, document])),
    textOf: new Map(documents.map(({ id, text }) => [id, text])),
    pairsAt(thresholds) {
      const listed = pairs.get(thresholds) ?? listDuplicatePairs(exact, thresholds);
      pairs.set(thresholds, listed);
      return listed;
    },
    longestRun(left, right) {
      const key = orderIds(left.id, right.id).join(' ');
      // A run of five words is a shingle: without one there is no need to look.
      const halfWords =
        runs.get(key) ?? (countShared(left, right) === 0 ? 0 : measureCommonRun(left.tokens, right.tokens));
      runs.set(key, halfWords);
      return halfWords;
    },
  };
}

async function scan(
  documents: readonly RelativeDocument[],
  given: Partial<ScanOptions> = {},
  sign?: Parameters<typeof makeCorpus>[2],
): Promise<{ records: ReportRecord[]; recall: number; leftOutByCaps: number }> {
  const options = parseOptions(given);
  const findings = await matchCorpus(makeCorpus(documents, options, sign), options, makeJournal());
  return {
    records: [...listScanRecords(findings, listClusters(findings))],
    recall: findings.banding.recall,
    leftOutByCaps: findings.cover.leftOutByCaps,
  };
}

function isOfType<Type extends ReportRecord['type']>(type: Type) {
  return (record: ReportRecord): record is Extract<ReportRecord, { type: Type }> => record.type === type;
}

/** Of two ids the one of the smaller document, and the one of the larger. */
function orderPair({ byId }: Truth, one: string, other: string): [smaller: ExactDocument, larger: ExactDocument] {
  const [a, b] = [byId.get(one), byId.get(other)];
  if (a === undefined || b === undefined) throw new Error('a record names no document of the corpus');
  return compareOrder(a, b) > 0 ? [a, b] : [b, a];
}

/** The measures of a pair, as a record has them. */
function measurePair(
  truth: Truth,
  one: string,
  other: string,
): Pick<PairRecord, 'jaccard' | 'containment' | 'sharedShingles'> {
  const [smaller, larger] = orderPair(truth, one, other);
  const shared = countShared(smaller, larger);
  return {
    jaccard: shared / (smaller.shingles.size + larger.shingles.size - shared),
    containment: shared / smaller.shingles.size,
    sharedShingles: shared,
  };
}

function nameRelation({ textOf }: Truth, { smaller, larger, relation }: ExactPair): string {
  return relation === 'same-text' && textOf.get(smaller.id) === textOf.get(larger.id) ? 'identical' : relation;
}

/** Each duplicate pair as `left right relation smaller`. */
function namePairs(truth: Truth, thresholds: ExactThresholds): string[] {
  return truth
    .pairsAt(thresholds)
    .map((pair) => {
      const [left, right] = orderIds(pair.smaller.id, pair.larger.id);
      return [left, right, nameRelation(truth, pair), pair.smaller.id === left ? 'left' : 'right'].join(' ');
    })
    .sort();
}

function orderIds(one: string, other: string): [left: string, right: string] {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0 ? [one, other] : [other, one];
}

/** Share of a document's tokens that lie in shingles which the other has too, by marking each token; all in equal ones. */
function measureCoverage(document: ExactDocument, other: ExactDocument): number {
  if (hasSameTokens(document, other)) return 1;
  const shingles = listShingles(document.tokens);
  const isCovered = document.tokens.map(() => false);
  shingles.forEach((shingle, k) => {
    if (!other.shingles.has(shingle)) return;
    const last = document.tokens.length - shingles.length + k;
    isCovered.fill(true, last - shingle.split(' ').length + 1, last + 1);
  });
  return isCovered.filter(Boolean).length / document.tokens.length;
}

/** Per id its representative, as the records tell it; a document that no cluster names stands for itself. */
function readClusters(truth: Truth, records: readonly ClusterRecord[]): Map<string, string> {
  const clusters = new Map(truth.exact.map(({ id }) => [id, id]));
  for (const { representative, members } of records) {
    for (const { document } of members) clusters.set(document, representative);
  }
  return clusters;
}

function expectMembersExact(truth: Truth, records: readonly ClusterRecord[], thresholds: ExactThresholds): void {
  const relations = new Map<string, string>();
  for (const pair of truth.pairsAt(thresholds)) {
    relations.set(orderIds(pair.smaller.id, pair.larger.id).join(' '), nameRelation(truth, pair));
  }
  for (const { representative, members } of records) {
    for (const { document, relation, coverage, via, ...measures } of members) {
      const neighbor = via ?? representative;
      const [own, other] = [truth.byId.get(document), truth.byId.get(neighbor)];
      if (own === undefined || other === undefined) throw new Error('a member is no document of the corpus');
      expect(measures).toEqual(measurePair(truth, document, neighbor));
      expect(coverage).toBe(measureCoverage(own, other));
      expect(relation).toBe(relations.get(orderIds(document, neighbor).join(' ')));
    }
  }
}

/** Each overlap of kept documents as `left right words`; documents with the same tokens have one leader. */
function nameOverlaps(truth: Truth, clusters: ReadonlyMap<string, string>): string[] {
  const kept = truth.exact.filter(({ id }) => clusters.get(id) === id);
  const overlaps: string[] = [];
  kept.forEach((document, i) => {
    for (const other of kept.slice(0, i)) {
      const halfWords = truth.longestRun(document, other);
      if (halfWords >= 2 * PASSAGE)
        overlaps.push([...orderIds(document.id, other.id), Math.floor(halfWords / 2)].join(' '));
    }
  });
  return overlaps.sort();
}

function expectOverlapsExact(
  truth: Truth,
  records: readonly OverlapRecord[],
  clusters: ReadonlyMap<string, string>,
): void {
  const named = records.map(({ left, right, longestPassageWords }) => [left, right, longestPassageWords].join(' '));
  expect(named.sort()).toEqual(nameOverlaps(truth, clusters));
  for (const { left, right, jaccard, containment } of records) {
    const { jaccard: j, containment: c } = measurePair(truth, left, right);
    expect({ jaccard, containment }).toEqual({ jaccard: j, containment: c });
  }
}

const CORPORA: readonly [name: string, truth: Truth][] = [
  ['English-like', makeTruth(101, ['words'])],
  ['Chinese-like', makeTruth(102, ['characters'])],
  ['mixed', makeTruth(107, ['mixed'])],
  ['all kinds of', makeTruth(104, ['words', 'characters', 'mixed'])],
];

const OTHER_THRESHOLDS: readonly ExactThresholds[] = [
  { jaccardThousandths: 450, containmentThousandths: 900, minWords: 40 },
  { jaccardThousandths: 850, containmentThousandths: 1000, minWords: 25 },
];

function toOptions({ jaccardThousandths, containmentThousandths, minWords }: ExactThresholds): Partial<ScanOptions> {
  return { jaccard: jaccardThousandths / 1000, containment: containmentThousandths / 1000, minWords };
}

describe.each(CORPORA)('a scan of 300 %s documents, against brute force', (_, truth) => {
  it('is put to the test: relatives of every kind are there', () => {
    const pairs = truth.pairsAt(USUAL_THRESHOLDS);
    const relations = pairs.map((pair) => nameRelation(truth, pair));
    for (const relation of ['identical', 'same-text', 'near', 'contained']) {
      expect(relations.filter((one) => one === relation).length).toBeGreaterThan(4);
    }
    const clusters = clusterGreedily(truth.exact, pairs);
    expect(nameOverlaps(truth, clusters).length).toBeGreaterThan(4);
    expect(new Set(clusters.values()).size).toBeGreaterThan(DOCUMENTS / 4);
  });

  it('lists every duplicate pair, no other, and its exact measures', async () => {
    const { records, recall } = await scan(truth.documents, { allPairs: true });
    const pairs = records.filter(isOfType('pair'));
    const named = pairs.map(({ left, right, relation, smaller }) => [left, right, relation, smaller].join(' '));
    expect(named.sort()).toEqual(namePairs(truth, USUAL_THRESHOLDS));
    for (const { left, right, jaccard, containment, sharedShingles } of pairs) {
      expect({ jaccard, containment, sharedShingles }).toEqual(measurePair(truth, left, right));
    }
    expect(recall).toBeGreaterThanOrEqual(0.999);
  });

  it('makes the clusters of the greedy rule, with exact evidence for every member', async () => {
    const { records, leftOutByCaps } = await scan(truth.documents);
    const clusters = records.filter(isOfType('cluster'));
    const pairs = truth.pairsAt(USUAL_THRESHOLDS);
    expect(readClusters(truth, clusters)).toEqual(clusterGreedily(truth.exact, pairs));
    expectMembersExact(truth, clusters, USUAL_THRESHOLDS);
    expect(leftOutByCaps).toBe(0);
    expect(records.filter(isOfType('boilerplate'))).toEqual([]);
  });

  it('finds every overlap of kept documents, and no other, with its longest passage', async () => {
    const { records } = await scan(truth.documents);
    const clusters = readClusters(truth, records.filter(isOfType('cluster')));
    expectOverlapsExact(truth, records.filter(isOfType('overlap')), clusters);
  });

  it('connects the components of all duplicate pairs, each member by a verified neighbor', async () => {
    const { records } = await scan(truth.documents, { clustering: 'components' });
    const clusters = records.filter(isOfType('cluster'));
    const pairs = truth.pairsAt(USUAL_THRESHOLDS);
    expect(readClusters(truth, clusters)).toEqual(clusterComponents(truth.exact, pairs));
    expectMembersExact(truth, clusters, USUAL_THRESHOLDS);
  });

  it('does so at other thresholds', async () => {
    for (const thresholds of OTHER_THRESHOLDS) {
      const { records } = await scan(truth.documents, { ...toOptions(thresholds), allPairs: true });
      const pairs = records.filter(isOfType('pair'));
      const named = pairs.map(({ left, right, relation, smaller }) => [left, right, relation, smaller].join(' '));
      expect(named.sort()).toEqual(namePairs(truth, thresholds));
      const clusters = records.filter(isOfType('cluster'));
      const greedy = clusterGreedily(truth.exact, truth.pairsAt(thresholds));
      expect(readClusters(truth, clusters)).toEqual(greedy);
      expectMembersExact(truth, clusters, thresholds);
      expectOverlapsExact(truth, records.filter(isOfType('overlap')), greedy);
    }
  });

  it('tells the same with another hash seed, with signatures of the npm package, and in any order', async () => {
    const { records } = await scan(truth.documents, { allPairs: true });
    // The content hash of a document is a matter of the seed.
    const told = records.filter((record) => record.type !== 'document');
    const seeded = await scan(truth.documents, { allPairs: true, hashSeed: 77 });
    expect(seeded.records.filter((record) => record.type !== 'document')).toEqual(told);
    expect((await scan(truth.documents, { allPairs: true }, createMinhashSigner())).records).toEqual(records);
    const draws = seedDraws(9);
    const shuffled = [...truth.documents];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = draws.below(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    expect((await scan(shuffled, { allPairs: true })).records).toEqual(records);
  });
});
