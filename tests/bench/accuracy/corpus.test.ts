// Reading a folder shaped like those of ../shared/corpora.

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { measureCounts, pairKey, readCorpus } from '../../../bench/accuracy/corpus.js';
import { makeFolder } from '../../helpers/make-folder.js';

const DOCUMENTS = ['{"id":"a","text":"eins"}', '{"id":"b","text":"zwei\\n"}', '{"id":"c","text":""}'].join('\n') + '\n';

describe('readCorpus', () => {
  it('reads documents, exact pairs and components', () => {
    const pairs = 'id1\tid2\tjaccard\tcontainment\tshared\tsize1\tsize2\nb\ta\t0.333333\t0.500000\t2\t4\t4\n';
    const corpus = readCorpus(
      makeFolder({
        'docs.jsonl.gz': gzipSync(DOCUMENTS),
        'pairs.tsv.gz': gzipSync(pairs),
        'clusters.tsv': 'id\tat50\tat80\na\ta\ta\nb\ta\t-\n',
      }),
    );
    expect(corpus.ids).toEqual(['a', 'b', 'c']);
    expect(corpus.texts).toEqual(['eins', 'zwei\n', '']);
    expect(corpus.isPlanted).toBe(false);
    expect(corpus.listed.get(pairKey(0, 1))).toEqual({
      left: 1,
      right: 0,
      jaccard: 1 / 3,
      containment: 0.5,
      shared: 2,
      smallerSize: 4,
      kind: null,
    });
    expect(corpus.components).toEqual({ at50: ['a', 'a', 'c'], at80: ['a', 'b', 'c'] });
  });

  it('takes the pairs of a planted set from its truth, with their kinds', () => {
    const corpus = readCorpus(
      makeFolder({
        'corpus.jsonl': DOCUMENTS,
        'families.tsv': 'id\tbase\tkind\n',
        'truth.tsv': 'id1\tid2\tkind\tshared\tsize1\tsize2\na\tc\tquote\t1\t4\t9\n',
      }),
    );
    expect(corpus.isPlanted).toBe(true);
    expect([...corpus.listed.values()].map(({ kind, smallerSize }) => [kind, smallerSize])).toEqual([['quote', 4]]);
    expect(corpus.components).toBeNull();
  });

  it('says what is missing in a folder, and which document a list should not name', () => {
    expect(() => readCorpus(makeFolder())).toThrow('holds no docs.jsonl.gz or corpus.jsonl.gz');
    expect(() => readCorpus(makeFolder({ 'docs.jsonl': DOCUMENTS }))).toThrow('holds no list of exact pairs');
    const pairs = 'id1\tid2\tshared\tsize1\tsize2\na\tzz\t1\t1\t1\n';
    const folder = makeFolder({ 'docs.jsonl': DOCUMENTS, 'pairs.tsv': pairs });
    expect(() => readCorpus(folder)).toThrow('names the document "zz"');
  });
});

describe('pairKey', () => {
  it('is the same from both sides and another for every pair', () => {
    expect(pairKey(3, 9)).toBe(pairKey(9, 3));
    expect(pairKey(3, 9)).not.toBe(pairKey(4, 9));
    expect(Number.isSafeInteger(pairKey(0x3fffffe, 0x3ffffff))).toBe(true);
  });
});

describe('measureCounts', () => {
  it('divides by the union and by the smaller side', () => {
    expect(measureCounts(6, 8, 12)).toEqual({ jaccard: 6 / 14, containment: 6 / 8, shared: 6, smallerSize: 8 });
  });
});
