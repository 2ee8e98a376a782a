import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addRuleFiles,
  enterFolder,
  findRuleFiles,
  gatherRules,
  isIgnored,
  lookForRuleFiles,
  noRules,
  type RuleChain,
} from '../../src/readers/ignore-rules.js';
import { makeTree } from './make-tree.js';
import { recordEvents } from './record-events.js';

/** Says which of these paths (folders end with `/`) the rules in a tree rule out, each folder entered all the same. */
function listIgnored(root: string, paths: readonly string[]): string[] {
  const events = recordEvents();
  const ignored = paths.filter((path) => {
    const pieces = path.replace(/\/$/, '').split('/');
    let chain: RuleChain = noRules;
    let at = root;
    for (const piece of pieces.slice(0, -1)) {
      chain = enterFolder(addRuleFiles(chain, at, '', lookForRuleFiles(at), events), piece);
      at = join(at, piece);
    }
    chain = addRuleFiles(chain, at, '', lookForRuleFiles(at), events);
    return isIgnored(chain, pieces[pieces.length - 1], path.endsWith('/'));
  });
  expect(events.diagnostics).toEqual([]);
  return ignored;
}

describe('isIgnored', () => {
  it('lets the innermost file that says anything decide', () => {
    const root = makeTree([
      ['.gitignore', '*.log\n!keep.log\n'],
      ['a/.gitignore', '!b.log\nkeep.log\n'],
      ['a/c/x', ''],
    ]);
    const paths = ['x.log', 'keep.log', 'a/x.log', 'a/b.log', 'a/keep.log', 'a/c/b.log', 'a/c/keep.log', 'a/x.txt'];
    expect(listIgnored(root, paths)).toEqual(['x.log', 'a/x.log', 'a/keep.log', 'a/c/keep.log']);
  });

  it('lets .ignore go before .gitignore, from outside too', () => {
    const root = makeTree([
      ['.ignore', '!a.log\nb.txt\n'],
      ['.gitignore', '*.log\n'],
      ['in/.gitignore', 'a.log\n!b.txt\n'],
    ]);
    expect(listIgnored(root, ['a.log', 'c.log', 'b.txt', 'in/a.log', 'in/b.txt', 'in/c.log'])).toEqual([
      'c.log',
      'b.txt',
      'in/b.txt',
      'in/c.log',
    ]);
  });

  it('anchors rules where their file stands, and tells folders from files', () => {
    const root = makeTree([
      ['a/.gitignore', '/top\nout/\nmid/x\n'],
      ['a/b/x', ''],
    ]);
    const paths = ['top', 'a/top', 'a/b/top', 'a/out', 'a/out/', 'a/b/out/', 'a/mid/x', 'a/b/mid/x', 'out/'];
    expect(listIgnored(root, paths)).toEqual(['a/top', 'a/out/', 'a/b/out/', 'a/mid/x']);
  });

  it('counts letter case', () => {
    expect(listIgnored(makeTree([['.gitignore', 'A.txt']]), ['A.txt', 'a.txt'])).toEqual(['A.txt']);
  });

  it('lets go of the rules of an outer repository in an inner one', () => {
    const root = makeTree([
      ['.gitignore', '*.log'],
      ['.ignore', '*.tmp'],
      ['in/.git/HEAD', ''],
      ['in/.gitignore', '*.bak'],
    ]);
    expect(listIgnored(root, ['a.log', 'in/a.log', 'in/a.bak', 'in/a.tmp'])).toEqual(['a.log', 'in/a.bak', 'in/a.tmp']);
  });
});

describe('enterFolder', () => {
  it('rules out nothing more in a folder that was called back', () => {
    const root = makeTree([
      ['.gitignore', 'out/\n*.log\n'],
      ['a/.gitignore', '!out/\n'],
      ['a/out/deep/x', ''],
    ]);
    expect(listIgnored(root, ['out/', 'a/out/', 'a/out/x', 'a/out/x.log', 'a/out/deep/', 'a/out/deep/x'])).toEqual([
      'out/',
      'a/out/x.log',
    ]);
  });

  it.each(['#a', '!a', 'a b ', 'a*', 'a?', '[a]', 'a\\', 'a\nb', '  '])(
    'overrules a rule for the folder named %j alone',
    (name) => {
      const root = makeTree([['.gitignore', '*/\n']]);
      const events = recordEvents();
      const chain = addRuleFiles(noRules, root, '', lookForRuleFiles(root), events);
      expect(isIgnored(chain, name, true)).toBe(true);
      const inside = enterFolder(chain, name);
      expect(isIgnored(inside, 'file', false)).toBe(false);
      expect(isIgnored(inside, 'folder', true)).toBe(true);
      expect(isIgnored(chain, 'other', true)).toBe(true);
    },
  );
});

describe('addRuleFiles', () => {
  it('tells of a rule file that cannot be read, and goes on without it', () => {
    const root = makeTree([]);
    symlinkSync('.gitignore', join(root, '.gitignore'));
    const events = recordEvents();
    const files = { hasGitignore: true, hasDotIgnore: false, isGitRoot: false };
    expect(addRuleFiles(noRules, root, 'shown/', files, events)).toEqual(noRules);
    expect(events.diagnostics).toMatchObject([{ code: 'SOURCE_UNREADABLE', path: 'shown/.gitignore', line: null }]);
    expect(events.diagnostics[0].message).toMatch(/^ignore rules not applied: .*loop/);
  });

  it('takes no folder for a rule file', () => {
    const root = makeTree([]);
    mkdirSync(join(root, '.ignore'));
    const events = recordEvents();
    const chain = addRuleFiles(noRules, root, '', findRuleFiles(['.ignore', 'a']), events);
    expect(isIgnored(chain, 'a', false)).toBe(false);
    expect(events.diagnostics).toEqual([]);
  });
});

describe('gatherRules', () => {
  const tree = (): string =>
    makeTree([
      ['.gitignore', 'outside'],
      ['repo/.git/HEAD', ''],
      ['repo/.gitignore', '*.log\n/data/\n'],
      ['repo/a/.gitignore', 'b.txt'],
      ['repo/a/b/x', ''],
      ['repo/data/deep/x', ''],
    ]);

  it('gathers from the root of the repository down to the folder, which it leaves out', () => {
    const root = tree();
    const { chain, isFolderIgnored } = gatherRules(join(root, 'repo/a/b'), null, recordEvents());
    expect(isFolderIgnored).toBe(false);
    const ignored = ['x.log', 'b.txt', 'outside', 'data'].filter((name) => isIgnored(chain, name, false));
    expect(ignored).toEqual(['x.log', 'b.txt']);
    expect(gatherRules(join(root, 'repo'), null, recordEvents()).chain).toEqual(noRules);
  });

  it('follows links to where the folder really lies', () => {
    const root = tree();
    symlinkSync(join(root, 'repo/a/b'), join(root, 'link'));
    const { chain } = gatherRules(join(root, 'link'), null, recordEvents());
    expect(isIgnored(chain, 'b.txt', false)).toBe(true);
  });

  it('says that a folder is ruled out with one it lies in, and rules out nothing in it for that', () => {
    const { chain, isFolderIgnored } = gatherRules(join(tree(), 'repo/data/deep'), null, recordEvents());
    expect(isFolderIgnored).toBe(true);
    expect(isIgnored(chain, 'x', false)).toBe(false);
    expect(isIgnored(chain, 'x.log', false)).toBe(true);
  });

  it('begins at the fallback where there is no repository, and nowhere outside it', () => {
    const root = makeTree([
      ['.gitignore', '*.log'],
      ['a/b/x', ''],
    ]);
    const isLogIgnored = (top: string | null): boolean =>
      isIgnored(gatherRules(join(root, 'a/b'), top, recordEvents()).chain, 'x.log', false);
    expect(isLogIgnored(root)).toBe(true);
    expect(isLogIgnored(join(root, 'a'))).toBe(false);
    expect(isLogIgnored(join(root, 'a/b/x'))).toBe(false);
    expect(isLogIgnored(null)).toBe(false);
  });

  it('has no rules for a folder that is gone', () => {
    expect(gatherRules('no/such/folder', null, recordEvents())).toEqual({ chain: noRules, isFolderIgnored: false });
  });
});
