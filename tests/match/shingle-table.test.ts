// The table of shingles against a set of strings.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShingleTableBuilder, hasTableShingle } from '../../src/match/shingle-table.js';

const anyShingle = fc.tuple(
  fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 0xffffffff })),
  fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 0xffffffff })),
);

describe('ShingleTableBuilder', () => {
  it('has what was added and nothing else, and says what is new', () => {
    const property = fc.property(fc.array(anyShingle, { maxLength: 900 }), fc.array(anyShingle), (added, others) => {
      const builder = new ShingleTableBuilder();
      const names = new Set<string>();
      for (const [high, low] of added) {
        expect(builder.add(high, low)).toBe(!names.has(`${high} ${low}`));
        names.add(`${high} ${low}`);
      }
      expect(builder.table.count).toBe(names.size);
      for (const [high, low] of [...added, ...others]) {
        expect(hasTableShingle(builder.table, high, low)).toBe(names.has(`${high} ${low}`));
      }
    });
    fc.assert(property, { seed: 5, numRuns: 60 });
  });

  it('has nothing at first', () => {
    expect(hasTableShingle(new ShingleTableBuilder().table, 0, 0)).toBe(false);
  });
});
