import { isUtf8 } from 'node:buffer';
import { sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeName, joinName, locateName, showName, showPath, splitName } from '../../src/readers/file-name.js';

const isPosix = sep === '/';

/** Bytes that are often broken UTF-8. */
const nameBytes = fc
  .array(
    fc.oneof(
      fc.constantFrom([0xff], [0xc3], [0xc3, 0xa9], [0xe2, 0x82], [0xf0, 0x9f, 0x98, 0x80], [0xed, 0xa0, 0x80], [0x5c]),
      fc.integer({ min: 1, max: 127 }).map((byte) => [byte]),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((pieces) => Buffer.from(pieces.flat()));

describe('showName', () => {
  it('shows names of UTF-8 as they are', () => {
    expect(showName('a\\xff é 😀')).toBe('a\\xff é 😀');
  });

  it('escapes the bytes that are no UTF-8, and only these and backslashes', () => {
    const name = Buffer.concat([
      Buffer.from('é\\'),
      Buffer.from([0xff, 0xe2, 0x82]),
      Buffer.from('😀'),
      Buffer.from([0xc3]),
    ]);
    expect(showName(name)).toBe('é\\x5c\\xff\\xe2\\x82😀\\xc3');
  });

  it('shows names of bytes so that they can be told apart: what is shown reads back to the bytes', () => {
    fc.assert(
      fc.property(nameBytes, (bytes) => {
        fc.pre(!isUtf8(bytes));
        const pieces = showName(bytes).split(/(\\x[0-9a-f]{2})/);
        const back = pieces.map((piece, i) => (i % 2 === 1 ? Buffer.from(piece.slice(2), 'hex') : Buffer.from(piece)));
        expect(Buffer.concat(back).equals(bytes)).toBe(true);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('decodeName', () => {
  it('makes a string of UTF-8 and keeps a copy of other bytes', () => {
    const bytes = Buffer.from([0x61, 0xff]);
    const kept = decodeName(bytes);
    bytes[0] = 0x62;
    expect(kept).toEqual(Buffer.from([0x61, 0xff]));
    expect(decodeName(Buffer.from('é'))).toBe('é');
  });
});

describe.runIf(isPosix)('joining and splitting names (where the separator is /)', () => {
  it('joins strings to a string and anything else to bytes', () => {
    expect(joinName('a', 'b')).toBe('a/b');
    expect(joinName('/', 'b')).toBe('/b');
    expect(joinName('a', Buffer.from([0xff]))).toEqual(Buffer.from([0x61, 0x2f, 0xff]));
    expect(joinName(Buffer.from([0xff, 0x2f]), 'b')).toEqual(Buffer.from([0xff, 0x2f, 0x62]));
  });

  it('splits what it joined', () => {
    for (const name of ['b', 'b.txt', '\\xff']) expect(splitName(joinName('/a', name))).toEqual({ folder: '/a', name });
    const bytes = Buffer.from([0x2f, 0x61, 0x2f, 0xff, 0x2f]);
    expect(splitName(bytes)).toEqual({ folder: '/a', name: '\\xff' });
    expect(splitName(Buffer.from([0x2f, 0xff]))).toEqual({ folder: '/', name: '\\xff' });
    expect(splitName(Buffer.from([0xff]))).toEqual({ folder: '.', name: '\\xff' });
  });

  it('locates relative names in a folder without simplifying them', () => {
    expect(locateName('/w', 'link/../a')).toBe('/w/link/../a');
    expect(locateName('/w', '/a')).toBe('/a');
    expect(['.', './', './/./a', 'a/.'].map((name) => locateName('/w', name))).toEqual(['/w', '/w', '/w/a', '/w/a/.']);
    expect(locateName('/w', Buffer.from([0x2f, 0xff]))).toEqual(Buffer.from([0x2f, 0xff]));
  });
});

describe('showPath', () => {
  it.each([
    ['a.txt', 'a.txt'],
    ['./a.txt', 'a.txt'],
    ['././/a', 'a'],
    ['.', ''],
    ['./', ''],
    ['..', '..'],
    ['../a/', '../a'],
    ['a//', 'a'],
    ['a/./b', 'a/./b'],
    ['.hidden', '.hidden'],
    ['/', '/'],
    ['/a/', '/a'],
    ['', ''],
  ])('shows %j as %j', (typed, shown) => {
    expect(showPath(typed)).toBe(shown);
  });

  it.runIf(isPosix)('leaves a backslash alone where it is a character like any other', () => {
    expect(showPath('a\\b')).toBe('a\\b');
  });

  it.runIf(!isPosix)('shows a backslash as a slash where it separates', () => {
    expect(showPath('.\\a\\b\\')).toBe('a/b');
  });
});
