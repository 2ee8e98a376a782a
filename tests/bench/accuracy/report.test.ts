// Records of the ndjson report as the bench reads them.

import { describe, expect, it } from 'vitest';
import { makeReport } from '../../../bench/accuracy/report.js';

const CORPUS = { ids: ['a', 'b', 'c'], numbers: new Map([...'abc'].map((id, i) => [id, i])) };
const MEASURES = { relation: 'near', jaccard: 0.75, containment: 0.9, sharedShingles: 30 };

describe('makeReport', () => {
  it('turns pairs, clusters and overlaps into document numbers', () => {
    const { report, addRecord } = makeReport(CORPUS);
    addRecord({ type: 'header', corpus: { documents: 3 } });
    addRecord({ type: 'cluster', representative: 'b', members: [{ document: 'a', ...MEASURES }] });
    addRecord({ type: 'overlap', left: 'b', right: 'c', jaccard: 0.1, containment: 0.2, longestPassageWords: 60 });
    addRecord({ type: 'pair', left: 'a', right: 'b', ...MEASURES });
    const pair = { relation: 'near', jaccard: 0.75, containment: 0.9, shared: 30 };
    expect(report).toEqual({
      pairs: [{ left: 0, right: 1, ...pair }],
      members: [{ left: 0, right: 1, ...pair }],
      overlaps: [{ left: 1, right: 2, jaccard: 0.1, containment: 0.2, words: 60 }],
      representatives: Int32Array.of(1, 1, 2),
      documents: 3,
      unknownIds: [],
    });
  });

  it('takes no overlap for a duplicate, and remembers names that the corpus does not hold', () => {
    const { report, addRecord } = makeReport(CORPUS);
    addRecord({ type: 'pair', left: 'a', right: 'b', ...MEASURES, relation: 'overlap' });
    addRecord({ type: 'pair', left: 'a', right: 'x:3', ...MEASURES });
    expect(report.pairs).toEqual([]);
    expect(report.unknownIds).toEqual(['x:3']);
  });
});
