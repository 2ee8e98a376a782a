import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileCollector, type FileCollector, type FileOptions } from '../../src/readers/collect-files.js';
import { makeTree } from './make-tree.js';
import { recordEvents, type RecordedEvents } from './record-events.js';

const usual: FileOptions = { glob: [], exclude: [], hidden: false, ignore: true, follow: false, forceExclude: false };

interface Collection {
  readonly collector: FileCollector;
  readonly events: RecordedEvents;
  readonly paths: string[];
}

function collect(cwd: string, names: readonly string[], options: Partial<FileOptions> = {}): Collection {
  const events = recordEvents();
  const collector = createFileCollector({ ...usual, ...options }, cwd, events);
  for (const name of names) collector.collectArgument(name);
  return { collector, events, paths: collector.found.map(({ path }) => path) };
}

describe('createFileCollector', () => {
  it.each([
    ['.', ['a/b.txt', 'c.txt']],
    ['./', ['a/b.txt', 'c.txt']],
    ['a', ['a/b.txt']],
    ['a//', ['a/b.txt']],
    ['./a', ['a/b.txt']],
    ['./c.txt', ['c.txt']],
    ['a/../c.txt', ['a/../c.txt']],
    ['a/..', ['a/../a/b.txt', 'a/../c.txt']],
  ])('shows what %s leads to by what was typed', (typed, expected) => {
    expect(collect(makeTree(['a/b.txt', 'c.txt']), [typed]).paths).toEqual(expected);
  });

  it('shows paths above and from the root as typed', () => {
    const root = makeTree(['a/b.txt', 'c.txt']);
    expect(collect(join(root, 'a'), ['..']).paths).toEqual(['../a/b.txt', '../c.txt']);
    expect(collect(join(root, 'a'), ['../c.txt', root]).paths).toEqual([
      '../c.txt',
      `${root}/a/b.txt`,
      `${root}/c.txt`,
    ]);
  });

  it('takes an existing path literally before it is a glob', () => {
    const root = makeTree(['[ab].txt', 'a.txt', 'b.txt', '*.md', 'x.md']);
    const { collector, paths } = collect(root, ['[ab].txt', '*.md']);
    expect(paths).toEqual(['[ab].txt', '*.md']);
    expect(collector.found.every(({ isExplicit }) => isExplicit)).toBe(true);
    expect(collect(root, ['?.txt']).paths.sort()).toEqual(['a.txt', 'b.txt']);
  });

  it('counts files of walks and globs as met, not named', () => {
    const root = makeTree(['a/b.txt', 'c.txt']);
    const { collector } = collect(root, ['a', '*.txt', 'a/b.txt']);
    expect(collector.found.map(({ path, isExplicit }) => [path, isExplicit])).toEqual([
      ['a/b.txt', false],
      ['c.txt', false],
      ['a/b.txt', true],
    ]);
  });

  it('tells each path that is missing and each glob that matches nothing, and takes the rest', () => {
    const { paths, events } = collect(makeTree(['a.txt', 'dir/x']), [
      'none',
      './b/none.txt',
      'a.txt/x',
      '*.md',
      'di*',
      '',
      'a.txt',
    ]);
    expect(paths).toEqual(['a.txt']);
    expect(events.diagnostics.map(({ code, path, message }) => [code, path, message])).toEqual([
      ['PATH_NOT_FOUND', 'none', 'no such file or folder'],
      ['PATH_NOT_FOUND', 'b/none.txt', 'no such file or folder'],
      ['PATH_NOT_FOUND', 'a.txt/x', 'no such file or folder'],
      ['PATH_NOT_FOUND', '*.md', expect.stringMatching(/^the glob matches no file; /)],
      ['PATH_NOT_FOUND', 'di*', expect.stringMatching(/^the glob matches no file; folders/)],
      ['PATH_NOT_FOUND', '', 'the path is empty'],
    ]);
  });

  it('takes names from a list literally', () => {
    const { collector, events } = collect(makeTree(['a.txt']), []);
    collector.collectListed('*.txt');
    collector.collectListed('a.txt\0b.txt');
    collector.collectListed('a.txt');
    expect(collector.found.map(({ path, isExplicit }) => [path, isExplicit])).toEqual([['a.txt', true]]);
    expect(events.diagnostics.map(({ path, message }) => [path, message])).toEqual([
      ['*.txt', 'no such file or folder'],
      ['a.txt', expect.stringMatching(/NUL byte; .* -0$/)],
    ]);
  });

  it('tells of a link in a circle and of a name beyond all bounds', () => {
    const root = makeTree([]);
    symlinkSync('circle', join(root, 'circle'));
    symlinkSync('nowhere', join(root, 'broken'));
    const { events } = collect(root, ['circle', 'n'.repeat(5000), 'broken']);
    expect(events.diagnostics.map(({ code }) => code)).toEqual([
      'SOURCE_UNREADABLE',
      'SOURCE_UNREADABLE',
      'PATH_NOT_FOUND',
    ]);
    expect(events.diagnostics[0].message).toMatch(/loop/);
  });

  it('follows a link that is named, to a file or to a folder', () => {
    const root = makeTree(['real/a.txt']);
    symlinkSync('real', join(root, 'link'));
    symlinkSync('real/a.txt', join(root, 'file'));
    expect(collect(root, ['link', 'file']).paths).toEqual(['link/a.txt', 'file']);
  });

  it('reads what is named in spite of ignore rules, hidden names and globs, unless --force-exclude says otherwise', () => {
    const root = makeTree([['.gitignore', '*.log'], 'a.log', '.b', 'c.md', 'd.txt', 'node_modules/e.txt']);
    const names = ['a.log', '.b', 'c.md', 'd.txt', 'node_modules'];
    const options = { glob: ['*.txt'], exclude: ['d.*'] };
    expect(collect(root, names, options).paths).toEqual(['a.log', '.b', 'c.md', 'd.txt', 'node_modules/e.txt']);
    const { paths, events } = collect(root, names, { ...options, forceExclude: true });
    expect(paths).toEqual([]);
    expect(events.skips.map(({ reason, path }) => [reason, path])).toEqual([
      ['ignored', 'a.log'],
      ['hidden', '.b'],
      ['not-matched', 'c.md'],
      ['excluded', 'd.txt'],
      ['node_modules', 'node_modules'],
    ]);
  });

  it('matches globs of options from where a walk begins', () => {
    const root = makeTree(['top/a/x.txt', 'top/b/x.txt', 'top/b/y.md']);
    expect(collect(root, ['top'], { exclude: ['/a'] }).paths).toEqual(['top/b/x.txt', 'top/b/y.md']);
    expect(collect(root, ['top'], { glob: ['b/*.md'] }).paths).toEqual(['top/b/y.md']);
    expect(collect(root, ['top'], { exclude: ['/top'] }).paths).toHaveLength(3);
  });

  it.skipIf(process.platform === 'win32')('takes a named pipe, and tells of a device (Windows has neither)', () => {
    const root = makeTree([]);
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const { collector, events } = collect(root, ['pipe', ...(existsSync('/dev/null') ? ['/dev/null'] : [])]);
    expect(collector.found).toMatchObject([{ path: 'pipe', isPipe: true, isExplicit: true }]);
    expect(
      events.diagnostics.every(({ code, message }) => code === 'SOURCE_UNREADABLE' && message.includes('device')),
    ).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('takes names of bytes from a list (only Linux has such names)', () => {
    const root = makeTree([]);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff])]), 'text');
    const { collector } = collect(root, [], { forceExclude: true });
    collector.collectListed(Buffer.from([0x61, 0xff]));
    expect(collector.found).toMatchObject([{ path: 'a\\xff', byteLength: 4 }]);
  });
});
