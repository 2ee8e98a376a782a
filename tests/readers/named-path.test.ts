import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SkipReason } from '../../src/model.js';
import type { WalkRules } from '../../src/readers/list-folder.js';
import { judgeNamed } from '../../src/readers/named-path.js';
import { createSelection } from '../../src/readers/selection.js';
import { makeTree, usualRules } from './make-tree.js';
import { recordEvents } from './record-events.js';

function judge(root: string, path: string, rules: Partial<WalkRules> = {}): SkipReason | null {
  const isFolder = path.endsWith('/');
  const shown = path.replace(/\/$/, '');
  return judgeNamed(join(root, path), shown, isFolder, root, { ...usualRules, ...rules }, recordEvents());
}

describe('judgeNamed', () => {
  const root = (): string =>
    makeTree([
      ['.gitignore', '*.log\nout/\n'],
      ['a/.ignore', '/x.txt\n'],
      'a/x.txt',
      'a/b/x.txt',
      'a/out/y.txt',
      'a.log',
      '.hidden/x.txt',
      'a/.x.txt',
      'node_modules/m/x.txt',
      '.git/config',
      ['.git/HEAD', ''],
    ]);

  it.each([
    ['a/b/x.txt', null],
    ['a/b/', null],
    ['a/x.txt', 'ignored'],
    ['a.log', 'ignored'],
    ['a/out/y.txt', 'ignored'],
    ['a/out/', 'ignored'],
    ['.hidden/x.txt', 'hidden'],
    ['a/.x.txt', 'hidden'],
    ['.git/config', 'hidden'],
    ['node_modules/m/x.txt', 'node_modules'],
    ['node_modules/', 'node_modules'],
  ])('says of %s: %s', (path, reason) => {
    expect(judge(root(), path)).toBe(reason);
  });

  it('asks the rules of a folder that is in no repository from where the run began', () => {
    const plain = makeTree([['.gitignore', 'a/'], 'a/x.txt', 'b/x.txt']);
    expect(judge(plain, 'a/x.txt')).toBe('ignored');
    expect(judge(plain, 'b/x.txt')).toBeNull();
  });

  it('lets the options lift what they lift in walks', () => {
    expect(judge(root(), 'a.log', { ignore: false })).toBeNull();
    expect(judge(root(), 'node_modules/m/x.txt', { ignore: false })).toBeNull();
    expect(judge(root(), 'a/.x.txt', { hidden: true })).toBeNull();
    expect(judge(root(), '.git/config', { hidden: true, ignore: false })).toBe('hidden');
  });

  it('asks --exclude and --glob, folders with what lies in them', () => {
    const selection = createSelection(['*.txt'], ['a/b/']);
    expect(judge(root(), 'a/b/x.txt', { selection })).toBe('excluded');
    expect(judge(root(), 'a/b/', { selection })).toBe('excluded');
    expect(judge(root(), 'a.md', { selection })).toBe('not-matched');
    expect(judge(root(), 'a/', { selection })).toBeNull();
  });

  it.each([['..'], ['.'], [''], ['../x/..']])('has nothing to say of the folder %j itself', (shown) => {
    const folder = makeTree(['x/y']);
    expect(judgeNamed(join(folder, 'x', shown), shown, true, join(folder, 'x'), usualRules, recordEvents())).toBeNull();
  });

  it('judges of a path that leads out only its last piece by name', () => {
    const folder = makeTree(['.hidden/x/y', 'cwd/z', '.hidden/.y']);
    const judgeOut = (shown: string): SkipReason | null =>
      judgeNamed(join(folder, 'cwd', shown), shown, false, join(folder, 'cwd'), usualRules, recordEvents());
    expect(judgeOut('../.hidden/x/y')).toBeNull();
    expect(judgeOut('../.hidden/.y')).toBe('hidden');
    const absolute = join(folder, '.hidden/x/y');
    expect(judgeNamed(absolute, absolute, false, folder, usualRules, recordEvents())).toBeNull();
  });
});
