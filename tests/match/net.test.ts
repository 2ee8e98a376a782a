// Offsets and spans from sizes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUp, countGroups, spanGroups } from '../../src/match/net.js';

const SEED = 20_030_609;

describe('addUp', () => {
  it('makes offsets of sizes that stand one place after their own', () => {
    const property = fc.property(fc.array(fc.nat({ max: 1000 })), (sizes) => {
      const column = Uint32Array.of(0, ...sizes);
      addUp(column);
      sizes.forEach((size, i) => {
        expect(column[i + 1] - column[i]).toBe(size);
      });
      expect(column[0]).toBe(0);
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
  });
});

describe('spanGroups', () => {
  it('lays groups out one behind the other, none of their places taken', () => {
    const property = fc.property(fc.array(fc.array(fc.nat({ max: 1000 }))), (parts) => {
      const groupSpans = spanGroups(parts.map((sizes) => Uint32Array.from(sizes)));
      const sizes = parts.flat();
      expect(countGroups({ groupSpans })).toBe(sizes.length);
      let start = 0;
      for (const [group, size] of [...sizes, 0].entries()) {
        expect([...groupSpans.subarray(2 * group, 2 * group + 2)]).toEqual([start, 0]);
        start += size;
      }
    });
    fc.assert(property, { seed: SEED + 1, numRuns: 100 });
  });
});
