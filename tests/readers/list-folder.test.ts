import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noRules } from '../../src/readers/ignore-rules.js';
import { type Entry, listFolder, type WalkRules } from '../../src/readers/list-folder.js';
import { createSelection } from '../../src/readers/selection.js';
import { makeTree, usualRules } from './make-tree.js';
import { recordEvents, type RecordedEvents } from './record-events.js';

interface Listing {
  readonly entries: Entry[];
  readonly names: string[];
  readonly events: RecordedEvents;
}

/** Names of folders end with `/`. */
function list(root: string | Buffer, rules: Partial<WalkRules> = {}): Listing {
  const events = recordEvents();
  const folder = { file: root, shownPrefix: 'in/', relativePrefix: '', rules: noRules, isLinked: false };
  const entries = listFolder(folder, { ...usualRules, ...rules }, events);
  return { entries, names: entries.map(({ name, folder: child }) => (child === null ? name : `${name}/`)), events };
}

describe('listFolder', () => {
  it('lists files and folders so that paths below come out in order', () => {
    const { entries, names } = list(makeTree(['b/x', 'b.txt', 'a', 'B', 'b-c', 'é', 'b0']));
    expect(names).toEqual(['B', 'a', 'b-c', 'b.txt', 'b/', 'b0', 'é']);
    expect(entries[4].folder).toMatchObject({ shownPrefix: 'in/b/', relativePrefix: 'b/', isLinked: false });
  });

  it('counts what it passes over, each with its reason', () => {
    const root = makeTree([
      'a.md',
      'a.txt',
      'a.log',
      '.hidden/x',
      '.git/HEAD',
      'node_modules/x',
      'skip/x',
      ['.gitignore', '*.log\nnone/\n'],
    ]);
    symlinkSync('a.md', join(root, 'link'));
    symlinkSync('a.md', join(root, '.link'));
    const { names, events } = list(root, { selection: createSelection(['*.md'], ['skip/']) });
    expect(names).toEqual(['a.md']);
    expect(events.skips.map(({ reason, path }) => `${reason} ${path}`).sort()).toEqual([
      'excluded in/skip',
      'hidden in/.git',
      'hidden in/.gitignore',
      'hidden in/.hidden',
      'hidden in/.link',
      'ignored in/a.log',
      'node_modules in/node_modules',
      'not-matched in/a.txt',
      'symlink in/link',
    ]);
    expect(events.diagnostics).toEqual([]);
  });

  it('lets --hidden show all but .git, and --no-ignore what is ignored, node_modules too', () => {
    const root = makeTree(['.hidden', '.git/HEAD', 'node_modules/x', 'a.log', ['.gitignore', '*.log']]);
    expect(list(root, { hidden: true }).names).toEqual(['.gitignore', '.hidden']);
    expect(list(root, { ignore: false }).names).toEqual(['a.log', 'node_modules/']);
  });

  it('takes a file named node_modules for a file', () => {
    expect(list(makeTree(['node_modules'])).names).toEqual(['node_modules']);
  });

  it('follows links where it is told to, and tells of those that lead to nothing or in a circle', () => {
    const root = makeTree(['a/x', 'b.txt']);
    symlinkSync('a', join(root, 'folder-link'));
    symlinkSync('b.txt', join(root, 'file-link'));
    symlinkSync('nowhere', join(root, 'broken'));
    symlinkSync('circle', join(root, 'circle'));
    const { entries, names, events } = list(root, { follow: true });
    expect(names).toEqual(['a/', 'b.txt', 'file-link', 'folder-link/']);
    expect(entries.map(({ isLinked }) => isLinked)).toEqual([false, false, true, true]);
    expect(events.diagnostics).toMatchObject([
      { code: 'SOURCE_UNREADABLE', path: 'in/broken', message: expect.stringMatching(/leads to nothing/) as string },
      { code: 'SOURCE_UNREADABLE', path: 'in/circle', message: expect.stringMatching(/loop/) as string },
    ]);
  });

  it.skipIf(process.platform === 'win32')('skips pipes and devices (Windows has neither)', () => {
    const root = makeTree(['a']);
    execFileSync('mkfifo', [join(root, 'pipe')]);
    if (existsSync('/dev/null')) symlinkSync('/dev/null', join(root, 'null'));
    const { names, events } = list(root, { follow: true });
    expect(names).toEqual(['a']);
    expect(new Set(events.skips.map(({ reason }) => reason))).toEqual(new Set(['special-file']));
  });

  it('tells of a folder that cannot be listed', () => {
    const { names, events } = list(join(makeTree(['a']), 'gone'));
    expect(names).toEqual([]);
    expect(events.diagnostics).toMatchObject([{ code: 'SOURCE_UNREADABLE', path: 'in', line: null }]);
  });

  it.skipIf(process.platform !== 'linux')(
    'gives names that are not UTF-8 by their bytes (only Linux has such names)',
    () => {
      const root = makeTree(['plain', 'really \ufffd']);
      const odd = Buffer.concat([Buffer.from(`${root}/odd`), Buffer.from([0xff])]);
      writeFileSync(odd, 'text');
      const oddFolder = Buffer.concat([Buffer.from(`${root}/f`), Buffer.from([0xe9])]);
      mkdirSync(oddFolder);
      writeFileSync(Buffer.concat([oddFolder, Buffer.from('/inside')]), 'text');
      const { entries, names } = list(root);
      expect(names).toEqual(['f\\xe9/', 'odd\\xff', 'plain', 'really \ufffd']);
      expect(entries[1].file).toEqual(odd);
      expect(entries[3].file).toBe(`${root}/really \ufffd`);
      expect(list(entries[0].file as Buffer).names).toEqual(['inside']);
      expect(list(entries[0].file as Buffer).entries[0].file).toEqual(
        Buffer.concat([oddFolder, Buffer.from('/inside')]),
      );
    },
  );
});
