// The bench's own measures, checked against the definition's corner cases and a naive search for passages.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectShingles, cutTokens, makeMeasurer, measureLongestPassage } from '../../../bench/accuracy/measures.js';

const SEED = 20261120;

function readTokens(text: string): { tokens: string[]; halfWords: number[] } {
  const table = new Map<string, number>();
  const { numbers, halfWords } = cutTokens(text, table);
  const names = [...table.keys()];
  return { tokens: Array.from(numbers, (number) => names[number]), halfWords: Array.from(halfWords) };
}

describe('cutTokens', () => {
  it('lower-cases words and separates at punctuation, underscore and fraction slash', () => {
    expect(readTokens('The Lamp, the_lamp! ½m²').tokens).toEqual(['the', 'lamp', 'the', 'lamp', '1', '2m2']);
  });

  it('makes every character of a script without spaces a token of half a word, with its marks', () => {
    expect(readTokens('茶 tea ที่')).toEqual({ tokens: ['茶', 'tea', 'ที่'], halfWords: [1, 2, 1] });
  });

  it('reads composed, decomposed and compatibility forms as the same tokens', () => {
    expect(readTokens('Café ﬁn １２').tokens).toEqual(readTokens('Cafe\u0301 fin 12').tokens);
  });
});

describe('collectShingles', () => {
  it('counts distinct runs of five words', () => {
    const tokens = cutTokens('a b c d e a b c d e f', new Map());
    // a-e, b-a, c-b, d-c, e-d and b-f: the second a-e is the first one again.
    expect(collectShingles(tokens, new Map(), 5)).toHaveLength(6);
  });

  it('makes one shingle of a shorter document and none of an empty one', () => {
    expect(collectShingles(cutTokens('one two', new Map()), new Map(), 5)).toHaveLength(1);
    expect(collectShingles(cutTokens('— …', new Map()), new Map(), 5)).toHaveLength(0);
  });

  it('reaches five words with ten characters, or with a mixture', () => {
    expect(collectShingles(cutTokens('一二三四五六七八九十百', new Map()), new Map(), 5)).toHaveLength(2);
    // Three words and four characters are five words; the run that ends at the last word begins at the second character.
    expect(collectShingles(cutTokens('a b c 一二三四 d', new Map()), new Map(), 5)).toHaveLength(2);
  });
});

describe('measureLongestPassage', () => {
  it('equals the longest common run of a naive search, or 0 below the least length', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', '茶'), { maxLength: 24 });
    const property = fc.property(words, words, fc.integer({ min: 1, max: 4 }), (left, right, minTokens) => {
      const table = new Map<string, number>();
      const found = measureLongestPassage(
        cutTokens(left.join(' '), table),
        cutTokens(right.join(' '), table),
        minTokens,
      );
      expect(found).toBe(searchLongestRun(left, right, minTokens));
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });
});

describe('makeMeasurer', () => {
  it('measures both directions alike and knows texts that differ in case only', () => {
    const measurer = makeMeasurer([
      'one two three four five six',
      'One, two three FOUR five six.',
      'two three four five six seven',
    ]);
    expect(measurer.measure(0, 2)).toEqual({ jaccard: 1 / 3, containment: 1 / 2, shared: 1, smallerSize: 2 });
    expect(measurer.measure(2, 0)).toEqual(measurer.measure(0, 2));
    expect(measurer.isSameText(0, 1)).toBe(true);
    expect(measurer.isSameText(0, 2)).toBe(false);
    expect(measurer.words(0)).toBe(6);
  });
});

function searchLongestRun(left: readonly string[], right: readonly string[], minTokens: number): number {
  let longest = 0;
  for (let l = 0; l < left.length; l++) {
    for (let r = 0; r < right.length; r++) {
      let words = 0;
      for (let n = 0; l + n < left.length && left[l + n] === right[r + n]; n++) {
        words += left[l + n] === '茶' ? 0.5 : 1;
        if (n + 1 >= minTokens) longest = Math.max(longest, words);
      }
    }
  }
  return longest;
}
