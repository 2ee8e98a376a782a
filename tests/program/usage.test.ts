import { cpSync, mkdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { nodePath, programPath, runDedupe } from '../helpers/run-dedupe.js';
import { bread } from './texts.js';

describe('the program', () => {
  it('helps on standard output: usage, groups of options, exit statuses, examples', async () => {
    const { status, stdout } = await runDedupe(['--help']);
    expect(status).toBe(0);
    for (const heading of ['Usage:', 'Measures:', 'Which files:', 'Report:', 'Running:', 'Exit status:', 'Examples:']) {
      expect(stdout).toContain(heading);
    }
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('answers a mistyped option in one sentence that suggests the near one', async () => {
    expect(await runDedupe(['--containement', '1'])).toEqual({
      status: 2,
      signal: null,
      stdout: '',
      stderr: "dedupe: unknown option '--containement'; did you mean --containment?\n",
    });
  });

  it('prefers a command to a folder of its name, and finds the folder by ./', async () => {
    const folder = makeFolder({ 'compare/a.txt': bread, 'index/b.txt': bread });
    expect(await runDedupe(['./compare', './index'], { folder })).toMatchObject({ status: 1, stderr: '' });
    expect(await runDedupe(['--', 'compare', 'index'], { folder })).toMatchObject({ status: 1, stderr: '' });
    expect((await runDedupe(['compare'], { folder })).stderr).toMatch(/^dedupe: compare takes two documents: /);
    expect((await runDedupe(['index'], { folder })).stderr).toMatch(/^dedupe: this version has no command "index"; /);
  });

  it('reads files whose names look like options after --', async () => {
    const folder = makeFolder({ '--help': bread, '-q': bread });
    const { status, stdout } = await runDedupe(['--reporter', 'json', '--', '--help', '-q'], { folder });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ corpus: { documents: 2 } });
  });

  it('says in a sentence that a checkout is not built', () => {
    const folder = makeFolder({ 'package.json': '{"type": "module"}' });
    mkdirSync(join(folder, 'bin'));
    cpSync(programPath, join(folder, 'bin', 'dedupe.js'));
    const { status, stderr } = spawnSync(nodePath, [join(folder, 'bin', 'dedupe.js')], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, 'dedupe: this checkout is not built; run: npm ci && npm run build\n']);
  });

  it('ends with 2, not as if duplicates were found, when what is built is broken', () => {
    const folder = makeFolder({ 'package.json': '{"type": "module"}', 'dist/cli/main.js': "import './gone.js';" });
    mkdirSync(join(folder, 'bin'));
    cpSync(programPath, join(folder, 'bin', 'dedupe.js'));
    const { status, stderr } = spawnSync(nodePath, [join(folder, 'bin', 'dedupe.js')], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('gone.js');
  });
});
