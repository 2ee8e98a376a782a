import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDocumentText } from '../../src/reporters/document-text.js';
import { RUNS } from './arbitraries.js';
import { findSide } from './samples.js';

const TEXT = 'Größe “und” Maß.\n\nDas ist\nder zweite Absatz – 報告 😀 Ende!\n';

function open(text: string | null): ReturnType<typeof openDocumentText> {
  return openDocumentText('a.txt', () => text);
}

describe('openDocumentText', () => {
  it('reads the text once, and not before it is asked for', () => {
    let reads = 0;
    const text = openDocumentText('a.txt', (id) => {
      expect(id).toBe('a.txt');
      reads += 1;
      return TEXT;
    });
    expect(reads).toBe(0);
    text.slice(0, 5);
    text.excerpt(0, 5, 40);
    text.listUnshared([]);
    expect(reads).toBe(1);
  });

  it('gives nothing where the document cannot be read any more, and asks once', () => {
    let reads = 0;
    const text = openDocumentText('a.txt', () => {
      reads += 1;
      return null;
    });
    expect([text.slice(0, 5), text.excerpt(0, 5, 40), text.listUnshared([])]).toEqual([null, null, null]);
    expect(reads).toBe(1);
  });

  it('takes byte ranges of the UTF-8, a byte order mark included', () => {
    const { startByte, endByte } = findSide(TEXT, 'der zweite Absatz – 報告 😀');
    expect(open(TEXT).slice(startByte, endByte)).toBe('der zweite Absatz – 報告 😀');
    expect(open('\ufeffx').slice(0, 4)).toBe('\ufeffx');
  });

  it('ends short of a character that a range cuts in two', () => {
    expect(open('報告').slice(0, 5)).toBe('報');
  });

  it('begins an excerpt where the range begins and says whether it goes on', () => {
    const { startByte, endByte } = findSide(TEXT, 'Das ist\nder zweite');
    expect(open(TEXT).excerpt(startByte, endByte, 40)).toBe('Das ist der zweite');
    expect(open(TEXT).excerpt(startByte, endByte, 10)).toBe('Das ist d…');
    expect(open('報'.repeat(10_000)).excerpt(0, 30_000, 11)).toBe('報報報報報…');
    expect(open(`one${' '.repeat(10_000)}two`).excerpt(0, 10_006, 20)).toBe('one…');
  });
});

describe('listUnshared', () => {
  it('finds what lies between, before and after the ranges, from the first to the last letter', () => {
    const ranges = [findSide(TEXT, 'zweite Absatz'), findSide(TEXT, 'Größe')];
    expect(open(TEXT).listUnshared(ranges)).toEqual([
      { ...findSide(TEXT, 'und” Maß.\n\nDas ist\nder') },
      { ...findSide(TEXT, '報告 😀 Ende') },
    ]);
  });

  it('is the whole text without ranges, and nothing where only punctuation is left', () => {
    expect(open(TEXT).listUnshared([])).toEqual([findSide(TEXT, TEXT.slice(0, TEXT.indexOf('!')))]);
    expect(open(TEXT).listUnshared([findSide(TEXT, TEXT.slice(0, TEXT.indexOf('!')))])).toEqual([]);
    expect(open('').listUnshared([])).toEqual([]);
    expect(open('… 😀 !\n').listUnshared([])).toEqual([]);
  });

  it('counts lines that end with LF, CR LF or a lone CR', () => {
    const stretches = open('a\nb\r\nc\rd\r\n\re').listUnshared(
      [1, 3, 6, 8].map((startByte) => ({ startByte, endByte: startByte + 1 })),
    );
    expect(stretches?.map(({ startLine }) => startLine)).toEqual([1, 2, 3, 4, 6]);
  });

  it('covers every letter that no range covers, once', () => {
    const anyRanges = fc.array(fc.tuple(fc.nat(40), fc.nat(20)), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', ' ', '\n', '.'), { maxLength: 40 }), anyRanges, (characters, pairs) => {
        const text = characters.join('');
        const ranges = pairs
          .map(([start, length]) => ({ startByte: start, endByte: start + length }))
          .filter(({ endByte }) => endByte <= text.length);
        const isIn = (byte: number, all: readonly { startByte: number; endByte: number }[]): boolean =>
          all.some(({ startByte, endByte }) => startByte <= byte && byte < endByte);
        const found = open(text).listUnshared(ranges) ?? [];
        for (let byte = 0; byte < text.length; byte++) {
          if (text[byte] === 'a') expect(isIn(byte, found)).toBe(!isIn(byte, ranges));
          if (isIn(byte, ranges)) expect(isIn(byte, found)).toBe(false);
        }
        for (const { startLine, startByte, endLine, endByte } of found) {
          expect(startLine).toBe(text.slice(0, startByte).split('\n').length);
          expect(endLine).toBe(text.slice(0, endByte).split('\n').length);
        }
      }),
      { ...RUNS, numRuns: 500 },
    );
  });
});
