// The radix sort against the comparison sort of the language.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listIndices, sortByKey, sortPairs, sortShort } from '../../src/match/sort-by-key.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 19_731_231;

/** Keys that often repeat, keys that share digits, and any keys. */
const anyKeys = fc
  .record({
    seed: fc.nat(),
    count: fc.integer({ min: 0, max: 5000 }),
    bound: fc.constantFrom(1, 2, 300, 2 ** 11, 2 ** 22, 2 ** 32),
    shift: fc.constantFrom(0, 11, 22),
  })
  .map(({ seed, count, bound, shift }) => {
    const draws = seedDraws(seed);
    return Uint32Array.from({ length: count }, () => draws.below(bound) << shift);
  });

/** Array sorts of the language are stable by its specification. */
function sortByComparing(order: Uint32Array, keys: Uint32Array): number[] {
  return Array.from(order).sort((a, b) => keys[a] - keys[b]);
}

describe('sortByKey', () => {
  it('equals a stable comparison sort', () => {
    const property = fc.property(anyKeys, (keys) => {
      const sorted = sortByKey(listIndices(keys.length), keys);
      expect(Array.from(sorted)).toEqual(sortByComparing(listIndices(keys.length), keys));
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
  });

  it('keeps the order it was given among equal keys, whichever that is', () => {
    const property = fc.property(anyKeys, fc.nat(), (keys, seed) => {
      const order = listIndices(keys.length);
      const draws = seedDraws(seed);
      for (let i = order.length - 1; i > 0; i--) {
        const j = draws.below(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      const expected = sortByComparing(order, keys);
      expect(Array.from(sortByKey(order, keys))).toEqual(expected);
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
  });

  it('sorts a selection of the indices', () => {
    const keys = Uint32Array.of(9, 7, 2 ** 31, 7, 0xffffffff, 0);
    expect(Array.from(sortByKey(Uint32Array.of(4, 3, 2, 1), keys))).toEqual([3, 1, 2, 4]);
  });

  it('sorts nothing, and the empty list of indices', () => {
    expect(sortByKey(new Uint32Array(0), Uint32Array.of(1, 2))).toHaveLength(0);
    expect(listIndices(0)).toHaveLength(0);
  });
});

describe('sortPairs', () => {
  const sort = (keys: Uint32Array, bits: number): number[] => {
    const pairs = Uint32Array.from(Array.from(keys).flatMap((key, i) => [key, i]));
    const sorted = sortPairs(pairs, new Uint32Array(pairs.length), bits);
    const order = sorted.filter((_, at) => at % 2 === 1);
    expect(sorted.filter((_, at) => at % 2 === 0).every((key, i) => key === keys[order[i]])).toBe(true);
    return Array.from(order);
  };

  it('equals a stable comparison sort', () => {
    const property = fc.property(anyKeys, (keys) => {
      expect(sort(keys, 32)).toEqual(sortByComparing(listIndices(keys.length), keys));
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
  });

  it('needs to look at no more bits than those in which the keys differ', () => {
    const property = fc.property(anyKeys, fc.integer({ min: 0, max: 31 }), (keys, bits) => {
      const alike = keys.map((key) => 2 ** 32 - 2 ** bits + (key % 2 ** bits));
      expect(sort(alike, bits)).toEqual(sortByComparing(listIndices(keys.length), alike));
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
  });
});

describe('listIndices', () => {
  it('counts from 0', () => {
    expect(Array.from(listIndices(4))).toEqual([0, 1, 2, 3]);
  });
});

describe('sortShort', () => {
  it('equals the sort of the language, for short columns and long ones', () => {
    const anyColumn = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 60 });
    const property = fc.property(anyColumn, (values) => {
      const column = Uint32Array.from(values);
      sortShort(column);
      expect([...column]).toEqual(values.sort((a, b) => a - b));
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
  });
});
