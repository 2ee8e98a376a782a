import { describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { runDedupe, startDedupe } from '../helpers/run-dedupe.js';
import { bread, sea } from './texts.js';

// eslint-disable-next-line no-control-regex -- escape sequences are what is looked for
const escapeSequence = /\u001b/;

describe('standard output', () => {
  it('holds the report and nothing else', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': bread });
    const plain = await runDedupe(['--reporter', 'json'], { folder });
    expect(plain.stderr).toBe('');
    const loud = await runDedupe(['--reporter', 'json', '--verbose', '--progress', 'always'], { folder });
    expect(loud.stdout).toBe(plain.stdout);
    expect(loud.stderr).toMatch(/kernel (wasm|reference), \d+ workers?, peak memory /);
    const quiet = await runDedupe(['--reporter', 'json', '--quiet', 'missing', '.'], { folder });
    expect(JSON.parse(quiet.stdout)).toMatchObject({ summary: { clusters: 1 } });
    expect(quiet.stderr).toMatch(/^dedupe: 1 input is missing, .*\n$/);
  });

  it('stays empty when all reports go to files', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': sea });
    expect(await runDedupe(['--reporter', 'json=r', 'a.txt', 'b.txt'], { folder })).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('may be closed early: the program ends quietly, with the status as computed', async () => {
    const lines = Array.from({ length: 300 }, (_, line) => JSON.stringify({ id: `id ${line}`, text: bread }));
    const folder = makeFolder({ 'a.jsonl': lines.join('\n') });
    const { process: child, finished } = startDedupe(['a.jsonl', '--reporter', 'json', '--all-pairs'], { folder });
    child.stdout?.destroy();
    expect(await finished).toMatchObject({ status: 1, stderr: '' });
  });

  it.skipIf(process.platform !== 'linux')('that is full is an error, in a sentence', async () => {
    const folder = makeFolder({ 'a.txt': bread });
    const { status, stderr } = await runDedupe(['a.txt', '--reporter', 'json=/dev/full'], { folder });
    expect([status, stderr]).toEqual([2, 'dedupe: cannot write to "/dev/full": no space is left on the device\n']);
  });

  it('takes a report larger than a pipe holds, from a slow reader too', async () => {
    const lines = Array.from({ length: 2000 }, (_, line) => JSON.stringify({ id: `id ${line}`, text: bread }));
    const folder = makeFolder({ 'a.jsonl': lines.join('\n') });
    const { process: child, finished } = startDedupe(['a.jsonl', '--reporter', 'json'], { folder });
    child.stdout?.pause();
    setTimeout(() => child.stdout?.resume(), 500);
    const { stdout } = await finished;
    const report = JSON.parse(stdout) as { clusters: { members: unknown[] }[] };
    expect(report.clusters.map((cluster) => cluster.members.length)).toEqual([1999]);
  });
});

describe('color', () => {
  it('is never in a pipe by itself, CI or not', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': bread });
    const environment = { NO_COLOR: '', CI: '1', TERM: 'xterm-256color', COLORTERM: 'truecolor' };
    const { stdout, stderr } = await runDedupe(['.', 'missing'], { folder, environment });
    expect(stdout + stderr).not.toMatch(escapeSequence);
  });

  it('is there when FORCE_COLOR or --color ask for it, NO_COLOR or not', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': bread });
    const forced = await runDedupe(['.', 'missing'], { folder, environment: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toMatch(escapeSequence);
    expect(forced.stderr).toMatch(escapeSequence);
    const asked = await runDedupe(['--color', 'always'], { folder });
    expect(asked.stdout).toMatch(escapeSequence);
    const refused = await runDedupe(['--color', 'never'], { folder, environment: { FORCE_COLOR: '1' } });
    expect(refused.stdout).not.toMatch(escapeSequence);
  });
});

describe('standard input', () => {
  it('is JSON lines when it is named', async () => {
    const folder = makeFolder({ 'a.txt': bread });
    const stdin = [bread, sea].map((text) => `${JSON.stringify({ text })}\n`).join('');
    const { status, stdout } = await runDedupe(['a.txt', '-', '--reporter', 'json'], { folder, stdin });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      corpus: { documents: 3 },
      clusters: [{ representative: '-:1', members: [{ document: 'a.txt', relation: 'identical' }] }],
    });
  });

  it('is a side of a comparison, or both', async () => {
    const folder = makeFolder({ 'a.txt': bread });
    const stdin = [bread, sea].map((text) => `${JSON.stringify({ text })}\n`).join('');
    expect((await runDedupe(['compare', '-:1', 'a.txt'], { folder, stdin })).status).toBe(1);
    expect((await runDedupe(['compare', 'a.txt', '-:2'], { folder, stdin })).status).toBe(0);
    expect((await runDedupe(['compare', '-:1', '-:2'], { folder, stdin })).status).toBe(0);
  });

  it('is a list of paths, one a line or ended by NUL', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b b.txt': bread, 'c.txt': bread });
    const args = ['--files', '--files-from', '-'];
    const lines = await runDedupe(args, { folder, stdin: 'a.txt\nb b.txt\n' });
    expect(lines).toMatchObject({ status: 0, stdout: 'a.txt\nb b.txt\n', stderr: '' });
    const nul = await runDedupe([...args, '-0'], { folder, stdin: 'a.txt\0b b.txt\0' });
    expect(nul).toMatchObject({ status: 0, stdout: 'a.txt\0b b.txt\0', stderr: '' });
  });

  it('is left alone when it is not named', async () => {
    const folder = makeFolder({ 'a.txt': bread });
    expect(await runDedupe(['a.txt'], { folder, isStdinLeftOpen: true })).toMatchObject({ status: 0 });
  });
});
