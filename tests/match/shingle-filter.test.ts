// Looking shingles up in filters: never fewer than there are, and exactly as many as have their bits set.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countPossiblyShared } from '../../src/match/shingle-filter.js';
import { ShingleFilterMaker } from '../../src/sketch/shingle-filter.js';
import type { Draws } from '../helpers/seed-draws.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 19_700_702;

/** Distinct high words, ascending; the extremes now and then. */
function drawHalves(draws: Draws, count: number): Uint32Array {
  const halves = new Set<number>(draws.pick([[], [0], [0xffffffff], [0, 0xffffffff]]));
  while (halves.size < count) halves.add(draws.below(2 ** 32));
  return Uint32Array.from(halves).sort();
}

type FilterColumns = Parameters<typeof countPossiblyShared>[0];

/** The columns of documents, small ones among them, as a sketch table has them. */
function joinFilters(documents: readonly Uint32Array[]): FilterColumns {
  const maker = new ShingleFilterMaker();
  const filters = documents.map((halves) => maker.make(halves, halves.length).slice());
  const starts = [0];
  for (const filter of filters) starts.push(starts[starts.length - 1] + filter.length);
  return {
    filterStarts: Uint32Array.from(starts),
    filterWords: Uint32Array.from(filters.flatMap((filter) => [...filter])),
  };
}

const anySizes = fc.array(fc.constantFrom(0, 5, 1023, 1024, 1025, 1500, 2048, 2049, 5000), {
  minLength: 1,
  maxLength: 5,
});

describe('countPossiblyShared', () => {
  it('counts those whose bits are set, at least all that are there, and few others', () => {
    let strangers = 0;
    let taken = 0;
    const property = fc.property(anySizes, fc.nat(), (sizes, seed) => {
      const draws = seedDraws(seed);
      const documents = sizes.map((size) => drawHalves(draws, size));
      const columns = joinFilters(documents);
      documents.forEach((larger, document) => {
        const kept = larger.filter(() => draws.below(20) === 0);
        const asked = Uint32Array.from(new Set([...kept, ...drawHalves(draws, draws.below(200))])).sort();
        const count = countPossiblyShared(columns, document, asked);
        if (larger.length < 1024) {
          expect(count).toBeNull();
          return;
        }
        const there = new Set(larger);
        const shared = asked.reduce((sum, half) => sum + (there.has(half) ? 1 : 0), 0);
        // By the definition: a power of two of bits, two to four a shingle, each for an equal share of all numbers.
        const bits = 2 ** Math.ceil(Math.log2(2 * larger.length));
        const bitsSet = new Set(Array.from(larger, (half) => Math.floor((half / 2 ** 32) * bits)));
        const possible = asked.reduce(
          (sum, half) => sum + (bitsSet.has(Math.floor((half / 2 ** 32) * bits)) ? 1 : 0),
          0,
        );
        expect(count).toBe(possible);
        expect(possible).toBeGreaterThanOrEqual(shared);
        strangers += asked.length - shared;
        taken += possible - shared;
      });
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
    expect(strangers).toBeGreaterThan(5000);
    expect(taken / strangers).toBeLessThan(0.4);
    expect(taken / strangers).toBeGreaterThan(0.1);
  });

  it('finds a document whole in itself, and nothing of no shingles', () => {
    const documents = [1024, 4096, 40_000].map((size, i) => drawHalves(seedDraws(i), size));
    const columns = joinFilters(documents);
    documents.forEach((halves, document) => {
      expect(countPossiblyShared(columns, document, halves)).toBe(halves.length);
      expect(countPossiblyShared(columns, document, new Uint32Array(0))).toBe(0);
    });
  });

  it('says nothing of a document without a filter, between others that have one', () => {
    const documents = [2000, 100, 2000, 0].map((size, i) => drawHalves(seedDraws(i), size));
    const columns = joinFilters(documents);
    const counts = documents.map((halves, document) => countPossiblyShared(columns, document, halves));
    expect(counts).toEqual([2000, null, 2000, null]);
  });
});
