// A worker's share of a corpus: rows in order, lines counted from each range's start, faults kept beside their range.

import { describe, expect, it } from 'vitest';
import { KernelError } from '../../src/errors.js';
import type { RangeEnd, RawDocument, ReadEvents, Reader, Sketcher, Source } from '../../src/model.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { decodeDocument, sketchRanges } from '../../src/workers/sketch-ranges.js';
import type { SketchTask } from '../../src/workers/sketch-ranges.js';
import { createMemoryFiles, type MemoryContent } from '../helpers/memory-corpus.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH, sketchTexts } from '../helpers/sketch-texts.js';
import { unpackIds } from '../helpers/id-lists.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const createSketcher = (): Sketcher => createReferenceSketcher(USUAL_SKETCH);

const END: RangeEnd = { lines: 0, firstFieldLine: null, faults: null };

/** Every source of memory files as one range each, in new memory. */
function takeRanges(sources: readonly Source[], used: SketchTask['used'] = null): SketchTask {
  const ranges = sources.map((source, sourceNumber) => ({
    range: { source, offset: 0, byteLength: source.byteLength },
    sourceNumber,
  }));
  return { ranges, used };
}

describe('sketching ranges', () => {
  it('makes a row of every document, in the order of the ranges, and says whose they are', () => {
    const { sources, readerOf } = createMemoryFiles({
      'b.txt': 'one two three',
      'a.jsonl': [{ text: 'four', id: 'own' }, { text: '' }, { text: 'fünf sechs' }],
      'c.txt': '',
    });
    const { rows, ownIds, sketches, ranges } = sketchRanges(takeRanges(sources), readerOf, createSketcher());
    expect({ ...rows }).toEqual({
      count: 5,
      sources: Uint32Array.of(0, 1, 1, 1, 2),
      offsets: Float64Array.of(0, 0, 100, 200, 0),
      byteLengths: Float64Array.of(13, 100, 100, 100, 0),
      // Of a line the UTF-8 bytes of its text, of a file its size.
      textByteLengths: Float64Array.of(13, 4, 0, 11, 0),
      lines: Uint32Array.of(0, 1, 2, 3, 0),
    });
    expect(unpackIds(ownIds)).toEqual([null, 'own', null, null, null]);
    expect(sketches).toEqual(sketchTexts(['one two three', 'four', '', 'fünf sechs', '']).sketches);
    expect(ranges.map(({ documents, end }) => [documents, end.lines])).toEqual([
      [1, 0],
      [3, 3],
      [1, 0],
    ]);
  });

  it('counts lines from the beginning of each range, and keeps the numbers of the sources', () => {
    const { sources, readerOf } = createMemoryFiles({ 'a.jsonl': Array.from('abcde', (text) => ({ text })) });
    const cut = [
      { range: { source: sources[0], offset: 200, byteLength: 300 }, sourceNumber: 7 },
      { range: { source: sources[0], offset: 0, byteLength: 200 }, sourceNumber: 3 },
    ];
    const { rows, ranges } = sketchRanges({ ranges: cut, used: null }, readerOf, createSketcher());
    expect([...rows.lines]).toEqual([1, 2, 3, 1, 2]);
    expect([...rows.offsets]).toEqual([200, 300, 400, 0, 100]);
    expect([...rows.sources]).toEqual([7, 7, 7, 3, 3]);
    expect(ranges.map(({ documents }) => documents)).toEqual([3, 2]);
  });

  it('keeps what a reader skips, tells and returns beside its range', () => {
    const ends: RangeEnd[] = [4, 5].map((lines) => ({ ...END, lines }));
    const reader: Reader = {
      format: 'text',
      *readRange({ source: { path } }, events: ReadEvents): Generator<RawDocument, RangeEnd, void> {
        events.skip({ reason: 'binary', path });
        if (path === 'a') events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message: 'no' });
        yield* [];
        return ends[path === 'a' ? 0 : 1];
      },
      readAgain: () => null,
      close: () => undefined,
    };
    const sources = ['a', 'b'].map((path): Source => ({
      ...{ path, file: path, format: 'text', byteLength: 7, isExplicit: true },
    }));
    const { rows, sketches, ranges } = sketchRanges(takeRanges(sources), () => reader, createSketcher());
    expect([rows.count, sketches.count]).toEqual([0, 0]);
    expect(ranges).toEqual([
      {
        documents: 0,
        end: ends[0],
        diagnostics: [{ code: 'SOURCE_UNREADABLE', path: 'a', line: null, message: 'no' }],
        skips: [{ reason: 'binary', path: 'a' }],
      },
      { documents: 0, end: ends[1], diagnostics: [], skips: [{ reason: 'binary', path: 'b' }] },
    ]);
  });

  it('sketches what the text says, not how it is stored', () => {
    const text = 'Żółw ﬁne 漢字\r\nline two';
    const utf16 = Uint8Array.of(0xff, 0xfe, ...Buffer.from(text, 'utf16le'));
    const { sources, readerOf } = createMemoryFiles({
      'plain.txt': text,
      'marked.txt': `\ufeff${text}`,
      'utf16.txt': utf16,
      'lines.jsonl': [{ text }],
    });
    const { sketches, rows } = sketchRanges(takeRanges(sources), readerOf, createSketcher());
    for (let row = 1; row < 4; row++) {
      expect(sketches.contentHashes.slice(4 * row, 4 * row + 4)).toEqual(sketches.contentHashes.slice(0, 4));
      expect(sketches.tokensHashes.slice(4 * row, 4 * row + 4)).toEqual(sketches.tokensHashes.slice(0, 4));
    }
    const byteLength = encoder.encode(text).length;
    expect([...rows.textByteLengths]).toEqual([byteLength, byteLength + 3, utf16.length, byteLength]);
  });

  it('keeps a mark of order that is part of a JSON text', () => {
    const { sources, readerOf } = createMemoryFiles({ 'a.jsonl': [{ text: '\ufeffone' }, { text: 'one' }] });
    const { sketches } = sketchRanges(takeRanges(sources), readerOf, createSketcher());
    expect(sketches.contentHashes.slice(0, 4)).not.toEqual(sketches.contentHashes.slice(4, 8));
    expect(sketches.tokensHashes.slice(0, 4)).toEqual(sketches.tokensHashes.slice(4, 8));
  });

  it('tells which text has no known charset, and what it was read as', () => {
    const { sources, readerOf } = createMemoryFiles({
      'utf8.txt': 'Chère Hélène',
      'latin.txt': Buffer.from('Ch\xe8re H\xe9l\xe8ne, la bo\xeete est arriv\xe9e \xe0 midi.', 'latin1'),
      'marked.txt': Uint8Array.of(0xef, 0xbb, 0xbf, 0xff),
    });
    const { ranges } = sketchRanges(takeRanges(sources), readerOf, createSketcher());
    expect(ranges.map(({ diagnostics }) => diagnostics.length)).toEqual([0, 1, 0]);
    const [{ code, path, line, message }] = ranges[1].diagnostics;
    expect({ code, path, line }).toEqual({ code: 'CHARSET_GUESSED', path: 'latin.txt', line: null });
    expect(message).toMatch(/not UTF-8 .* read as [a-z0-9-]+$/);
  });

  it('passes over a document that the kernel cannot hold, and tells it with its line in the range', () => {
    const { sources, readerOf } = createMemoryFiles({ 'a.jsonl': [{ text: 'x' }, { text: 'large' }, { text: 'y z' }] });
    const reference = createSketcher();
    const large = encoder.encode('large').join();
    const sketcher: Sketcher = {
      ...reference,
      sketchDocument: (utf8) => {
        if (utf8.join() === large) throw new KernelError('DOCUMENT_TOO_LARGE', 'it is too large');
        return reference.sketchDocument(utf8);
      },
    };
    const { rows, sketches, ownIds, ranges } = sketchRanges(takeRanges(sources), readerOf, sketcher);
    expect([[...rows.lines], [...sketches.tokens], unpackIds(ownIds)]).toEqual([
      [1, 3],
      [1, 2],
      [null, null],
    ]);
    expect(ranges).toMatchObject([
      {
        documents: 2,
        diagnostics: [{ code: 'DOCUMENT_TOO_LARGE', path: 'a.jsonl', line: 2, message: 'it is too large' }],
      },
    ]);
  });

  it('lets an error that is our own fault through', () => {
    const { sources, readerOf } = createMemoryFiles({ 'a.txt': 'x' });
    const failure = new TypeError('a bug');
    const sketcher: Sketcher = {
      ...createSketcher(),
      sketchDocument: () => {
        throw failure;
      },
    };
    expect(() => sketchRanges(takeRanges(sources), readerOf, sketcher)).toThrow(failure);
  });

  it('of no range has no row', () => {
    const { sources, readerOf } = createMemoryFiles({});
    const { rows, ownIds, sketches, ranges } = sketchRanges(takeRanges(sources), readerOf, createSketcher());
    expect([rows.count, unpackIds(ownIds), sketches.count, ranges]).toEqual([0, [], 0, []]);
    expect([...sketches.fingerprintStarts]).toEqual([0]);
  });
});

describe('memory that is used again', () => {
  it('shows nothing of what was in it, whatever that was', () => {
    const contents = (seed: number): Record<string, MemoryContent> => {
      const draws = seedDraws(seed);
      const text = (): string => Array.from({ length: draws.below(400) }, () => `w${draws.below(90)}`).join(' ');
      const lines = Array.from({ length: draws.below(700) }, (_, i) => ({
        ...{ text: draws.below(3) === 0 ? '' : text() },
        ...(draws.below(2) === 0 ? {} : { id: `id ${'x'.repeat(draws.below(30))}${i}` }),
      }));
      return { 'a.txt': text(), 'b.jsonl': lines, 'c.txt': `${text()} `.repeat(draws.below(20)) };
    };
    let used: SketchTask['used'] = null;
    for (let seed = 0; seed < 6; seed++) {
      const { sources, readerOf } = createMemoryFiles(contents(seed));
      const fresh = sketchRanges(takeRanges(sources), readerOf, createSketcher());
      const again = sketchRanges(takeRanges(sources, used), readerOf, createSketcher());
      expect(again).toEqual(fresh);
      used = again;
    }
  });

  it('is the very memory where it is large enough, and is shared', () => {
    const { sources, readerOf } = createMemoryFiles({ 'b.jsonl': [{ text: 'one two three', id: 'x' }] });
    const first = sketchRanges(takeRanges(sources), readerOf, createSketcher());
    const again = sketchRanges(takeRanges(sources, first), readerOf, createSketcher());
    const listBuffers = ({ rows, ownIds, sketches, signatures }: typeof first): ArrayBufferLike[] => {
      const columns = Object.values<number | Uint8Array | Uint32Array | Float64Array>({ ...rows, ...ownIds });
      columns.push(...Object.values<number | Uint32Array>({ ...sketches }));
      const buffers = columns.flatMap((column) => (typeof column === 'number' ? [] : [column.buffer]));
      return [...buffers, signatures.buffer];
    };
    const buffers = listBuffers(first);
    expect(buffers).toHaveLength(19);
    for (const [i, buffer] of listBuffers(again).entries()) {
      expect([buffer === buffers[i], buffer instanceof SharedArrayBuffer]).toEqual([true, true]);
    }
  });
});

describe('the text of a document', () => {
  const document = { id: null, line: null, offset: 0, byteLength: 0 };
  const told: string[] = [];
  const decode = (parts: Pick<RawDocument, 'bytes' | 'utf8'>): Uint8Array =>
    decodeDocument({ ...document, ...parts }, (charset) => told.push(charset));

  it('is the very bytes where they are UTF-8 already, of a file or of a line', () => {
    const utf8 = encoder.encode('\ufeffplain');
    expect(decode({ bytes: null, utf8 })).toBe(utf8);
    const bytes = encoder.encode('plain');
    expect(decode({ bytes, utf8: null })).toBe(bytes);
    expect(told).toEqual([]);
  });

  it('is decoded from a file of another charset, and a guess is told', () => {
    expect(decoder.decode(decode({ bytes: Uint8Array.of(0xff, 0xfe, 0xe9, 0), utf8: null }))).toBe('é');
    expect(told).toEqual([]);
    expect(decoder.decode(decode({ bytes: Buffer.from('d\xe9j\xe0 vu', 'latin1'), utf8: null }))).toBe('déjà vu');
    expect(told).toHaveLength(1);
  });

  it('is empty where there is nothing', () => {
    expect(decode({ bytes: null, utf8: null })).toHaveLength(0);
  });
});
