// Buckets against each pair's own lanes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Banding } from '../../src/match/banding.js';
import { groupBands, joinBands, listBanded } from '../../src/match/buckets.js';
import type { Net } from '../../src/match/net.js';
import { NO_UNIT, collapseDocuments, leaderOf } from '../../src/match/units.js';
import type { Units } from '../../src/match/units.js';
import { weaveBuckets } from '../helpers/make-match-run.js';
import { drawTokens, editTokens, writeTokens } from '../helpers/made-texts.js';
import { seedDraws } from '../helpers/seed-draws.js';
import type { SketchedTexts } from '../helpers/sketch-texts.js';
import { sketchTexts, viewSignatures } from '../helpers/sketch-texts.js';
import { listIds } from '../helpers/id-lists.js';

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
const units = collapseDocuments(sketches, listIds(ids), null);

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
      const net = weaveBuckets(sketches, viewSignatures(signatures, LANES), units, LANES, banding, 0.6);
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
    const shortUnits = collapseDocuments(short.sketches, listIds(['a', 'b', 'c', 'd']), null);
    const banding: Banding = { bands: 1, rowsPerBand: 1, recall: 1 };
    const signatures = new Uint16Array(4 * LANES);
    const weave = (threshold: number): Net =>
      weaveBuckets(short.sketches, viewSignatures(signatures, LANES), shortUnits, LANES, banding, threshold);
    expect(weave(0.5).groups).toHaveLength(4);
    // One is left, and alone with its value.
    expect(weave(0.51).groups).toHaveLength(0);
  });
});

describe('groupBands', () => {
  const count = 6000;
  /** Every third document leads no unit, and one in seven has one shingle. Units count downwards. */
  const madeUnits = ((): Units => {
    const members = Uint32Array.from({ length: count }, (_, i) => count - 1 - i).filter(
      (document) => document % 3 !== 2,
    );
    const unitOf = new Uint32Array(count).fill(NO_UNIT);
    members.forEach((document, unit) => (unitOf[document] = unit));
    return { count: members.length, unitOf, starts: members.map((_, unit) => unit), members };
  })();
  const shingles = Uint32Array.from({ length: count }, (_, document) => (document % 7 === 0 ? 1 : 9));
  const draws = seedDraws(SEED);
  const signatures = Uint16Array.from({ length: count * LANES }, () => draws.below(60));

  it('groups the units of each band as a Map does, with or without a filter, each by itself', () => {
    const banded = listBanded({ count, shingles }, madeUnits, 0.6);
    for (const rowsPerBand of [1, 2, 3, 4]) {
      const bands = LANES / rowsPerBand;
      const grouped = groupBands({ lanes: LANES, rowsPerBand, ...banded }, viewSignatures(signatures, LANES), 0, bands);
      expect(grouped).toHaveLength(bands);
      grouped.forEach(({ units: shared, sizes }, band) => {
        const byKey = new Map<string, number[]>();
        banded.documents.forEach((document, i) => {
          const start = document * LANES + band * rowsPerBand;
          const key = signatures.subarray(start, start + rowsPerBand).join();
          byKey.set(key, [...(byKey.get(key) ?? []), banded.units[i]]);
        });
        const expected = [...byKey.values()].filter((group) => group.length > 1).map((group) => group.join());
        let at = 0;
        const found = Array.from(sizes, (size) => shared.subarray(at, (at += size)).join());
        expect(found.sort()).toEqual(expected.sort());
        expect(at).toBe(shared.length);
      });
    }
  });

  it('gives the same for a band whatever the other bands of the task', () => {
    const rows = viewSignatures(signatures, LANES);
    const columns = { lanes: LANES, rowsPerBand: 1, ...listBanded({ count, shingles }, madeUnits, 0.6) };
    const all = groupBands(columns, rows, 0, LANES);
    for (const [first, end] of [
      [0, 1],
      [3, 12],
      [11, 12],
      [5, 5],
    ]) {
      expect(groupBands(columns, rows, first, end)).toEqual(all.slice(first, end));
    }
  });

  it('leaves out documents that lead no unit, and those of one shingle above a threshold of one half', () => {
    for (const [threshold, least] of [
      [0.5, 1],
      [0.6, 2],
    ]) {
      const { documents, units: ledUnits } = listBanded({ count, shingles }, madeUnits, threshold);
      const expected = Array.from(madeUnits.members)
        .reverse()
        .filter((document) => shingles[document] >= least);
      expect(Array.from(documents)).toEqual(expected);
      expect(Array.from(ledUnits)).toEqual(expected.map((document) => madeUnits.unitOf[document]));
    }
  });
});

describe('joinBands', () => {
  it('lists the groups of each unit band by band, and gives every group exactly the room it needs', () => {
    const { unitStarts, groups, groupStarts, positions, isBand } = joinBands(4, [
      { units: Uint32Array.of(0, 1, 2, 3), sizes: Uint32Array.of(2, 2) },
      { units: Uint32Array.of(0, 2, 3), sizes: Uint32Array.of(3) },
      { units: new Uint32Array(0), sizes: new Uint32Array(0) },
    ]);
    expect(Array.from(unitStarts)).toEqual([0, 2, 3, 5, 7]);
    expect(Array.from(groups)).toEqual([0, 2, 0, 1, 2, 1, 2]);
    expect(Array.from(groupStarts)).toEqual([0, 2, 4, 7]);
    expect([positions.length, isBand]).toEqual([0, true]);
  });

  it('joins nothing', () => {
    const { unitStarts, groups, groupStarts } = joinBands(2, []);
    expect([unitStarts, groups, groupStarts].map((column) => [...column])).toEqual([[0, 0, 0], [], [0]]);
  });
});
