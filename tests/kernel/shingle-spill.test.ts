// The spill against lists of shingles: what is kept comes out again, and what there is no room for is given up from the end.

import { describe, expect, it } from 'vitest';
import { KernelError } from '../../src/errors.js';
import { PARTITIONS, ShingleSpill } from '../../src/kernel/shingle-spill.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 9;

function drawWords(count: number): Uint32Array {
  const draws = seedDraws(SEED + count);
  return Uint32Array.from({ length: count }, () => draws.below(2 ** 32));
}

function namePartition(high: Uint32Array, low: Uint32Array, partition: number): string[] {
  const names = Array.from(high, (word, i) => `${word} ${low[i]}`);
  return names.filter((_, i) => high[i] >>> 24 === partition).sort();
}

/** A partition's shingles, which are not there any more then. */
function takeNames(spill: ShingleSpill, partition: number): string[] {
  const high = new Uint32Array(spill.sizeOf(partition));
  const low = new Uint32Array(high.length);
  spill.take(partition, high, low);
  expect(spill.sizeOf(partition)).toBe(0);
  return namePartition(high, low, partition);
}

describe('a spill', () => {
  it.each([1, 2, 64])('gives back all shingles of each partition, in chunks of %i', (chunk) => {
    const [high, low] = [drawWords(20_000), drawWords(20_001)];
    const spill = new ShingleSpill(20_000, chunk);
    spill.append(high.subarray(0, 7000), low.subarray(0, 7000), true);
    spill.append(high.subarray(7000), low.subarray(7000), true);
    expect(spill.end).toBe(PARTITIONS);
    for (let p = 0; p < PARTITIONS; p++) {
      const expected = namePartition(high, low.subarray(0, 20_000), p);
      expect(spill.counts[p]).toBe(expected.length);
      expect(takeNames(spill, p)).toEqual(expected);
    }
  });

  it('gives up the last partitions where there is no room, counts them, and holds them the next time', () => {
    const [high, low] = [drawWords(20_000), drawWords(20_001).subarray(0, 20_000)];
    const spill = new ShingleSpill(5000, 4);
    spill.append(high, low, true);
    expect(spill.end).toBeGreaterThan(40);
    expect(spill.end).toBeLessThan(PARTITIONS);
    expect(spill.counts.reduce((sum, count) => sum + count, 0)).toBe(20_000);
    const walks = [0];
    for (let p = 0; p < PARTITIONS; p++) {
      if (p === spill.end) {
        spill.keep(p, spill.foresee(p));
        spill.append(high, low, false);
        // What was foreseen to fit does.
        expect(spill.end - p).toBeGreaterThan(0);
        walks.push(p);
      }
      expect(takeNames(spill, p)).toEqual(namePartition(high, low, p));
    }
    expect(walks.length).toBeLessThan(7);
  });

  it('lists what is crowded', () => {
    const spill = new ShingleSpill(1000, 8);
    spill.append(Uint32Array.of(0, 1, 2, 3, 2 ** 31, 2 ** 31), new Uint32Array(6), true);
    expect(spill.listCrowded(new Float64Array(PARTITIONS).fill(2))).toEqual([0, 128]);
    expect(spill.listCrowded(new Float64Array(PARTITIONS).fill(3))).toEqual([0]);
  });

  it('refuses in one sentence a partition for which there is no room alone', () => {
    const spill = new ShingleSpill(10, 1);
    expect(() => {
      for (let i = 0; i < 100; i++) spill.append(new Uint32Array(16), new Uint32Array(16), true);
    }).toThrow(KernelError);
  });
});
