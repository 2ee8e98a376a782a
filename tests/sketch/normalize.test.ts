// NFKC against the engine's own, and the segments against the whole.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needsNormalization, normalizeText, segmentText } from '../../src/sketch/normalize.js';
import { anyText, TEXT_SEED, textOfManyMarks } from '../helpers/unicode-texts.js';

function listSegments(text: string): string[] {
  const segments: string[] = [];
  segmentText(text, (start, end) => segments.push(text.slice(start, end)));
  return segments;
}

describe('normalizeText', () => {
  it('is NFKC', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalizeText(text)).toBe(text.normalize('NFKC'));
      }),
      { seed: TEXT_SEED, numRuns: 2000 },
    );
  });

  it('is NFKC for runs of marks that it puts in order itself', () => {
    fc.assert(
      fc.property(textOfManyMarks, (text) => {
        expect(normalizeText(text)).toBe(text.normalize('NFKC'));
      }),
      { seed: TEXT_SEED, numRuns: 300 },
    );
  });

  it.each([
    ['alternating classes', '\u0301\u0316'],
    ['a half-width mark of class 0 that becomes one of class 8', '\u0316\uff9e'],
  ])('finishes on half a million marks: %s', (_name, marks) => {
    // By insertion this would be some 10¹⁰ steps: the test would not end in its time.
    const normalized = normalizeText('a' + marks.repeat(250_000) + ' é');
    expect(normalized).toHaveLength('a  é'.length - 1 + 500_000 - (marks.startsWith('\u0301') ? 1 : 0));
    expect(normalized.startsWith(marks.startsWith('\u0301') ? 'á\u0316\u0316' : 'a\u3099\u3099')).toBe(true);
  });

  it('returns text in NFKC as it came, and lone surrogates too', () => {
    for (const text of ['', 'plain', 'naïve Çà – “so”', '漢字かな', '한국어', 'ก็', '\ud800a\udc00']) {
      expect(needsNormalization(text)).toBe(false);
      expect(normalizeText(text)).toBe(text);
    }
  });
});

describe('needsNormalization', () => {
  it('is true wherever NFKC changes the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (!needsNormalization(text)) expect(text.normalize('NFKC')).toBe(text);
      }),
      { seed: TEXT_SEED, numRuns: 3000 },
    );
  });

  it('sees marks out of order that are each in NFKC', () => {
    expect(needsNormalization('q\u0345\u0334')).toBe(true);
    expect(needsNormalization('q\u0334\u05b0\u0f39')).toBe(false);
    // In order within each letter's own marks.
    expect(needsNormalization('q\u0316x\u0334 \u05b0ж\u0334')).toBe(false);
  });
});

describe('segmentText', () => {
  it('covers the text in order, each segment with a character at least', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const segments = listSegments(text);
        expect(segments.join('')).toBe(text);
        expect(segments).not.toContain('');
      }),
      { seed: TEXT_SEED, numRuns: 500 },
    );
  });

  it('gives the NFKC of the text as the concatenation of the segments’', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(listSegments(text).map(normalizeText).join('')).toBe(text.normalize('NFKC'));
      }),
      { seed: TEXT_SEED, numRuns: 3000 },
    );
  });

  it('keeps what composes together and cuts the rest', () => {
    expect(listSegments('e\u0301a')).toEqual(['e\u0301', 'a']);
    expect(listSegments('한\u1100\u1161\u11a8x')).toEqual(['한', '\u1100\u1161\u11a8', 'x']);
    expect(listSegments('ｶﾞｷ')).toEqual(['ｶﾞ', 'ｷ']);
    // The second vowel decomposes to begin with one that composes with the first.
    expect(listSegments('\u{16d63}\u{16d68}')).toEqual(['\u{16d63}\u{16d68}']);
  });

  it('cuts compatibility forms too, so that a full-width text is no single segment', () => {
    expect(listSegments('ＡＢ\u00a0½ﬁ…')).toEqual(['Ａ', 'Ｂ', '\u00a0', '½', 'ﬁ', '…']);
  });
});
