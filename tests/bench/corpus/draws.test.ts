// Seeded draws: the same numbers for the same seed, and the likelihoods that were asked for.

import { describe, expect, it } from 'vitest';
import { drawLength, listZipfWeights, makeWeightedDraw, startDraws } from '../../../bench/corpus/draws.js';

describe('startDraws', () => {
  it('gives the same numbers for the same seed and number, others for others', () => {
    const take = (seed: number, number: number): number[] => {
      const draws = startDraws(seed, number);
      return Array.from({ length: 5 }, () => draws.next());
    };
    expect(take(1, 2)).toEqual(take(1, 2));
    expect(new Set([...take(1, 2), ...take(1, 3), ...take(2, 2)]).size).toBe(15);
  });

  it('draws between two numbers, both ends included', () => {
    const draws = startDraws(3);
    const drawn = new Set(Array.from({ length: 200 }, () => draws.between(4, 7)));
    expect([...drawn].sort()).toEqual([4, 5, 6, 7]);
  });
});

describe('drawLength', () => {
  it('has the median that was asked for, half of the lengths on either side, and keeps its bounds', () => {
    const draws = startDraws(5);
    const shape = { median: 140, deviation: 0.9, least: 30, most: 1000 };
    const lengths = Array.from({ length: 4000 }, () => drawLength(draws, shape));
    const below = lengths.filter((length) => length < 140).length / lengths.length;
    expect(below).toBeGreaterThan(0.46);
    expect(below).toBeLessThan(0.54);
    expect(Math.min(...lengths)).toBe(30);
    expect(Math.max(...lengths)).toBe(1000);
  });
});

describe('makeWeightedDraw', () => {
  it('draws each number as often as its weight says', () => {
    const weights = Float64Array.of(0, 1, 2, 5, 8, 0, 0.5, 3.5);
    const draw = makeWeightedDraw(weights);
    const draws = startDraws(7);
    const counts = weights.map(() => 0);
    const rounds = 100_000;
    for (let i = 0; i < rounds; i++) counts[draw(draws)]++;
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    weights.forEach((weight, i) => {
      // Five standard deviations of a share.
      expect(Math.abs(counts[i] / rounds - weight / total)).toBeLessThan(0.0079);
    });
    expect(counts[0] + counts[5]).toBe(0);
  });

  it('refuses a number of weights that no bits can be cut to', () => {
    expect(() => makeWeightedDraw(new Float64Array(12))).toThrow('must be a power of two of at most 65,536, not 12');
  });
});

describe('listZipfWeights', () => {
  it('falls as one over the rank and its shift', () => {
    expect([...listZipfWeights(4, 1)]).toEqual([1 / 2, 1 / 3, 1 / 4, 1 / 5]);
  });
});
