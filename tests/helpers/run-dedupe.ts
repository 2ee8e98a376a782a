// Runs the real program, bin/dedupe.js, as a user would: a process of its own in a fresh folder, with nothing in its
// environment but PATH and NO_COLOR.
//
// DEDUPE_NODE names the node to run it with, so that one suite serves every version; without it, that of the tests.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { inject, onTestFinished } from 'vitest';
import { makeFolder } from './make-folder.js';

/** The program under test. */
export const programPath = join(import.meta.dirname, '..', '..', 'bin', 'dedupe.js');

/** The node that runs it. */
export const nodePath = process.env['DEDUPE_NODE'] ?? process.execPath;

export interface ProgramRun {
  /** null when a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSettings {
  /** Where it runs; a fresh empty folder unless given. */
  readonly folder?: string;
  /** What stands on standard input; nothing unless given. */
  readonly stdin?: string | Uint8Array;
  /** Standard input is a pipe that says no more after `stdin`, and is not closed. */
  readonly isStdinLeftOpen?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Runs it without the rights of root, which may read everything; no difference for anybody else. */
  readonly isUnprivileged?: boolean;
}

export interface StartedProgram {
  readonly process: ChildProcess;
  readonly finished: Promise<ProgramRun>;
}

/** `nobody` on Linux; its right is that it has none. */
const nobody = 65534;

/** Whether the program can be run without the rights of root: not where its folder or node lies in one of root's own. */
export function canRunUnprivileged(): boolean {
  if (process.getuid?.() !== 0) return true;
  return spawnSync(nodePath, [programPath, '--version'], { uid: nobody, gid: nobody }).status === 0;
}

/** Throws what the build said, if it failed; whoever starts the program in another way calls it first. */
export function requireBuild(): void {
  const failure = inject('buildFailure');
  if (failure !== null) throw new Error(failure);
}

/** Runs the program to its end. */
export function runDedupe(args: readonly string[], settings: RunSettings = {}): Promise<ProgramRun> {
  return startDedupe(args, settings).finished;
}

/** Starts the program; it is killed when the test is over. */
export function startDedupe(args: readonly string[], settings: RunSettings = {}): StartedProgram {
  requireBuild();
  const hasStdin = settings.stdin !== undefined || settings.isStdinLeftOpen === true;
  const isRoot = process.getuid?.() === 0;
  const child = spawn(nodePath, [programPath, ...args], {
    cwd: settings.folder ?? makeFolder(),
    env: { PATH: process.env['PATH'], NO_COLOR: '1', ...settings.environment },
    stdio: [hasStdin ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    ...(settings.isUnprivileged === true && isRoot ? { uid: nobody, gid: nobody } : {}),
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  // A program that ends before it has read everything is no failure of the test.
  child.stdin?.on('error', () => undefined);
  child.stdin?.write(settings.stdin ?? '');
  if (settings.isStdinLeftOpen !== true) child.stdin?.end();
  return { process: child, finished: waitForEnd(child) };
}

function waitForEnd(child: ChildProcess): Promise<ProgramRun> {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => (output[name] += chunk));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status, signal, ...output });
    });
  });
}
