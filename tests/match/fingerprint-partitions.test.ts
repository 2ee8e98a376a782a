// Partitions of fingerprints against filters and sorts of the language.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FingerprintColumns } from '../../src/match/fingerprint-partitions.js';
import {
  cutPartitions,
  documentOf,
  gatherPartitions,
  isOneDocument,
  partitionFingerprints,
} from '../../src/match/fingerprint-partitions.js';
import { NO_UNIT } from '../../src/match/units.js';
import type { Units } from '../../src/match/units.js';
import type { SketchTable } from '../../src/model.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_060_403;

/** Documents with so many fingerprints each; those with an odd last digit lead no unit. */
function makeColumns(counts: readonly number[], seed: number): FingerprintColumns {
  const draws = seedDraws(seed);
  const fingerprintStarts = new Uint32Array(counts.length + 1);
  counts.forEach((count, document) => (fingerprintStarts[document + 1] = fingerprintStarts[document] + count));
  const total = fingerprintStarts[counts.length];
  const sketches = {
    count: counts.length,
    fingerprintStarts,
    fingerprintHashes: Uint32Array.from({ length: total }, () => draws.below(2 ** 32)),
    fingerprintPositions: new Uint32Array(total),
  };
  const leaders = Uint32Array.from(counts.flatMap((count, document) => (count % 2 === 0 ? [document] : [])));
  const units: Units = {
    count: leaders.length,
    unitOf: new Uint32Array(counts.length).fill(NO_UNIT),
    starts: Uint32Array.from({ length: leaders.length + 1 }, (_, unit) => unit),
    members: leaders,
  };
  return partitionFingerprints(sketches as SketchTable, units);
}

const anyColumns = fc
  .record({
    seed: fc.nat(),
    counts: fc.array(fc.constantFrom(0, 1, 2, 5, 30, 32, 33, 64, 100), { maxLength: 60, size: 'max' }),
    // Enough fingerprints for several partitions, and for more than a piece of the walk.
    longest: fc.constantFrom(0, 3000, 70_000, 150_000),
  })
  .map(({ seed, counts, longest }) => makeColumns([...counts, longest, ...counts], seed));

/** The indices of the fingerprints that count in a stretch of partitions, partition after partition. */
function listIndices(columns: FingerprintColumns, first: number, end: number): number[] {
  const { fingerprintStarts, fingerprintHashes, ledUnits, partitionShift } = columns;
  const partitionOf = (index: number): number => fingerprintHashes[index] >>> partitionShift;
  return Array.from(ledUnits.keys())
    .filter((document) => ledUnits[document] !== NO_UNIT)
    .flatMap((document) => {
      const [start, last] = fingerprintStarts.subarray(document, document + 2);
      return Array.from({ length: last - start }, (_, i) => start + i);
    })
    .filter((index) => partitionOf(index) >= first && partitionOf(index) < end)
    .sort((a, b) => partitionOf(a) - partitionOf(b) || a - b);
}

describe('gatherPartitions', () => {
  it('gathers the fingerprints of leading documents, in order, whatever the stretch of partitions', () => {
    const property = fc.property(anyColumns, fc.double({ min: 0, max: 1, noNaN: true }), (columns, share) => {
      const { partitionStarts, fingerprintHashes } = columns;
      const partitions = partitionStarts.length - 1;
      const first = Math.floor(share * (partitions - 1));
      const gathered = {
        hashes: new Uint32Array(partitionStarts[partitions]),
        indices: new Uint32Array(partitionStarts[partitions]),
      };
      for (const end of [first + 1, partitions]) {
        const expected = listIndices(columns, first, end);
        gatherPartitions(columns, first, end, gathered);
        const found = gathered.indices.subarray(0, expected.length);
        expect(partitionStarts[end] - partitionStarts[first]).toBe(expected.length);
        expect(found.every((index, i) => index === expected[i])).toBe(true);
        expect(found.every((index, i) => gathered.hashes[i] === fingerprintHashes[index])).toBe(true);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 30 });
  });

  it('makes more partitions of more fingerprints, and some of none', () => {
    expect(makeColumns([], 1).partitionStarts.length).toBe(3);
    expect(makeColumns([150_000], 1).partitionStarts.length).toBe(9);
  });
});

describe('documentOf and isOneDocument', () => {
  it('find the document of a fingerprint, and whether two are of the same', () => {
    const property = fc.property(anyColumns, fc.nat(), fc.nat(), (columns, a, b) => {
      const { fingerprintStarts, fingerprintHashes } = columns;
      if (fingerprintHashes.length === 0) return;
      const findDocument = (index: number): number => fingerprintStarts.findIndex((start) => start > index) - 1;
      const [first, last] = [a % fingerprintHashes.length, b % fingerprintHashes.length].sort((x, y) => x - y);
      for (const index of [first, last]) expect(documentOf(columns, index)).toBe(findDocument(index));
      for (const other of [last, Math.min(first + 1, fingerprintHashes.length - 1)]) {
        expect(isOneDocument(columns, first, other)).toBe(findDocument(first) === findDocument(other));
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
  });
});

describe('cutPartitions', () => {
  it('covers all partitions with stretches of at most so many fingerprints, or of one partition', () => {
    const columns = makeColumns([400_000], 2);
    const { partitionStarts } = columns;
    for (const most of [0, 20_000, 60_000, 399_999, 400_000, 2 ** 30]) {
      const cuts = cutPartitions(columns, most);
      expect(cuts[0]).toBe(0);
      expect(cuts[cuts.length - 1]).toBe(partitionStarts.length - 1);
      for (let i = 1; i < cuts.length; i++) {
        expect(cuts[i]).toBeGreaterThan(cuts[i - 1]);
        const size = partitionStarts[cuts[i]] - partitionStarts[cuts[i - 1]];
        expect(size <= most || cuts[i] === cuts[i - 1] + 1).toBe(true);
      }
    }
    expect(cutPartitions(columns, 2 ** 30)).toEqual([0, partitionStarts.length - 1]);
  });
});
