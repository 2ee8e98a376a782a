// Winnowing against its definition, and the theorem it is chosen for: no shared run of a window's length goes unseen.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { winnowShingles } from '../../src/sketch/winnow.js';
import { seedDraws } from '../helpers/seed-draws.js';

const RUNS = { seed: 20_030_609, numRuns: 500 } as const;

interface Fingerprint {
  readonly hash: number;
  readonly position: number;
}

/** Shingles as their low words; the high words follow from them, so that equal shingles are equal. */
function chooseFingerprints(low: readonly number[], window: number): Fingerprint[] {
  const hashes = new Uint32Array(low.length);
  const positions = new Uint32Array(low.length);
  const high = Uint32Array.from(low, hashHigh);
  const count = winnowShingles(high, Uint32Array.from(low), low.length, window, hashes, positions);
  return Array.from({ length: count }, (_, i) => ({ hash: hashes[i], position: positions[i] }));
}

function hashHigh(low: number): number {
  return Math.imul(low + 1, 0x9e3779b1) >>> 0;
}

/** The definition: of every window its rightmost least shingle, each named once. */
function defineFingerprints(low: readonly number[], window: number): Fingerprint[] {
  const positions = new Set<number>();
  for (let start = 0; start + window <= low.length; start++)
    positions.add(findRightmostLeast(low, start, start + window));
  if (low.length > 0 && low.length < window) positions.add(findRightmostLeast(low, 0, low.length));
  return [...positions].map((position) => ({ hash: hashHigh(low[position]), position }));
}

function findRightmostLeast(low: readonly number[], start: number, end: number): number {
  return low.lastIndexOf(Math.min(...low.slice(start, end)), end - 1);
}

const anyWindow = fc.integer({ min: 1, max: 20 });
/** Few values, so that they tie; or all of 32 bits. */
const anyShingles = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 80 }),
  fc.array(fc.integer({ min: 0, max: 0xffffffff }), { maxLength: 80 }),
);

describe('winnowing', () => {
  it('keeps of every window the rightmost least shingle, in order of position', () => {
    fc.assert(
      fc.property(anyShingles, anyWindow, (low, window) => {
        expect(chooseFingerprints(low, window)).toEqual(defineFingerprints(low, window));
      }),
      RUNS,
    );
  });

  it('finds every run of a window of shingles that two documents share, by a fingerprint of both in that run', () => {
    fc.assert(
      fc.property(
        fc.tuple(anyShingles, anyShingles, anyShingles, anyShingles),
        anyWindow,
        fc.integer({ min: 0, max: 12 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        ([before, after, otherBefore, otherAfter], window, more, stream) => {
          const shared = Array.from({ length: window + more }, () => stream.next().value as number);
          const one = chooseFingerprints([...before, ...shared, ...after], window);
          const other = chooseFingerprints([...otherBefore, ...shared, ...otherAfter], window);
          const inRun = ({ position }: Fingerprint, start: number): boolean =>
            position >= start && position < start + shared.length;
          const places = new Map(
            one.filter((f) => inRun(f, before.length)).map((f) => [f.position - before.length, f.hash]),
          );
          const common = other.filter(
            (f) => inRun(f, otherBefore.length) && places.get(f.position - otherBefore.length) === f.hash,
          );
          expect(common.length).toBeGreaterThan(0);
        },
      ),
      RUNS,
    );
  });

  it('leaves no gap of a window between fingerprints', () => {
    fc.assert(
      fc.property(anyShingles, anyWindow, (low, window) => {
        const positions = chooseFingerprints(low, window).map(({ position }) => position);
        for (let i = 1; i < positions.length; i++) {
          expect(positions[i] - positions[i - 1]).toBeGreaterThan(0);
          expect(positions[i] - positions[i - 1]).toBeLessThanOrEqual(window);
        }
        if (low.length >= window) {
          expect(positions[0]).toBeLessThan(window);
          expect(positions[positions.length - 1]).toBeGreaterThanOrEqual(low.length - window);
        }
      }),
      RUNS,
    );
  });

  it('keeps the least shingle of a document that is shorter than a window', () => {
    expect(chooseFingerprints([5, 3, 9], 16)).toEqual([{ hash: hashHigh(3), position: 1 }]);
    expect(chooseFingerprints([7], 16)).toEqual([{ hash: hashHigh(7), position: 0 }]);
    expect(chooseFingerprints([], 16)).toEqual([]);
  });

  it('keeps every shingle of a constant sequence from the first full window on', () => {
    const positions = chooseFingerprints(new Array<number>(40).fill(7), 16).map(({ position }) => position);
    expect(positions).toEqual(Array.from({ length: 25 }, (_, i) => 15 + i));
  });

  it('keeps every shingle with a window of one', () => {
    expect(chooseFingerprints([4, 4, 2, 9, 0], 1).map(({ position }) => position)).toEqual([0, 1, 2, 3, 4]);
  });

  it('orders by all 32 bits, without a sign', () => {
    expect(chooseFingerprints([0x80000000, 0x7fffffff, 0xffffffff], 3)).toEqual([
      { hash: hashHigh(0x7fffffff), position: 1 },
    ]);
  });

  it('keeps two of every window and one on random shingles', () => {
    const draws = seedDraws(42);
    for (const window of [4, 8, 16, 26, 46]) {
      const low = Array.from({ length: 50_000 }, () => draws.below(2 ** 32));
      const density = chooseFingerprints(low, window).length / low.length;
      // Schleimer et al., section 3.2. The count's standard deviation is below a percent here.
      expect(density * (window + 1)).toBeGreaterThan(2 * 0.97);
      expect(density * (window + 1)).toBeLessThan(2 * 1.03);
    }
  });
});
