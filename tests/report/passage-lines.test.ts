// Lines and bytes of passages, against counting by hand in texts of every line ending and many bytes a character.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Passage, PassageSide } from '../../src/model.js';
import { describePassage, locateText } from '../../src/report/passage-lines.js';
import { prepareText, tokenizeText } from '../../src/sketch/tokenize.js';
import { listTokens } from '../helpers/list-tokens.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function locate(text: string) {
  return locateText(encoder.encode(text), 'auto');
}

/** The side of a passage of `tokens` tokens from `first` on in the text. */
function describeSide(text: string, first: number, tokens: number): PassageSide {
  const located = locate(text);
  return describePassage({ leftToken: first, rightToken: first, tokens, halfWords: 2 * tokens }, located, located).left;
}

function cut(text: string, { startByte, endByte }: PassageSide): string {
  return decoder.decode(encoder.encode(text).subarray(startByte, endByte));
}

/** Line of a byte by the definition: one more than the line ends before it; CR LF is one, a lone CR is one. */
function countLine(text: string, byte: number): number {
  const before = decoder.decode(encoder.encode(text).subarray(0, byte));
  return before.split(/\r\n|\r|\n/).length;
}

describe('where a passage stands', () => {
  it('is told for both sides', () => {
    const left = 'zero\none two\nthree';
    const right = 'one two three four';
    const passage: Passage = describePassage(
      { leftToken: 1, rightToken: 0, tokens: 3, halfWords: 6 },
      locate(left),
      locate(right),
    );
    expect(passage).toEqual({
      tokens: 3,
      left: { startLine: 2, endLine: 3, startByte: 5, endByte: 18 },
      right: { startLine: 1, endLine: 1, startByte: 0, endByte: 13 },
    });
  });

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
    ['NEL, LS and PS, which end no line', '\u0085\u2028\u2029'],
  ])('counts lines that end with %s', (name, end) => {
    const text = ['a', 'b c', '', 'd'].join(end);
    const lines = [0, 1, 2, 3].map((token) => describeSide(text, token, 1).startLine);
    expect(lines).toEqual(name.includes('no line') ? [1, 1, 1, 1] : [1, 2, 2, 4]);
  });

  it('counts lines of mixed endings, and a CR that is the last byte', () => {
    const text = 'a\rb\r\nc\n\rd\r\r\ne\r';
    expect([0, 1, 2, 3, 4].map((token) => describeSide(text, token, 1).startLine)).toEqual([1, 2, 3, 5, 7]);
  });

  it('has its end on the line of its last byte, not of what follows', () => {
    expect(describeSide('one two\nthree', 0, 2)).toEqual({ startLine: 1, endLine: 1, startByte: 0, endByte: 7 });
    expect(describeSide('one two\nthree', 0, 3)).toMatchObject({ endLine: 2, endByte: 13 });
    expect(describeSide('\n\none\n', 0, 1)).toEqual({ startLine: 3, endLine: 3, startByte: 2, endByte: 5 });
  });

  it('counts bytes of the text as UTF-8, before normalization', () => {
    const text = 'Żółw — ﬁne \u{1f600}\r\n漢字 e\u0301t\u0301e';
    const tokens = ['Żółw', 'ﬁne', '漢', '字', 'e\u0301t\u0301e'];
    tokens.forEach((token, i) => {
      expect(cut(text, describeSide(text, i, 1))).toBe(token);
    });
    expect(cut(text, describeSide(text, 1, 3))).toBe('ﬁne \u{1f600}\r\n漢字');
    expect(describeSide(text, 1, 3)).toMatchObject({ startLine: 1, endLine: 2 });
  });

  it('counts a mark of order within the text as its three bytes', () => {
    expect(describeSide('\ufeffone', 0, 1)).toMatchObject({ startByte: 3, endByte: 6 });
  });

  it('is right for any text: the bytes are those of the tokens, the lines those of the bytes', () => {
    const piece = fc.constantFrom(
      'one',
      'Zwölf',
      '漢',
      '語',
      'ﬂat',
      '½m²',
      'กำ',
      '\u{1f600}',
      ' ',
      ', ',
      '\n',
      '\r',
      '\r\n',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(), fc.nat(), (pieces, from, more) => {
        const text = pieces.join('');
        const spans = tokenizeText(prepareText(text), 'auto');
        if (spans.count === 0) return;
        const tokens = listTokens(spans);
        const first = from % tokens.length;
        const count = 1 + (more % (tokens.length - first));
        const side = describeSide(text, first, count);
        const found = listTokens(tokenizeText(prepareText(cut(text, side)), 'auto'));
        // The two tokens of ½m² share the bytes of the ½, so that there may be one too many at an end.
        expect(found.join(' ')).toContain(tokens.slice(first, first + count).join(' '));
        expect(found.length).toBeLessThanOrEqual(count + 2);
        expect(side.startLine).toBe(countLine(text, side.startByte));
        expect(side.endLine).toBe(countLine(text, side.endByte));
      }),
      { seed: 20_260_202, numRuns: 500 },
    );
  });
});
