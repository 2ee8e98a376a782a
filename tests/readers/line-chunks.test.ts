import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLineChunks } from '../../src/readers/line-chunks.js';
import { makeFolder } from '../helpers/make-folder.js';

interface Piece {
  readonly text: string;
  readonly offset: number;
  readonly tooLongByteLength: number | null;
}

function readPieces(content: string, chunkByteLength: number, longestLine: number): Piece[] {
  const fd = openSync(join(makeFolder({ a: content }), 'a'), 'r');
  try {
    return Array.from(readLineChunks(fd, chunkByteLength, longestLine), ({ bytes, offset, tooLongByteLength }) => ({
      text: bytes.toString('latin1'),
      offset,
      tooLongByteLength,
    }));
  } finally {
    closeSync(fd);
  }
}

describe('readLineChunks', () => {
  it('gives back the file, cut at line feeds only, but for the lines that are too long', () => {
    const line = fc.nat({ max: 40 }).map((length) => 'abcdefghij'.repeat(4).slice(0, length));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.boolean(),
        fc.integer({ min: 4, max: 16 }),
        (lines, isEnded, chunk) => {
          const longest = 20;
          const content = lines.join('\n') + (isEnded ? '\n' : '');
          let at = 0;
          for (const { text, offset, tooLongByteLength } of readPieces(content, chunk, longest)) {
            expect(offset).toBe(at);
            if (tooLongByteLength === null) {
              expect(text).toBe(content.slice(at, at + text.length));
              expect(text.endsWith('\n') || at + text.length === content.length).toBe(true);
              expect(text.length).toBeGreaterThan(0);
              at += text.length;
            } else {
              const feed = content.indexOf('\n', at);
              const end = feed < 0 ? content.length : feed;
              expect(text).toBe('');
              expect(tooLongByteLength).toBe(end - at);
              expect(tooLongByteLength).toBeGreaterThan(longest);
              at = end + 1;
            }
          }
          expect(at).toBeGreaterThanOrEqual(content.length);
          // Nothing that fits is called too long: every other line lies in a piece of text.
          const tooLong = readPieces(content, chunk, longest).filter(
            ({ tooLongByteLength }) => tooLongByteLength !== null,
          );
          expect(tooLong.length).toBe(content.split('\n').filter(({ length }) => length > longest).length);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('gives nothing for an empty file', () => {
    expect(readPieces('', 8, 16)).toEqual([]);
  });
});
