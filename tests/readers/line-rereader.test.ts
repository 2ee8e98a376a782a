import { appendFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLineRereader } from '../../src/readers/line-rereader.js';
import type { LineRereader } from '../../src/readers/line-rereader.js';
import { createPlainLineParser } from '../../src/readers/plain-line-parser.js';
import { makeFolder } from '../helpers/make-folder.js';

function create(windowByteLength?: number): LineRereader {
  const rereader = createLineRereader(createPlainLineParser(), windowByteLength);
  onTestFinished(() => {
    rereader.close();
  });
  return rereader;
}

function makeFile(content: string): string {
  return join(makeFolder({ a: content }), 'a');
}

function read(rereader: LineRereader, file: string, offset: number, byteLength: number): string | null {
  const start = rereader.read(file, offset, byteLength);
  if (start === null) return null;
  expect(rereader.input[start + byteLength]).toBe(10);
  return rereader.input.toString('latin1', start, start + byteLength);
}

const DIGITS = Array.from({ length: 400 }, (_, i) => `${i}`.padStart(5, '.')).join('');

describe('createLineRereader', () => {
  it('gives any stretch of a file, in any order, as often as it is asked for', () => {
    const file = makeFile(DIGITS);
    const stretch = fc.tuple(fc.nat({ max: 2000 }), fc.nat({ max: 60 }));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 40 }), fc.boolean(), (stretches, isSorted) => {
        if (isSorted) stretches.sort(([a], [b]) => a - b);
        const rereader = create(100);
        for (const [offset, byteLength] of stretches) {
          const expected = offset + byteLength <= DIGITS.length ? DIGITS.slice(offset, offset + byteLength) : null;
          expect(read(rereader, file, offset, byteLength)).toBe(expected);
          // The caller may use up the bytes.
          const start = rereader.read(file, offset, byteLength);
          if (start !== null) rereader.input.fill(0, start, start + byteLength);
        }
        rereader.close();
      }),
      { seed: 17, numRuns: 200 },
    );
  });

  it('reads ahead where lines lie near each other, and no line twice', () => {
    const file = makeFile(DIGITS);
    const rereader = create();
    expect(read(rereader, file, 10, 5)).toBe('....2');
    expect(read(rereader, file, 20, 5)).toBe('....4');
    writeFileSync(file, 'x'.repeat(DIGITS.length));
    expect(read(rereader, file, 30, 5)).toBe('....6');
    expect(read(rereader, file, 30, 5)).toBe('xxxxx');
    expect(read(rereader, file, 10, 5)).toBe('xxxxx');
  });

  it('reads the further ahead the more of it was used', () => {
    const file = makeFile('.'.repeat(1_000_000));
    const rereader = create();
    const isReadAhead = (offset: number): boolean => read(rereader, file, offset, 1) === '.';
    read(rereader, file, 0, 1);
    for (let offset = 10, reads = 0; reads < 4; reads++) {
      read(rereader, file, offset, 1);
      writeFileSync(file, 'x'.repeat(1_000_000));
      const ahead = 8192 * 2 ** reads;
      expect(isReadAhead(offset + ahead - 1)).toBe(true);
      offset += ahead + 1;
      // The next line, behind a line feed, is not there: it is read anew, and more with it.
      writeFileSync(file, '.'.repeat(1_000_000));
    }
    // Far away nothing is.
    read(rereader, file, 900_000, 1);
    writeFileSync(file, 'x'.repeat(1_000_000));
    expect(isReadAhead(900_001)).toBe(false);
  });

  it('gives nothing of a file that is gone or too short, and goes on with others', () => {
    const file = makeFile(DIGITS);
    const rereader = create();
    expect(read(rereader, 'no/such/file', 0, 1)).toBeNull();
    expect(read(rereader, file, 0, 5)).toBe('....0');
    truncateSync(file, 7);
    expect(read(rereader, file, 0, 5)).toBe('....0');
    expect(read(rereader, file, 5, 5)).toBeNull();
    expect(read(rereader, file, 5, 2)).toBe('..');
    const other = makeFile('other');
    expect(read(rereader, other, 0, 5)).toBe('other');
    rmSync(file);
    expect(read(rereader, file, 0, 5)).toBeNull();
  });

  it('reads lines longer than what it reads ahead, and small ones after them', () => {
    const file = makeFile('short\n');
    // Zeros without their place on the disk.
    const long = 70_000_000;
    truncateSync(file, 6 + long);
    appendFileSync(file, '\nshort');
    const rereader = create();
    for (let round = 0; round < 2; round++) {
      expect(read(rereader, file, 0, 5)).toBe('short');
      expect(rereader.input.length).toBeLessThan(1_000_000);
      expect(read(rereader, file, 6, long)?.length).toBe(long);
      expect(read(rereader, file, 7 + long, 5)).toBe('short');
      expect(rereader.input.length).toBeLessThan(1_000_000);
    }
  });
});
