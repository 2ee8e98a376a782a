// Places of tokens: the tokens are tokenize.ts's, and each comes from where it is said to stand.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateTokens } from '../../src/sketch/locate-tokens.js';
import { prepareText, tokenizeText, type TokenMode } from '../../src/sketch/tokenize.js';
import { listTokens } from '../helpers/list-tokens.js';
import { anyText, TEXT_SEED, textOfManyMarks } from '../helpers/unicode-texts.js';

const MODES: readonly TokenMode[] = ['auto', 'words', 'characters'];
const encoder = new TextEncoder();
// Fatal: a place that cuts a character in two fails the test.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Each token with the stretch of the text that it came from. */
function listPlaces(text: string, mode: TokenMode = 'auto'): [string, string][] {
  const utf8 = encoder.encode(text);
  const located = locateTokens(text, mode);
  return listTokens(located).map((token, i) => [
    token,
    decoder.decode(utf8.subarray(located.startBytes[i], located.endBytes[i])),
  ]);
}

describe('locateTokens', () => {
  it.each(MODES)('finds the tokens of the prepared text in the mode of %s', (mode) => {
    fc.assert(
      fc.property(fc.oneof(anyText, textOfManyMarks), (text) => {
        expect(locateTokens(text, mode)).toMatchObject(tokenizeText(prepareText(text), mode));
      }),
      { seed: TEXT_SEED, numRuns: 1000 },
    );
  });

  it('gives ascending places that end within the text, each a whole number of characters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { startBytes, endBytes, count } = locateTokens(text, 'auto');
        const { length } = encoder.encode(text);
        for (let i = 0; i < count; i++) {
          expect(startBytes[i]).toBeGreaterThanOrEqual(i === 0 ? 0 : startBytes[i - 1]);
          expect(endBytes[i]).toBeGreaterThanOrEqual(i === 0 ? 0 : endBytes[i - 1]);
          expect(endBytes[i]).toBeGreaterThan(startBytes[i]);
          expect(endBytes[i]).toBeLessThanOrEqual(length);
        }
        expect(() => listPlaces(text)).not.toThrow();
      }),
      { seed: TEXT_SEED, numRuns: 1000 },
    );
  });

  it('gives places whose text, prepared, holds the token', () => {
    // A sigma is final by what surrounds it, which the place alone has not.
    const foldSigma = (token: string): string => token.replaceAll('ς', 'σ');
    fc.assert(
      fc.property(anyText, (text) => {
        for (const [token, place] of listPlaces(text)) {
          expect(foldSigma(prepareText(place))).toContain(foldSigma(token));
        }
      }),
      { seed: TEXT_SEED, numRuns: 2000 },
    );
  });

  it('gives the very places of a text that preparing leaves alone', () => {
    const { startBytes, endBytes, starts, ends, count } = locateTokens('plain words, wörter, 漢字, \u{10428}.', 'auto');
    expect(count).toBe(6);
    expect([...startBytes]).toEqual([...starts]);
    expect([...endBytes]).toEqual([...ends]);
  });

  it.each<[string, string, [string, string][]]>([
    ['nothing', '', []],
    [
      'one character that becomes two tokens',
      'x ½m² y',
      [
        ['x', 'x'],
        ['1', '½'],
        ['2m2', '½m²'],
        ['y', 'y'],
      ],
    ],
    [
      'decomposed letters',
      'cafe\u0301s no',
      [
        ['cafés', 'cafe\u0301s'],
        ['no', 'no'],
      ],
    ],
    [
      'lower case of another length',
      'ȺB İC K',
      [
        ['ⱥb', 'ȺB'],
        ['i\u0307c', 'İC'],
        ['k', 'K'],
      ],
    ],
    [
      'half-width kana',
      'ｶﾞｷ',
      [
        ['ガ', 'ｶﾞ'],
        ['キ', 'ｷ'],
      ],
    ],
    [
      'full-width text',
      'ＡＢ　ＣＤ。',
      [
        ['ab', 'ＡＢ'],
        ['cd', 'ＣＤ'],
      ],
    ],
    [
      'two tokens from one character of as many bytes',
      'x ℀',
      [
        ['x', 'x'],
        ['a', '℀'],
        ['c', '℀'],
      ],
    ],
    [
      'no-break spaces',
      'a\u00a0b',
      [
        ['a', 'a'],
        ['b', 'b'],
      ],
    ],
    [
      'a sigma whose context spans segments',
      'ΑΣ\u0301 Σ',
      [
        ['ας\u0301', 'ΑΣ\u0301'],
        ['σ', 'Σ'],
      ],
    ],
    [
      'a ligature of several words',
      '\ufdfa',
      [
        ['صلى', '\ufdfa'],
        ['الله', '\ufdfa'],
        ['عليه', '\ufdfa'],
        ['وسلم', '\ufdfa'],
      ],
    ],
    [
      'an accent of its own, which is a space with a mark',
      'a´b',
      [
        ['a', 'a'],
        ['\u0301b', '´b'],
      ],
    ],
  ])('knows the places of %s', (_what, text, places) => {
    expect(listPlaces(text)).toEqual(places);
  });
});
