// Marks are a set, emptied as often as one likes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnitMarks } from '../../src/match/unit-marks.js';

describe('marks on units', () => {
  it('are what a set of units would be', () => {
    const step = fc.oneof(fc.constant('clear' as const), fc.nat({ max: 19 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const marks = new UnitMarks(20);
        const expected = new Set<number>();
        for (const one of steps) {
          if (one === 'clear') {
            marks.clear();
            expected.clear();
          } else {
            expect(marks.add(one)).toBe(!expected.has(one));
            expected.add(one);
          }
          for (let unit = 0; unit < 20; unit++) expect(marks.has(unit)).toBe(expected.has(unit));
        }
      }),
      { seed: 20_261_121 },
    );
  });
});
