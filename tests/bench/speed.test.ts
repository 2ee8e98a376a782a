// The whole bench, small: a generated megabyte, a folder, and what it says when it cannot run.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { runProcess, type ProcessRun } from '../../bench/measure/run-process.js';
import { nodePath, programPath, requireBuild } from '../helpers/run-dedupe.js';

const BENCH = join(import.meta.dirname, '..', '..', 'bench', 'speed.js');
const NO_SETTINGS = { BENCH_CORPUS: '', BENCH_MEGABYTES: '', BENCH_BIN: programPath, BENCH_PYTHON: '' };

function runBench(args: string[], env: Record<string, string> = {}): Promise<ProcessRun> {
  return runProcess(nodePath, [BENCH, ...args], { env: { ...NO_SETTINGS, ...env } });
}

interface Figures {
  readonly run: { readonly node: string };
  readonly corpus: { readonly byteLength: number; readonly planted: Readonly<Record<string, number>> };
  readonly speed: {
    readonly documents: number;
    readonly words: number;
    readonly commands: readonly {
      readonly workers: string | null;
      readonly phases: Readonly<Record<string, number>>;
      readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
    }[];
    readonly verdict: { readonly found: Readonly<Record<string, number>>; readonly unexpected: readonly string[] };
  };
}

describe('npm run bench', () => {
  beforeAll(requireBuild);

  it('measures a generated megabyte, judges what was planted, and cleans up', async () => {
    const folder = makeFolder();
    const file = join(folder, 'figures.json');
    const args = ['--megabytes', '1', '--runs', '1', '--workers', '1,2', '--temp-dir', folder, '--json', file];
    const { status, stdout, stderr } = await runBench(args);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^wc -w +\d/m);
    expect(stdout).toMatch(/^--workers 2 +\d/m);
    expect(stdout).toMatch(/^match documents +\d+ ms +\d+ ms +candidates/m);
    expect(readdirSync(folder)).toEqual(['figures.json']);

    const { run, corpus, speed } = JSON.parse(readFileSync(file, 'utf8')) as Figures;
    expect(run.node).toBe(process.version);
    expect(corpus.byteLength).toBeGreaterThanOrEqual(1e6);
    expect(speed.words).toBeGreaterThan(100_000);
    expect(speed.commands.map(({ workers }) => workers)).toEqual(['1', '2']);
    for (const { phases, ratio } of speed.commands) {
      expect(Object.keys(phases)).toContain('sketch documents');
      expect(ratio.least).toBe(ratio.most);
    }
    // Of a megabyte every relative is found.
    const { copy, near, excerpt, quote, ...others } = corpus.planted;
    expect(speed.verdict).toEqual({ found: { copy, near, excerpt, quote }, unexpected: [] });
    expect(speed.documents).toBe(copy + near + excerpt + quote + others['text'] + others['page']);
  });

  it('takes a folder that is named in the environment, and options for the command', async () => {
    const folder = makeFolder({ 'a.txt': 'one two three', 'b.txt': 'four five six seven' });
    const args = ['--runs', '1', '--', '--fail-on', 'none'];
    const { status, stdout } = await runBench(args, { BENCH_CORPUS: folder });
    expect(status).toBe(0);
    expect(stdout).toContain('2 documents of 16 bytes, 7 words');
  });

  it('ends with 1 where a report is wrong', async () => {
    const folder = makeFolder({
      // Finds nothing, whatever it is given.
      'bin.js': `const corpus = { documents: 10, tokens: 0 };
        for (const record of [{ type: 'header', corpus }, { type: 'summary' }]) console.log(JSON.stringify(record));
        process.exitCode = 1;`,
    });
    const args = ['--shape', 'copies', '--scale', '0.0001', '--bin', join(folder, 'bin.js')];
    const { status, stdout } = await runBench(args);
    expect(status).toBe(1);
    expect(stdout).toContain('WRONG: 0 clusters, not 1; 0 redundant, not 9');
  });

  it('names the peers that are not installed, beside the command itself', async () => {
    const args = ['--peer', 'rensa', '--megabytes', '0.2', '--python', 'no-such-python'];
    const { status, stdout } = await runBench(args);
    expect(status).toBe(0);
    expect(stdout).toContain('rensa: not installed, passed over');
    expect(stdout).toMatch(/^dedupe --all-pairs .* every pair$/m);
  });

  it('says in a sentence what it cannot do, with status 2', async () => {
    const check = async (args: string[], sentence: string): Promise<void> => {
      const { status, stderr } = await runBench(args);
      expect([status, stderr.trim()]).toEqual([2, sentence]);
    };
    await check(['--corpus', '/no/such/corpus'], 'there is no corpus /no/such/corpus');
    await check(['--bin', '/no/such/bin.js'], 'there is no command /no/such/bin.js');
    await check(['--runs', 'x'], '--runs takes a whole number from 1, not "x"');
    const failing = join(makeFolder({ 'bin.js': 'console.error("no kernel"); process.exitCode = 2' }), 'bin.js');
    await check(['--bin', failing, '--megabytes', '0.1'], 'dedupe ended with status 2: no kernel');
  });
});
