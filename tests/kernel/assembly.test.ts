// The kernel's steps one by one, on columns that no text would give: many ties, many repeats, hashes of zero.

import { describe, expect, it } from 'vitest';
import { instantiateKernel } from '../../src/kernel/kernel-module.js';
import type { KernelExports } from '../../src/kernel/kernel-module.js';
import { countSlots, layOutMemory } from '../../src/kernel/memory-layout.js';
import type { MemoryLayout } from '../../src/kernel/memory-layout.js';
import { deriveSeeds, hashContent } from '../../src/sketch/hash.js';
import { sequenceShingles } from '../../src/sketch/shingle.js';
import { collectShingleSet } from '../../src/sketch/shingle-set.js';
import { computeSignature, SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { winnowShingles } from '../../src/sketch/winnow.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_OPTIONS } from './equal-sketches.js';

const SEED = 7;
const MOST = 40_000;
const SIZES = [
  1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 500, 1000, 2047, 2048, 2049, 9000,
];

/** A kernel with room for `MOST` tokens. */
class Bench {
  readonly kernel: KernelExports;
  readonly layout: MemoryLayout;
  readonly words: Uint32Array;

  constructor(window = 16, shingleSize = 5) {
    this.kernel = instantiateKernel({ ...USUAL_OPTIONS, window, shingleSize });
    const { kernel } = this;
    const inputEnd = kernel.INPUT.value + kernel.INPUT_PADDING.value;
    this.layout = layOutMemory({ byteLength: MOST, tokens: MOST }, inputEnd, window);
    kernel.memory.grow(Math.ceil((this.layout.end - kernel.memory.buffer.byteLength) / 65536));
    const { tokenHigh, tokenLow, tokenHalfWords, shingleHigh, shingleLow, firstTokens, minima, table } = this.layout;
    kernel.placeColumns(tokenHigh, tokenLow, tokenHalfWords, shingleHigh, shingleLow, firstTokens, minima, table);
    this.words = new Uint32Array(kernel.memory.buffer);
  }

  write(address: number, column: Uint32Array): void {
    this.words.set(column, address / 4);
  }

  read(address: number, count: number): Uint32Array {
    return this.words.slice(address / 4, address / 4 + count);
  }

  readResult(offset: { readonly value: number }, count = 1): Uint32Array {
    return this.read(this.kernel.RESULTS.value + offset.value, count);
  }
}

/** `count` words below `bound`. */
function drawWords(count: number, bound: number, draws: { below(bound: number): number }): Uint32Array {
  return Uint32Array.from({ length: count }, () => draws.below(bound));
}

describe('winnowShingles of the kernel', () => {
  it.each([1, 2, 3, 4, 5, 8, 13, 16, 17, 31, 32, 33, 100, 3000])(
    'chooses as the reference does, in windows of %i',
    (window) => {
      const draws = seedDraws(SEED);
      const bench = new Bench(window);
      const { kernel, layout } = bench;
      for (const count of SIZES) {
        // From hardly ever to nearly always equal.
        for (const bound of [2 ** 32, 50, 3, 1]) {
          const high = drawWords(count, 2 ** 32, draws);
          const low = drawWords(count, bound, draws);
          const [hashes, positions] = [new Uint32Array(count), new Uint32Array(count)];
          const chosen = winnowShingles(high, low, count, window, hashes, positions);
          bench.write(layout.shingleHigh, high);
          bench.write(layout.shingleLow, low);
          kernel.winnowShingles(count);
          expect(bench.readResult(kernel.FINGERPRINTS)[0]).toBe(chosen);
          expect(bench.read(layout.tokenLow, chosen)).toEqual(positions.subarray(0, chosen));
          expect(bench.read(layout.tokenHigh, chosen)).toEqual(hashes.subarray(0, chosen));
        }
      }
    },
  );

  it('follows runs that rise and runs that fall', () => {
    const bench = new Bench();
    const { kernel, layout } = bench;
    for (const step of [1, -1]) {
      const low = Uint32Array.from({ length: 5000 }, (_, k) => 10_000 + step * k);
      const [hashes, positions] = [new Uint32Array(5000), new Uint32Array(5000)];
      const chosen = winnowShingles(low, low, 5000, 16, hashes, positions);
      bench.write(layout.shingleHigh, low);
      bench.write(layout.shingleLow, low);
      kernel.winnowShingles(5000);
      expect(bench.read(layout.tokenLow, chosen)).toEqual(positions.subarray(0, chosen));
    }
  });
});

describe('keepDistinct of the kernel', () => {
  it.each([2 ** 32, 5000, 300, 20, 2, 1])('keeps each hash of words below %i once', (bound) => {
    const draws = seedDraws(SEED);
    const bench = new Bench();
    const { kernel, layout } = bench;
    for (const count of SIZES) {
      const high = drawWords(count, bound, draws);
      const low = drawWords(count, bound, draws);
      const wanted = new Set(Array.from(high, (word, k) => `${word} ${low[k]}`));
      bench.write(layout.shingleHigh, high);
      bench.write(layout.shingleLow, low);
      expect(kernel.keepDistinct(count, countSlots(count))).toBe(wanted.size);
      expect(bench.readResult(kernel.DISTINCT_SHINGLES)[0]).toBe(wanted.size);
      const lows = bench.read(layout.shingleLow, wanted.size);
      const kept = Array.from(bench.read(layout.shingleHigh, wanted.size), (word, k) => `${word} ${lows[k]}`);
      expect(new Set(kept)).toEqual(wanted);
    }
  });

  it('keeps hashes apart that agree in one of their words', () => {
    const bench = new Bench();
    const { kernel, layout } = bench;
    const numbers = Uint32Array.from({ length: 9000 }, (_, k) => k >> 1);
    for (const [high, low] of [
      [numbers, new Uint32Array(9000)],
      [new Uint32Array(9000), numbers],
      [numbers.map((number) => number << 20), numbers.map((number) => number << 20)],
    ]) {
      bench.write(layout.shingleHigh, high);
      bench.write(layout.shingleLow, low);
      expect(kernel.keepDistinct(9000, countSlots(9000))).toBe(high[2] === 1 << 20 ? 4096 : 4500);
    }
  });

  it('ends its searches where the table is as small as a giant document has it', () => {
    const draws = seedDraws(SEED);
    const bench = new Bench();
    const { kernel, layout } = bench;
    // All in one byte of the filter: each but the first few is in doubt.
    const low = drawWords(16_384, 2 ** 32, draws).map((word) => word & 0xe0000000);
    const high = Uint32Array.from({ length: 16_384 }, (_, k) => k);
    bench.write(layout.shingleHigh, high);
    bench.write(layout.shingleLow, low);
    expect(kernel.keepDistinct(16_384, 32_768)).toBe(16_384);
  });
});

describe('sortShingles of the kernel', () => {
  const bench = new Bench();
  const expectSorted = (high: Uint32Array, low: Uint32Array, about: string): void => {
    const { kernel, layout } = bench;
    const set = collectShingleSet({ count: high.length, high, low });
    // What stood there before must not matter.
    bench.words.fill(0xdeadbeef, layout.tokenHigh / 4, layout.shingleHigh / 4);
    bench.words.fill(0xdeadbeef, layout.table / 4, layout.end / 4);
    bench.write(layout.shingleHigh, high);
    bench.write(layout.shingleLow, low);
    expect(kernel.sortShingles(high.length, 0), about).toBe(set.length / 2);
    const found = bench.read(layout.tokenHigh, set.length);
    // toEqual takes milliseconds for long arrays: it is asked only where it will fail.
    if (Buffer.compare(Buffer.from(found.buffer), Buffer.from(set.buffer)) !== 0) expect(found, about).toEqual(set);
  };

  it.each([2 ** 32, 5000, 300, 20, 2, 1])('sorts as the reference does, with words below %i', (bound) => {
    const draws = seedDraws(SEED);
    for (const count of [0, ...SIZES, MOST]) {
      const low = drawWords(count, bound, draws);
      expectSorted(drawWords(count, 2 ** 32, draws), low, `${count}, high words uniform`);
      expectSorted(drawWords(count, bound, draws), low, `${count}, high words below ${bound}`);
      const isTop = drawWords(count, bound, draws);
      expectSorted(
        isTop.map((word) => ~word),
        low,
        `${count}, high words at the top`,
      );
    }
  });

  it('sorts all in one bucket and in crowds of every size, rising, falling and drawn', () => {
    const draws = seedDraws(SEED);
    for (const count of [2, 100, 127, 128, 129, 1000, MOST]) {
      const crowds = drawWords(count, 3, draws).map((word) => word << 30);
      const columns = [
        Uint32Array.from({ length: count }, (_, k) => k),
        Uint32Array.from({ length: count }, (_, k) => count - k),
        drawWords(count, 2 ** 32, draws),
        drawWords(count, 10, draws),
      ];
      for (const low of columns) {
        expectSorted(new Uint32Array(count), low, `${count}, high words zero`);
        expectSorted(new Uint32Array(count).fill(0xffffffff), low, `${count}, high words all ones`);
        expectSorted(crowds, low, `${count}, three crowds`);
        expectSorted(
          Uint32Array.from(low, (word) => word & 0xff),
          low,
          `${count}, crowds by the low word`,
        );
      }
    }
  });

  it('keeps zero and the greatest number, once', () => {
    const high = Uint32Array.of(0xffffffff, 0, 0xffffffff, 0, 0, 0xffffffff);
    const low = Uint32Array.of(0xffffffff, 0, 0xffffffff, 0, 0xffffffff, 0);
    expectSorted(high, low, 'extremes');
    expect(bench.read(bench.layout.tokenHigh, 8)).toEqual(
      Uint32Array.of(0, 0, 0xffffffff, 0, 0, 0xffffffff, 0xffffffff, 0xffffffff),
    );
  });
});

describe('computeSignature of the kernel', () => {
  it('equals the reference for sets of every size, and for those that leave lanes empty long', () => {
    const draws = seedDraws(SEED);
    const bench = new Bench();
    const { kernel, layout } = bench;
    const lanes = new Uint32Array(SIGNATURE_LANES);
    for (const count of [...Array(150).keys(), 200, 300, 500, 1000, 3000]) {
      for (const bound of [2 ** 32, 2 ** 27]) {
        // Below 2²⁷ the first round fills four lanes only.
        const high = drawWords(count, bound, draws);
        const low = drawWords(count, 2 ** 32, draws);
        computeSignature(high, low, count, lanes);
        bench.write(layout.shingleHigh, high);
        bench.write(layout.shingleLow, low);
        kernel.computeSignature(count);
        expect(bench.readResult(kernel.SIGNATURE, SIGNATURE_LANES), `${count} below ${bound}`).toEqual(lanes);
      }
    }
  });
});

describe('sequenceShingles of the kernel', () => {
  it.each([1, 2, 3, 5, 9, 10, 64])(
    'equals the reference for tokens of mixed lengths, in shingles of %i words',
    (size) => {
      const draws = seedDraws(SEED);
      const bench = new Bench(16, size);
      const { kernel, layout } = bench;
      const bytes = new Uint8Array(kernel.memory.buffer);
      const seeds = deriveSeeds(0);
      for (const tokens of SIZES.filter((candidate) => candidate < 1500)) {
        for (const characters of [0, 1, 5, 9, 10]) {
          const [tokenHigh, tokenLow] = [drawWords(tokens, 2 ** 32, draws), drawWords(tokens, 2 ** 32, draws)];
          const halfWords = Uint8Array.from({ length: tokens }, () => (draws.below(10) < characters ? 1 : 2));
          const into = {
            high: new Uint32Array(tokens),
            low: new Uint32Array(tokens),
            firstTokens: new Uint32Array(tokens),
          };
          const count = sequenceShingles(tokenHigh, tokenLow, halfWords, tokens, size, seeds, into);
          bench.write(layout.tokenHigh, tokenHigh);
          bench.write(layout.tokenLow, tokenLow);
          bytes.set(halfWords, layout.tokenHalfWords);
          const halfWordsPlace = (kernel.RESULTS.value + kernel.HALF_WORDS.value) / 4;
          bench.words[halfWordsPlace] = halfWords.reduce((sum, half) => sum + half, 0);
          expect(kernel.sequenceShingles(tokens)).toBe(count);
          expect(bench.read(layout.firstTokens, count)).toEqual(into.firstTokens.subarray(0, count));
          expect(bench.read(layout.shingleHigh, count)).toEqual(into.high.subarray(0, count));
          expect(bench.read(layout.shingleLow, count)).toEqual(into.low.subarray(0, count));
        }
      }
    },
  );
});

describe('hashContent of the kernel', () => {
  it('equals the reference for every length up to 200, whatever stood in memory', () => {
    const draws = seedDraws(SEED);
    const { kernel, words } = new Bench();
    const bytes = new Uint8Array(kernel.memory.buffer);
    const seeds = deriveSeeds(0);
    for (let length = 0; length <= 200; length++) {
      const input = Uint8Array.from({ length }, () => draws.below(256));
      bytes.fill(0xff, kernel.INPUT.value, kernel.INPUT.value + 400);
      bytes.set(input, kernel.INPUT.value);
      kernel.hashContent(length);
      const place = (kernel.RESULTS.value + kernel.CONTENT_HASH.value) / 4;
      expect(words.slice(place, place + 4)).toEqual(hashContent(input, seeds));
    }
  });
});
