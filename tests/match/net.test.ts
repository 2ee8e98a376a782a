// Offsets from sizes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUp } from '../../src/match/net.js';

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
