// Shingles of one partition sorted in the kernel's columns, against a sort of the language.

import { describe, expect, it } from 'vitest';
import { layOutPiece } from '../../src/kernel/memory-layout.js';
import { ShingleSorter } from '../../src/kernel/shingle-sorter.js';
import { ShingleSpill } from '../../src/kernel/shingle-spill.js';
import { TokenPass } from '../../src/kernel/token-pass.js';
import { collectShingleSet } from '../../src/sketch/shingle-set.js';
import { computeSignature, SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_OPTIONS } from './equal-sketches.js';

const PARTITION = 0xab;

/** Shingles of one partition, with repeats. */
function drawShingles(count: number, distinct: number): { high: Uint32Array; low: Uint32Array; count: number } {
  const draws = seedDraws(count + distinct);
  const pool = Array.from({ length: distinct }, () => [
    PARTITION * 2 ** 24 + draws.below(2 ** 24),
    draws.below(2 ** 32),
  ]);
  const shingles = Array.from({ length: count }, () => draws.pick(pool));
  return {
    high: Uint32Array.from(shingles, ([high]) => high),
    low: Uint32Array.from(shingles, ([, low]) => low),
    count,
  };
}

function createSorter(crowd: number): ShingleSorter {
  const pass = new TokenPass(USUAL_OPTIONS, (size, inputEnd) => layOutPiece(size, inputEnd, 16), 64);
  return new ShingleSorter(pass, crowd);
}

describe('a sorter of shingles', () => {
  it.each([
    [1, 1],
    [500, 500],
    [9000, 40],
    [9000, 9000],
    [60_000, 20_000],
  ])('sorts %i shingles, %i of them distinct, out of a spill and in a stretch of a set', (count, distinct) => {
    const shingles = drawShingles(count, distinct);
    const expected = collectShingleSet(shingles);
    for (const crowd of [1, 100, 1_000_000]) {
      const sorter = createSorter(crowd);
      const spill = new ShingleSpill(count, 16);
      spill.append(shingles.high, shingles.low, true);
      const sorted = sorter.sortPartition(spill, PARTITION);
      expect(sorter.viewSet(sorted)).toEqual(expected);
      const words = new Uint32Array(2 * count + 20).fill(7);
      for (let i = 0; i < count; i++) words.set([shingles.low[i], shingles.high[i]], 2 * i + 10);
      if (crowd > 1 || count < 1000) {
        expect(sorter.sortStretch(words, 5, count + 5)).toBe(sorted);
        expect(words.subarray(10, 10 + 2 * sorted)).toEqual(expected);
        expect([...words.subarray(0, 10), ...words.subarray(2 * count + 10)]).toEqual(Array<number>(20).fill(7));
      }
    }
  });

  it('takes a set into a signature, which is that of all then', () => {
    const [one, other] = [drawShingles(50, 50), drawShingles(30, 30)];
    const sorter = createSorter(100);
    const signature = new Uint32Array(SIGNATURE_LANES).fill(0xffffffff);
    for (const { high, low, count } of [one, other]) {
      const spill = new ShingleSpill(count, 16);
      spill.append(high, low, true);
      sorter.sign(sorter.viewSet(sorter.sortPartition(spill, PARTITION)).slice(), signature);
    }
    const expected = new Uint32Array(SIGNATURE_LANES);
    computeSignature(
      Uint32Array.of(...one.high, ...other.high),
      Uint32Array.of(...one.low, ...other.low),
      80,
      expected,
    );
    expect(signature).toEqual(expected);
  });
});
