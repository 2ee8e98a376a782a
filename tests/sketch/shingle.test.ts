// Shingles against their definition, taken word by word: at each token the shortest run that reaches the size.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveSeeds, hashShingle } from '../../src/sketch/hash.js';
import { sequenceShingles } from '../../src/sketch/shingle.js';

const SEEDS = deriveSeeds(0);
const RUNS = { seed: 19_970_611, numRuns: 500 } as const;

interface Tokens {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly halfWords: Uint8Array;
}

interface Shingle {
  readonly firstToken: number;
  readonly high: number;
  readonly low: number;
}

/** Tokens from their half words; few different ones, so that shingles repeat. */
function makeTokens(halfWords: readonly number[]): Tokens {
  return {
    high: Uint32Array.from(halfWords, (_, i) => (i * i) % 7),
    low: Uint32Array.from(halfWords, (_, i) => (i * i) % 7),
    halfWords: Uint8Array.from(halfWords),
  };
}

function listShingles({ high, low, halfWords }: Tokens, shingleSize: number): Shingle[] {
  const places = halfWords.length;
  const into = { high: new Uint32Array(places), low: new Uint32Array(places), firstTokens: new Uint32Array(places) };
  const count = sequenceShingles(high, low, halfWords, places, shingleSize, SEEDS, into);
  const at = (k: number): Shingle => ({ firstToken: into.firstTokens[k], high: into.high[k], low: into.low[k] });
  return Array.from({ length: count }, (_, k) => at(k));
}

/** The definition, with no thought of speed. */
function defineShingles({ high, low, halfWords }: Tokens, shingleSize: number): Shingle[] {
  const hash = (first: number, last: number): Shingle => {
    const lanes = { high: 0, low: 0 };
    hashShingle(high, low, first, last, SEEDS, lanes);
    return { firstToken: first, high: lanes.high >>> 0, low: lanes.low >>> 0 };
  };
  const shingles: Shingle[] = [];
  for (let last = 0; last < halfWords.length; last++) {
    let words = 0;
    let first = last + 1;
    while (first > 0 && words < shingleSize) words += halfWords[--first] / 2;
    if (words >= shingleSize) shingles.push(hash(first, last));
  }
  if (shingles.length === 0 && halfWords.length > 0) shingles.push(hash(0, halfWords.length - 1));
  return shingles;
}

const anyHalfWords = fc.array(fc.constantFrom(1, 2), { maxLength: 60 });

describe('the shingles of a token sequence', () => {
  it('are at each token the shortest run that reaches the size in words', () => {
    fc.assert(
      fc.property(anyHalfWords, fc.integer({ min: 1, max: 12 }), (halfWords, shingleSize) => {
        const tokens = makeTokens(halfWords);
        expect(listShingles(tokens, shingleSize)).toEqual(defineShingles(tokens, shingleSize));
      }),
      RUNS,
    );
  });

  it('end at consecutive tokens, the last at the last token', () => {
    fc.assert(
      fc.property(anyHalfWords, fc.integer({ min: 1, max: 12 }), (halfWords, shingleSize) => {
        const shingles = listShingles(makeTokens(halfWords), shingleSize);
        shingles.forEach(({ firstToken }, k) => {
          const last = halfWords.length - shingles.length + k;
          const length = halfWords.slice(firstToken, last + 1).reduce((sum, half) => sum + half, 0);
          if (shingles.length > 1) expect(length).toBeGreaterThanOrEqual(2 * shingleSize);
          // Without its first token it would be too short; a word may overshoot by a half.
          expect(length - halfWords[firstToken]).toBeLessThan(2 * shingleSize);
        });
      }),
      RUNS,
    );
  });

  it('are five words, or ten characters, or a mixture', () => {
    const spans = (halfWords: readonly number[]): number[] =>
      listShingles(makeTokens(halfWords), 5).map(({ firstToken }) => firstToken);
    expect(spans([2, 2, 2, 2, 2, 2, 2])).toEqual([0, 1, 2]);
    expect(spans(new Array<number>(12).fill(1))).toEqual([0, 1, 2]);
    // 2 + 2 + 2 + 1 + 1 + 2 = 10; then the run that ends with the next word drops the first.
    expect(spans([2, 2, 2, 1, 1, 2, 2])).toEqual([0, 1]);
    // A character more does not free a word: 2 × 5 + 1 − 2 is short of 10.
    expect(spans([2, 2, 2, 2, 2, 1, 1])).toEqual([0, 0, 1]);
  });

  it('are exactly one, of all tokens, where the document is shorter', () => {
    for (const halfWords of [[2], [1], [2, 2, 2, 2], [1, 1, 1, 1, 1, 1, 1, 1, 1], [2, 2, 2, 2, 1]]) {
      const tokens = makeTokens(halfWords);
      expect(listShingles(tokens, 5)).toEqual(defineShingles(tokens, 5));
      expect(listShingles(tokens, 5)).toHaveLength(1);
    }
  });

  it('are none without tokens', () => {
    expect(listShingles(makeTokens([]), 5)).toEqual([]);
  });

  it('differ where only the length of the run does', () => {
    const high = new Uint32Array(8).fill(1);
    const ends = [1, 2, 3, 4].map(
      (tokens) => listShingles({ high, low: high, halfWords: new Uint8Array(tokens).fill(2) }, 5)[0],
    );
    expect(new Set(ends.map((shingle) => shingle.high)).size).toBe(4);
  });

  it('leave alone what lies past them, and tokens past the number given', () => {
    const { high, low, halfWords } = makeTokens([2, 2, 2, 2, 2, 2]);
    const into = {
      high: new Uint32Array(6).fill(9),
      low: new Uint32Array(6).fill(9),
      firstTokens: new Uint32Array(6).fill(9),
    };
    expect(sequenceShingles(high, low, halfWords, 5, 5, SEEDS, into)).toBe(1);
    for (const column of Object.values(into)) expect([...(column as Uint32Array)].slice(1)).toEqual([9, 9, 9, 9, 9]);
  });
});
