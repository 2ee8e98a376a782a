import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundRatio, roundUnits, truncateRatio, truncateUnits } from '../../src/reporters/round-ratio.js';
import { RUNS } from './arbitraries.js';

/** Two counts, the first not above the second. */
const anyCounts = fc
  .tuple(fc.nat(50_000), fc.integer({ min: 1, max: 50_000 }))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

describe('roundRatio', () => {
  it('rounds quotients of counts as whole numbers say', () => {
    fc.assert(
      fc.property(anyCounts, ([part, whole]) => {
        const exact = Math.floor((20_000 * part + whole) / (2 * whole));
        expect(roundRatio(part / whole)).toBe(exact / 10_000);
      }),
      { ...RUNS, numRuns: 5000 },
    );
  });

  it('rounds every tie up', () => {
    for (let units = 0; units < 10_000; units++) {
      expect(roundRatio((2 * units + 1) / 20_000)).toBe((units + 1) / 10_000);
    }
  });

  it.each([
    [0, 0],
    [1, 1],
    [0.58585, 0.5859],
    [0.5858499999999999, 0.5858],
    [1.005 / 10, 0.1005],
    [0.00005, 0.0001],
    [0.00004999, 0],
    [5e-7, 0],
    [Number.MIN_VALUE, 0],
    [0.99995, 1],
    [365 / 623, 0.5859],
  ])('rounds %d to %d', (ratio, rounded) => {
    expect(roundRatio(ratio)).toBe(rounded);
  });

  it.each([NaN, -0.1, 1.0000001, Infinity])('refuses %d', (ratio) => {
    expect(() => roundRatio(ratio)).toThrow(`a ratio lies between 0 and 1, not at ${ratio}`);
  });
});

describe('truncateRatio and truncateUnits', () => {
  it('round quotients of counts down as whole numbers say', () => {
    fc.assert(
      fc.property(anyCounts, ([part, whole]) => {
        expect(truncateUnits(part / whole, 2)).toBe(Math.floor((100 * part) / whole));
        expect(truncateRatio(part / whole)).toBe(Math.floor((10_000 * part) / whole) / 10_000);
      }),
      { ...RUNS, numRuns: 5000 },
    );
  });

  it('do not lose a hundredth to binary fractions', () => {
    for (let percent = 0; percent <= 100; percent++) {
      expect(truncateUnits(percent / 100, 2)).toBe(percent);
      expect(roundUnits(percent / 100, 2)).toBe(percent);
    }
  });
});
