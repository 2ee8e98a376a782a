// Builds dist/ once before the tests, when it is missing or older than what it is built from, and only for tests that
// run the built program. A build that fails is told to those tests; all others do not care.
//
// Several test runs at the same time take turns: a build empties dist/ first.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the build said when it failed; null when dist/ is up to date. */
    buildFailure: string | null;
  }
}

const root = join(import.meta.dirname, '..', '..');
const built = 'dist/cli/main.js';
const builtFrom = ['src/**/*', 'package.json', 'tsdown.config.ts', 'tsconfig.json'];

/** A build takes seconds; a lock as old as this was left by a run that died. */
const staleLockMs = 120_000;
const waitMs = 200;

/** Called by vitest before any test file is loaded. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('buildFailure', (await needsBuild(project)) ? takeTurn(build) : null);
}

async function needsBuild(project: TestProject): Promise<boolean> {
  // What was named on vitest's command line; not among its types, so without it every test file counts.
  const { filenamePattern } = project.vitest as unknown as { readonly filenamePattern?: string[] };
  const { testFiles } = await project.globTestFiles(filenamePattern);
  return testFiles.some((file) => /run-dedupe|dist\//.test(readFileSync(file, 'utf8')));
}

function build(): string | null {
  if (isUpToDate()) return null;
  const { status, stdout, stderr, error } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
    // npm is a command file on Windows.
    shell: process.platform === 'win32',
  });
  return status === 0 ? null : `the build failed: ${error?.message ?? ''}${stdout}${stderr}`;
}

function isUpToDate(): boolean {
  const builtAt = modifiedAt(built);
  if (builtAt === null) return false;
  const sources = fastGlob.sync(builtFrom, { cwd: root });
  return sources.every((path) => (modifiedAt(path) ?? Infinity) <= builtAt);
}

function modifiedAt(path: string): number | null {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function takeTurn<T>(action: () => T): T {
  const lock = join(root, 'node_modules', '.dedupe-build-lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const lockedAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (Date.now() - lockedAt > staleLockMs) rmdirSync(lock);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
    }
  }
  try {
    return action();
  } finally {
    rmdirSync(lock);
  }
}
