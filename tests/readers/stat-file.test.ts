import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statFile } from '../../src/readers/stat-file.js';
import { makeFolder } from '../helpers/make-folder.js';

/** Two folders that are roots of file systems and have the same inode; null where there are none. */
function findEqualInodes(): [string, string] | null {
  const roots = ['/proc', '/sys', '/dev', '/dev/shm'].filter((path) => existsSync(path));
  for (const left of roots) {
    const right = roots.find((other) => other !== left && statSync(other).ino === statSync(left).ino);
    if (right !== undefined) return [left, right];
  }
  return null;
}

describe('statFile', () => {
  it('tells files, folders and what links lead to', () => {
    const folder = makeFolder({ 'a.txt': 'four' });
    symlinkSync('a.txt', join(folder, 'link'));
    expect(statFile(join(folder, 'a.txt'))).toMatchObject({ kind: 'file', byteLength: 4 });
    expect(statFile(Buffer.from(join(folder, 'link')))).toMatchObject({ kind: 'file', byteLength: 4 });
    expect(statFile(folder).kind).toBe('folder');
  });

  it('gives all names of a file one identity, and two files two', () => {
    const folder = makeFolder({ 'a.txt': 'same', 'b.txt': 'same' });
    linkSync(join(folder, 'a.txt'), join(folder, 'hard'));
    symlinkSync('a.txt', join(folder, 'soft'));
    const identify = (name: string): string => statFile(join(folder, name)).identity;
    expect(new Set(['a.txt', 'hard', 'soft'].map(identify)).size).toBe(1);
    expect(identify('b.txt')).not.toBe(identify('a.txt'));
    writeFileSync(join(folder, 'a.txt'), 'changed');
    expect(identify('a.txt')).toBe(identify('hard'));
  });

  it.skipIf(findEqualInodes() === null)('tells files of one inode on two devices apart (needs /proc and /sys)', () => {
    const [left, right] = findEqualInodes() ?? ['', ''];
    expect(statFile(left).identity).not.toBe(statFile(right).identity);
  });

  it.skipIf(process.platform === 'win32')('tells pipes and devices (Windows has neither)', () => {
    const pipe = join(makeFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(statFile(pipe).kind).toBe('pipe');
    expect(existsSync('/dev/null') ? statFile('/dev/null').kind : 'other').toBe('other');
  });

  it('throws the error of the file system', () => {
    expect(() => statFile('no/such/file')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});
