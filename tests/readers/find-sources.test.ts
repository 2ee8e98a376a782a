import { execFile, execFileSync } from 'node:child_process';
import { appendFileSync, linkSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../src/errors.js';
import type { Source } from '../../src/model.js';
import { findSources, type SourceContext, type SourceOptions } from '../../src/readers/find-sources.js';
import { createReaders } from '../../src/readers/registry.js';
import { Spool } from '../../src/readers/spool.js';
import { makeFolder } from '../helpers/make-folder.js';
import { makeTree } from './make-tree.js';
import { readAll, recordEvents, type RecordedEvents } from './record-events.js';

const usual: SourceOptions = {
  glob: [],
  exclude: [],
  hidden: false,
  ignore: true,
  follow: false,
  forceExclude: false,
  filesFrom: [],
  nullSeparated: false,
  maxSize: null,
};

interface Finding {
  readonly sources: Source[];
  readonly paths: string[];
  readonly events: RecordedEvents;
  readonly tempDir: string;
}

async function find(
  cwd: string,
  paths: readonly string[],
  options: Partial<SourceOptions> = {},
  stdin: SourceContext['stdin'] = null,
): Promise<Finding> {
  const tempDir = makeFolder();
  const spool = new Spool(tempDir);
  onTestFinished(() => {
    spool.dispose();
  });
  const events = recordEvents();
  const sources = await findSources(paths, { ...usual, ...options }, { cwd, stdin, spool, events });
  return { sources, paths: sources.map(({ path }) => path), events, tempDir };
}

/** Everything the sources hold, and what was told while it was read. */
function readSources(sources: readonly Source[]): { texts: string[]; faults: string[] } {
  const readers = createReaders({ textField: 'text', idField: 'id', maxSize: null });
  const results = sources.map((source) => readAll(readers[source.format], source));
  return {
    texts: results.flatMap(({ documents }) => documents.map(({ text, bytes }) => text ?? bytes ?? '')),
    faults: results.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)),
  };
}

describe('findSources', () => {
  it('finds the sources of files and folders, sorted by path, by format, named or met', async () => {
    const root = makeTree(['b/2.txt', 'b/1.jsonl', 'a.NDJSON', 'c']);
    const { sources, events, tempDir } = await find(root, ['c', 'b', 'a.NDJSON']);
    expect(sources).toEqual([
      { path: 'a.NDJSON', file: `${root}/a.NDJSON`, format: 'json-lines', byteLength: 8, isExplicit: true },
      { path: 'b/1.jsonl', file: `${root}/b/1.jsonl`, format: 'json-lines', byteLength: 9, isExplicit: false },
      { path: 'b/2.txt', file: `${root}/b/2.txt`, format: 'text', byteLength: 7, isExplicit: false },
      { path: 'c', file: `${root}/c`, format: 'text', byteLength: 1, isExplicit: true },
    ]);
    expect([...events.skips, ...events.diagnostics]).toEqual([]);
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it('sorts by code point, not by UTF-16 unit', async () => {
    expect((await find(makeTree(['\u{1f600}', '\uffee', 'z', 'Z']), ['.'])).paths).toEqual([
      'Z',
      'z',
      '\uffee',
      '\u{1f600}',
    ]);
  });

  it('gives the same sources whatever the order of the arguments', async () => {
    const root = makeTree(['a/1', 'a/2', 'b/1']);
    linkSync(join(root, 'a/1'), join(root, 'b/same'));
    symlinkSync('a', join(root, 'link'));
    const args = ['a', 'b', 'link', 'a/2', './a/1'];
    const forward = await find(root, args, { follow: true });
    const backward = await find(root, [...args].reverse(), { follow: true });
    expect(backward.sources).toEqual(forward.sources);
    expect(forward.paths).toEqual(['a/1', 'a/2', 'b/1']);
    expect(forward.sources.map(({ isExplicit }) => isExplicit)).toEqual([true, true, false]);
    expect(forward.events.skips.every(({ reason }) => reason === 'same-file')).toBe(true);
  });

  it('makes of a path typed twice one source, without a word', async () => {
    const { paths, events } = await find(makeTree(['a']), ['a', 'a']);
    expect(paths).toEqual(['a']);
    expect(events.skips).toEqual([]);
  });

  it('reads compressed files from copies, all members, under their own names', async () => {
    const root = makeTree([]);
    const lines = ['{"text":"one"}\n', '{"text":"two"}\n'];
    writeFileSync(join(root, 'a.jsonl.gz'), Buffer.concat(lines.map((line) => gzipSync(line))));
    writeFileSync(join(root, 'b.txt.gz'), gzipSync('three'));
    writeFileSync(join(root, 'c.gz'), gzipSync('four'));
    const { sources, events, tempDir } = await find(root, ['.']);
    expect(sources.map(({ path, format, byteLength }) => [path, format, byteLength])).toEqual([
      ['a.jsonl.gz', 'json-lines', 30],
      ['b.txt.gz', 'text', 5],
      ['c.gz', 'text', 4],
    ]);
    expect(sources.every(({ file }) => (file as string).startsWith(tempDir))).toBe(true);
    expect(readSources(sources)).toEqual({ texts: ['one', 'two', 'three', 'four'], faults: [] });
    expect(events.diagnostics).toEqual([]);
  });

  it('tells of damaged gzip, uses nothing of it, and reads the rest', async () => {
    const root = makeTree(['good.txt']);
    writeFileSync(join(root, 'cut.jsonl.gz'), gzipSync('{"text":"one"}\n'.repeat(1000)).subarray(0, -10));
    writeFileSync(join(root, 'no.gz'), 'not compressed');
    const { paths, events } = await find(root, ['.']);
    expect(paths).toEqual(['good.txt']);
    expect(events.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['SOURCE_TRUNCATED', 'cut.jsonl.gz'],
      ['SOURCE_TRUNCATED', 'no.gz'],
    ]);
  });

  it('skips compressed binaries and compressed texts over the size asked for', async () => {
    const root = makeTree([]);
    writeFileSync(join(root, 'a.tar.gz'), gzipSync(Buffer.alloc(100_000)));
    writeFileSync(join(root, 'b.txt.gz'), gzipSync('a'.repeat(1000)));
    const { sources, events } = await find(root, ['.'], { maxSize: 999 });
    expect(sources).toEqual([]);
    expect(events.skips).toEqual([
      { reason: 'binary', path: 'a.tar.gz' },
      { reason: 'too-large', path: 'b.txt.gz' },
    ]);
    expect(events.diagnostics).toEqual([]);
  });

  it('reads JSON lines from standard input, once however often it is named', async () => {
    const stdin = Readable.from(['{"text":"o', 'ne"}\n{"text":"two"}']);
    const { sources, paths } = await find(makeTree(['a.txt']), ['-', 'a.txt', '-'], {}, stdin);
    expect(paths).toEqual(['-', 'a.txt']);
    expect(sources[0]).toMatchObject({ path: '-', format: 'json-lines', byteLength: 29, isExplicit: true });
    expect(readSources(sources).texts).toEqual(['one', 'two', 'a.txt']);
  });

  it('tells of standard input that is not there', async () => {
    const { sources, events } = await find(makeTree([]), ['-']);
    expect(sources).toEqual([]);
    expect(events.diagnostics).toMatchObject([{ code: 'SOURCE_UNREADABLE', path: '-' }]);
  });

  it('reads a file named - where it is typed as one', async () => {
    expect((await find(makeTree(['-']), ['./-'])).sources).toMatchObject([{ path: '-', format: 'text' }]);
  });

  it('takes names from lists, a file’s and standard input’s, beside arguments', async () => {
    const root = makeTree(['a.txt', 'b.txt', 'dir/c.txt', ['list', 'b.txt\r\n\n./dir\nmissing\n']]);
    const { sources, events } = await find(root, ['a.txt'], { filesFrom: ['list', 'no-list', 'list'] });
    expect(sources.map(({ path, isExplicit }) => [path, isExplicit])).toEqual([
      ['a.txt', true],
      ['b.txt', true],
      ['dir/c.txt', false],
    ]);
    expect(events.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['PATH_NOT_FOUND', 'missing'],
      ['PATH_NOT_FOUND', 'no-list'],
    ]);
    const stdin = Readable.from(['a.txt\0dir/c', '.txt\0']);
    expect((await find(root, [], { filesFrom: ['-'], nullSeparated: true }, stdin)).paths).toEqual([
      'a.txt',
      'dir/c.txt',
    ]);
  });

  it('tells of lists that cannot be read', async () => {
    const { events } = await find(makeTree(['dir/x']), [], { filesFrom: ['dir', '-'] });
    expect(events.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['SOURCE_UNREADABLE', 'dir'],
      ['SOURCE_UNREADABLE', '-'],
    ]);
  });

  it('refuses standard input for two purposes', async () => {
    await expect(find(makeTree([]), ['-'], { filesFrom: ['-'] })).rejects.toThrow(UsageError);
  });

  it('refuses globs of options that cannot be used', async () => {
    await expect(find(makeTree([]), ['.'], { exclude: [''] })).rejects.toThrow(UsageError);
  });

  it('says where copies cannot be made', async () => {
    const root = makeTree([]);
    writeFileSync(join(root, 'a.gz'), gzipSync('text'));
    const spool = new Spool(join(root, 'missing'));
    const context = { cwd: root, stdin: null, spool, events: recordEvents() };
    await expect(findSources(['a.gz'], usual, context)).rejects.toThrow(
      expect.objectContaining({ code: 'TEMP_DIR_UNUSABLE' }),
    );
  });

  it.skipIf(process.platform === 'win32')(
    'copies a named pipe by the format of its name (no pipes on Windows)',
    async () => {
      const root = makeTree(['out.txt', ['in.jsonl', '{"text":"piped"}\n']]);
      for (const name of ['p.jsonl', 'q']) {
        execFileSync('mkfifo', [join(root, name)]);
        execFile('cp', [join(root, 'in.jsonl'), join(root, name)]);
      }
      const { sources } = await find(root, ['p.jsonl', 'q']);
      expect(sources.map(({ path, format }) => [path, format])).toEqual([
        ['p.jsonl', 'json-lines'],
        ['q', 'text'],
      ]);
      expect(readSources(sources).texts).toEqual(['piped', '{"text":"piped"}\n']);
    },
  );

  it('finds nothing in a folder without documents, and breaks nothing beside it', async () => {
    const root = makeTree(['empty/.hidden', 'good.txt']);
    const { paths, events } = await find(root, ['empty', 'good.txt']);
    expect(paths).toEqual(['good.txt']);
    expect(events.skips).toEqual([{ reason: 'hidden', path: 'empty/.hidden' }]);
    expect(events.diagnostics).toEqual([]);
  });

  it('leaves what changes after it was found to the readers, who tell', async () => {
    const root = makeTree(['gone.txt', 'grown.txt', 'kept.txt']);
    const { sources } = await find(root, ['.']);
    rmSync(join(root, 'gone.txt'));
    appendFileSync(join(root, 'grown.txt'), ' more');
    expect(readSources(sources)).toEqual({ texts: ['grown.txt more', 'kept.txt'], faults: ['SOURCE_UNREADABLE'] });
  });

  it.skipIf(process.platform !== 'linux')(
    'opens names that are not UTF-8 and shows them escaped (only Linux has such names)',
    async () => {
      const root = makeTree([['list', '']]);
      const name = Buffer.concat([Buffer.from('odd '), Buffer.from([0xe9]), Buffer.from('.txt')]);
      writeFileSync(Buffer.concat([Buffer.from(`${root}/`), name]), 'text in an odd file');
      writeFileSync(join(root, 'list'), name);
      for (const [paths, options] of [
        [['.'], { exclude: ['list'] }],
        [[], { filesFrom: ['list'] }],
        [['*.txt'], {}],
      ] as const) {
        const { sources } = await find(root, paths, options);
        expect(sources.map(({ path }) => path)).toEqual(['odd \\xe9.txt']);
        expect(readSources(sources)).toEqual({ texts: ['text in an odd file'], faults: [] });
      }
    },
  );

  it('finds a corpus of many files and folders whole', async () => {
    const paths = Array.from({ length: 3000 }, (_, i) => `${i % 7}/${i % 31}/${i}.txt`);
    const { sources } = await find(makeTree(paths), ['.']);
    expect(sources.map(({ path }) => path)).toEqual([...paths].sort());
    expect(sources.slice(0, 20).map(({ file }) => readFileSync(file as string, 'utf8'))).toEqual(
      sources.slice(0, 20).map(({ path }) => path),
    );
  });
});
