// Shingle sets against sets of the language, over hashes made up to share words.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectShingleSet, countCoveredTokens, countSharedShingles, hasShingle } from '../../src/match/shingle-set.js';
import type { ShingleSequence, ShingleSet } from '../../src/model.js';
import { CHARACTERS, makeCharacter, makeWord, writeTokens } from '../helpers/made-texts.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { sequenceText } from '../helpers/sketch-texts.js';
import { SHINGLE_SIZE } from '../helpers/exact-documents.js';

const SEED = 19_970_611;

/** A hash of which either word often agrees with another's; the extremes among them. */
const anyWord = fc.oneof(fc.nat({ max: 5 }), fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff), fc.nat());
const anyHash = fc.tuple(anyWord, anyWord);
type Hash = readonly [high: number, low: number];

function collect(hashes: readonly Hash[]): ShingleSet {
  return collectShingleSet({
    count: hashes.length,
    high: Uint32Array.from(hashes, ([high]) => high),
    low: Uint32Array.from(hashes, ([, low]) => low),
  });
}

function nameHashes(hashes: readonly Hash[]): Set<string> {
  return new Set(hashes.map(([high, low]) => `${high}.${low}`));
}

function countByNames(left: readonly Hash[], right: readonly Hash[]): number {
  const names = nameHashes(right);
  return [...nameHashes(left)].filter((name) => names.has(name)).length;
}

/** `count` distinct hashes out of a universe of `universe`. */
function drawHashes(seed: number, count: number, universe: number): Hash[] {
  const draws = seedDraws(seed);
  const numbers = new Set<number>();
  while (numbers.size < count) numbers.add(draws.below(universe));
  return [...numbers].map((number) => [Math.imul(number >> 3, 0x9e3779b1) >>> 0, Math.imul(number, 0x85ebca6b) >>> 0]);
}

describe('collectShingleSet', () => {
  it('holds every distinct hash once, by high, then low word', () => {
    const property = fc.property(fc.array(anyHash, { maxLength: 60 }), (hashes) => {
      const { count, high, low } = collect(hashes);
      const names = Array.from({ length: count }, (_, i) => `${high[i]}.${low[i]}`);
      const sorted = [...new Map(hashes.map((hash) => [hash.join('.'), hash])).values()].sort(
        (a, b) => a[0] - b[0] || a[1] - b[1],
      );
      expect(names).toEqual(sorted.map((hash) => hash.join('.')));
      expect([high.length, low.length]).toEqual([count, count]);
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });
});

describe('countSharedShingles', () => {
  it('equals the intersection of two sets of the language, either way round', () => {
    const hashes = fc.array(anyHash, { maxLength: 60 });
    const property = fc.property(hashes, hashes, (left, right) => {
      const shared = countByNames(left, right);
      expect(countSharedShingles(collect(left), collect(right))).toBe(shared);
      expect(countSharedShingles(collect(right), collect(left))).toBe(shared);
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('counts the same by looking up, where one set is more than 16 times the other, and by walking both', () => {
    const property = fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, count) => {
      const small = drawHashes(seed, count, 2000);
      for (const size of [16 * count - 1, 16 * count, 16 * count + 1, 17 * count + 3]) {
        const large = drawHashes(seed + 1, size, 2000);
        const shared = countByNames(small, large);
        expect(countSharedShingles(collect(small), collect(large))).toBe(shared);
        expect(countSharedShingles(collect(large), collect(small))).toBe(shared);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
  });

  it('shares all with itself and nothing with the empty set', () => {
    const set = collect(drawHashes(1, 100, 1000));
    expect(countSharedShingles(set, set)).toBe(100);
    expect(countSharedShingles(set, collect([]))).toBe(0);
    expect(countSharedShingles(collect([]), collect([]))).toBe(0);
  });
});

describe('hasShingle', () => {
  it('finds what the set holds and nothing else', () => {
    const property = fc.property(fc.array(anyHash, { maxLength: 40 }), fc.array(anyHash), (held, asked) => {
      const set = collect(held);
      const names = nameHashes(held);
      for (const [high, low] of [...held, ...asked]) {
        expect(hasShingle(set, high, low)).toBe(names.has(`${high}.${low}`));
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
  });
});

describe('countCoveredTokens', () => {
  /** Marks each token of each shared shingle. */
  const countByMarking = (sequence: ShingleSequence, other: ShingleSequence): number => {
    const shingles = new Set(Array.from(other.high, (high, k) => `${high}.${other.low[k]}`));
    const isCovered = new Uint8Array(sequence.tokens);
    for (let k = 0; k < sequence.count; k++) {
      if (!shingles.has(`${sequence.high[k]}.${sequence.low[k]}`)) continue;
      isCovered.fill(1, sequence.firstTokens[k], sequence.tokens - sequence.count + k + 1);
    }
    return isCovered.reduce((sum, mark) => sum + mark, 0);
  };
  const token = fc.oneof(fc.nat({ max: 2 }).map(makeWord), fc.nat({ max: 2 }).map(makeCharacter));
  const tokens = fc.array(token, { maxLength: 80, size: 'max' });

  it('equals marking every token of every shared shingle', () => {
    let sharing = 0;
    const property = fc.property(tokens, tokens, fc.integer({ min: 1, max: 3 }), (left, right, shingleSize) => {
      const sequence = sequenceText(writeTokens(left), { shingleSize });
      const other = sequenceText(writeTokens(right), { shingleSize });
      const covered = countCoveredTokens(sequence, collectShingleSet(other));
      expect(covered).toBe(countByMarking(sequence, other));
      if (covered > 0 && covered < left.length) sharing++;
    });
    fc.assert(property, { seed: SEED, numRuns: 400 });
    expect(sharing).toBeGreaterThan(50);
  });

  it('covers all of a document that the other has whole, and no token of one that shares no shingle', () => {
    const words = Array.from({ length: 30 }, (_, i) => makeWord(i));
    const sequence = sequenceText(writeTokens(words));
    const framed = sequenceText(writeTokens([makeCharacter(CHARACTERS - 1), ...words, makeWord(99)]));
    expect(countCoveredTokens(sequence, collectShingleSet(framed))).toBe(30);
    const others = sequenceText(writeTokens(words.filter((_, i) => i % SHINGLE_SIZE !== 0)));
    expect(countCoveredTokens(sequence, collectShingleSet(others))).toBe(0);
  });
});

describe('counting with a least number', () => {
  it('counts exactly what reaches it, and says less than it of the rest', () => {
    fc.assert(
      fc.property(
        fc.array(anyHash, { maxLength: 60 }),
        fc.array(anyHash, { maxLength: 60 }),
        fc.nat({ max: 40 }),
        (left, right, least) => {
          const exact = countByNames(left, right);
          const counted = countSharedShingles(collect(left), collect(right), least);
          if (exact >= least) expect(counted).toBe(exact);
          else expect(counted).toBeLessThan(least);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });
});
