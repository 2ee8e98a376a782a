// The natural merge sort against the sort of the language, which is stable by its specification.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRuns } from '../../src/match/merge-runs.js';

const SEED = 19_450_630;

describe('mergeRuns', () => {
  it('equals a stable sort, equal items included', () => {
    const property = fc.property(fc.array(fc.nat({ max: 99 }), { maxLength: 80, size: 'max' }), (values) => {
      const items = Uint32Array.from(values, (value, i) => 1000 * i + value);
      // Tens decide: items that agree in them are equal, and told apart by where they stood.
      const compare = (a: number, b: number): number => Math.floor((a % 1000) / 10) - Math.floor((b % 1000) / 10);
      const expected = Array.from(items).sort(compare);
      mergeRuns(items, compare);
      expect(Array.from(items)).toEqual(expected);
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('compares neighbors once where all is in order, and merges a few runs with few comparisons', () => {
    let comparisons = 0;
    const compare = (a: number, b: number): number => {
      comparisons++;
      return a - b;
    };
    mergeRuns(
      Uint32Array.from({ length: 1000 }, (_, i) => i),
      compare,
    );
    expect(comparisons).toBe(999);
    comparisons = 0;
    mergeRuns(
      Uint32Array.from({ length: 1000 }, (_, i) => (i * 250) % 999),
      compare,
    );
    expect(comparisons).toBeLessThan(10_000);
    comparisons = 0;
    mergeRuns(
      Uint32Array.from({ length: 1000 }, (_, i) => (i < 500 ? 2 * i : 2 * (i - 500) + 1)),
      compare,
    );
    expect(comparisons).toBeLessThan(2000);
  });

  it('sorts nothing, and one', () => {
    for (const values of [[], [7]]) {
      const items = Uint32Array.from(values);
      mergeRuns(items, (a, b) => a - b);
      expect(Array.from(items)).toEqual(values);
    }
  });
});
