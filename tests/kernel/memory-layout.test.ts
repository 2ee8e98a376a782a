// Where columns lie: apart from one another, aligned, and never more than a memory holds for a document that is
// allowed.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundTokens, countSlots, layOutMemory, layOutPiece } from '../../src/kernel/memory-layout.js';
import { prepareText, tokenizeText } from '../../src/sketch/tokenize.js';
import { anyText, TEXT_SEED } from '../helpers/unicode-texts.js';

const INPUT_END = 0x80080;
const RUNS = { seed: TEXT_SEED, numRuns: 300 } as const;

describe('layOutMemory', () => {
  it('gives each column its bytes and 64 to spare, at multiples of 64, behind the input', () => {
    const sizes = fc.record({
      byteLength: fc.integer({ min: 0, max: 2 ** 28 }),
      tokens: fc.integer({ min: 0, max: 2 ** 27 }),
    });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 2 ** 28 }), (size, window) => {
        const layout = layOutMemory(size, INPUT_END, window);
        const width = Math.min(window, Math.max(size.tokens, 1));
        const columns = [
          [INPUT_END, size.byteLength - 64],
          [layout.tokenHigh, 4 * size.tokens],
          [layout.tokenLow, 4 * size.tokens],
          [layout.tokenHalfWords, size.tokens],
          [layout.shingleHigh, 4 * size.tokens],
          [layout.shingleLow, 4 * size.tokens],
          [layout.firstTokens, 4 * size.tokens],
          [layout.minima, 4 * (2048 + width)],
          [layout.table, 5.5 * layout.slots],
          [layout.end, 0],
        ];
        for (let i = 1; i < columns.length; i++) {
          expect(columns[i][0]).toBeGreaterThanOrEqual(columns[i - 1][0] + columns[i - 1][1] + 64);
          if (i < columns.length - 1) expect(columns[i][0] % 64).toBe(0);
        }
      }),
      RUNS,
    );
  });

  it('takes less than a gigabyte for the largest document that is not giant, whatever its tokens', () => {
    const byteLength = 2 ** 24;
    expect(layOutMemory({ byteLength, tokens: byteLength / 2 }, INPUT_END, 16).end).toBeLessThan(2 ** 30);
  });
});

describe('layOutPiece', () => {
  it('has a table for the most buckets there are, and no slots', () => {
    const { table, slots, end } = layOutPiece({ byteLength: 2 ** 20, tokens: 2 ** 19 }, INPUT_END, 16);
    expect(slots).toBe(0);
    expect(end - table).toBe(4 * 2 ** 19 + 64);
  });
});

describe('countSlots', () => {
  it('gives a power of two that leaves at least half empty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 27 }), (shingles) => {
        const slots = countSlots(shingles);
        expect(Math.log2(slots) % 1).toBe(0);
        expect(slots).toBeGreaterThanOrEqual(Math.max(64, 2 * shingles));
        expect(slots).toBeLessThanOrEqual(Math.max(64, 8 * shingles, Math.min(4096, 64 * shingles)));
      }),
      RUNS,
    );
  });

  it('never gives fewer for more', () => {
    for (let shingles = 1; shingles < 3000; shingles++) {
      expect(countSlots(shingles)).toBeGreaterThanOrEqual(countSlots(shingles - 1));
    }
  });
});

describe('boundTokens', () => {
  it.each(['auto', 'words', 'characters'] as const)('is never below the tokens of a prepared text, with %s', (mode) => {
    const check = (text: string): void => {
      const { count, bytes } = tokenizeText(prepareText(text), mode);
      expect(count).toBeLessThanOrEqual(boundTokens(bytes.length, mode === 'characters'));
    };
    ['a', 'a b', 'a漢a漢a', '漢', '\u0301', 'a1 ', ''].forEach(check);
    fc.assert(fc.property(anyText, check), RUNS);
  });

  it('is reached', () => {
    expect(boundTokens(5, false)).toBe(tokenizeText('a b c', 'auto').count);
    expect(boundTokens(3, true)).toBe(tokenizeText('abc', 'characters').count);
  });
});
