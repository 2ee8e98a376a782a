// Hot shingles against brute force: where a promise is given, no partner is missed.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import { HotShingles } from '../../src/match/hot-shingles.js';
import { computeJaccard } from '../../src/match/relation.js';
import type { ShingleSet } from '../../src/model.js';
import { collectShingleSet, countSharedShingles } from '../../src/sketch/shingle-set.js';
import { weaveOneBucket } from '../helpers/make-match-run.js';
import type { Draws } from '../helpers/seed-draws.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_060_403;

/** The set of some numbers; their hashes share high words. */
function toSet(numbers: Iterable<number>): ShingleSet {
  const list = [...numbers];
  return collectShingleSet({
    count: list.length,
    high: Uint32Array.from(list, (number) => number >> 2),
    low: Uint32Array.from(list, (number) => Math.imul(number, 0x9e3779b1)),
  });
}

function listNumbers(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => start + i);
}

/** Lists units one after the other in one bucket, the way clusters are decided. */
function listSets(sets: readonly ShingleSet[], jaccard: number, unitCount = sets.length): HotShingles {
  const buckets = new Groups(weaveOneBucket(Math.max(2, unitCount)), GROUP_CAP);
  const hot = new HotShingles(buckets, unitCount, jaccard);
  sets.forEach((_, unit) => {
    buckets.admit(unit);
    hot.noteAdmitted(unit, buckets, (other) => sets[other]);
  });
  return hot;
}

function propose(hot: HotShingles, set: ShingleSet): { isPromised: boolean; met: Set<number> } {
  const met = new Set<number>();
  const isPromised = hot.propose(set, (unit) => met.add(unit));
  return { isPromised, met };
}

/** A page: the frame, as far as it holds it, then shingles of its own and of a pool from which all pages draw. */
function drawPage(draws: Draws, frame: number, size: number, page: number): number[] {
  const numbers = new Set<number>();
  for (let i = 0; i < frame; i++) if (draws.below(12) > 0) numbers.add(i);
  for (let i = 0; numbers.size < size; i++)
    numbers.add(draws.below(3) === 0 ? 1000 + draws.below(300) : 10_000 + 100 * page + i);
  return [...numbers];
}

describe('HotShingles', () => {
  it('misses no partner at the threshold where it promises so', () => {
    const counts = { promised: 0, refused: 0, partners: 0, met: 0, listed: 0 };
    const anyCase = fc.record({
      seed: fc.nat(),
      percent: fc.integer({ min: 20, max: 95 }),
      frame: fc.constantFrom(0, 5, 10, 15, 20),
      pages: fc.integer({ min: GROUP_CAP + 1, max: 160 }),
    });
    const property = fc.property(anyCase, ({ seed, percent, frame, pages }) => {
      const draws = seedDraws(seed);
      const numbers = Array.from({ length: pages }, (_, page) => drawPage(draws, frame, 26 + draws.below(6), page));
      const jaccard = percent / 100;
      const sets = numbers.map(toSet);
      const hot = listSets(sets, jaccard);
      for (let i = 0; i < 12; i++) {
        // Half of one page, or nearly all of it, and something else: never more than the smallest page has.
        const page = draws.pick(numbers);
        const kept = page.filter(() => draws.below(10) >= i % 5).slice(0, 26);
        const own = listNumbers(900_000 + 100 * i, draws.below(27 - kept.length));
        const set = toSet([...kept, ...own]);
        const { isPromised, met } = propose(hot, set);
        if (!isPromised) {
          counts.refused++;
          continue;
        }
        counts.promised++;
        counts.met += met.size;
        counts.listed += pages;
        sets.forEach((other, unit) => {
          const shared = countSharedShingles(set, other);
          if (computeJaccard(shared, set.length / 2, other.length / 2) < jaccard) return;
          counts.partners++;
          expect(met.has(unit)).toBe(true);
        });
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
    expect(counts.promised).toBeGreaterThan(300);
    expect(counts.refused).toBeGreaterThan(50);
    expect(counts.partners).toBeGreaterThan(100);
    // It proposes by what is rare, so hardly anybody.
    expect(counts.met).toBeLessThan(counts.listed / 10);
  });

  it('promises nothing where the hot shingles alone could make a pair', () => {
    // A pair at 0.6 of sets of 40 shares 30: 2 · 0.6 / 1.6 of them.
    const sets = (frame: number): ShingleSet[] =>
      Array.from({ length: 120 }, (_, page) =>
        toSet([...listNumbers(0, frame), ...listNumbers(1000 * (page + 1), 40 - frame)]),
      );
    const page = (frame: number): ShingleSet => toSet([...listNumbers(0, frame), ...listNumbers(999_000, 40 - frame)]);
    expect(propose(listSets(sets(30), 0.6), page(30)).isPromised).toBe(false);
    expect(propose(listSets(sets(29), 0.6), page(29)).isPromised).toBe(true);
  });

  it('keeps its promise at thresholds that are no exact fractions', () => {
    for (const [jaccard, frame] of [
      [0.7, 14],
      [0.1, 3],
      [0.55, 11],
      [0.3, 3],
    ]) {
      const count = 17;
      const sets = Array.from({ length: 120 }, (_, page) =>
        toSet([...listNumbers(0, frame), ...listNumbers(1000 * (page + 1), count - frame)]),
      );
      const least = Math.ceil((2 * count * jaccard) / (1 + jaccard) - 1e-9);
      const hot = listSets(sets, jaccard);
      for (let shared = frame; shared <= count; shared++) {
        // The whole frame and some of what is page 7's own.
        const own = listNumbers(7000 + 1000, shared - frame);
        const { isPromised, met } = propose(
          hot,
          toSet([...listNumbers(0, frame), ...own, ...listNumbers(999_000, count - shared)]),
        );
        expect(isPromised).toBe(frame < least);
        if (isPromised && computeJaccard(shared, count, count) >= jaccard) expect(met.has(7)).toBe(true);
      }
    }
  });

  it('lists nobody before a bucket is past the cap, and then everybody in it', () => {
    const sets = Array.from({ length: 110 }, (_, page) => toSet(listNumbers(1000 * page, 20)));
    expect(propose(listSets(sets.slice(0, GROUP_CAP), 0.6, 110), sets[3]).met).toEqual(new Set());
    expect(propose(listSets(sets.slice(0, GROUP_CAP + 1), 0.6, 110), sets[3]).met).toEqual(new Set([3]));
    expect(propose(listSets(sets, 0.6), sets[109]).met).toEqual(new Set([109]));
  });

  it('passes over a document that changed meanwhile', () => {
    const sets = Array.from({ length: 110 }, (_, page) => toSet(listNumbers(1000 * page, 20)));
    const buckets = new Groups(weaveOneBucket(110), GROUP_CAP);
    const hot = new HotShingles(buckets, 110, 0.6);
    for (let unit = 0; unit < 110; unit++) {
      buckets.admit(unit);
      hot.noteAdmitted(unit, buckets, (other) => (other === 3 ? null : sets[other]));
    }
    expect(propose(hot, sets[3])).toEqual({ isPromised: true, met: new Set() });
    expect(propose(hot, sets[4])).toEqual({ isPromised: true, met: new Set([4]) });
  });
});
