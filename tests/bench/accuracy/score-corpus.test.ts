// The bench's verdicts: a true report of the articles has no shortfall, and every kind of lie is named.

import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { pairKey } from '../../../bench/accuracy/corpus.js';
import type { Corpus, ListedPair } from '../../../bench/accuracy/corpus.js';
import { makeMeasurer } from '../../../bench/accuracy/measures.js';
import type { Report, ReportedPair } from '../../../bench/accuracy/report.js';
import { judgeReports } from '../../../bench/accuracy/score-corpus.js';

const THRESHOLDS = { jaccard: 0.6, containment: 0.8, minWords: 20, passage: 50 };
const ARTICLES = new URL('../../../fixtures/articles/', import.meta.url);
const IDS = readdirSync(ARTICLES).sort();

// The folder's story, told by hand.
const FIRST = IDS.indexOf('harbor-bridge-first-edition.txt');
const LATE = IDS.indexOf('harbor-bridge-late-edition.txt');
const REPRINT = IDS.indexOf('harbor-bridge-reprint.txt');
const WIRE = IDS.indexOf('harbor-bridge-wire.txt');
const KEEPER = IDS.indexOf('lighthouse-keeper.txt');
const KEEPER_PAGE = IDS.indexOf('lighthouse-keeper-with-related-posts.txt');
const INQUIRY = IDS.indexOf('ferry-inquiry.txt');
const HANDOVER = IDS.indexOf('hospital-handover.txt');
const ORCHARD = IDS.indexOf('orchard-frost.txt');
const OVEN = IDS.indexOf('bakery-oven.txt');
const MEMBERS = [
  { left: LATE, right: FIRST, relation: 'near' },
  { left: REPRINT, right: FIRST, relation: 'identical' },
  { left: WIRE, right: FIRST, relation: 'same-text' },
  { left: KEEPER, right: KEEPER_PAGE, relation: 'contained' },
];
const OTHER_PAIRS = [
  { left: LATE, right: REPRINT, relation: 'near' },
  { left: LATE, right: WIRE, relation: 'near' },
  { left: REPRINT, right: WIRE, relation: 'same-text' },
];

const texts = IDS.map((id) => readFileSync(new URL(id, ARTICLES), 'utf8'));
const measurer = makeMeasurer(texts);

function measurePair(pair: { left: number; right: number; relation: string }): ReportedPair {
  const { jaccard, containment, shared } = measurer.measure(pair.left, pair.right);
  return { ...pair, jaccard, containment, shared };
}

function listPairs(): Map<number, ListedPair> {
  const listed = new Map<number, ListedPair>();
  for (let left = 0; left < IDS.length; left++) {
    for (let right = left + 1; right < IDS.length; right++) {
      const measures = measurer.measure(left, right);
      const kind = left === INQUIRY && right === HANDOVER ? 'quote' : null;
      if (measures.shared > 0) listed.set(pairKey(left, right), { left, right, ...measures, kind });
    }
  }
  return listed;
}

function makeTrueReport(): Report {
  const representatives = Int32Array.from(IDS, (_, document) => document);
  for (const { left, right } of MEMBERS) representatives[left] = right;
  const { jaccard, containment } = measurer.measure(INQUIRY, HANDOVER);
  const words = measurer.longestPassage(INQUIRY, HANDOVER, 50);
  return {
    pairs: [...MEMBERS, ...OTHER_PAIRS].map(measurePair),
    members: MEMBERS.map(measurePair),
    overlaps: [{ left: INQUIRY, right: HANDOVER, jaccard, containment, words }],
    representatives,
    documents: IDS.length,
    unknownIds: [],
  };
}

const corpus: Corpus = {
  name: 'articles',
  file: 'articles',
  ids: IDS,
  numbers: new Map(IDS.map((id, i) => [id, i])),
  texts,
  isPlanted: true,
  listed: listPairs(),
  components: null,
};

let scan: Report;
let everyPair: Report;
beforeEach(() => {
  scan = makeTrueReport();
  everyPair = makeTrueReport();
});

function judge(): string[] {
  return judgeReports(corpus, THRESHOLDS, 0.999, scan, everyPair).shortfalls;
}

describe('judgeReports', () => {
  it('finds no fault with a true report, and counts what is in it', () => {
    const score = judgeReports(corpus, THRESHOLDS, 0.999, scan, everyPair);
    expect(score.shortfalls).toEqual([]);
    expect(score.recall).toMatchObject({ required: 7, found: 7, recall: 1 });
    expect(score.pairs).toMatchObject({ reported: 7, false: 0, misnamed: 0, largestError: 0, sharedWrong: 0 });
    expect(score.clusters).toMatchObject({ redundant: 4, index: 1, misplaced: 0, misplacedExact: 0 });
    expect(score.overlaps.quoted).toMatchObject({ required: 1, found: 1, beside: 0 });
    expect(Object.fromEntries(score.recall.kinds)).toEqual({ quote: { required: 0, found: 0, total: 1 } });
  });

  it('names a missed pair', () => {
    everyPair.pairs = everyPair.pairs.filter(({ left }) => left !== KEEPER);
    expect(judge()).toContain('recall 0.85714 is below 0.999');
  });

  it('names a pair that is no duplicate', () => {
    everyPair.pairs.push(measurePair({ left: ORCHARD, right: OVEN, relation: 'near' }));
    expect(judge()).toContain('1 pairs are no duplicates');
  });

  it('names a pair under the wrong relation', () => {
    everyPair.pairs[1] = measurePair({ ...MEMBERS[1], relation: 'same-text' });
    expect(judge()).toContain('1 pairs have another relation');
  });

  it('names a wrong measure and a wrong count of shared shingles, of pairs and of members', () => {
    everyPair.pairs[0] = { ...everyPair.pairs[0], jaccard: everyPair.pairs[0].jaccard + 0.002 };
    scan.members[3] = { ...scan.members[3], shared: 1 };
    const shortfalls = judge();
    expect(shortfalls.join('\n')).toContain('a measure is wrong by 0.00');
    expect(shortfalls).toContain('1 members count their shared shingles wrong');
  });

  it('names a duplicate pair of which both sides are kept', () => {
    scan.members = scan.members.filter(({ left }) => left !== KEEPER);
    scan.representatives[KEEPER] = KEEPER;
    expect(judge()).toEqual([
      '1 verified duplicate pairs have both sides kept',
      '1 documents have another representative than the greedy clusters',
    ]);
  });

  it('names a member without a relation to its representative', () => {
    scan.members.push(measurePair({ left: ORCHARD, right: FIRST, relation: 'near' }));
    scan.representatives[ORCHARD] = FIRST;
    const shortfalls = judge();
    expect(shortfalls).toContain('1 members are no duplicates');
    expect(shortfalls).toContain('1 members have no verified relation to their representative');
  });

  it('names an overlap without its passage, and a planted quote that is missing', () => {
    scan.overlaps = [{ left: ORCHARD, right: OVEN, jaccard: 0, containment: 0, words: 64 }];
    expect(judge()).toEqual([
      '1 overlaps do not share the passage they claim',
      '1 planted quotes or digests are missing',
    ]);
  });

  it('names documents that were lost on the way or that nobody knows', () => {
    scan.documents = 9;
    everyPair.unknownIds.push('elsewhere.txt');
    expect(judge()).toEqual([
      'the report counts 9 documents, the corpus has 10',
      'the report names 1 unknown documents, e.g. elsewhere.txt',
    ]);
  });
});
