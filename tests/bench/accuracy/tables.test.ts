// Tables and JSON lines of the corpora, plain and gzipped.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFile, readLines, readTable } from '../../../bench/accuracy/tables.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dedupe-tables-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('readTable', () => {
  it('yields the asked columns in the asked order, whatever theirs', () => {
    const path = join(folder, 'pairs.tsv');
    writeFileSync(path, 'id1\tid2\tshared\nä b\tc\t3\n\nd\te\t4\n');
    expect([...readTable(path, ['shared', 'id1'])]).toEqual([
      ['3', 'ä b'],
      ['4', 'd'],
    ]);
  });

  it('unpacks gzip, every member of it', () => {
    const path = join(folder, 'pairs.tsv.gz');
    writeFileSync(path, Buffer.concat([gzipSync('id\n1\n'), gzipSync('2\n')]));
    expect([...readTable(path, ['id'])]).toEqual([['1'], ['2']]);
  });

  it('names the missing column and those that are there', () => {
    const path = join(folder, 'pairs.tsv');
    writeFileSync(path, 'id1\tid2\n');
    expect(() => [...readTable(path, ['id1', 'size1'])]).toThrow(/no column size1; it has id1, id2$/);
  });
});

describe('readLines', () => {
  it('keeps a last line without a line feed and adds none after one', () => {
    writeFileSync(join(folder, 'a'), 'one\ntwo');
    writeFileSync(join(folder, 'b'), 'one\ntwo\n');
    expect([...readLines(join(folder, 'a'))]).toEqual(['one', 'two']);
    expect([...readLines(join(folder, 'b'))]).toEqual(['one', 'two']);
  });
});

describe('findFile', () => {
  it('finds a file by its name or with .gz after it, and tells when there is neither', () => {
    writeFileSync(join(folder, 'docs.jsonl.gz'), '');
    expect(findFile(join(folder, 'docs.jsonl'))).toBe(join(folder, 'docs.jsonl.gz'));
    expect(findFile(join(folder, 'corpus.jsonl'))).toBeNull();
  });
});
