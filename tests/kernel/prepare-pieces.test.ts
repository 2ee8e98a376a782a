// Preparing around single code points: the same in the end as preparing the whole text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preparePieces } from '../../src/kernel/prepare-pieces.js';
import { lowerCaseText } from '../../src/sketch/lower-case.js';
import { prepareText } from '../../src/sketch/tokenize.js';
import { getProperties, HAS_COMBINING_CLASS, NOT_QUICK_NFKC, SPECIAL_LOWER_CASE } from '../../src/sketch/unicode.js';
import { anyText, TEXT_SEED, textOfManyMarks } from '../helpers/unicode-texts.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Offsets in UTF-8 of all code points that may be trouble; more than the kernel lists. */
function listTroubles(text: string): Uint32Array {
  const troubles: number[] = [];
  let at = 0;
  for (const character of text) {
    const properties = getProperties(character.codePointAt(0) ?? 0);
    if ((properties & (NOT_QUICK_NFKC | HAS_COMBINING_CLASS | SPECIAL_LOWER_CASE)) !== 0) troubles.push(at);
    at += encoder.encode(character).length;
  }
  return Uint32Array.from(troubles);
}

function joinParts(parts: readonly Uint8Array[]): string {
  return parts.map((part) => decoder.decode(part)).join('');
}

function prepareByPieces(text: string, listed = Infinity): string {
  const troubles = listTroubles(text);
  const parts = preparePieces(encoder.encode(text), troubles.subarray(0, listed), troubles.length <= listed);
  return lowerCaseText(joinParts(parts));
}

/** Without lone surrogates, which UTF-8 cannot hold. */
const wellFormed = fc
  .array(fc.oneof(anyText, textOfManyMarks, fc.constantFrom(' ', '\n', '  plain words between  ', 'x'.repeat(90))), {
    maxLength: 6,
  })
  .map((texts) => decoder.decode(encoder.encode(texts.join(''))));

describe('preparePieces', () => {
  it('prepares a text as a whole would be, but for the letters that need no care', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(prepareByPieces(text)).toBe(prepareText(text));
      }),
      { seed: TEXT_SEED, numRuns: 500 },
    );
  });

  it('prepares all that follows the last one listed, where there are more', () => {
    fc.assert(
      fc.property(wellFormed, fc.integer({ min: 1, max: 3 }), (text, listed) => {
        expect(prepareByPieces(text, listed)).toBe(prepareText(text));
      }),
      { seed: TEXT_SEED, numRuns: 500 },
    );
  });

  it('sees the end of a word on both sides of a sigma, past what is passed over', () => {
    const text = 'ΟΔΟΣ ΟΔΟΣ. ΟΔΟΣ’ ΟΔΟΣ\u00ad Σ ΣΑ ΑΣ\nΣ\u0345 1Σ \u0301Σ';
    expect(prepareByPieces(text)).toBe(prepareText(text));
  });

  it('leaves alone what is far from any trouble', () => {
    const text = `${'Far '.repeat(40)}the ﬁRST ${'Far '.repeat(40)}the END½ ${'Far '.repeat(40)}`;
    const parts = preparePieces(encoder.encode(text), listTroubles(text), true);
    expect(parts.map((part) => decoder.decode(part)).filter((part) => !part.includes('Far'))).toEqual([
      'first',
      'end1⁄2',
    ]);
    expect(joinParts(parts)).toBe(text.replace('ﬁRST', 'first').replace('END½', 'end1⁄2'));
  });

  it('takes what is near into one piece', () => {
    const text = 'A ﬁ and ﬂ and ½';
    const parts = preparePieces(encoder.encode(text), listTroubles(text), true);
    expect(parts.map((part) => decoder.decode(part))).toEqual(['A ', 'fi and fl and 1⁄2', '']);
  });
});
