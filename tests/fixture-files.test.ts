// What the files of fixtures/ promise by themselves: encodings, normal forms, gzip members, generated pages. An editor or
// git may break such a promise without a word.
//
// Which relations the program finds among them is tests/fixtures.test.ts's.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { TextDecoder } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeBoilerplatePage, nameBoilerplatePage } from './helpers/make-boilerplate-pages.js';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

function readFixture(path: string): Buffer {
  return readFileSync(join(FIXTURES, path));
}

describe('fixtures/other-encoding', () => {
  it.each([
    ['letter-utf-16le', 'utf-16le', 'letter-utf-8'],
    ['letter-utf-16be', 'utf-16be', 'letter-utf-8'],
    ['letter-utf-8-with-mark', 'utf-8', 'letter-utf-8'],
    ['clock-shift-jis', 'shift_jis', 'clock-utf-8'],
    ['clock-euc-jp', 'euc-jp', 'clock-utf-8'],
    ['map-windows-1251', 'windows-1251', 'map-utf-8'],
    ['map-koi8-r', 'koi8-r', 'map-utf-8'],
  ])('holds %s in %s, the text of %s in other bytes', (name, charset, original) => {
    const bytes = readFixture(`other-encoding/${name}.txt`);
    const originalBytes = readFixture(`other-encoding/${original}.txt`);
    expect(new TextDecoder(charset, { fatal: true }).decode(bytes)).toBe(originalBytes.toString());
    expect(bytes.equals(originalBytes)).toBe(false);
  });

  it('holds letter-windows-1252 in windows-1252, with the bytes that Latin-1 does not know', () => {
    // Not by TextDecoder: that of some Node.js versions reads windows-1252 as Latin-1.
    const letter = readFixture('other-encoding/letter-utf-8.txt').toString();
    const bytes = Buffer.from(letter.replaceAll('’', '\x92').replaceAll('œ', '\x9c'), 'latin1');
    expect(readFixture('other-encoding/letter-windows-1252.txt')).toEqual(bytes);
  });

  it('holds a letter with carriage returns before its line feeds', () => {
    const letter = readFixture('other-encoding/letter-utf-8.txt').toString();
    expect(readFixture('other-encoding/letter-utf-8-crlf.txt').toString()).toBe(letter.replaceAll('\n', '\r\n'));
  });
});

describe('fixtures/decomposed-accents', () => {
  it.each(['kitchen', 'post-office'])('holds %s in both normal forms', (stem) => {
    const composed = readFixture(`decomposed-accents/${stem}-composed.txt`).toString();
    const decomposed = readFixture(`decomposed-accents/${stem}-decomposed.txt`).toString();
    expect(decomposed).not.toBe(composed);
    expect(decomposed.normalize('NFC')).toBe(composed);
    expect(composed.normalize('NFD')).toBe(decomposed);
  });
});

describe('fixtures/json-lines', () => {
  it('holds an archive of two gzip members', () => {
    const archive = readFixture('json-lines/archive.jsonl.gz');
    const second = archive.indexOf(Buffer.of(0x1f, 0x8b, 0x08), 3);
    const lines = [archive.subarray(0, second), archive.subarray(second)].map(
      (member) => gunzipSync(member).toString().trimEnd().split('\n').length,
    );
    expect(lines).toEqual([1, 2]);
  });
});

describe('fixtures/boilerplate', () => {
  it('holds the first forty pages of the generator', () => {
    const folder = join(FIXTURES, 'boilerplate');
    const numbers = Array.from({ length: 40 }, (_, i) => i + 1);
    // As for the golden reports: UPDATE_GOLDEN=1 writes what the generator says now.
    if (process.env['UPDATE_GOLDEN'] === '1') {
      mkdirSync(folder, { recursive: true });
      for (const number of numbers)
        writeFileSync(join(folder, nameBoilerplatePage(number)), makeBoilerplatePage(number));
    }
    expect(readdirSync(folder).sort()).toEqual(numbers.map(nameBoilerplatePage));
    for (const number of numbers) {
      expect(readFixture(`boilerplate/${nameBoilerplatePage(number)}`).toString()).toBe(makeBoilerplatePage(number));
    }
  });
});
