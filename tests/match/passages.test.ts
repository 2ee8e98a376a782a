// Passages against greedy tiling and longest common runs by brute force, over short texts of few different tokens.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPassages, measureLongestRun } from '../../src/match/passages.js';
import { ShingleTableBuilder } from '../../src/match/shingle-table.js';
import type { ShingleSequence, TokenPassage } from '../../src/model.js';
import { measureCommonRun } from '../helpers/exact-documents.js';
import { halfWordsOf, listWords, makeCharacter, makeWord, sumHalfWords, writeTokens } from '../helpers/made-texts.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { sequenceText } from '../helpers/sketch-texts.js';

const SEED = 19_931_201;

/** Two texts out of two to five different tokens, words and characters: full of runs that cross and repeat. */
const anyTexts = fc
  .record({
    seed: fc.nat(),
    words: fc.integer({ min: 0, max: 3 }),
    characters: fc.integer({ min: 0, max: 3 }),
    lengths: fc.tuple(fc.nat({ max: 50 }), fc.nat({ max: 50 })),
  })
  .filter(({ words, characters }) => words + characters > 1)
  .map(({ seed, words, characters, lengths }) => {
    const draws = seedDraws(seed);
    const kinds = [
      ...Array.from({ length: words }, (_, i) => makeWord(i)),
      ...Array.from({ length: characters }, (_, i) => makeCharacter(i)),
    ];
    return lengths.map((length) => Array.from({ length }, () => draws.pick(kinds)));
  });
const anyShingleSize = fc.integer({ min: 1, max: 5 });

function sequenceTokens(tokens: readonly string[], shingleSize = 5): ShingleSequence {
  return sequenceText(writeTokens(tokens), { shingleSize });
}

/**
 * Greedy tiling by its definition: of all runs of equal tokens of which none is used, the longest that reaches the shingle
 * size, the first on the left, then on the right; again until there is none.
 */
function tileGreedily(left: readonly string[], right: readonly string[], shingleSize: number): TokenPassage[] {
  const isShort = sumHalfWords(left) < 2 * shingleSize;
  if (isShort && left.length > 0 && left.join(' ') === right.join(' ')) {
    return [{ leftToken: 0, rightToken: 0, tokens: left.length, halfWords: sumHalfWords(left) }];
  }
  const isUsedLeft = left.map(() => false);
  const isUsedRight = right.map(() => false);
  const tiles: TokenPassage[] = [];
  for (;;) {
    let best: TokenPassage | null = null;
    for (let leftToken = 0; leftToken < left.length; leftToken++) {
      for (let rightToken = 0; rightToken < right.length; rightToken++) {
        let tokens = 0;
        let halfWords = 0;
        const isFree = (l: number, r: number): boolean =>
          l < left.length && r < right.length && left[l] === right[r] && !isUsedLeft[l] && !isUsedRight[r];
        while (isFree(leftToken + tokens, rightToken + tokens)) halfWords += halfWordsOf(left[leftToken + tokens++]);
        if (halfWords >= 2 * shingleSize && tokens > (best?.tokens ?? 0))
          best = { leftToken, rightToken, tokens, halfWords };
      }
    }
    if (best === null) return tiles;
    isUsedLeft.fill(true, best.leftToken, best.leftToken + best.tokens);
    isUsedRight.fill(true, best.rightToken, best.rightToken + best.tokens);
    tiles.push(best);
  }
}

describe('findPassages', () => {
  it('equals greedy tiling by brute force, in its order', () => {
    let several = 0;
    const property = fc.property(anyTexts, anyShingleSize, ([left, right], shingleSize) => {
      const passages = findPassages(sequenceTokens(left, shingleSize), sequenceTokens(right, shingleSize), shingleSize);
      expect(passages).toEqual(tileGreedily(left, right, shingleSize));
      if (passages.length > 2) several++;
    });
    fc.assert(property, { seed: SEED, numRuns: 600 });
    expect(several).toBeGreaterThan(100);
  });

  it('gives maximal runs of equal tokens, longest first, of which none stands in two', () => {
    const property = fc.property(anyTexts, anyShingleSize, ([left, right], shingleSize) => {
      const passages = findPassages(sequenceTokens(left, shingleSize), sequenceTokens(right, shingleSize), shingleSize);
      const usedLeft = new Set<number>();
      const usedRight = new Set<number>();
      let before: TokenPassage | null = null;
      for (const passage of passages) {
        const { leftToken, rightToken, tokens, halfWords } = passage;
        const run = left.slice(leftToken, leftToken + tokens);
        expect(run).toEqual(right.slice(rightToken, rightToken + tokens));
        expect(halfWords).toBe(sumHalfWords(run));
        const canGrow = (l: number, r: number): boolean =>
          l >= 0 && l < left.length && left[l] === right[r] && !usedLeft.has(l) && !usedRight.has(r);
        expect(canGrow(leftToken - 1, rightToken - 1)).toBe(false);
        expect(canGrow(leftToken + tokens, rightToken + tokens)).toBe(false);
        for (let t = 0; t < tokens; t++) {
          expect(usedLeft.has(leftToken + t) || usedRight.has(rightToken + t)).toBe(false);
          usedLeft.add(leftToken + t);
          usedRight.add(rightToken + t);
        }
        if (before !== null) {
          const order = before.tokens - tokens || leftToken - before.leftToken || rightToken - before.rightToken;
          expect(order).toBeGreaterThan(0);
        }
        before = passage;
      }
    });
    fc.assert(property, { seed: SEED + 1, numRuns: 300 });
  });

  it('finds the whole of two equal texts, and of two equal texts shorter than a shingle', () => {
    for (const count of [1, 4, 5, 200]) {
      const sequence = sequenceTokens(listWords(0, count));
      const whole = { leftToken: 0, rightToken: 0, tokens: count, halfWords: 2 * count };
      expect(findPassages(sequence, sequence, 5)).toEqual([whole]);
    }
  });

  it('finds nothing in texts that share less than a shingle, or are empty', () => {
    const text = sequenceTokens(listWords(0, 40));
    expect(findPassages(text, sequenceTokens([...listWords(10, 4), ...listWords(500, 30)]), 5)).toEqual([]);
    expect(findPassages(text, sequenceTokens([]), 5)).toEqual([]);
    expect(findPassages(sequenceTokens([]), sequenceTokens([]), 5)).toEqual([]);
  });

  it('uses the tokens of a text once where the other repeats it', () => {
    const verse = listWords(0, 12);
    const passages = findPassages(
      sequenceTokens([...verse, ...verse]),
      sequenceTokens([...listWords(90, 3), ...verse]),
      5,
    );
    expect(passages).toEqual([{ leftToken: 0, rightToken: 3, tokens: 12, halfWords: 24 }]);
  });

  it('takes a character that comes before the first shared shingle', () => {
    // Five words are the shortest run that reaches the shingle size, so no shingle holds the character.
    const run = [makeCharacter(1), ...listWords(0, 6)];
    const passages = findPassages(
      sequenceTokens([...listWords(100, 20), ...run, ...listWords(200, 3)]),
      sequenceTokens([...listWords(300, 7), ...run, ...listWords(400, 9)]),
      5,
    );
    expect(passages).toEqual([{ leftToken: 20, rightToken: 7, tokens: 7, halfWords: 13 }]);
  });

  it('stays bounded where one word is repeated fifty thousand times', () => {
    const repeat = (count: number, word: string): string[] => Array.from({ length: count }, () => word);
    const left = sequenceTokens(repeat(50_000, 'a'));
    expect(findPassages(left, left, 5)).toEqual([{ leftToken: 0, rightToken: 0, tokens: 50_000, halfWords: 100_000 }]);
    const broken = sequenceTokens([...repeat(20_000, 'a'), 'b', ...repeat(30_000, 'a')]);
    const [longest, ...others] = findPassages(left, broken, 5);
    expect(longest.tokens).toBe(20_000);
    expect(others.length).toBeLessThan(100);
    const alternating = Array.from({ length: 50_000 }, (_, i) => (i % 2 === 0 ? 'a' : 'b'));
    const passages = findPassages(sequenceTokens(alternating), sequenceTokens(alternating.slice(1)), 5);
    expect(passages[0]).toMatchObject({ leftToken: 1, rightToken: 0, tokens: 49_999 });
  });
});

describe('measureLongestRun', () => {
  interface SharedPlace {
    readonly position: number;
    readonly otherPosition: number;
  }

  /** The longest run around places given in any order and on any diagonal; what `judge` says of a shingle is boilerplate. */
  const measureAround = (
    left: ShingleSequence,
    right: ShingleSequence,
    places: readonly SharedPlace[],
    judge: ((high: number, low: number) => boolean) | null = null,
    leastShingles = 1,
  ): number => {
    const boilerplate = new ShingleTableBuilder();
    left.high.forEach((h, k) => judge?.(h, left.low[k]) === true && boilerplate.add(h, left.low[k]));
    const byShift = new Map<number, number[]>();
    for (const { position, otherPosition } of places) {
      const shift = otherPosition - position;
      byShift.set(shift, [...(byShift.get(shift) ?? []), position]);
    }
    let longest = 0;
    for (const [shift, found] of byShift) {
      const positions = Uint32Array.from([7, ...found.sort((a, b) => a - b)]);
      const { table } = boilerplate;
      const run = measureLongestRun(left, right, positions, 1, found.length, shift, table, leastShingles);
      longest = Math.max(longest, run);
    }
    return longest;
  };

  /** Every place that two sequences share, in an order that has nothing to do with the texts. */
  const listPlaces = (left: ShingleSequence, right: ShingleSequence, seed: number): SharedPlace[] => {
    const places: SharedPlace[] = [];
    for (let position = 0; position < left.count; position++) {
      for (let otherPosition = 0; otherPosition < right.count; otherPosition++) {
        const isShared =
          left.high[position] === right.high[otherPosition] && left.low[position] === right.low[otherPosition];
        if (isShared) places.push({ position, otherPosition });
      }
    }
    const draws = seedDraws(seed);
    for (let i = places.length - 1; i > 0; i--) {
      const j = draws.below(i + 1);
      [places[i], places[j]] = [places[j], places[i]];
    }
    return places;
  };

  it('equals the longest common run by brute force, given all shared places in any order', () => {
    const property = fc.property(anyTexts, anyShingleSize, fc.nat(), ([left, right], shingleSize, seed) => {
      const [a, b] = [sequenceTokens(left, shingleSize), sequenceTokens(right, shingleSize)];
      const longest = measureCommonRun(left, right);
      // What is shorter than a shingle counts only where it is all of both texts.
      const isWhole = left.length > 0 && left.join(' ') === right.join(' ');
      const expected = longest >= 2 * shingleSize || isWhole ? longest : 0;
      expect(measureAround(a, b, listPlaces(a, b, seed))).toBe(expected);
    });
    fc.assert(property, { seed: SEED, numRuns: 600 });
  });

  it('equals it given one place of each run, for texts with changed words on one diagonal', () => {
    const property = fc.property(fc.nat(), (seed) => {
      const draws = seedDraws(seed);
      const left = listWords(0, 200);
      const right = left.map((word, i) => (draws.below(25) === 0 ? makeWord(1000 + i) : word));
      const [a, b] = [sequenceTokens(left), sequenceTokens(right)];
      const places = listPlaces(a, b, seed);
      const runOf = ({ position }: SharedPlace): number =>
        right.slice(0, position + 4).filter((word, i) => word !== left[i]).length;
      const onePerRun = places.filter((place, i) => places.findIndex((other) => runOf(other) === runOf(place)) === i);
      const longest = measureCommonRun(left, right);
      expect(measureAround(a, b, onePerRun)).toBe(longest >= 10 ? longest : 0);
    });
    fc.assert(property, { seed: SEED, numRuns: 50 });
  });

  it('breaks runs at boilerplate, which counts for neither side', () => {
    const shared = listWords(0, 60);
    const left = sequenceTokens([...listWords(500, 7), ...shared, ...listWords(600, 9)]);
    const right = sequenceTokens([...listWords(700, 30), ...shared, ...listWords(800, 2)]);
    const places = listPlaces(left, right, 1);
    expect(measureAround(left, right, places)).toBe(120);
    // The 20 words from the 20th on are boilerplate: 16 shingles. Before them stand the shingles of 20 + 4 words.
    const frame = sequenceTokens(shared.slice(20, 40));
    const isFrame = (high: number, low: number): boolean => frame.high.includes(high) && frame.low.includes(low);
    expect(measureAround(left, right, places, isFrame)).toBe(48);
    expect(measureAround(left, right, places, () => true)).toBe(0);
  });

  it('does not reach into boilerplate for a character that comes before a run', () => {
    const shared = [...listWords(0, 30), makeCharacter(1), ...listWords(30, 30)];
    const left = sequenceTokens([...listWords(500, 7), ...shared]);
    const right = sequenceTokens([...listWords(700, 30), ...shared]);
    const frame = sequenceTokens(shared.slice(0, 35));
    const isFrame = (high: number, low: number): boolean => frame.high.includes(high) && frame.low.includes(low);
    // The first shingle outside it ends at the sixth word after the character.
    expect(measureAround(left, right, listPlaces(left, right, 1), isFrame)).toBe(2 * 30);
  });

  it('is nothing without places, or at places that are not shared', () => {
    const [left, right] = [sequenceTokens(listWords(0, 60)), sequenceTokens(listWords(0, 60))];
    expect(measureAround(left, right, [])).toBe(0);
    expect(measureAround(left, right, [{ position: 3, otherPosition: 4 }])).toBe(0);
    expect(measureAround(left, right, [{ position: 3, otherPosition: 70 }])).toBe(0);
  });

  it('passes over runs of fewer shingles than are asked for', () => {
    const left = sequenceTokens([...listWords(0, 60), 'x', ...listWords(100, 40)]);
    const right = sequenceTokens([...listWords(0, 60), 'y', ...listWords(100, 40)]);
    const places = listPlaces(left, right, 1);
    expect(measureAround(left, right, places, null, 56)).toBe(120);
    expect(measureAround(left, right, places, null, 57)).toBe(0);
  });
});
