import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../src/reporters/escape-text.js';
import { anyText, RUNS } from './arbitraries.js';

/** Unicode's own names for what may not come out, apart from the list in the source. */
const UNSAFE_PROPERTIES = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\ufeff]/u;

describe('escapeText', () => {
  it('lets no control, no bidirectional control and no lone surrogate out', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeText(text)).not.toMatch(UNSAFE_PROPERTIES);
      }),
      { ...RUNS, numRuns: 2000 },
    );
  });

  it('escapes every code point of those properties, and nothing visible in the basic plane', () => {
    const isVisible = /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\u200c\u200d]/u;
    for (let codePoint = 0; codePoint <= 0xffff; codePoint++) {
      const character = String.fromCodePoint(codePoint);
      if (UNSAFE_PROPERTIES.test(character))
        expect(escapeText(character), codePoint.toString(16)).toMatch(/^\\[\x21-\x7e]+$/);
      if (isVisible.test(character)) expect(escapeText(character), codePoint.toString(16)).toBe(character);
    }
  });

  it.each([
    ['tab\tfeed\nreturn\r', 'tab\\tfeed\\nreturn\\r'],
    ['\x1b[31mred', '\\x1b[31mred'],
    ['\x00\x07\x7f\x85\x9b', '\\x00\\x07\\x7f\\x85\\x9b'],
    ['\u202etxt.exe\u202c', '\\u{202e}txt.exe\\u{202c}'],
    ['\u2066a\u2069\u200e\u200f\u061c', '\\u{2066}a\\u{2069}\\u{200e}\\u{200f}\\u{61c}'],
    ['a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
    ['a\u200bb\u2060c\ufeffd', 'a\\u{200b}b\\u{2060}c\\u{feff}d'],
    ['\ud83d!', '\\u{d83d}!'],
    ['!\ude00', '!\\u{de00}'],
    ['hidden\u{e0041}\u{e007f}', 'hidden\\u{e0041}\\u{e007f}'],
  ])('shows %j as %j', (text, shown) => {
    expect(escapeText(text)).toBe(shown);
  });

  it.each([
    'plain \\n text',
    'Größe',
    '報告',
    'ไทย',
    'नमस्ते',
    'می\u200cخواهم',
    '👩\u200d👩\u200d👧',
    '☺\ufe0f',
    'עברית',
  ])('leaves %s as it is', (text) => {
    expect(escapeText(text)).toBe(text);
  });
});
