// What the program loads before it works: chunks of its own and packages, no more than each command line needs.
//
// A timed assertion would tell how busy a machine is; what takes the time is how much is loaded. The files come from the
// coverage that Node writes when the environment asks for it.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { programPath, runDedupe } from '../helpers/run-dedupe.js';
import { bread, breadInCapitals, sea } from './texts.js';

const root = dirname(dirname(programPath));

interface Loaded {
  /** Names of packages, sorted. */
  readonly packages: readonly string[];
  /** Files of dist/, sorted. */
  readonly chunks: readonly string[];
  readonly status: number | null;
}

/** Runs the program and lists what the main thread and its threads loaded. */
async function listLoaded(args: readonly string[], folder = makeFolder()): Promise<Loaded> {
  const coverage = makeFolder();
  const { status } = await runDedupe(args, { folder, environment: { NODE_V8_COVERAGE: coverage } });
  const packages = new Set<string>();
  const chunks = new Set<string>();
  for (const name of readdirSync(coverage)) {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] };
    for (const { url } of result) {
      if (!url.startsWith('file:')) continue;
      const path = fileURLToPath(url).split(sep).join('/');
      const [, inPackages] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
      if (inPackages !== undefined) packages.add(inPackages);
      else if (path.includes('/dist/'))
        chunks.add(relative(join(root, 'dist'), fileURLToPath(url)).split(sep).join('/'));
    }
  }
  return { packages: [...packages].sort(), chunks: [...chunks].sort(), status };
}

const texts = { 'a.txt': bread, 'b.txt': breadInCapitals, 'c.txt': sea };

describe('the start of the program', () => {
  it('loads no package, and no thread, for a folder of a few texts', async () => {
    const { packages, chunks, status } = await listLoaded(['.'], makeFolder(texts));
    expect(status).toBe(1);
    expect(packages).toEqual([]);
    expect(chunks).toContain('corpus.js');
    expect(chunks).not.toContain('worker.js');
    expect(chunks.length).toBeLessThanOrEqual(10);
  });

  it('loads packages only for what they are needed for', async () => {
    const ignored = makeFolder({ ...texts, '.ignore': 'c.txt\n' });
    expect((await listLoaded(['.'], ignored)).packages).toEqual(['ignore']);
    const withOptions = await listLoaded(['.', '--jaccard', '0.7'], makeFolder(texts));
    expect(withOptions.packages).toEqual(['commander']);
    const unusualNames = makeFolder({ 'a👩‍👩‍👧.txt': bread, 'b👩‍👩‍👧.txt': bread });
    expect((await listLoaded(['.'], unusualNames)).packages).toContain('string-width');
  });

  it('loads nothing of the work for help, and next to nothing for the version', async () => {
    const help = await listLoaded(['--help']);
    expect(help.packages).toEqual(['commander']);
    expect(help.chunks).not.toContain('corpus.js');
    expect(help.chunks).not.toContain('report.js');
    const version = await listLoaded(['--version']);
    expect(version.packages).toEqual([]);
    expect(version.chunks).toEqual(['cli/main.js', 'start.js']);
  });
});

describe('a thread', () => {
  it('loads nothing of the command line and of the reports', () => {
    const reached = new Set<string>();
    const pending = ['worker.js'];
    for (let chunk = pending.pop(); chunk !== undefined; chunk = pending.pop()) {
      if (reached.has(chunk)) continue;
      reached.add(chunk);
      const text = readFileSync(join(root, 'dist', chunk), 'utf8');
      for (const [, imported = ''] of text.matchAll(/^import [^;]*?"\.\/([a-z/-]+\.js)";$/gm)) pending.push(imported);
    }
    expect([...reached].sort()).toEqual(['corpus.js', 'errors.js', 'worker.js']);
  });
});
