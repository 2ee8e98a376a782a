// Shingle sets against sets of the language, over hashes made up to share words.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSharedHalves, countSharedShingles, listHalves } from '../../src/sketch/shingle-set.js';
import { anyHash, anyWord, collectHashes, nameHashes } from '../helpers/hash-sets.js';
import type { Hash } from '../helpers/hash-sets.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 19_970_611;

function countByNames(left: readonly Hash[], right: readonly Hash[]): number {
  const names = nameHashes(right);
  return [...nameHashes(left)].filter((name) => names.has(name)).length;
}

/** `count` distinct hashes out of a universe of `universe`. */
function drawHashes(seed: number, count: number, universe: number): Hash[] {
  const draws = seedDraws(seed);
  const numbers = new Set<number>();
  while (numbers.size < count) numbers.add(draws.below(universe));
  return [...numbers].map((number) => [Math.imul(number >> 3, 0x9e3779b1) >>> 0, Math.imul(number, 0x85ebca6b) >>> 0]);
}

describe('collectShingleSet', () => {
  it('holds every distinct hash once, by high, then low word', () => {
    const property = fc.property(fc.array(anyHash, { maxLength: 60 }), (hashes) => {
      const set = collectHashes(hashes);
      const names = Array.from({ length: set.length / 2 }, (_, i) => `${set[2 * i + 1]}.${set[2 * i]}`);
      const sorted = [...new Map(hashes.map((hash) => [hash.join('.'), hash])).values()].sort(
        (a, b) => a[0] - b[0] || a[1] - b[1],
      );
      expect(names).toEqual(sorted.map((hash) => hash.join('.')));
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });
});

describe('countSharedShingles', () => {
  it('equals the intersection of two sets of the language, either way round', () => {
    const hashes = fc.array(anyHash, { maxLength: 60 });
    const property = fc.property(hashes, hashes, (left, right) => {
      const shared = countByNames(left, right);
      expect(countSharedShingles(collectHashes(left), collectHashes(right))).toBe(shared);
      expect(countSharedShingles(collectHashes(right), collectHashes(left))).toBe(shared);
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('counts the same by looking up, where one set is more than 16 times the other, and by walking both', () => {
    const property = fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, count) => {
      const small = drawHashes(seed, count, 2000);
      for (const size of [16 * count - 1, 16 * count, 16 * count + 1, 17 * count + 3]) {
        const large = drawHashes(seed + 1, size, 2000);
        const shared = countByNames(small, large);
        expect(countSharedShingles(collectHashes(small), collectHashes(large))).toBe(shared);
        expect(countSharedShingles(collectHashes(large), collectHashes(small))).toBe(shared);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
  });

  it('shares all with itself and nothing with the empty set', () => {
    const set = collectHashes(drawHashes(1, 100, 1000));
    expect(countSharedShingles(set, set)).toBe(100);
    expect(countSharedShingles(set, collectHashes([]))).toBe(0);
    expect(countSharedShingles(collectHashes([]), collectHashes([]))).toBe(0);
  });
});

describe('counting with a least number', () => {
  it('counts exactly what reaches it, and says less than it of the rest', () => {
    fc.assert(
      fc.property(
        fc.array(anyHash, { maxLength: 60 }),
        fc.array(anyHash, { maxLength: 60 }),
        fc.nat({ max: 40 }),
        (left, right, least) => {
          const exact = countByNames(left, right);
          const counted = countSharedShingles(collectHashes(left), collectHashes(right), least);
          if (exact >= least) expect(counted).toBe(exact);
          else expect(counted).toBeLessThan(least);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe('listHalves', () => {
  it('lists each high word of a set once, ascending, and says how many there are', () => {
    let repeated = 0;
    const property = fc.property(fc.array(anyHash, { maxLength: 60 }), fc.nat({ max: 5 }), (hashes, spare) => {
      const set = collectHashes(hashes);
      const halves = new Uint32Array(set.length / 2 + spare).fill(77);
      const count = listHalves(set, halves);
      const expected = [...new Set(hashes.map(([high]) => high))].sort((a, b) => a - b);
      expect([...halves.subarray(0, count)]).toEqual(expected);
      // Nothing is written past the room of the set.
      expect([...halves.subarray(set.length / 2)]).toEqual(Array(spare).fill(77));
      if (count < set.length / 2) repeated++;
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
    expect(repeated).toBeGreaterThan(100);
  });

  it('of shingles of one high word lists that one, of none nothing, of all different all', () => {
    const halves = new Uint32Array(100);
    expect(listHalves(collectHashes(Array.from({ length: 100 }, (_, low): Hash => [0xffffffff, low])), halves)).toBe(1);
    expect(halves[0]).toBe(0xffffffff);
    expect(listHalves(collectHashes([]), halves)).toBe(0);
    expect(listHalves(collectHashes(Array.from({ length: 100 }, (_, high): Hash => [high, 0])), halves)).toBe(100);
    expect([...halves]).toEqual([...halves.keys()]);
  });
});

describe('countSharedHalves', () => {
  /** Ascending, each once. */
  const sortOut = (words: Iterable<number>): Uint32Array => Uint32Array.from(new Set(words)).sort();
  const countByLanguage = (left: Uint32Array, right: Uint32Array): number => {
    const words = new Set(right);
    return left.reduce((sum, word) => sum + (words.has(word) ? 1 : 0), 0);
  };

  /** Counted exactly where `least` is reached, else to fewer; either way round. */
  const expectCounts = (left: Uint32Array, right: Uint32Array): void => {
    const shared = countByLanguage(left, right);
    for (const [one, other] of [
      [left, right],
      [right, left],
    ]) {
      expect(countSharedHalves(one, other)).toBe(shared);
      for (const least of [1, shared - 1, shared, shared + 1, shared + 2, 2 * shared + 40, 2 ** 31]) {
        const counted = countSharedHalves(one, other, least);
        if (shared >= least) expect(counted).toBe(shared);
        else expect(counted).toBeLessThan(least);
      }
    }
  };

  it('equals the intersection of two sets of the language, either way round, and keeps to a least number', () => {
    const words = fc.array(anyWord, { maxLength: 60 });
    const property = fc.property(words, words, (left, right) => {
      expectCounts(sortOut(left), sortOut(right));
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('counts the same by leaps, where one column is more than 16 times the other, and by walking both', () => {
    const property = fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, count) => {
      const draws = seedDraws(seed);
      const small = sortOut(Array.from({ length: count }, () => draws.below(3000)));
      const exact = small.length;
      for (const size of [16 * exact - 1, 16 * exact, 16 * exact + 1, 17 * exact + 3, 60 * exact]) {
        const large = new Set<number>();
        while (large.size < Math.min(size, 2900)) large.add(draws.below(3000));
        expectCounts(small, sortOut(large));
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
  });

  it('counts by leaps what lies at either end, far apart and side by side', () => {
    const large = Uint32Array.from({ length: 1000 }, (_, i) => 1000 + 3 * i);
    for (const small of [
      [0],
      [1000],
      [3997],
      [3998],
      [0xffffffff],
      [0, 0xffffffff],
      [1000, 3997],
      [1000, 1003, 1006, 3991, 3994, 3997],
      [999, 1000, 1001, 2500, 2501, 2502, 3996, 3997, 3998],
    ]) {
      expectCounts(Uint32Array.from(small), large);
    }
    expectCounts(new Uint32Array(0), large);
    expectCounts(large, large);
  });
});
