// Buckets and postings against each pair's own lanes and fingerprints.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Banding } from '../../src/match/banding.js';
import { weaveBuckets, weavePostings } from '../../src/match/buckets.js';
import type { Net } from '../../src/match/net.js';
import { collapseDocuments, leaderOf } from '../../src/match/units.js';
import { drawTokens, editTokens, writeTokens } from '../helpers/made-texts.js';
import { seedDraws } from '../helpers/seed-draws.js';
import type { SketchedTexts } from '../helpers/sketch-texts.js';
import { sketchTexts } from '../helpers/sketch-texts.js';

const SEED = 19_980_523;
const LANES = 12;

/** Families of alike documents; the second of each is a copy of the first. */
const texts = ((): SketchedTexts => {
  const draws = seedDraws(SEED);
  const made: string[] = [];
  for (let family = 0; family < 12; family++) {
    const tokens = drawTokens(draws, 20 + 12 * family, family % 2 === 0 ? 'words' : 'mixed');
    made.push(writeTokens(tokens), writeTokens(tokens).toUpperCase());
    for (let i = 0; i < 4; i++) made.push(writeTokens(editTokens(tokens, 12, draws)));
  }
  return sketchTexts(made);
})();
const { sketches } = texts;
const ids = Array.from({ length: sketches.count }, (_, i) => `d${i}`);
const units = collapseDocuments(sketches, ids, null);

/** Per unit which units it shares a group with; how many groups is counted too. */
function countSharedGroups({ unitStarts, groups }: Net, left: number, right: number): number {
  const others = new Set(groups.subarray(unitStarts[right], unitStarts[right + 1]));
  return Array.from(groups.subarray(unitStarts[left], unitStarts[left + 1])).filter((group) => others.has(group))
    .length;
}

describe('weaveBuckets', () => {
  /** Signatures of a small alphabet for the documents at hand, so that bands of any length agree now and then. */
  const drawSignatures = (alphabet: number): Uint16Array => {
    const draws = seedDraws(alphabet);
    return Uint16Array.from({ length: sketches.count * LANES }, () => 0xffff - draws.below(alphabet));
  };

  it('puts two units into one bucket for each band on which they agree, and no other', () => {
    let shared = 0;
    const bandings = fc.constantFrom<[number, number]>([12, 1], [6, 2], [4, 3], [3, 4], [2, 5], [1, 12], [5, 2]);
    const property = fc.property(bandings, fc.constantFrom(2, 3, 40), ([bands, rowsPerBand], alphabet) => {
      const signatures = drawSignatures(alphabet);
      const banding: Banding = { bands, rowsPerBand, recall: 1 };
      const net = weaveBuckets({ ...sketches, signatures }, units, LANES, banding, 0.6);
      for (let left = 0; left < units.count; left++) {
        for (let right = 0; right < left; right++) {
          let agreeing = 0;
          for (let band = 0; band < bands; band++) {
            const lanes = [left, right].map((unit) => {
              const start = leaderOf(units, unit) * LANES + band * rowsPerBand;
              return signatures.subarray(start, start + rowsPerBand).join();
            });
            if (lanes[0] === lanes[1]) agreeing++;
          }
          shared += agreeing;
          expect(countSharedGroups(net, left, right)).toBe(agreeing);
        }
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 21 });
    expect(shared).toBeGreaterThan(1000);
  });

  it('leaves documents of one shingle out, unless the threshold lets them be near to more than their like', () => {
    const short = sketchTexts(['one', 'one two three four five', 'one two three four five six', 'Zwei']);
    const shortUnits = collapseDocuments(short.sketches, ['a', 'b', 'c', 'd'], null);
    const banding: Banding = { bands: 1, rowsPerBand: 1, recall: 1 };
    const signatures = new Uint16Array(4 * LANES);
    const weave = (threshold: number): Net =>
      weaveBuckets({ ...short.sketches, signatures }, shortUnits, LANES, banding, threshold);
    expect(weave(0.5).groups).toHaveLength(4);
    // One is left, and alone with its value.
    expect(weave(0.51).groups).toHaveLength(0);
  });
});

describe('weavePostings', () => {
  it('lets two units meet at exactly the fingerprints they share', () => {
    const net = weavePostings(sketches, units);
    const listFingerprints = (unit: number): Set<number> => {
      const document = leaderOf(units, unit);
      const [start, end] = [sketches.fingerprintStarts[document], sketches.fingerprintStarts[document + 1]];
      return new Set(sketches.fingerprintHashes.subarray(start, end));
    };
    let shared = 0;
    for (let left = 0; left < units.count; left++) {
      for (let right = 0; right < left; right++) {
        const others = listFingerprints(right);
        const agreeing = [...listFingerprints(left)].filter((hash) => others.has(hash)).length;
        shared += agreeing;
        expect(countSharedGroups(net, left, right)).toBe(agreeing);
      }
    }
    expect(shared).toBeGreaterThan(100);
  });

  it('keeps the position of each fingerprint', () => {
    const net = weavePostings(sketches, units);
    for (let unit = 0; unit < units.count; unit++) {
      const document = leaderOf(units, unit);
      const [start, end] = [sketches.fingerprintStarts[document], sketches.fingerprintStarts[document + 1]];
      const known = new Set(sketches.fingerprintPositions.subarray(start, end));
      const positions = net.positions.subarray(net.unitStarts[unit], net.unitStarts[unit + 1]);
      expect(new Set(positions).size).toBe(positions.length);
      for (const position of positions) expect(known.has(position)).toBe(true);
    }
  });
});
