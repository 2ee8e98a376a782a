import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { runDedupe } from '../helpers/run-dedupe.js';
import { bread } from './texts.js';

describe('a report file', () => {
  it('holds what standard output would, beside a report there', async () => {
    const folder = makeFolder({ 'in/a.txt': bread, 'in/b.txt': bread });
    const alone = await runDedupe(['in', '--reporter', 'json'], { folder });
    const args = ['in', '--reporter', 'text', '--reporter', 'json=out.json', '--reporter=ndjson=a=b'];
    const { status, stdout, stderr } = await runDedupe(args, { folder });
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain('in/a.txt');
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe(alone.stdout);
    expect(readFileSync(join(folder, 'a=b'), 'utf8')).toMatch(/^\{"type":"header"/);
    expect(readdirSync(folder).sort()).toEqual(['a=b', 'in', 'out.json']);
  });

  it('stays as it was when the run fails', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'out.json': 'old' });
    const run = await runDedupe(['compare', 'a.txt', 'missing', '--reporter', 'json=out.json'], { folder });
    expect(run.status).toBe(2);
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'out.json']);
  });

  it('that cannot be written is refused before anything is read', async () => {
    const folder = makeFolder({ 'a.txt': bread });
    for (const [file, reason] of [
      ['missing/out.json', 'its folder does not exist'],
      ['.', 'it is a folder'],
    ]) {
      const { status, stdout, stderr } = await runDedupe(['missing', '--reporter', `json=${file}`], { folder });
      expect([status, stdout, stderr]).toEqual([2, '', `dedupe: cannot write to "${file}": ${reason}\n`]);
    }
  });

  it('cannot share its place with another', async () => {
    const same = await runDedupe(['--reporter', 'json=a', '--reporter', 'text=./a']);
    expect(same).toMatchObject({
      status: 2,
      stderr: 'dedupe: two reports go to "./a"; give one of them a file: NAME=FILE\n',
    });
    const stdout = await runDedupe(['--reporter', 'json', '--reporter', 'text']);
    expect(stdout.stderr).toMatch(/^dedupe: two reports go to standard output; /);
  });
});
