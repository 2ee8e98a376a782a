import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineParser } from '../../src/kernel/line-parser.js';
import type { LineParser } from '../../src/model.js';
import { CHUNK_SIZES, readLineChunks } from '../../src/readers/line-chunks.js';
import type { ChunkSizes, LineRange } from '../../src/readers/line-chunks.js';
import { createPlainLineParser } from '../../src/readers/plain-line-parser.js';
import { makeFolder } from '../helpers/make-folder.js';

interface Piece {
  readonly text: string;
  readonly offset: number;
  readonly head: string | null;
  readonly tooLongByteLength: number | null;
}

const WHOLE: LineRange = { offset: 0, end: Infinity };

function readPieces(content: string, sizes: ChunkSizes, range = WHOLE, parser = createPlainLineParser()): Piece[] {
  const fd = openSync(join(makeFolder({ a: content }), 'a'), 'r');
  try {
    return Array.from(readLineChunks(fd, parser, range, sizes), ({ bytes, offset, head, tooLongByteLength }) => {
      const text = bytes.toString('latin1');
      // Whatever ends a chunk, a parser finds a line feed behind its last line.
      if (!text.endsWith('\n') && text !== '')
        expect(parser.parseLine(text.lastIndexOf('\n') + 1).end).toBe(text.length);
      return { text, offset, head: head?.toString('latin1') ?? null, tooLongByteLength };
    });
  } finally {
    closeSync(fd);
  }
}

/** The lines of the pieces, by where they begin. */
function listLines(pieces: readonly Piece[]): [offset: number, line: string | number][] {
  return pieces.flatMap(({ text, offset, tooLongByteLength }): [number, string | number][] => {
    if (tooLongByteLength !== null) return [[offset, tooLongByteLength]];
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    let at = offset;
    return lines.map((line) => {
      at += line.length + 1;
      return [at - line.length - 1, line];
    });
  });
}

const line = fc.nat({ max: 40 }).map((length) => 'abcdefghij'.repeat(4).slice(0, length));
const content = fc
  .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
  .map(([lines, isEnded]) => lines.join('\n') + (isEnded ? '\n' : ''));
const sizes = fc.record({
  chunk: fc.integer({ min: 4, max: 16 }),
  tail: fc.integer({ min: 1, max: 20 }),
  longestLine: fc.constant(20),
});

describe('readLineChunks', () => {
  it('gives back the file, cut at line feeds only, but for the lines that are too long', () => {
    fc.assert(
      fc.property(content, sizes, (text, chunkSizes) => {
        const pieces = readPieces(text, chunkSizes);
        const lines = text.split('\n');
        if (lines.at(-1) === '') lines.pop();
        const found = listLines(pieces).map(([, found]) => found);
        expect(found).toEqual(lines.map((one) => (one.length > 20 ? one.length : one)));
        for (const piece of pieces) expect(piece.text === '').toBe(piece.tooLongByteLength !== null);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('gives of a range the lines that begin in it, whole', () => {
    fc.assert(
      fc.property(
        content,
        sizes,
        fc.nat({ max: 400 }),
        fc.nat({ max: 200 }),
        (text, chunkSizes, offset, byteLength) => {
          const end = offset + byteLength;
          const all = listLines(readPieces(text, chunkSizes));
          const expected = all.filter(([at]) => at >= offset && at < end);
          expect(listLines(readPieces(text, chunkSizes, { offset, end }))).toEqual(expected);
        },
      ),
      { seed: 12, numRuns: 500 },
    );
  });

  it('gives the same in memory that moves when it grows', () => {
    const parser = createLineParser('wasm', { textField: 'text', idField: 'id' });
    expect(parser).not.toBeNull();
    const text = `short\n${'long '.repeat(500_000)}\nshort\n${'longer '.repeat(11_000_000)}\nshort`;
    const pieces = readPieces(text, CHUNK_SIZES, WHOLE, parser as LineParser);
    expect(pieces.map((piece) => piece.text).join('') === text).toBe(true);
  });

  it('shows how the file begins, whatever its lines are, to the range at its start only', () => {
    const text = 'x\n'.repeat(10_000);
    const heads = (range: LineRange): (string | null)[] => readPieces(text, CHUNK_SIZES, range).map(({ head }) => head);
    expect(heads({ offset: 0, end: 1 })).toEqual([text.slice(0, 8192)]);
    expect(heads({ offset: 1, end: 5 })).toEqual([null]);
    const long = 'y'.repeat(100);
    expect(readPieces(long, { chunk: 8, tail: 8, longestLine: 16 })).toEqual([
      { text: '', offset: 0, head: 'yyyyyyyy', tooLongByteLength: 100 },
    ]);
  });

  it('reads nothing beyond a range that lies within one line', () => {
    const lengths: number[] = [];
    const plain = createPlainLineParser();
    const text = `${'z'.repeat(100_000)}\nnext`;
    const pieces = readPieces(
      text,
      { chunk: 1000, tail: 100, longestLine: 1000 },
      { offset: 10, end: 5000 },
      {
        ...plain,
        reserve: (byteLength, kept) => {
          lengths.push(byteLength);
          return plain.reserve(byteLength, kept);
        },
      },
    );
    expect(pieces).toEqual([]);
    expect(lengths).toEqual([1001]);
  });

  it('gives nothing for an empty file', () => {
    expect(readPieces('', CHUNK_SIZES)).toEqual([]);
  });
});
