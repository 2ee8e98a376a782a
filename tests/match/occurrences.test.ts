// The table of occurrences says where each shingle stands, and of others that they do not.

import { describe, expect, it } from 'vitest';
import { indexShingles } from '../../src/match/occurrences.js';
import { seedDraws } from '../helpers/seed-draws.js';

describe('the occurrences of shingles', () => {
  it('are all the places of each, in order, and none of a shingle that does not occur', () => {
    const draws = seedDraws(5);
    for (const count of [0, 1, 2, 7, 300]) {
      // Few different values, and lanes that are told apart.
      const high = Uint32Array.from({ length: count }, () => draws.below(9));
      const low = Uint32Array.from({ length: count }, () => draws.below(9));
      const { firstOf, next } = indexShingles({ count, high, low });
      for (let h = 0; h < 10; h++) {
        for (let l = 0; l < 10; l++) {
          const found: number[] = [];
          for (let k = firstOf(h, l); k >= 0; k = next[k]) found.push(k);
          const expected = Array.from(high.keys()).filter((k) => high[k] === h && low[k] === l);
          expect(found).toEqual(expected);
        }
      }
    }
  });
});
