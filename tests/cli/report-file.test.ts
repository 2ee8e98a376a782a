import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReportFile } from '../../src/cli/report-file.js';
import { makeFolder } from '../helpers/make-folder.js';

describe('ReportFile', () => {
  it('changes nothing until the report is whole', () => {
    const folder = makeFolder({ 'out.json': 'old' });
    const path = join(folder, 'out.json');
    const file = new ReportFile(path, 0);
    expect(readdirSync(folder)).toEqual(['out.json']);
    const sink = file.open();
    sink.write('new');
    sink.flush();
    expect(readFileSync(path, 'utf8')).toBe('old');
    file.commit();
    file.discard();
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['out.json']);
  });

  it('leaves no trace of a report that is given up', () => {
    const folder = makeFolder();
    const file = new ReportFile(join(folder, 'out.json'), 0);
    file.open().write('half');
    file.discard();
    file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('writes beside its place under a hidden name', () => {
    const folder = makeFolder();
    const file = new ReportFile(join(folder, 'out.json'), 7);
    file.open();
    expect(readdirSync(folder)).toEqual([`.dedupe-${process.pid}-7.partial`]);
    file.discard();
  });

  it('keeps the mode of the file it replaces, and the link that leads to it', () => {
    const folder = makeFolder({ 'real.json': 'old' });
    chmodSync(join(folder, 'real.json'), 0o640);
    symlinkSync('real.json', join(folder, 'out.json'));
    const file = new ReportFile(join(folder, 'out.json'), 0);
    file.open().write('new');
    file.commit();
    expect(readFileSync(join(folder, 'real.json'), 'utf8')).toBe('new');
    expect(statSync(join(folder, 'real.json')).mode & 0o777).toBe(0o640);
  });

  it('writes directly to what is no regular file', () => {
    const folder = makeFolder();
    const file = new ReportFile('/dev/null', 0);
    file.open().write('x');
    file.commit();
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not open a named pipe before there is something to write', () => {
    const path = join(makeFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    new ReportFile(path, 0).discard();
    expect(statSync(path).isFIFO()).toBe(true);
  });

  it.each([
    ['missing/out.json', 'its folder does not exist'],
    ['file/out.json', 'part of its path is a file'],
    ['folder', 'it is a folder'],
    ['loop', 'its symbolic links run in a circle'],
  ])('refuses %s before the run, with the reason', (name, reason) => {
    const folder = makeFolder({ file: '' });
    mkdirSync(join(folder, 'folder'));
    symlinkSync('loop', join(folder, 'loop'));
    const path = join(folder, name);
    expect(() => new ReportFile(path, 0)).toThrow(`cannot write to "${path}": ${reason}`);
    expect(readdirSync(folder).sort()).toEqual(['file', 'folder', 'loop']);
  });

  it('does not follow what somebody put in the place of its hidden name', () => {
    const folder = makeFolder({ victim: 'precious' });
    symlinkSync('victim', join(folder, `.dedupe-${process.pid}-0.partial`));
    const file = new ReportFile(join(folder, 'out.json'), 0);
    file.open().write('report');
    file.commit();
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('precious');
  });
});
