// Tables and JSON lines of the corpora, plain and gzipped.

import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findFile, readLines, readTable } from '../../../bench/accuracy/tables.js';
import { makeFolder } from '../../helpers/make-folder.js';

describe('readTable', () => {
  it('yields the asked columns in the asked order, whatever theirs', () => {
    const path = join(makeFolder({ 'pairs.tsv': 'id1\tid2\tshared\nä b\tc\t3\n\nd\te\t4\n' }), 'pairs.tsv');
    expect([...readTable(path, ['shared', 'id1'])]).toEqual([
      ['3', 'ä b'],
      ['4', 'd'],
    ]);
  });

  it('unpacks gzip, every member of it', () => {
    const bytes = Buffer.concat([gzipSync('id\n1\n'), gzipSync('2\n')]);
    const path = join(makeFolder({ 'pairs.tsv.gz': bytes }), 'pairs.tsv.gz');
    expect([...readTable(path, ['id'])]).toEqual([['1'], ['2']]);
  });

  it('names the missing column and those that are there', () => {
    const path = join(makeFolder({ 'pairs.tsv': 'id1\tid2\n' }), 'pairs.tsv');
    expect(() => [...readTable(path, ['id1', 'size1'])]).toThrow(/no column size1; it has id1, id2$/);
  });
});

describe('readLines', () => {
  it('keeps a last line without a line feed and adds none after one', () => {
    const folder = makeFolder({ a: 'one\ntwo', b: 'one\ntwo\n' });
    expect([...readLines(join(folder, 'a'))]).toEqual(['one', 'two']);
    expect([...readLines(join(folder, 'b'))]).toEqual(['one', 'two']);
  });
});

describe('findFile', () => {
  it('finds a file by its name or with .gz after it, and tells when there is neither', () => {
    const folder = makeFolder({ 'docs.jsonl.gz': '' });
    expect(findFile(join(folder, 'docs.jsonl'))).toBe(join(folder, 'docs.jsonl.gz'));
    expect(findFile(join(folder, 'corpus.jsonl'))).toBeNull();
  });
});
