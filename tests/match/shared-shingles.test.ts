// Counting shared shingles on sequences against sets, with repeats on both sides.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SharedShingleCounter } from '../../src/match/shared-shingles.js';

interface Shingles {
  readonly count: number;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

const anyShingles = fc
  .array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 8 })), { maxLength: 1500 })
  .map((pairs): Shingles => ({
    count: pairs.length,
    high: Uint32Array.from(pairs, ([high]) => high * 0x01020304),
    low: Uint32Array.from(pairs, ([, low]) => low * 0x10000001),
  }));

function nameAll({ high, low }: Shingles): Set<string> {
  return new Set(Array.from(high, (h, k) => `${h} ${low[k]}`));
}

describe('SharedShingleCounter', () => {
  it('counts each distinct shingle of both once, whatever was held before', () => {
    const counter = new SharedShingleCounter();
    const property = fc.property(anyShingles, fc.array(anyShingles, { maxLength: 4 }), (held, others) => {
      counter.hold(held);
      const names = nameAll(held);
      for (const other of [...others, held]) {
        const expected = [...nameAll(other)].filter((name) => names.has(name)).length;
        expect(counter.countShared(other)).toBe(expected);
      }
    });
    fc.assert(property, { seed: 6, numRuns: 80 });
  });

  it('shares nothing before anything is held', () => {
    const one = { count: 1, high: Uint32Array.of(0), low: Uint32Array.of(0) };
    expect(new SharedShingleCounter().countShared(one)).toBe(0);
  });
});
