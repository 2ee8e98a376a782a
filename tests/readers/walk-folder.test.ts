import { execFileSync, spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCodePoints } from '../../src/text-order.js';
import { gatherRules } from '../../src/readers/ignore-rules.js';
import type { WalkRules } from '../../src/readers/list-folder.js';
import { createLinkGate, type FoundFile, statFound, walkFolder } from '../../src/readers/walk-folder.js';
import { makeTree, usualRules } from './make-tree.js';
import { recordEvents, type RecordedEvents } from './record-events.js';

interface Walk {
  readonly found: FoundFile[];
  readonly paths: string[];
  readonly events: RecordedEvents;
}

function walk(root: string, rules: Partial<WalkRules> = {}): Walk {
  const events = recordEvents();
  const found: FoundFile[] = [];
  const all = { ...usualRules, ...rules };
  const chain = gatherRules(root, null, events).chain;
  const folder = { file: root, shownPrefix: '', relativePrefix: '', rules: chain, isLinked: false };
  walkFolder(folder, all, createLinkGate(all.follow), events, (file) => found.push(file));
  return { found, paths: found.map(({ path }) => path), events };
}

const hasGit = spawnSync('git', ['--version']).status === 0;

/** What git would add in a fresh repository made of these files; nothing of the machine's own settings plays a part. */
function listWithGit(root: string): string[] {
  const env = {
    PATH: process.env['PATH'],
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(root),
  };
  execFileSync('git', ['init', '-q'], { cwd: root, env });
  const args = ['-c', 'core.ignoreCase=false', 'ls-files', '-z', '--others', '--exclude-standard'];
  const output = execFileSync('git', args, { cwd: root, env, encoding: 'utf8' });
  return output
    .split('\0')
    .filter((path) => path !== '')
    .sort(compareCodePoints);
}

describe('walkFolder', () => {
  it('finds every file below, in the order of paths, with size and identity', () => {
    const root = makeTree(['b/2', 'b/1', 'b.txt', 'a/deep/er/x', 'b-']);
    const { found, paths, events } = walk(root);
    expect(paths).toEqual(['a/deep/er/x', 'b-', 'b.txt', 'b/1', 'b/2']);
    expect(found[2]).toMatchObject({ file: join(root, 'b.txt'), byteLength: 5, isExplicit: false, isLinked: false });
    expect(new Set(found.map(({ identity }) => identity)).size).toBe(5);
    expect([...events.skips, ...events.diagnostics]).toEqual([]);
  });

  it.skipIf(!hasGit)('finds what git finds, whatever nested .gitignore files say (needs git)', () => {
    const names = ['a', 'b', 'c.log', 'd.txt', 'out'];
    const pattern = fc
      .tuple(
        fc.constantFrom('', '', '!'),
        fc.constantFrom('', '', '/', '**/'),
        fc.constantFrom(...names, '*', '*.log', 'a/b', 'a/*', '**/out', 'a/**', '[ab]', '?', 'out/a'),
        fc.constantFrom('', '/'),
      )
      .map((pieces) => pieces.join(''));
    const folder = fc.array(fc.constantFrom('a', 'b', 'out'), { maxLength: 3 });
    const file = fc.tuple(folder, fc.constantFrom(...names)).map(([pieces, name]) => [...pieces, name].join('/'));
    const rules = fc.tuple(folder, fc.array(pattern, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(
        fc.array(file, { minLength: 4, maxLength: 14 }),
        fc.array(rules, { minLength: 1, maxLength: 3 }),
        (files, ignores) => {
          const root = makeTree([]);
          const write = (path: string, content: string): void => {
            try {
              mkdirSync(dirname(join(root, path)), { recursive: true });
              writeFileSync(join(root, path), content);
            } catch {
              // A file stands where a folder is wanted, or the other way round: the tree does without this one.
            }
          };
          for (const path of files) write(path, path);
          for (const [pieces, patterns] of ignores) write([...pieces, '.gitignore'].join('/'), patterns.join('\n'));
          const expected = listWithGit(root);
          expect(walk(root, { hidden: true }).paths).toEqual(expected);
        },
      ),
      { seed: 23, numRuns: 60 },
    );
  });

  it('applies the rules of the repository that the folder lies in', () => {
    const root = makeTree([
      ['.gitignore', '*.log\n/in/data/'],
      '.git/HEAD',
      'in/a.log',
      'in/a.txt',
      'in/data/x',
      'data/x',
    ]);
    expect(walk(join(root, 'in')).paths).toEqual(['a.txt']);
    expect(walk(join(root, 'in/data')).paths).toEqual(['x']);
  });

  it('does not follow links, and counts them', () => {
    const root = makeTree(['a/x']);
    symlinkSync('a', join(root, 'b'));
    const { paths, events } = walk(root);
    expect(paths).toEqual(['a/x']);
    expect(events.skips).toEqual([{ reason: 'symlink', path: 'b' }]);
  });

  it('cuts loops of links that it follows: every file is found, at most twice, in finite time', () => {
    const root = makeTree(['a/x', 'a/b/y']);
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('.', join(root, 'a/self'));
    symlinkSync('../..', join(root, 'a/b/top'));
    const { paths, events } = walk(root, { follow: true });
    expect(paths).toEqual(['a/b/y', 'a/x']);
    expect(events.skips.map(({ reason, path }) => `${reason} ${path}`)).toEqual([
      'symlink a/b/top',
      'symlink a/self',
      'symlink a/up',
    ]);
    expect(events.diagnostics).toEqual([]);
  });

  it('follows links to folders elsewhere, once each, and marks what lies behind them', () => {
    const root = makeTree(['elsewhere/x', 'elsewhere/sub/y', 'walked/own']);
    symlinkSync('../elsewhere', join(root, 'walked/link'));
    symlinkSync('../elsewhere', join(root, 'walked/link-again'));
    symlinkSync('../elsewhere/sub', join(root, 'walked/link-below'));
    const { found, paths } = walk(join(root, 'walked'), { follow: true });
    expect(paths).toEqual(['link-again/sub/y', 'link-again/x', 'own']);
    expect(found.map(({ isLinked }) => isLinked)).toEqual([true, true, false]);
  });

  it('finds a file by its own path too where a link leads to it first', () => {
    const root = makeTree(['c/x']);
    mkdirSync(join(root, 'a'));
    symlinkSync('../c', join(root, 'a/link'));
    const { found } = walk(root, { follow: true });
    expect(found.map(({ path, isLinked }) => [path, isLinked])).toEqual([
      ['a/link/x', true],
      ['c/x', false],
    ]);
  });

  it('is not led into exponential work by folders that link to each other', () => {
    const root = makeTree([]);
    const count = 24;
    for (let i = 0; i < count; i++) {
      mkdirSync(join(root, `d${i}`));
      writeFileSync(join(root, `d${i}`, 'file'), 'x');
    }
    // Each folder leads to the next by two ways: 2^24 paths to the last.
    for (let i = 0; i + 1 < count; i++) {
      for (const name of ['l', 'r']) symlinkSync(`../d${i + 1}`, join(root, `d${i}`, name));
    }
    const { found } = walk(join(root, 'd0'), { follow: true });
    expect(found).toHaveLength(count);
    expect(walk(root, { follow: true }).found.length).toBeLessThanOrEqual(2 * count);
  });

  it('finds hard links by each name, with one identity', () => {
    const root = makeTree(['a']);
    linkSync(join(root, 'a'), join(root, 'b'));
    const { found } = walk(root);
    expect(found.map(({ path }) => path)).toEqual(['a', 'b']);
    expect(found[0].identity).toBe(found[1].identity);
  });

  it('finds nothing in an empty folder, without a fault', () => {
    const { found, events } = walk(makeTree([]));
    expect([...found, ...events.skips, ...events.diagnostics]).toEqual([]);
  });

  it('takes a tree as deep as the system allows', () => {
    const root = makeTree([`${'d/'.repeat(400)}x`]);
    expect(walk(root).paths).toEqual([`${'d/'.repeat(400)}x`]);
  });
});

describe('statFound', () => {
  it('tells of a file that vanished since it was listed, and skips what is no file any more', () => {
    const root = makeTree(['folder/x']);
    const events = recordEvents();
    expect(statFound(join(root, 'gone'), 'gone', false, events)).toBeNull();
    expect(statFound(join(root, 'folder'), 'folder', false, events)).toBeNull();
    expect(events.diagnostics).toMatchObject([{ code: 'SOURCE_UNREADABLE', path: 'gone' }]);
    expect(events.skips).toEqual([{ reason: 'special-file', path: 'folder' }]);
  });
});
