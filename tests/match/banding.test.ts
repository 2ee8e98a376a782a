// Banding against simulation, brute force over all bandings, and exact fractions.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Banding } from '../../src/match/banding.js';
import {
  chooseBanding,
  computeRecall,
  countEqualLanes,
  LANES_A_WORD,
  hasEqualTails,
  leastEqualTails,
  leastEqualLanes,
  measureBackground,
} from '../../src/match/banding.js';
import { SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { viewSignatures } from '../helpers/sketch-texts.js';

const SEED = 20_050_813;
const MOST_ROWS = 8;

/** What unrelated documents of Jaccard `j` agree on: j to the power of the rows. */
function listBackground(j: number): number[] {
  return Array.from({ length: MOST_ROWS + 1 }, (_, rows) => j ** rows);
}

/** Expected cost in band keys: a key a document and band, and eight for each pair a band proposes by chance. */
function costOf({ bands, rowsPerBand }: Banding, documents: number, background: readonly number[]): number {
  const pairs = (documents * (documents - 1)) / 2;
  return bands * (documents + 8 * pairs * background[rowsPerBand]);
}

const anyBackground = fc.constantFrom(0, 1e-5, 0.0005, 0.003, 0.02, 0.06, 0.11, 0.3).map(listBackground);
const anyThreshold = fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100);
const anyDocuments = fc.constantFrom(0, 1, 2, 100, 5000, 100_000, 1_000_000, 40_000_000);

describe('computeRecall', () => {
  it.each([
    [3, 5, 2, 16],
    [3, 5, 3, 21],
    [1, 2, 4, 32],
    [9, 10, 8, 16],
    [1, 5, 1, 3],
  ])('is what a simulation with Jaccard %i/%i, %i rows and %i bands finds', (numerator, denominator, rows, bands) => {
    const draws = seedDraws(SEED + 100 * rows + bands);
    const trials = 20_000;
    let found = 0;
    for (let trial = 0; trial < trials; trial++) {
      let isFound = false;
      for (let band = 0; band < bands; band++) {
        let equal = 0;
        for (let row = 0; row < rows; row++) if (draws.below(denominator) < numerator) equal++;
        if (equal === rows) isFound = true;
      }
      if (isFound) found++;
    }
    const recall = computeRecall(numerator / denominator, rows, bands);
    // Four standard deviations: the seed is fixed, so this either always holds or never.
    const deviation = Math.sqrt((recall * (1 - recall)) / trials);
    expect(Math.abs(found / trials - recall)).toBeLessThan(4 * deviation + 1 / trials);
  });

  it('is certain for equal sets and impossible for disjoint ones', () => {
    expect(computeRecall(1, 3, 10)).toBe(1);
    expect(computeRecall(0, 3, 10)).toBe(0);
  });
});

describe('chooseBanding', () => {
  it('reaches 0.999 with bands that fit the lanes, whenever any number of rows allows that', () => {
    const lanes = fc.constantFrom(16, 64, SIGNATURE_LANES, 256);
    let impossible = 0;
    const property = fc.property(
      anyThreshold,
      lanes,
      anyDocuments,
      anyBackground,
      (threshold, laneCount, documents, background) => {
        const banding = chooseBanding(threshold, laneCount, documents, background);
        const { bands, rowsPerBand, recall } = banding;
        expect(bands * rowsPerBand).toBeLessThanOrEqual(laneCount);
        expect(bands).toBeGreaterThanOrEqual(1);
        expect(recall).toBe(computeRecall(threshold, rowsPerBand, bands));
        // One row a band has the highest recall of all.
        if (computeRecall(threshold, 1, laneCount) >= 0.999) expect(recall).toBeGreaterThanOrEqual(0.999);
        else {
          impossible++;
          expect(banding).toMatchObject({ bands: laneCount, rowsPerBand: 1 });
        }
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 1000 });
    expect(impossible).toBeGreaterThan(10);
  });

  it('costs no more than any other banding with that recall', () => {
    const property = fc.property(anyThreshold, anyDocuments, anyBackground, (threshold, documents, background) => {
      const chosen = chooseBanding(threshold, SIGNATURE_LANES, documents, background);
      if (chosen.recall < 0.999) return;
      const least = costOf(chosen, documents, background);
      for (let rowsPerBand = 1; rowsPerBand <= MOST_ROWS; rowsPerBand++) {
        for (let bands = 1; bands * rowsPerBand <= SIGNATURE_LANES; bands++) {
          const recall = computeRecall(threshold, rowsPerBand, bands);
          if (recall < 0.999) continue;
          expect(least).toBeLessThanOrEqual(costOf({ bands, rowsPerBand, recall }, documents, background));
        }
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
  });

  it('takes more rows, never fewer, as documents are added', () => {
    const property = fc.property(anyThreshold, anyBackground, (threshold, background) => {
      let rows = 0;
      for (const documents of [0, 10, 1000, 30_000, 1_000_000, 50_000_000]) {
        const { rowsPerBand } = chooseBanding(threshold, SIGNATURE_LANES, documents, background);
        expect(rowsPerBand).toBeGreaterThanOrEqual(rows);
        rows = rowsPerBand;
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('costs no less for more documents or a denser background', () => {
    const property = fc.property(anyThreshold, anyDocuments, anyThreshold, (threshold, documents, j) => {
      const costAt = (count: number, background: number[]): number =>
        costOf(chooseBanding(threshold, SIGNATURE_LANES, count, background), count, background);
      const cost = costAt(documents, listBackground(j / 2));
      expect(costAt(documents + 1000, listBackground(j / 2))).toBeGreaterThanOrEqual(cost);
      expect(costAt(documents, listBackground(j))).toBeGreaterThanOrEqual(cost);
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('needs one band for equal sets', () => {
    expect(chooseBanding(1, SIGNATURE_LANES, 1000, listBackground(0.1))).toMatchObject({ bands: 1, recall: 1 });
  });

  it('tells that it finds nothing at a threshold of 0', () => {
    expect(chooseBanding(0, SIGNATURE_LANES, 1000, listBackground(0.1)).recall).toBe(0);
  });
});

describe('measureBackground', () => {
  /** Documents whose signatures agree on the first `equal` lanes, pairwise, and on no other. */
  const makeSignatures = (documents: number, lanes: number, equal: number): Uint16Array =>
    Uint16Array.from({ length: documents * lanes }, (_, i) => (i % lanes < equal ? 7 : Math.floor(i / lanes) + 8));

  const choose = (n: number, r: number): number => (r === 0 ? 1 : n < r ? 0 : (choose(n - 1, r - 1) * n) / r);

  it.each([0, 1, 2, 5, 8, 64, 127, 128])('equals C(m, r) / C(K, r) where every pair agrees on %i lanes', (equal) => {
    const signatures = makeSignatures(50, SIGNATURE_LANES, equal);
    const ranked = Uint32Array.from({ length: 50 }, (_, i) => i);
    const background = measureBackground(viewSignatures(signatures, SIGNATURE_LANES), SIGNATURE_LANES, ranked);
    expect(background).toHaveLength(MOST_ROWS + 1);
    background.forEach((value, rows) => {
      expect(value).toBeCloseTo(choose(equal, rows) / choose(SIGNATURE_LANES, rows), 10);
    });
  });

  it('is the mean over pairs: two families, strangers to each other', () => {
    // Within a family of half the documents pairs agree on all lanes, across on none.
    const signatures = Uint16Array.from({ length: 200 * 8 }, (_, i) => (i < 100 * 8 ? 1 : 2));
    const ranked = Uint32Array.from({ length: 200 }, (_, i) => i);
    const background = measureBackground(viewSignatures(signatures, 8), 8, ranked);
    const within = (2 * choose(100, 2)) / choose(200, 2);
    // A sample of 100,000 pairs has a standard deviation of 0.0016.
    for (const value of background.slice(1)) expect(Math.abs(value - within)).toBeLessThan(0.006);
  });

  it('looks at the documents it is given only', () => {
    const signatures = makeSignatures(20, 16, 3);
    signatures.fill(9, 16 * 16);
    const background = measureBackground(
      viewSignatures(signatures, 16),
      16,
      Uint32Array.from({ length: 16 }, (_, i) => i),
    );
    expect(background[1]).toBeCloseTo(3 / 16, 10);
  });

  it('is the same each time it is measured', () => {
    const draws = seedDraws(SEED);
    const signatures = Uint16Array.from({ length: 60 * 16 }, () => draws.below(3));
    const ranked = Uint32Array.from({ length: 60 }, (_, i) => i);
    expect(measureBackground(viewSignatures(signatures, 16), 16, ranked)).toEqual(
      measureBackground(viewSignatures(signatures, 16), 16, ranked),
    );
  });

  it.each([0, 1])('is nothing for %i documents', (count) => {
    const background = measureBackground(viewSignatures(new Uint16Array(16), 16), 16, new Uint32Array(count));
    expect(background).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

describe('countEqualLanes', () => {
  it('counts lane by lane, in any order of the two documents', () => {
    const draws = seedDraws(SEED);
    const rows = Array.from({ length: 10 }, () => Uint16Array.from({ length: 32 }, () => draws.below(2)));
    for (const left of rows) {
      for (const right of rows) {
        expect(countEqualLanes(left, right)).toBe(left.filter((value, lane) => value === right[lane]).length);
      }
    }
  });
});

describe('hasEqualTails', () => {
  it.each([32, SIGNATURE_LANES])('says whether so many of %i tails are equal', (lanes) => {
    const draws = seedDraws(SEED + lanes);
    for (const alphabet of [1, 2, 16]) {
      const folded = Array.from({ length: 8 }, () => Uint16Array.from({ length: lanes }, () => draws.below(alphabet)));
      const tails = Uint32Array.from(folded.flatMap((lanesOfRow) => [...packTails(lanesOfRow)]));
      for (const [left, leftLanes] of folded.entries()) {
        for (const [right, rightLanes] of folded.entries()) {
          const equal = leftLanes.filter((value, lane) => value === rightLanes[lane]).length;
          for (const least of [0, 1, equal - 1, equal, Math.min(lanes, equal + 1), lanes]) {
            expect(hasEqualTails(tails, lanes, left, right, least)).toBe(equal >= least);
          }
        }
      }
    }
  });

  /** Tails side by side, four bits each. */
  function packTails(lanes: Uint16Array): Uint32Array {
    const words = new Uint32Array(lanes.length / LANES_A_WORD);
    lanes.forEach((lane, i) => (words[Math.floor(i / LANES_A_WORD)] |= lane << (4 * (i % LANES_A_WORD))));
    return words;
  }
});

describe('leastEqualTails', () => {
  it('lets a pair through that has its Jaccard of equal lanes, and by chance some more equal tails', () => {
    const draws = seedDraws(SEED);
    for (const jaccard of [0.2, 0.4, 0.6, 0.8]) {
      const cut = leastEqualTails(jaccard, SIGNATURE_LANES);
      expect(cut).toBeGreaterThanOrEqual(leastEqualLanes(jaccard, SIGNATURE_LANES));
      let lost = 0;
      for (let i = 0; i < 20_000; i++) {
        let equal = 0;
        for (let lane = 0; lane < SIGNATURE_LANES; lane++) {
          const isEqual = draws.below(1_000_000) < 1_000_000 * jaccard || draws.below(16) === 0;
          equal += isEqual ? 1 : 0;
        }
        if (equal < cut) lost++;
      }
      // One in five such counts is 1; 5 or more are there three times in a million.
      expect(lost, `at ${jaccard}`).toBeLessThan(5);
    }
  });

  it('is all of them for equal sets', () => {
    expect(leastEqualTails(1, SIGNATURE_LANES)).toBe(SIGNATURE_LANES);
  });
});

describe('leastEqualLanes', () => {
  /** The greatest cut below which at most one pair in 100,000 falls, in whole numbers: p = numerator / denominator. */
  const cutExactly = (numerator: bigint, denominator: bigint, lanes: number): number => {
    const total = denominator ** BigInt(lanes);
    let tail = 0n;
    let ways = 1n;
    for (let equal = 0; equal <= lanes; equal++) {
      tail += ways * numerator ** BigInt(equal) * (denominator - numerator) ** BigInt(lanes - equal);
      if (tail * 100_000n > total) return equal;
      ways = (ways * BigInt(lanes - equal)) / BigInt(equal + 1);
    }
    return lanes;
  };

  it('equals the exact binomial tail at every step of 1/256', () => {
    for (let step = 0; step <= 256; step++) {
      expect(leastEqualLanes(step / 256, SIGNATURE_LANES), `${step}/256`).toBe(
        cutExactly(BigInt(step), 256n, SIGNATURE_LANES),
      );
    }
  });

  it('equals it for Jaccards close to 1, and for more or fewer lanes', () => {
    for (const lanes of [1, 16, 128, 512]) {
      for (const thousandths of [1, 100, 600, 950, 996, 997, 998, 999]) {
        const label = `${thousandths}/1000 of ${lanes}`;
        expect(leastEqualLanes(thousandths / 1000, lanes), label).toBe(cutExactly(BigInt(thousandths), 1000n, lanes));
      }
    }
  });

  it('asks for no more at a lower Jaccard', () => {
    for (let step = 1; step <= 1000; step++) {
      const [lower, upper] = [(step - 1) / 1000, step / 1000];
      expect(leastEqualLanes(lower, 128)).toBeLessThanOrEqual(leastEqualLanes(upper, 128));
    }
  });
});
