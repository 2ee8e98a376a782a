// The pairs of --all-pairs: exactly those of brute force, copies spelled out, and what a pair's record says.

import { describe, expect, it } from 'vitest';
import type { PairRecord } from '../../src/model.js';
import { describePair, listPairs } from '../../src/report/pair-records.js';
import { listDuplicatePairs, USUAL_THRESHOLDS } from '../helpers/exact-documents.js';
import { describeRelatives, makeRelatives } from '../helpers/made-relatives.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import { matchMemory, type MemoryContent, sketchMemory } from '../helpers/memory-corpus.js';
import { compareBytes } from './audit-records.js';

function page(start: number, words = 100): string {
  return writeTokens(listWords(start, words));
}

function namePair({ left, right, relation }: PairRecord): string {
  return `${left} ${relation} ${right}`;
}

async function findPairs(contents: Readonly<Record<string, MemoryContent>>): Promise<PairRecord[]> {
  return [...listPairs(await matchMemory(contents, { allPairs: true }))].map(({ record }) => record);
}

describe('the pairs of a scan', () => {
  it('are all that brute force finds, with the right measures, and no other', async () => {
    for (let seed = 70; seed < 80; seed++) {
      const made = makeRelatives(seed, 40);
      const texts = new Map(made.map(({ id, text }) => [id, text]));
      const expected = listDuplicatePairs(describeRelatives(made), USUAL_THRESHOLDS).map((pair) => {
        const { larger, smaller, shared } = pair;
        const isIdentical = texts.get(larger.id) === texts.get(smaller.id);
        const [left, right] = [larger.id, smaller.id].sort(compareBytes);
        return {
          ...{ type: 'pair', left, right, sharedShingles: shared },
          relation: isIdentical ? 'identical' : pair.relation,
          jaccard: shared / (larger.shingles.size + smaller.shingles.size - shared),
          containment: shared / smaller.shingles.size,
          smaller: smaller.id === left ? 'left' : 'right',
        };
      });
      expected.sort((a, b) => compareBytes(a.left, b.left) || compareBytes(a.right, b.right));
      expect(await findPairs(Object.fromEntries(texts))).toEqual(expected);
    }
  });

  it('are spelled out for every copy', async () => {
    const contents = { c: page(0), a: page(0), e: page(0).toUpperCase(), d: page(2), b: page(2), x: page(700) };
    expect((await findPairs(contents)).map(namePair)).toEqual([
      ...['a near b', 'a identical c', 'a near d', 'a same-text e'],
      ...['b near c', 'b identical d', 'b near e'],
      ...['c near d', 'c same-text e', 'd near e'],
    ]);
  });

  it('are not there where they were not asked for', async () => {
    expect([...listPairs(await matchMemory({ a: page(0), b: page(0) }))]).toEqual([]);
  });

  it('leave out documents that changed, and keep their copies', async () => {
    const contents = { a: page(0), b: page(0), c: page(2), d: page(2) };
    const findings = await matchMemory(contents, { allPairs: true }, (files) => {
      files.write('a', 'changed');
      files.write('c', null);
    });
    expect([...listPairs(findings)].map(({ record }) => namePair(record))).toEqual(['b near d']);
  });

  it('of a thousand copies are half a million, one after the other', async () => {
    const findings = await matchMemory(
      { 'a.jsonl': Array.from({ length: 1000 }, () => ({ text: page(0, 10) })) },
      { allPairs: true },
    );
    let count = 0;
    for (const { left, right } of listPairs(findings)) if (left !== right) count++;
    expect(count).toBe((1000 * 999) / 2);
  });
});

describe('the record of a pair', () => {
  it.each([
    // left, right, shared shingles, smaller side, containment of the smaller in the larger
    ['fewer shingles on the left', page(0, 10), page(0, 20), 6, 'left', 1],
    ['fewer shingles on the right', page(0, 20), page(5, 10), 6, 'right', 1],
    ['as many shingles and tokens', page(0, 20), page(8, 20), 8, 'right', 0.5],
  ])(
    'tells the smaller side and how much of it is in the other: %s',
    async (_, left, right, shared, smaller, containment) => {
      const corpus = await sketchMemory({ a: left, b: right });
      expect(describePair(corpus, 0, 1, 'near', shared)).toMatchObject({ left: 'a', right: 'b', smaller, containment });
    },
  );

  it('of as many shingles takes the one of fewer tokens for the smaller', async () => {
    // A refrain repeats its shingles: tokens more, shingles none.
    const corpus = await sketchMemory({ a: 'go go go go go go go go', b: 'go go go go go go' });
    expect(describePair(corpus, 0, 1, 'near', 1)).toMatchObject({ smaller: 'right', jaccard: 1, containment: 1 });
  });

  it('of empty documents has measures of zero', async () => {
    const corpus = await sketchMemory({ a: '', b: '', c: 'word' });
    expect(describePair(corpus, 0, 1, null, 0)).toMatchObject({ jaccard: 0, containment: 0, relation: null });
    expect(describePair(corpus, 0, 2, null, 0)).toMatchObject({ jaccard: 0, containment: 0, smaller: 'left' });
  });
});
