import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandGlob, type GlobMatch, isGlob } from '../../src/readers/expand-glob.js';
import type { WalkRules } from '../../src/readers/list-folder.js';
import { createSelection } from '../../src/readers/selection.js';
import { createLinkGate } from '../../src/readers/walk-folder.js';
import { makeTree, usualRules } from './make-tree.js';
import { recordEvents, type RecordedEvents } from './record-events.js';

interface Expansion {
  readonly matches: GlobMatch[];
  readonly paths: string[];
  readonly events: RecordedEvents;
}

function expand(glob: string, cwd: string, rules: Partial<WalkRules> = {}): Expansion {
  const events = recordEvents();
  const all = { ...usualRules, ...rules };
  const matches = expandGlob(glob, cwd, all, createLinkGate(all.follow), events);
  return { matches, paths: matches.map(({ path }) => path).sort(), events };
}

describe('isGlob', () => {
  it('tells globs from names', () => {
    const globs = ['*.md', 'a/**', 'a?b', '{a,b}', '[ab]', '!(a)', 'a', 'a.txt', '../a b', ''].filter(isGlob);
    expect(globs).toEqual(['*.md', 'a/**', 'a?b', '{a,b}', '[ab]', '!(a)']);
  });
});

describe('expandGlob', () => {
  const files = ['a.md', 'docs/b.md', 'docs/deep/c.md', 'docs/c.txt', '.hidden/d.md', 'docs/.e.md', 'docs/[x].md'];

  it.each([
    ['*.md', ['a.md']],
    ['./*.md', ['a.md']],
    ['**/*.md', ['a.md', 'docs/[x].md', 'docs/b.md', 'docs/deep/c.md']],
    ['docs/*', ['docs/[x].md', 'docs/b.md', 'docs/c.txt']],
    ['docs/.*', ['docs/.e.md']],
    ['.hidden/*', ['.hidden/d.md']],
    ['{docs,docs/deep}/*.md', ['docs/[x].md', 'docs/b.md', 'docs/deep/c.md']],
    ['{a.md,docs/b.md,none}', ['a.md', 'docs/b.md']],
    ['docs/\\[x\\].md', ['docs/[x].md']],
    ['docs/deep/../b*', ['docs/deep/../b.md']],
    ['none/*', []],
    ['d*', []],
  ])('matches %s as a shell would, files only', (glob, expected) => {
    expect(expand(glob, makeTree(files)).paths).toEqual(expected);
  });

  it('matches hidden files with --hidden', () => {
    const { paths } = expand('**/*.md', makeTree(files), { hidden: true });
    expect(paths).toEqual(['.hidden/d.md', 'a.md', 'docs/.e.md', 'docs/[x].md', 'docs/b.md', 'docs/deep/c.md']);
  });

  it('matches above and from the root', () => {
    const root = makeTree(files);
    expect(expand('../*.md', join(root, 'docs')).paths).toEqual(['../a.md']);
    const { matches } = expand(`${root}/docs/*.txt`, join(root, 'docs'));
    expect(matches).toEqual([{ path: `${root}/docs/c.txt`, file: `${root}/docs/c.txt`, isLinked: false }]);
  });

  it('leaves out what a walk leaves out, before it lists it', () => {
    const root = makeTree([
      ['.gitignore', 'out/\n'],
      ['docs/.ignore', 'b.md'],
      'docs/a.md',
      'docs/b.md',
      'docs/out/c.md',
      'docs/skip/d.md',
      'node_modules/e.md',
      '.git/HEAD',
    ]);
    const { paths, events } = expand('**/*.md', root, { selection: createSelection([], ['skip/']) });
    expect(paths).toEqual(['docs/a.md']);
    expect(events.skips.map(({ reason, path }) => `${reason} ${path}`).sort()).toEqual([
      'excluded docs/skip',
      'hidden .git',
      'ignored docs/b.md',
      'ignored docs/out',
      'node_modules node_modules',
    ]);
    expect(expand('**/*.md', root, { ignore: false }).paths).toEqual([
      'docs/a.md',
      'docs/b.md',
      'docs/out/c.md',
      'docs/skip/d.md',
      'node_modules/e.md',
    ]);
    expect(expand('docs/*.md', root).paths).toEqual(['docs/a.md']);
    expect(expand('node_modules/*.md', root).paths).toEqual(['node_modules/e.md']);
  });

  it('counts what it passes over once, though two bases lead to it', () => {
    const root = makeTree(['a/b/x.md', 'a/b/c/y.md', ['a/b/.gitignore', 'c/']]);
    const { events } = expand('{a/*/*.md,a/b/*/*.md}', root);
    expect(events.skips.filter(({ reason }) => reason === 'ignored')).toHaveLength(1);
  });

  it('cuts loops of links that it follows, and follows none unasked', () => {
    const root = makeTree(['a/x.md', 'elsewhere/y.md']);
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('../elsewhere', join(root, 'a/link'));
    expect(expand('a/**', root).paths).toEqual(['a/x.md']);
    const { matches, paths, events } = expand('a/**', root, { follow: true });
    expect(paths).toContain('a/link/y.md');
    expect(paths.length).toBeLessThanOrEqual(5);
    expect(matches.find(({ path }) => path === 'a/link/y.md')?.isLinked).toBe(true);
    expect(matches.find(({ path }) => path === 'a/x.md')?.isLinked).toBe(false);
    expect(events.diagnostics).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('finds names that are not UTF-8 (only Linux has such names)', () => {
    const root = makeTree([]);
    const file = Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff]), Buffer.from('.md')]);
    writeFileSync(file, 'text');
    expect(expand('*.md', root).matches).toEqual([{ path: 'a\\xff.md', file, isLinked: false }]);
  });
});
