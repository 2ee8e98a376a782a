// Relations against whole-number arithmetic: thresholds are decimals, and no decimal may be off by a rounding.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeJaccard, leastDuplicateJaccard, leastDuplicateShared, relateCounts } from '../../src/match/relation.js';
import type { Thresholds } from '../../src/match/relation.js';

const SEED = 19_970_612;

/** A threshold of up to four decimals, as typed and as a whole number of ten-thousandths. */
const decimal = fc.integer({ min: 0, max: 10_000 }).map((tenThousandths) => ({
  tenThousandths,
  value: Number((tenThousandths / 10_000).toFixed(4)),
}));

/** Sizes of a pair and what it shares; small ones, where thresholds are met exactly, and large ones. */
const anyCounts = fc
  .oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 2 ** 31 }))
  .chain((larger) => fc.tuple(fc.constant(larger), fc.integer({ min: 1, max: larger })))
  .chain(([larger, smaller]) =>
    fc.record({ larger: fc.constant(larger), smaller: fc.constant(smaller), shared: fc.nat({ max: smaller }) }),
  );

/** Counts whose Jaccard is exactly the threshold: shared / union = tenThousandths / 10,000. */
const exactlyAtThreshold = fc
  .record({
    threshold: decimal,
    times: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100_000 })),
    split: fc.oneof(fc.constant(0), fc.nat()),
  })
  .map(({ threshold, times, split }) => {
    const shared = threshold.tenThousandths * times;
    const rest = 10_000 * times - shared;
    // The smaller has no more than half of what is not shared.
    const smaller = shared + (split % (Math.floor(rest / 2) + 1));
    return { threshold, counts: { shared, smaller, larger: 10_000 * times + shared - smaller } };
  })
  .filter(({ counts }) => counts.smaller > 0);

function isAtLeast(numerator: number, denominator: number, tenThousandths: number): boolean {
  return BigInt(numerator) * 10_000n >= BigInt(tenThousandths) * BigInt(denominator);
}

describe('computeJaccard', () => {
  it('is shared by union', () => {
    expect(computeJaccard(3, 4, 4)).toBe(0.6);
    expect(computeJaccard(0, 4, 4)).toBe(0);
    expect(computeJaccard(7, 7, 7)).toBe(1);
  });

  it('reaches a decimal threshold exactly when the fraction does', () => {
    const property = fc.property(anyCounts, decimal, ({ shared, smaller, larger }, { value, tenThousandths }) => {
      const isReached = computeJaccard(shared, smaller, larger) >= value;
      expect(isReached).toBe(isAtLeast(shared, smaller + larger - shared, tenThousandths));
    });
    fc.assert(property, { seed: SEED, numRuns: 2000 });
  });

  it('equals the decimal where the fraction does', () => {
    const property = fc.property(exactlyAtThreshold, ({ threshold, counts: { shared, smaller, larger } }) => {
      expect(computeJaccard(shared, smaller, larger)).toBe(threshold.value);
    });
    fc.assert(property, { seed: SEED, numRuns: 2000 });
  });
});

describe('relateCounts', () => {
  const usual: Thresholds = { jaccard: 0.6, containment: 0.8, minWords: 20 };

  it('equals whole-number arithmetic at any thresholds', () => {
    const seen = { near: 0, contained: 0, none: 0 };
    const property = fc.property(
      anyCounts,
      decimal,
      decimal,
      fc.nat({ max: 60 }),
      ({ shared, smaller, larger }, jaccard, containment, halfWords) => {
        const thresholds = { jaccard: jaccard.value, containment: containment.value, minWords: 15 };
        const isNear = isAtLeast(shared, smaller + larger - shared, jaccard.tenThousandths);
        const isContained = isAtLeast(shared, smaller, containment.tenThousandths) && halfWords >= 30;
        const expected = isNear ? 'near' : isContained ? 'contained' : null;
        expect(relateCounts(shared, smaller, larger, halfWords, thresholds)).toBe(expected);
        seen[expected ?? 'none']++;
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 2000 });
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });

  it.each([
    [0.6, 3, 5],
    [0.6, 6, 10],
    [0.7, 7, 10],
    [0.55, 11, 20],
    [0.3, 3, 10],
    [0.07, 7, 100],
    [0.29, 29, 100],
  ])('is near at a Jaccard of exactly %f, and not one shingle below', (jaccard, shared, union) => {
    const thresholds = { ...usual, jaccard, containment: 1 };
    expect(relateCounts(shared, shared, union, 0, thresholds)).toBe('near');
    expect(relateCounts(shared - 1, shared, union - 1, 0, thresholds)).toBeNull();
  });

  it('takes a threshold for the number it is: 0.1 + 0.2 is more than three tenths', () => {
    expect(relateCounts(3, 3, 10, 0, { ...usual, jaccard: 0.3 })).toBe('near');
    expect(relateCounts(3, 3, 10, 0, { ...usual, jaccard: 0.1 + 0.2 })).toBeNull();
  });

  it('is contained from exactly the share and exactly the words, counted in half words', () => {
    expect(relateCounts(8, 10, 100, 40, usual)).toBe('contained');
    expect(relateCounts(7, 10, 100, 40, usual)).toBeNull();
    expect(relateCounts(8, 10, 100, 39, usual)).toBeNull();
    expect(relateCounts(7, 10, 100, 40, { ...usual, containment: 0.7 })).toBe('contained');
    expect(relateCounts(8, 10, 100, 1, { ...usual, minWords: 0 })).toBe('contained');
  });

  it('prefers near to contained, and needs no words for near', () => {
    expect(relateCounts(10, 10, 11, 400, usual)).toBe('near');
    expect(relateCounts(10, 10, 11, 1, usual)).toBe('near');
  });
});

describe('leastDuplicateJaccard', () => {
  /** Thresholds as people type them, and sizes at which they can be met exactly. */
  const lengths = { minWords: fc.nat({ max: 30 }), halfWords: fc.nat({ max: 60 }) };
  const containedExactly = fc
    .tuple(decimal, fc.integer({ min: 1, max: 200_000 }), fc.nat({ max: 1000 }))
    .map(([containment, times, more]) => ({
      containment,
      counts: {
        shared: containment.tenThousandths * times,
        smaller: 10_000 * times,
        larger: 10_000 * times * (1 + more),
      },
    }));
  const anyCase = fc.oneof(
    fc.record({ counts: anyCounts, jaccard: decimal, containment: decimal, ...lengths }),
    fc
      .tuple(exactlyAtThreshold, fc.record({ containment: decimal, ...lengths }))
      .map(([{ threshold, counts }, others]) => ({ counts, jaccard: threshold, ...others })),
    fc
      .tuple(containedExactly, fc.record({ jaccard: decimal, ...lengths }))
      .map(([exactly, others]) => ({ ...exactly, ...others })),
  );

  it('is never above the Jaccard of a duplicate pair', () => {
    let duplicates = 0;
    const property = fc.property(anyCase, ({ counts, jaccard, containment, minWords, halfWords }) => {
      const { shared, smaller, larger } = counts;
      const thresholds = { jaccard: jaccard.value, containment: containment.value, minWords };
      if (relateCounts(shared, smaller, larger, halfWords, thresholds) === null) return;
      duplicates++;
      const least = leastDuplicateJaccard(smaller, larger, halfWords, thresholds);
      expect(least).toBeLessThanOrEqual(computeJaccard(shared, smaller, larger));
    });
    fc.assert(property, { seed: SEED, numRuns: 4000 });
    expect(duplicates).toBeGreaterThan(1000);
  });

  it('is never above the Jaccard of a near pair whose smaller side lies within the larger, at any percentage', () => {
    for (let percent = 1; percent <= 100; percent++) {
      const thresholds = { jaccard: percent / 100, containment: 1, minWords: 1000 };
      for (let times = 1; times <= 30; times++) {
        const [smaller, larger] = [percent * times, 100 * times];
        expect(relateCounts(smaller, smaller, larger, 0, thresholds)).toBe('near');
        expect(leastDuplicateJaccard(smaller, larger, 0, thresholds)).toBeLessThanOrEqual(smaller / larger);
      }
    }
  });

  it('is above 1 exactly where even the whole smaller document in the larger is no duplicate', () => {
    const property = fc.property(anyCase, ({ counts, jaccard, containment, minWords, halfWords }) => {
      const { smaller, larger } = counts;
      const thresholds = { jaccard: jaccard.value, containment: containment.value, minWords };
      const isImpossible = relateCounts(smaller, smaller, larger, halfWords, thresholds) === null;
      expect(leastDuplicateJaccard(smaller, larger, halfWords, thresholds) > 1).toBe(isImpossible);
    });
    fc.assert(property, { seed: SEED, numRuns: 4000 });
  });

  it('is what containment takes where that is less than the threshold', () => {
    const thresholds = { jaccard: 0.6, containment: 0.8, minWords: 20 };
    // 80 of 100 shingles in 1,000: 80 / (100 + 1,000 − 80).
    expect(leastDuplicateJaccard(100, 1000, 40, thresholds)).toBe(80 / 1020);
    expect(leastDuplicateJaccard(100, 1000, 39, thresholds)).toBe(2);
    expect(leastDuplicateJaccard(100, 110, 40, thresholds)).toBe(0.6);
  });
});

describe('leastDuplicateShared', () => {
  it('is never above what a duplicate pair shares, and at most two below', () => {
    for (const jaccard of [0.07, 0.3, 0.5, 0.55, 0.6, 0.7, 0.85, 1]) {
      for (const containment of [0.5, 0.8, 0.9, 1]) {
        const thresholds = { jaccard, containment, minWords: 20 };
        for (let smaller = 1; smaller <= 60; smaller++) {
          for (const larger of [smaller, smaller + 1, 2 * smaller, 7 * smaller]) {
            for (const halfWords of [10, 200]) {
              let first = smaller + 1;
              for (let shared = smaller; shared >= 0; shared--) {
                if (relateCounts(shared, smaller, larger, halfWords, thresholds) !== null) first = shared;
              }
              const least = leastDuplicateShared(smaller, larger, halfWords, thresholds);
              if (first > smaller) continue;
              expect(least).toBeLessThanOrEqual(first);
              expect(least).toBeGreaterThanOrEqual(first - 2);
            }
          }
        }
      }
    }
  });
});
