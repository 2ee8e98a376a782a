// The clusterings that the accuracy bench compares: the greedy rule and the adjusted Rand index.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSizes, computeAdjustedRandIndex, makeGreedyClusters } from '../../../bench/accuracy/clusters.js';

const SEED = 20261120;

function makeSize(shingles: number, tokens: number, id: string): { shingles: number; tokens: number; idBytes: Buffer } {
  return { shingles, tokens, idBytes: Buffer.from(id) };
}

describe('compareSizes', () => {
  it('puts more shingles first, then more tokens, then the earlier id by bytes', () => {
    const sorted = [makeSize(5, 9, 'a'), makeSize(7, 7, 'é'), makeSize(7, 7, 'z'), makeSize(7, 8, 'y')].sort(
      compareSizes,
    );
    expect(sorted.map(({ idBytes }) => idBytes.toString())).toEqual(['y', 'z', 'é', 'a']);
  });
});

describe('makeGreedyClusters', () => {
  it('joins a document to the first representative in order, not to its nearest neighbor', () => {
    // 0 is the largest; 3 makes pairs with 2 and with 0, 2 is covered by 0.
    const sizes = [40, 30, 20, 10].map((shingles, i) => makeSize(shingles, shingles, String(i)));
    const pairs: [number, number][] = [
      [2, 0],
      [3, 2],
      [3, 0],
    ];
    expect(Array.from(makeGreedyClusters(4, pairs, (document) => sizes[document]))).toEqual([0, 1, 0, 0]);
  });

  it('does not chain: what is like a covered document only is kept', () => {
    const sizes = [30, 20, 10].map((shingles, i) => makeSize(shingles, shingles, String(i)));
    const pairs: [number, number][] = [
      [0, 1],
      [1, 2],
    ];
    expect(Array.from(makeGreedyClusters(3, pairs, (document) => sizes[document]))).toEqual([0, 0, 2]);
  });

  it('leaves no pair with both sides kept, and makes every covered document a pair with its representative', () => {
    const graph = fc.integer({ min: 2, max: 12 }).chain((count) =>
      fc.record({
        sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: count, maxLength: count }),
        pairs: fc.uniqueArray(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), {
          selector: ([left, right]) => `${Math.min(left, right)} ${Math.max(left, right)}`,
        }),
      }),
    );
    const property = fc.property(graph, ({ sizes, pairs: drawn }) => {
      const pairs = drawn.filter(([left, right]) => left !== right);
      const sizeOf = (document: number) => makeSize(sizes[document], 1, String.fromCharCode(97 + document));
      const clusters = makeGreedyClusters(sizes.length, pairs, sizeOf);
      const isKept = (document: number): boolean => clusters[document] === document;
      const isPair = (a: number, b: number): boolean =>
        pairs.some(([l, r]) => (l === a && r === b) || (l === b && r === a));
      expect(pairs.filter(([left, right]) => isKept(left) && isKept(right))).toEqual([]);
      for (let document = 0; document < sizes.length; document++) {
        if (isKept(document)) continue;
        expect(isKept(clusters[document])).toBe(true);
        // Of all kept documents it makes a pair with, its representative is the first.
        const kept = sizes.map((_, other) => other).filter((other) => isKept(other) && isPair(document, other));
        kept.sort((a, b) => compareSizes(sizeOf(a), sizeOf(b)));
        expect(clusters[document]).toBe(kept[0]);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
  });
});

describe('computeAdjustedRandIndex', () => {
  it('is 1 for equal clusterings, whatever their names', () => {
    expect(computeAdjustedRandIndex([0, 0, 1, 2], ['x', 'x', 'z', 'y'])).toBe(1);
    expect(computeAdjustedRandIndex([0, 1, 2], [2, 1, 0])).toBe(1);
    expect(computeAdjustedRandIndex([], [])).toBe(1);
  });

  it('gives the figures of worked examples', () => {
    // One pair of two agrees: (1 - 1/3) / (3/2 - 1/3).
    expect(computeAdjustedRandIndex([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo(4 / 7, 12);
    expect(computeAdjustedRandIndex([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0);
    expect(computeAdjustedRandIndex([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12);
  });

  it('equals the index counted pair by pair', () => {
    const clusterings = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 2, maxLength: 14 });
    const property = fc.property(clusterings, (names) => {
      let [both, left, right, total] = [0, 0, 0, 0];
      for (let i = 0; i < names.length; i++) {
        for (let j = 0; j < i; j++) {
          const isLeft = names[i][0] === names[j][0];
          const isRight = names[i][1] === names[j][1];
          total++;
          left += Number(isLeft);
          right += Number(isRight);
          both += Number(isLeft && isRight);
        }
      }
      const expected = (left * right) / total;
      const most = (left + right) / 2;
      const index = computeAdjustedRandIndex(
        names.map(([name]) => name),
        names.map(([, name]) => name),
      );
      expect(index).toBeCloseTo(most === expected ? 1 : (both - expected) / (most - expected), 12);
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
  });

  it('refuses clusterings of different documents, naming both counts', () => {
    expect(() => computeAdjustedRandIndex([0], [0, 0])).toThrow('not of 1 and 2');
  });
});
