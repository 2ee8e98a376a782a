// The two sides of a comparison: files, lines of JSON lines, one document twice; and what is no document, told in words.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import { parseOptions, type ScanOptions } from '../../src/options.js';
import { RunJournal, type RunHooks } from '../../src/run/journal.js';
import { openPair } from '../../src/run/open-pair.js';
import { makeFolder } from '../helpers/make-folder.js';

const LINES = ['zero', 'one', 'two', 'three'].map((text) => `${JSON.stringify({ text, id: `id-${text}` })}\n`).join('');

async function open(left: string, right: string, options: Partial<ScanOptions> = {}, given: Partial<RunHooks> = {}) {
  const hooks: RunHooks = { createReporters: () => [], ...given };
  return openPair(left, right, parseOptions(options, 'compare'), hooks, new RunJournal(hooks));
}

/** The texts of both sides, and how many documents there are in all. */
async function readSides(left: string, right: string, options?: Partial<ScanOptions>, given?: Partial<RunHooks>) {
  const pair = await open(left, right, options, given);
  try {
    const sides = await pair.sketch();
    const read = (row: number): string => new TextDecoder().decode(sides.corpus.reader.readText(row) ?? undefined);
    return { texts: [read(sides.left), read(sides.right)], count: sides.corpus.documents.count };
  } finally {
    pair.close();
  }
}

describe('the two sides of a comparison', () => {
  it('are files, or lines of files, in the order in which they were named', async () => {
    const folder = makeFolder({ 'a.txt': 'the file', 'b.jsonl': LINES });
    const [file, lines] = [join(folder, 'a.txt'), join(folder, 'b.jsonl')];
    expect(await readSides(file, `${lines}:3`)).toEqual({ texts: ['the file', 'two'], count: 2 });
    expect(await readSides(`${lines}:4`, file)).toEqual({ texts: ['three', 'the file'], count: 2 });
    expect(await readSides(`${lines}:3`, `${lines}:1`)).toEqual({ texts: ['two', 'zero'], count: 2 });
  });

  it('may be one and the same document', async () => {
    const folder = makeFolder({ 'a.txt': 'the file', 'b.jsonl': LINES });
    expect(await readSides(join(folder, 'a.txt'), join(folder, 'a.txt'))).toEqual({
      texts: ['the file', 'the file'],
      count: 1,
    });
    const line = `${join(folder, 'b.jsonl')}:2`;
    expect(await readSides(line, line)).toEqual({ texts: ['one', 'one'], count: 1 });
  });

  it('may be a file of JSON lines that has one line only', async () => {
    const folder = makeFolder({ 'one.jsonl': `${JSON.stringify({ text: 'only' })}\n`, 'a.txt': 'the file' });
    expect(await readSides(join(folder, 'one.jsonl'), join(folder, 'a.txt'))).toMatchObject({
      texts: ['only', 'the file'],
    });
  });

  it('take an existing path for what it is, though it end like a line', async () => {
    const folder = makeFolder({ 'b.jsonl': LINES, 'b.jsonl:2': 'a file of that name', 'a.txt': 'x' });
    const { texts } = await readSides(join(folder, 'b.jsonl:2'), join(folder, 'a.txt'));
    expect(texts[0]).toBe('a file of that name');
  });

  it('may be compressed, or come from standard input', async () => {
    const folder = makeFolder({ 'a.txt.gz': gzipSync('packed'), 'a.txt': 'plain' });
    const stdin = Readable.from([Buffer.from(`${JSON.stringify({ text: 'typed' })}\n`)]);
    expect(await readSides(join(folder, 'a.txt.gz'), join(folder, 'a.txt'))).toMatchObject({
      texts: ['packed', 'plain'],
    });
    expect(await readSides('-', join(folder, 'a.txt'), {}, { stdin })).toMatchObject({ texts: ['typed', 'plain'] });
  });

  it.each([
    // left of a.txt, code, what the message tells
    ['missing.txt', 'PATH_NOT_FOUND', 'missing.txt'],
    ['missing.jsonl:3', 'PATH_NOT_FOUND', 'missing.jsonl'],
    ['b.jsonl', 'DOCUMENT_NOT_FOUND', 'b.jsonl:1'],
    ['b.jsonl:9', 'DOCUMENT_NOT_FOUND', '9'],
    ['a.txt:1', 'DOCUMENT_NOT_FOUND', 'a.txt'],
    ['folder', 'DOCUMENT_NOT_FOUND', 'folder'],
  ])('are refused in a sentence where they are no single document: %s', async (name, code, told) => {
    const folder = makeFolder({ 'a.txt': 'x', 'b.jsonl': LINES, 'folder/c.txt': 'c', 'folder/d.txt': 'd' });
    const refused = readSides(join(folder, name), join(folder, 'a.txt'));
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toMatchObject({ code });
    await expect(refused).rejects.toThrow(told);
  });

  it('are refused where nothing in them can be read', async () => {
    const folder = makeFolder({ 'a.txt': 'x', 'bad.jsonl': '{"text": \n', 'nul.txt': Uint8Array.of(0, 1, 2) });
    for (const name of ['bad.jsonl:1', 'nul.txt']) {
      await expect(readSides(join(folder, name), join(folder, 'a.txt'))).rejects.toThrow(InputError);
    }
  });

  it('do not depend on what a scan would pass over', async () => {
    const folder = makeFolder({ '.hidden/a.txt': 'hidden', 'node_modules/b.txt': 'installed', '.gitignore': '*' });
    const sides = [join(folder, '.hidden/a.txt'), join(folder, 'node_modules/b.txt')] as const;
    const options = { exclude: ['**'], glob: ['*.md'] };
    expect(await readSides(...sides, options)).toMatchObject({ texts: ['hidden', 'installed'] });
  });

  it('leave no copies behind, whether all went well or not', async () => {
    const folder = makeFolder({ 'a.txt.gz': gzipSync('packed') });
    const tempDir = join(folder, 'temp');
    mkdirSync(tempDir);
    const packed = join(folder, 'a.txt.gz');
    await readSides(packed, packed, { tempDir });
    expect(readdirSync(tempDir)).toEqual([]);
    await expect(open(packed, join(folder, 'missing'), { tempDir })).rejects.toThrow(InputError);
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it.runIf(existsSync('/proc/self/fd'))('leave no file open, whether all went well or not', async () => {
    const folder = makeFolder({ 'b.jsonl': LINES, 'a.txt': 'x' });
    const [lines, file] = [join(folder, 'b.jsonl'), join(folder, 'a.txt')];
    const countOpen = (): number => readdirSync('/proc/self/fd').length;
    await readSides(`${lines}:2`, file);
    const before = countOpen();
    for (let i = 0; i < 5; i++) {
      await readSides(`${lines}:2`, `${lines}:3`);
      await expect(readSides(lines, file)).rejects.toThrow(InputError);
      await expect(readSides(`${lines}:9`, file)).rejects.toThrow(InputError);
    }
    expect(countOpen()).toBe(before);
  });

  it('change nothing of the files', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'a.txt'), 'x');
    await readSides(join(folder, 'a.txt'), join(folder, 'a.txt'));
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });
});
