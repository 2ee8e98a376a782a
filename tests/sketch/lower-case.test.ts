// Full default lower-casing against the engine's own, where that knows the same Unicode.

import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerCaseText } from '../../src/sketch/lower-case.js';
import { anyText, TEXT_SEED } from '../helpers/unicode-texts.js';

const engineVersion = Number.parseInt(process.versions['unicode'] ?? '0', 10);

describe('lowerCaseText', () => {
  it.skipIf(engineVersion !== 17)('equals the engine’s toLowerCase, where that knows Unicode 17', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(lowerCaseText(text)).toBe(text.toLowerCase());
      }),
      { seed: TEXT_SEED, numRuns: 5000 },
    );
  });

  it('lowers ASCII, and text longer than its chunks', () => {
    expect(lowerCaseText('')).toBe('');
    expect(lowerCaseText('ÀB[C]@`{Z')).toBe('àb[c]@`{z');
    expect(lowerCaseText('SHOUT 9')).toBe('shout 9');
    // A pair of surrogates, and İ, on every place of the end of a chunk.
    for (const lead of ['', 'x', 'xx', 'xxx']) {
      expect(lowerCaseText(lead + '\u{10400}É'.repeat(5000))).toBe(lead + '\u{10428}é'.repeat(5000));
      expect(lowerCaseText(lead + 'İa'.repeat(5000))).toBe(lead + 'i\u0307a'.repeat(5000));
    }
  });

  it('makes İ an i with a dot above, in no language’s special way', () => {
    expect(lowerCaseText('İI')).toBe('i\u0307i');
  });

  it.each([
    ['at the end of a word', 'ΟΔΟΣ', 'οδος'],
    ['before a space', 'ΟΔΟΣ ΤΗΣ', 'οδος της'],
    ['within a word', 'ΟΣΟ', 'οσο'],
    ['alone', 'Σ', 'σ'],
    ['at the beginning', 'ΣΑ', 'σα'],
    ['doubled at the end', 'ΑΣΣ', 'ασς'],
    ['after a case-ignorable mark', 'Α\u0301Σ', 'α\u0301ς'],
    ['before case-ignorable signs and a space', 'ΑΣ’. Α', 'ας’. α'],
    ['before case-ignorable signs and a letter', 'ΑΣ’.\u00adΑ', 'ασ’.\u00adα'],
    ['after case-ignorable signs only', '’.Σ', '’.σ'],
    ['after a modifier letter that is cased and case-ignorable', 'ˀΣ', 'ˀσ'],
    ['between astral letters', '\u{10400}Σ\u{10400}', '\u{10428}σ\u{10428}'],
    ['after an astral letter', '\u{10400}Σ', '\u{10428}ς'],
    ['after a lone surrogate', 'Α\udc00Σ', 'α\udc00σ'],
  ])('chooses the sigma %s', (_where, text, lowered) => {
    expect(lowerCaseText(text)).toBe(lowered);
  });

  it.each([
    ['a sigma on both sides of a million ignorable signs', 'Σ' + '.'.repeat(1_000_000) + 'Σ'],
    ['half a million sigmas, each with an ignorable sign', 'Σ.'.repeat(500_000)],
  ])('finishes on %s', (_name, text) => {
    const lowered = lowerCaseText(text);
    expect(lowered).toHaveLength(text.length);
    expect(lowered.lastIndexOf('ς')).toBe(text.lastIndexOf('Σ'));
    expect(lowered.indexOf('ς')).toBe(text.lastIndexOf('Σ'));
  });
});
