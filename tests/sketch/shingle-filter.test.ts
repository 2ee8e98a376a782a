// The filters of large documents: a bit for every shingle, in as many bits as promised, made alike by both sketchers.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWasmAvailable } from '../../src/kernel/kernel-module.js';
import { createSketcher } from '../../src/kernel/select.js';
import { LEAST_FILTERED_SHINGLES, ShingleFilterMaker } from '../../src/sketch/shingle-filter.js';
import { drawTokens, listWords, writeTokens } from '../helpers/made-texts.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

const SEED = 19_700_701;

/** The numbers of the bits that are set. */
function listBits(filter: Uint32Array): number[] {
  return Array.from(filter.keys()).flatMap((word) =>
    Array.from({ length: 32 }, (_, bit) => bit)
      .filter((bit) => ((filter[word] >>> bit) & 1) === 1)
      .map((bit) => 32 * word + bit),
  );
}

/** The bits that should be set, each by its share of all numbers of 32 bits. */
function expectBits(high: Iterable<number>, bits: number): number[] {
  return [...new Set(Array.from(high, (word) => Math.floor((word / 2 ** 32) * bits)))].sort((a, b) => a - b);
}

function drawHigh(seed: number, count: number): Uint32Array {
  const draws = seedDraws(seed);
  return Uint32Array.from({ length: count }, () => draws.below(2 ** 32));
}

describe('a filter', () => {
  it('has the bit of every shingle and no other, in two to four bits a shingle, a power of two', () => {
    const anySize = fc.oneof(
      fc.integer({ min: LEAST_FILTERED_SHINGLES, max: 5000 }),
      fc.constantFrom(1024, 1025, 2047, 2048, 2049, 4096, 4097, 65_536),
    );
    const maker = new ShingleFilterMaker();
    const property = fc.property(anySize, fc.nat(), fc.boolean(), (shingles, seed, isRepeated) => {
      const drawn = drawHigh(seed, shingles);
      drawn.set([0, 0xffffffff, 0x80000000, 0x7fffffff]);
      const high = isRepeated ? Uint32Array.of(...drawn, ...drawn.subarray(0, 700)) : drawn;
      const filter = maker.make(high, shingles);
      const bits = 32 * filter.length;
      expect(Number.isInteger(Math.log2(bits))).toBe(true);
      expect(bits).toBeGreaterThanOrEqual(2 * shingles);
      expect(bits).toBeLessThan(4 * shingles);
      const set = listBits(filter);
      expect(set).toEqual(expectBits(high, bits));
      expect(set.length / bits).toBeLessThan(0.42);
    });
    fc.assert(property, { seed: SEED, numRuns: 40 });
  });

  it('is empty for a document of fewer than 1,024 shingles, whatever was made before', () => {
    const maker = new ShingleFilterMaker();
    for (const shingles of [0, 1, 1023]) {
      expect(maker.make(drawHigh(1, shingles), shingles)).toHaveLength(0);
      maker.make(drawHigh(2, 3000), 3000);
    }
    // Repeats do not make it large.
    expect(maker.make(drawHigh(1, 5000), 1023)).toHaveLength(0);
    expect(maker.make(drawHigh(1, 1024), 1024)).toHaveLength(2048 / 32);
  });

  it('grows with the document, and the next one has nothing of it', () => {
    const maker = new ShingleFilterMaker();
    for (const shingles of [1024, 300_000, 1500, 1_000_000, 1024]) {
      const high = drawHigh(shingles, shingles);
      const filter = maker.make(high, shingles).slice();
      expect(filter).toEqual(new ShingleFilterMaker().make(high, shingles));
      let missing = 0;
      const shift = 32 - Math.log2(32 * filter.length);
      for (const word of high) if (((filter[word >>> (shift + 5)] >>> ((word >>> shift) & 31)) & 1) === 0) missing++;
      expect([filter.length >= shingles / 16, missing]).toEqual([true, 0]);
    }
  });
});

describe.skipIf(!isWasmAvailable())('the filters of the two sketchers', () => {
  const sketchers = {
    reference: createSketcher('reference', USUAL_SKETCH),
    wasm: createSketcher('wasm', USUAL_SKETCH),
  };

  /** The filter that both make, and the high words of the text's distinct shingles. */
  function filterText(text: string): { filter: Uint32Array; shingles: number; high: Uint32Array } {
    const utf8 = new TextEncoder().encode(text);
    const { shingleFilter, shingles } = sketchers.reference.sketchDocument(utf8);
    const filter = shingleFilter.slice();
    expect(sketchers.wasm.sketchDocument(utf8).shingleFilter).toEqual(filter);
    const high = sketchers.reference.collectShingles(utf8).set.filter((_, i) => i % 2 === 1);
    return { filter, shingles, high };
  }

  it('are the same, and hold every shingle, of texts with and without repeats', () => {
    const draws = seedDraws(SEED);
    const verse = drawTokens(draws, 900, 'words');
    const sizes = new Set<number>();
    for (const tokens of [
      listWords(0, 5000),
      drawTokens(draws, 3000, 'words'),
      drawTokens(draws, 6000, 'characters'),
      drawTokens(draws, 20_000, 'mixed'),
      // The same again and again, between what is new.
      Array.from({ length: 12 }, (_, i) => [...verse.slice(20 * i), ...listWords(9000 + 200 * i, 80)]).flat(),
      // Just large enough, and just not.
      listWords(0, LEAST_FILTERED_SHINGLES + 4),
      [...listWords(0, LEAST_FILTERED_SHINGLES + 4), ...listWords(0, LEAST_FILTERED_SHINGLES - 4)],
    ]) {
      const { filter, shingles, high } = filterText(writeTokens(tokens));
      expect(high).toHaveLength(shingles);
      expect(listBits(filter)).toEqual(expectBits(high, 32 * filter.length));
      sizes.add(filter.length);
    }
    expect(sizes.size).toBeGreaterThan(3);
    expect(filterText(writeTokens(listWords(0, LEAST_FILTERED_SHINGLES + 3))).filter).toHaveLength(0);
    // Many tokens, few shingles.
    const chorus = Array.from({ length: 30 }, () => verse.slice(0, 200)).flat();
    expect(filterText(writeTokens(chorus)).filter).toHaveLength(0);
  });
});
