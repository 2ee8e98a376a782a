import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import { createSpoolFile, Spool } from '../../src/readers/spool.js';
import { makeFolder } from '../helpers/make-folder.js';

const isWindows = process.platform === 'win32';
const host = hostname().replace(/[^A-Za-z0-9]/g, '_');

/** The number of a process that has ended. */
function findDeadPid(): string {
  return execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
}

describe('Spool', () => {
  it('makes nothing before the first copy, and leaves nothing', () => {
    const tempDir = makeFolder();
    const spool = new Spool(tempDir);
    expect(readdirSync(tempDir)).toEqual([]);
    const file = spool.createFile();
    file.append(Buffer.from('one '));
    file.append(new Uint8Array(Buffer.from('two')));
    file.close();
    file.close();
    expect(file.byteLength).toBe(7);
    expect(readFileSync(file.path, 'utf8')).toBe('one two');
    spool.dispose();
    spool.dispose();
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it('keeps several copies apart and discards one alone', () => {
    const spool = new Spool(makeFolder());
    const [first, second] = [spool.createFile(), spool.createFile()];
    first.append(Buffer.from('1'));
    second.append(Buffer.from('2'));
    first.discard();
    second.close();
    expect(existsSync(first.path)).toBe(false);
    expect(readFileSync(second.path, 'utf8')).toBe('2');
    spool.dispose();
  });

  it.skipIf(isWindows)('lets nobody else look (Windows has other rights)', () => {
    const spool = new Spool(makeFolder());
    const file = spool.createFile();
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file.path)).mode & 0o777).toBe(0o700);
    file.close();
    spool.dispose();
  });

  it('goes while a copy is still being written, as a signal makes it', () => {
    const tempDir = makeFolder();
    const spool = new Spool(tempDir);
    const file = spool.createFile();
    file.append(Buffer.from('half'));
    spool.dispose();
    file.close();
    expect(readdirSync(tempDir)).toEqual([]);
    expect(() => spool.createFile()).toThrow('disposed');
  });

  it('says which folder is unusable, why, and which option chooses another', () => {
    const missing = join(makeFolder({ 'a.txt': '' }), 'a.txt', 'missing');
    const spool = new Spool(missing);
    expect(() => spool.createFile()).toThrow(InputError);
    expect(() => spool.createFile()).toThrow(expect.objectContaining({ code: 'TEMP_DIR_UNUSABLE' }));
    expect(() => spool.createFile()).toThrow(
      /missing, cannot be written to \(ENOTDIR\); choose another with --temp-dir$/,
    );
    expect(() => new Spool(join(makeFolder(), 'x')).createFile()).toThrow(/it does not exist/);
    spool.dispose();
  });

  it.skipIf(!existsSync('/dev/full'))('tells of a disk that is full (needs /dev/full)', () => {
    const file = createSpoolFile('/dev/full', openSync('/dev/full', 'w'), 'spools');
    expect(() => {
      file.append(Buffer.from('text'));
    }).toThrow(
      /^the folder for temporary files, spools, cannot be written to \(it is full\); choose another with --temp-dir$/,
    );
    expect(file.byteLength).toBe(0);
    file.close();
  });

  it('removes what a dead run left, and nothing else', () => {
    const tempDir = makeFolder({ 'victim/kept.txt': 'kept' });
    const dead = findDeadPid();
    const left = `dedupe-spool-${host}-${dead}-AbC123`;
    const kept = [
      `dedupe-spool-${host}-${process.pid}-AbC123`,
      `dedupe-spool-${host}-1-AbC123`,
      `dedupe-spool-another_${host}-${dead}-AbC123`,
      `dedupe-spool-${host}-${dead}-AbC123.txt`,
      `my-dedupe-spool-${host}-${dead}-AbC123`,
    ];
    for (const name of [left, ...kept]) {
      mkdirSync(join(tempDir, name));
      writeFileSync(join(tempDir, name, '1'), 'text');
    }
    symlinkSync(join(tempDir, 'victim'), join(tempDir, `dedupe-spool-${host}-${dead}-link`));
    writeFileSync(join(tempDir, `dedupe-spool-${host}-${dead}-file`), '');
    new Spool(tempDir).dispose();
    const expected = [...kept, 'victim', `dedupe-spool-${host}-${dead}-link`, `dedupe-spool-${host}-${dead}-file`];
    expect(readdirSync(tempDir).sort()).toEqual(expected.sort());
    expect(readFileSync(join(tempDir, 'victim', 'kept.txt'), 'utf8')).toBe('kept');
  });
});
