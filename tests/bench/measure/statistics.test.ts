// Medians and spreads.

import { describe, expect, it } from 'vitest';
import { findMedian, summarizeRatios, summarizeValues } from '../../../bench/measure/statistics.js';

describe('findMedian', () => {
  it('is the middle of an odd number of values, and half way between the two in the middle of an even one', () => {
    expect(findMedian([10, 2, 9])).toBe(9);
    expect(findMedian([10, 2, 9, 100])).toBe(9.5);
    expect(findMedian([7])).toBe(7);
    expect(findMedian([])).toBeNaN();
  });

  it('leaves the list as it was', () => {
    const values = [3, 1, 2];
    findMedian(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('summarizeValues', () => {
  it('tells median, least and most', () => {
    expect(summarizeValues([4, 1, 9])).toEqual({ median: 4, least: 1, most: 9 });
  });
});

describe('summarizeRatios', () => {
  it('divides each run by its neighbor before it takes the median', () => {
    // The medians alone would give 30 / 10.
    expect(summarizeRatios([30, 80, 10], [10, 20, 10])).toEqual({ median: 3, least: 1, most: 4 });
  });

  it('refuses runs without a neighbor', () => {
    expect(() => summarizeRatios([1, 2], [1])).toThrow('not 2 and 1');
  });
});
