// Figures and tables as text.

import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatMegabytes,
  formatRatio,
  formatSeconds,
  formatSpread,
  formatTable,
} from '../../../bench/measure/format.js';

describe('figures', () => {
  it('have as many digits as say something', () => {
    expect([20, 9994, 10_040].map(formatSeconds)).toEqual(['0.02 s', '9.99 s', '10.0 s']);
    expect([1, 9.994, 9.995, 99.94, 250].map(formatRatio)).toEqual(['1.00', '9.99', '10.0', '99.9', '250']);
    expect([950_000, 12_400_000, 1_350_000_000].map(formatMegabytes)).toEqual(['0.9 MB', '12 MB', '1,350 MB']);
    expect(formatCount(1_234_567)).toBe('1,234,567');
    expect(formatSpread({ median: 1.5, least: 1.25, most: 20 })).toBe('1.50 (1.25–20.0)');
  });

  it('say what is not known', () => {
    expect(formatMegabytes(null)).toBe('not measured');
    expect(formatRatio(NaN)).toBe('–');
  });
});

describe('formatTable', () => {
  it('sets names and remarks flush left, figures flush right', () => {
    const rows = [
      ['wc -w', '0.5 s', ''],
      ['dedupe', '12.5 s', 'right'],
    ];
    expect(formatTable(['', 'time', ''], rows)).toEqual(['          time', 'wc -w    0.5 s', 'dedupe  12.5 s  right']);
  });
});
