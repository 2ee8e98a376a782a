// Texts cut in two and more: the parts have the tokens of the whole, one after the other, and no place is passed over.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCut } from '../../src/kernel/cut-text.js';
import { prepareText, tokenizeText } from '../../src/sketch/tokenize.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { anyText, TEXT_SEED } from '../helpers/unicode-texts.js';
import { makeMixture } from './make-texts.js';

const MODES = ['auto', 'words', 'characters'] as const;
type Mode = (typeof MODES)[number];

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The tokens of a text, each with its length in half words. */
function listTokens(text: string, mode: Mode): string[] {
  const { bytes, starts, ends, halfWords, count } = tokenizeText(prepareText(text), mode);
  return Array.from(
    { length: count },
    (_, t) => `${decoder.decode(bytes.subarray(starts[t], ends[t]))} ${halfWords[t]}`,
  );
}

/** The parts of a text, each at most so many bytes long where that can be. */
function cutAll(text: string, byteLength: number, mode: Mode): string[] {
  const utf8 = encoder.encode(text);
  const parts: string[] = [];
  for (let start = 0; start < utf8.length;) {
    const end = findCut(utf8, start, byteLength, mode);
    expect(end).toBeGreaterThan(start);
    parts.push(decoder.decode(utf8.subarray(start, end)));
    start = end;
  }
  return parts;
}

describe('findCut', () => {
  it.each(MODES)('leaves the tokens of any text as they are, with tokens %s', (mode) => {
    let cuts = 0;
    const check = (text: string, byteLength: number): void => {
      const parts = cutAll(text, byteLength, mode);
      expect(parts.join('')).toBe(text);
      expect(parts.flatMap((part) => listTokens(part, mode))).toEqual(listTokens(text, mode));
      cuts += parts.length - 1;
    };
    const well = (text: string): string => decoder.decode(encoder.encode(text));
    fc.assert(fc.property(anyText.map(well), fc.integer({ min: 1, max: 20 }), check), {
      seed: TEXT_SEED,
      numRuns: 300,
    });
    const make = makeMixture(seedDraws(7));
    for (let i = 0; i < 200; i++) check(make(200), 1 + (i % 30));
    expect(cuts).toBeGreaterThan(1000);
  });

  it.each<[string, Mode, string, number, number]>([
    ['behind white space', 'auto', 'one two three', 6, 4],
    ['before punctuation', 'auto', 'one,two', 5, 3],
    ['before an ideograph', 'auto', '漢字書', 7, 6],
    ['before no ideograph that is part of a word', 'words', '漢字 書', 5, 6],
    ['between two letters where each is a token', 'characters', 'abcd', 2, 2],
    ['between a sigma and no letter that it looks at', 'characters', 'aΣb c', 3, 4],
    ['before no mark', 'auto', 'a,\u0301b c', 2, 1],
    ['before no sign that a mark makes another one', 'auto', 'a ≤\u0338b', 3, 2],
    ['at the first place there is', 'auto', 'aaaaaaaa b', 3, 8],
    ['at the end where there is none', 'auto', 'aaaaaaaa', 3, 8],
    ['at the end of what fits', 'auto', 'a b', 9, 3],
  ])('cuts %s', (_, mode, text, byteLength, expected) => {
    expect(findCut(encoder.encode(text), 0, byteLength, mode)).toBe(expected);
  });
});
