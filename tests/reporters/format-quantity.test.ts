import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatByteLength,
  formatCount,
  formatFinePercent,
  formatInteger,
  formatJaccard,
  formatLines,
  formatPercent,
} from '../../src/reporters/format-quantity.js';
import { anyRatio, RUNS } from './arbitraries.js';

describe('formatInteger and formatCount', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_234_567, '1,234,567'],
    [61.5, '61'],
  ])('write %d as %s', (value, text) => {
    expect(formatInteger(value)).toBe(text);
  });

  it('choose the noun by the count', () => {
    expect([0, 1, 2000].map((count) => formatCount(count, 'document'))).toEqual([
      '0 documents',
      '1 document',
      '2,000 documents',
    ]);
    expect(formatCount(2, 'stretch', 'stretches')).toBe('2 stretches');
  });
});

describe('formatByteLength', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 KB'],
    [2434, '2.4 KB'],
    [2450, '2.5 KB'],
    [999_949, '999.9 KB'],
    [999_950, '1.0 MB'],
    [1_350_000_000, '1.4 GB'],
    [Number.MAX_SAFE_INTEGER, '9.0 PB'],
    [2_000_000_000_000_000_000, '2,000.0 PB'],
  ])('writes %d as %s', (byteLength, text) => {
    expect(formatByteLength(byteLength)).toBe(text);
  });
});

describe('formatPercent', () => {
  it('is 100 % for all and for nothing else, 0 % for nothing and for nothing else', () => {
    fc.assert(
      fc.property(anyRatio, (ratio) => {
        expect(formatPercent(ratio) === '100 %').toBe(ratio === 1);
        expect(formatFinePercent(ratio) === '100 %').toBe(ratio === 1);
        expect(formatPercent(ratio) === '0 %').toBe(ratio === 0);
      }),
      RUNS,
    );
    expect([1, 0.99999, 0.29, 0.01, 0.00999, 0].map(formatPercent)).toEqual([
      '100 %',
      '99 %',
      '29 %',
      '1 %',
      '<1 %',
      '0 %',
    ]);
  });

  it('shows hundredths where they matter', () => {
    expect([1, 0.99927, 0.99996, 0.9, 0.905, 0].map(formatFinePercent)).toEqual([
      '100 %',
      '99.92 %',
      '99.99 %',
      '90 %',
      '90.50 %',
      '0 %',
    ]);
  });
});

describe('formatJaccard', () => {
  it('never shows the threshold, or 1.00, for a value below it', () => {
    fc.assert(
      fc.property(anyRatio, anyRatio, (jaccard, threshold) => {
        const shown = Number(formatJaccard(jaccard, threshold));
        if (jaccard < threshold) expect(shown).toBeLessThan(threshold);
        if (jaccard < 1) expect(shown).toBeLessThan(1);
        expect(Math.abs(shown - jaccard)).toBeLessThan(0.01);
      }),
      { ...RUNS, numRuns: 2000 },
    );
  });

  it.each([
    [0.58585, 0.6, '0.59'],
    [0.5983, 0.6, '0.59'],
    [0.5983, 0.7, '0.60'],
    [0.6, 0.6, '0.60'],
    [0.9999, 0.6, '0.99'],
    [1, 0.6, '1.00'],
    [0.005, 0.6, '0.01'],
    [0.0001, 0.6, '0.00'],
  ])('writes %d as it stands to %d', (jaccard, threshold, text) => {
    expect(formatJaccard(jaccard, threshold)).toBe(text);
  });
});

describe('formatLines', () => {
  it('tells one line from several', () => {
    expect(formatLines({ startLine: 7, endLine: 7 })).toBe('line 7');
    expect(formatLines({ startLine: 999, endLine: 1001 })).toBe('lines 999–1,001');
  });
});
