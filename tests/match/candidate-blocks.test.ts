// Blocks of candidates: every pair once, no block too large, and few documents needed twice.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CandidateBlocks } from '../../src/match/candidate-blocks.js';
import { countRows, cutCandidates, isPairStart, listBlocks } from '../../src/match/candidate-blocks.js';
import type { Evidence } from '../../src/match/diagonals.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_030_613;

/** Evidence of pairs of units, in order, each of a few rows; each row has a number of its own. */
function makeEvidence(
  pairs: readonly (readonly [number, number])[],
  rowsOf = (pair: number): number => 1 + (pair % 3),
): Evidence {
  const names = new Set(pairs.map(([a, b]) => `${Math.max(a, b)} ${Math.min(a, b)}`));
  const sorted = [...names].map((name) => name.split(' ').map(Number)).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const rows = sorted.flatMap((pair, i) => Array.from({ length: rowsOf(i) }, () => pair));
  return {
    count: rows.length,
    smaller: Uint32Array.from(rows, ([smaller]) => smaller),
    larger: Uint32Array.from(rows, ([, larger]) => larger),
    fingerprints: Uint32Array.from(rows, (_, row) => row),
    otherFingerprints: Uint32Array.from(rows, (_, row) => 10_000 + row),
    lengths: Uint32Array.from(rows, (_, row) => 20_000 + row),
  };
}

/** The units of each block. */
function listUnits(evidence: Evidence, blocks: CandidateBlocks): Set<number>[] {
  return [...listBlocks(evidence, blocks)].map(({ smaller, larger }) => new Set([...smaller, ...larger]));
}

const anyPairs = fc
  .record({
    seed: fc.nat(),
    units: fc.integer({ min: 2, max: 80 }),
    count: fc.nat({ max: 200 }),
    budget: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ seed, units, count, budget }) => {
    const draws = seedDraws(seed);
    const spread = 1 + draws.below(units);
    const pairs: [number, number][] = [];
    for (let i = 0; i < count; i++) {
      const a = draws.below(units);
      const b = Math.min(units - 1, a + 1 + draws.below(spread));
      if (a !== b) pairs.push([a, b]);
    }
    const sizes = Array.from({ length: units }, () => 1 + draws.below(20));
    const places = sizes.map((_, unit) => (unit * 37) % 1009);
    return { pairs, units, budget, sizes, places };
  });

describe('cutCandidates', () => {
  it('puts every pair into one block with all its rows, and as much into a block as its bytes allow', () => {
    const property = fc.property(anyPairs, ({ pairs, units, budget, sizes, places }) => {
      const evidence = makeEvidence(pairs);
      const blocks = cutCandidates(evidence, units, {
        measureUnit: (unit) => sizes[unit],
        placeOf: (unit) => places[unit],
        blockByteLength: budget,
      });
      const seen: number[] = [];
      for (const block of listBlocks(evidence, blocks)) {
        for (let row = 0; row < block.count; row += countRows(block, row)) {
          const at = block.fingerprints[row];
          expect(isPairStart(evidence, at)).toBe(true);
          expect(countRows(block, row)).toBe(countRows(evidence, at));
        }
        for (let row = 0; row < block.count; row++) {
          const at = block.fingerprints[row];
          seen.push(at);
          expect([block.smaller[row], block.larger[row]]).toEqual([evidence.smaller[at], evidence.larger[at]]);
          expect([block.otherFingerprints[row], block.lengths[row]]).toEqual([10_000 + at, 20_000 + at]);
        }
        const needed = [...new Set([...block.smaller, ...block.larger])];
        const isOnePair = countRows(block, 0) === block.count;
        expect(isOnePair || needed.reduce((sum, unit) => sum + sizes[unit], 0) <= budget).toBe(true);
      }
      expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: evidence.count }, (_, row) => row));
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('needs each document once, whose relatives fit half a block', () => {
    // Families of four, whose members lie far apart in order of unit.
    const pairs: [number, number][] = [];
    for (let family = 0; family < 50; family++) {
      for (let a = 0; a < 4; a++) for (let b = 0; b < a; b++) pairs.push([family + 50 * a, family + 50 * b]);
    }
    const evidence = makeEvidence(pairs);
    const limits = { measureUnit: () => 1, placeOf: (unit: number) => 997 * unit, blockByteLength: 16 };
    const units = listUnits(evidence, cutCandidates(evidence, 200, limits));
    expect(units.reduce((sum, block) => sum + block.size, 0)).toBe(200);
    expect(units.length).toBeGreaterThan(10);
    expect(Math.max(...units.map((block) => block.size))).toBeLessThanOrEqual(16);
  });

  it('reads families in the order in which their first documents lie', () => {
    const evidence = makeEvidence([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const places = [0, 50, 9, 70, 60, 1, 80];
    const limits = { measureUnit: () => 10, placeOf: (unit: number) => places[unit], blockByteLength: 20 };
    const units = listUnits(evidence, cutCandidates(evidence, 7, limits));
    expect(units.map((block) => [...block].sort())).toEqual([
      [5, 6],
      [1, 2],
      [3, 4],
    ]);
  });

  it('takes a family too large for a block apart in tiles', () => {
    const pairs: [number, number][] = [];
    for (let a = 0; a < 40; a++) for (let b = 0; b < a; b++) pairs.push([a, b]);
    const evidence = makeEvidence(pairs, () => 1);
    const limits = { measureUnit: () => 1, placeOf: (unit: number) => unit, blockByteLength: 20 };
    const units = listUnits(evidence, cutCandidates(evidence, 40, limits));
    // Four chunks of ten: six pairs of chunks, of which those of a chunk with itself ask for no block of their own.
    expect(units.reduce((sum, block) => sum + block.size, 0)).toBeLessThanOrEqual(140);
  });

  it('cuts no evidence into no blocks', () => {
    const limits = { measureUnit: () => 1, placeOf: (unit: number) => unit, blockByteLength: 20 };
    const blocks = cutCandidates(makeEvidence([]), 5, limits);
    expect([...listBlocks(makeEvidence([]), blocks)]).toEqual([]);
  });
});
