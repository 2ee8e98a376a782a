// What a token is, case by case, and against a definition by regular expressions.

import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareText, tokenizeText, type TokenMode } from '../../src/sketch/tokenize.js';
import { listTokens } from '../helpers/list-tokens.js';
import { anyText, TEXT_SEED } from '../helpers/unicode-texts.js';

const engineVersion = Number.parseInt(process.versions['unicode'] ?? '0', 10);

/** Tokens with their half words: `word/2`. */
function describeTokens(text: string, mode: TokenMode = 'auto'): string[] {
  const spans = tokenizeText(prepareText(text), mode);
  return listTokens(spans).map((token, i) => `${token}/${spans.halfWords[i]}`);
}

describe('prepareText', () => {
  it('normalizes, then lower-cases, and does not normalize again', () => {
    expect(prepareText('Ｈｅｌｌｏ ＷÖRLD')).toBe('hello wörld');
    // Normalized again, the mark of class 220 would come before the dot.
    expect(prepareText('\u0130\u0316')).toBe('i\u0307\u0316');
  });
});

describe('tokenizeText', () => {
  it.each<[string, string, string[]]>([
    [
      'words of letters, marks and numbers',
      'The 3 naïve foxes, 42nd!',
      ['the/2', '3/2', 'naïve/2', 'foxes/2', '42nd/2'],
    ],
    ['nothing', ' \n—…', []],
    ['no text', '', []],
    ['a fraction slash', '½m²', ['1/2', '2m2/2']],
    ['an underscore', 'snake_case', ['snake/2', 'case/2']],
    ['a soft hyphen', 'co\u00adoperate', ['co/2', 'operate/2']],
    ['joiners', 'a\u200db\u200cc', ['a/2', 'b/2', 'c/2']],
    ['an apostrophe', 'don’t', ['don/2', 't/2']],
    ['a variation selector, which is a mark', 'a\ufe0fb', ['a\ufe0fb/2']],
    ['a keycap, whose digit and marks are a word', '1\ufe0f\u20e3', ['1\ufe0f\u20e3/2']],
    ['a mark that no letter precedes', '-\u0301a \u0301', ['\u0301a/2', '\u0301/2']],
    ['U+02BC, an ordinary letter', 'aʼb', ['aʼb/2']],
    ['Hangul, a script with spaces', '한국어 말', ['한국어/2', '말/2']],
    ['letters of no case', 'שלום العَرَبِيَّة', ['שלום/2', 'العَرَبِيَّة/2']],
    ['Han and kana', '漢字とカナ', ['漢/1', '字/1', 'と/1', 'カ/1', 'ナ/1']],
    ['words between Han', 'abc漢def', ['abc/2', '漢/1', 'def/2']],
    ['marks of an unspaced letter', 'か\u3099き\u0301x', ['が/1', 'き\u0301/1', 'x/2']],
    ['a mark before an unspaced letter', '-\u0301漢', ['\u0301/2', '漢/1']],
    ['half-width kana, whose marks compose', 'ｶﾞﾊﾟ', ['ガ/1', 'パ/1']],
    ['Thai marks', 'ที่นี่', ['ที่/1', 'นี่/1']],
    ['Thai SARA AM, which comes apart', 'นำ', ['น\u0e4d/1', 'า/1']],
    ['Thai digits', '๑๒', ['๑/1', '๒/1']],
    [
      'Lao, Khmer, Myanmar, Tibetan',
      'ລາວ ខ្មែរ မြန် བོད',
      [...['ລ/1', 'າ/1', 'ວ/1', 'ខ្/1', 'មែ/1', 'រ/1', 'မြ/1', 'န်/1', 'བོ/1', 'ད/1']],
    ],
    ['the ideographic number zero and iteration mark', '二〇々', ['二/1', '〇/1', '々/1']],
    ['full-width letters and digits', 'Ａｂ１', ['ab1/2']],
    ['ligatures', 'oﬃce', ['office/2']],
    ['İ, whose dot is a mark', 'İstanbul', ['i\u0307stanbul/2']],
    ['a final sigma', 'ΟΔΟΣ', ['οδος/2']],
    ['letters outside the basic plane', '𝐀\u{10400}\u{20000}', ['a\u{10428}/2', '\u{20000}/1']],
    ['a lone surrogate', 'a\ud800b\udc00漢', ['a/2', 'b/2', '漢/1']],
    ['a byte order mark within', 'a\ufeffb', ['a/2', 'b/2']],
    ['NUL', 'a\0b', ['a/2', 'b/2']],
  ])('knows %s', (_what, text, tokens) => {
    expect(describeTokens(text)).toEqual(tokens);
  });

  it('makes no exception for unspaced scripts in the mode of words', () => {
    expect(describeTokens('漢字abcและ 1', 'words')).toEqual(['漢字abcและ/2', '1/2']);
  });

  it('makes every letter or number a token of half a word in the mode of characters', () => {
    expect(describeTokens('Né\u0323 42漢', 'characters')).toEqual(['n/1', 'ẹ\u0301/1', '4/1', '2/1', '漢/1']);
    expect(describeTokens('-\u0301a', 'characters')).toEqual(['\u0301/2', 'a/1']);
  });

  it('holds as many tokens as there are characters', () => {
    const spans = tokenizeText('字'.repeat(1000) + ' x'.repeat(1000), 'auto');
    expect(spans.count).toBe(2000);
    expect(spans.starts).toHaveLength(2000);
    expect(tokenizeText('a'.repeat(5000), 'characters').count).toBe(5000);
  });

  it.skipIf(engineVersion !== 17).each<[TokenMode, RegExp]>([
    ['auto', /(?:(?=[\p{L}\p{N}])UNSPACED)\p{M}*|(?:(?!UNSPACED)[\p{L}\p{N}]|\p{M})+/gu],
    ['words', /[\p{L}\p{M}\p{N}]+/gu],
    ['characters', /[\p{L}\p{N}]\p{M}*|\p{M}+/gu],
  ])(
    'equals the definition by character classes in the mode of %s, where the engine knows Unicode 17',
    (mode, pattern) => {
      const scripts = ['Han', 'Hira', 'Kana', 'Thai', 'Lao', 'Khmr', 'Mymr', 'Tibt'].map((name) => `\\p{scx=${name}}`);
      const unspaced = `(?:(?!ʼ)[${scripts.join('')}])`;
      const definition = new RegExp(pattern.source.replaceAll('UNSPACED', unspaced), 'gu');
      fc.assert(
        fc.property(anyText, (text) => {
          const prepared = text.normalize('NFKC').toLowerCase();
          expect(listTokens(tokenizeText(prepared, mode))).toEqual(prepared.match(definition) ?? []);
        }),
        { seed: TEXT_SEED, numRuns: 2000 },
      );
    },
  );
});
