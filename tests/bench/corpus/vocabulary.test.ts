// The made-up vocabulary: words by Zipf's law, short where they are frequent, the same for a seed.

import { describe, expect, it } from 'vitest';
import { startDraws } from '../../../bench/corpus/draws.js';
import { drawProse, writeProse, writeUnspacedProse } from '../../../bench/corpus/prose.js';
import { makeThaiVocabulary, makeVocabulary } from '../../../bench/corpus/vocabulary.js';

const vocabulary = makeVocabulary(1);

describe('makeVocabulary', () => {
  it('is the same for a seed and another for another', () => {
    expect(makeVocabulary(1).words).toEqual(vocabulary.words);
    expect(makeVocabulary(2).words.slice(0, 50)).not.toEqual(vocabulary.words.slice(0, 50));
  });

  it('has no word twice, and short ones first', () => {
    expect(new Set(vocabulary.words).size).toBe(vocabulary.words.length);
    const averageLength = (words: readonly string[]): number =>
      words.reduce((sum, word) => sum + word.length, 0) / words.length;
    expect(averageLength(vocabulary.words.slice(0, 200))).toBeLessThan(5);
    expect(averageLength(vocabulary.words.slice(-200))).toBeGreaterThan(7);
  });

  it('draws words by Zipf: twice the rank, half as often, from the tenth to the thousandth', () => {
    const draws = startDraws(11);
    const counts = new Uint32Array(vocabulary.words.length);
    for (let i = 0; i < 1_000_000; i++) counts[vocabulary.drawWord(draws)]++;
    const sumRanks = (from: number, to: number): number =>
      counts.slice(from, to).reduce((sum, count) => sum + count, 0);
    // Under Zipf's law equal stretches of the logarithm of rank weigh the same.
    const stretches = [10, 20, 40, 80, 160, 320, 640].map((from) => sumRanks(from, 2 * from));
    for (const stretch of stretches) {
      expect(stretch / stretches[3]).toBeGreaterThan(0.85);
      expect(stretch / stretches[3]).toBeLessThan(1.15);
    }
    // And the first word alone is a few percent of a text.
    expect(counts[0]).toBeGreaterThan(30_000);
    expect(counts[0]).toBeLessThan(70_000);
  });
});

describe('drawProse and writeProse', () => {
  it('write as many words as were drawn, in sentences', () => {
    const text = writeProse(vocabulary, startDraws(4), drawProse(vocabulary, startDraws(3), 500));
    expect(text.split(/\s+/)).toHaveLength(500);
    expect(text).toMatch(/^[A-Z]/);
    expect(text.split('.').length).toBeGreaterThan(15);
  });

  it('repeat set phrases from text to text', () => {
    const shingles = (seed: number): Set<string> => {
      const words = drawProse(vocabulary, startDraws(seed), 20_000);
      return new Set(Array.from({ length: 19_996 }, (_, i) => words.subarray(i, i + 5).join(' ')));
    };
    const [one, other] = [shingles(1), shingles(2)];
    const shared = [...one].filter((shingle) => other.has(shingle)).length;
    expect(shared / one.size).toBeGreaterThan(0.01);
    expect(shared / one.size).toBeLessThan(0.1);
  });

  it('write Thai without spaces within a clause', () => {
    const thai = makeThaiVocabulary(1);
    const text = writeUnspacedProse(thai, startDraws(1), drawProse(thai, startDraws(2), 200));
    expect(text).toMatch(/^[\p{scx=Thai} ]+$/u);
    expect(text.split(' ').length).toBeLessThan(40);
  });
});
