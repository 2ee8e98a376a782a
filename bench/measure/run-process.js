// Runs one command to its end: how long it took, how it ended, what it said, and what its processes took.
//
// Standard output goes to a file or is kept as text; standard error is kept up to a bound. Refuses to judge a status.

import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
// Ends children of the bench only; the bench itself ends by returning.
import process, { kill } from 'node:process';
import { listTree, watchTree } from './process-tree.js';

/** So much of what a command says is kept, from its end: enough for every phase and an error's stack. */
const KEPT_CHARACTERS = 200_000;

/**
 * `peakBytes` and `processorMs` are those of the tree of processes, null where the system does not tell; the processor
 * time lacks what was used after the last look. `status` is null after a signal.
 *
 * @typedef {{ elapsedMs: number, status: number | null, isTimedOut: boolean, stdout: string, stderr: string,
 *   peakBytes: number | null, processorMs: number | null }} ProcessRun
 */

/**
 * Rejects where the command cannot be started. After `timeLimitMs` the command and its children are killed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ stdoutFile?: string, env?: Record<string, string>, timeLimitMs?: number, cwd?: string }} [options]
 * @returns {Promise<ProcessRun>}
 */
export async function runProcess(command, args, { stdoutFile, env = {}, timeLimitMs = Infinity, cwd } = {}) {
  const output = stdoutFile === undefined ? null : openSync(stdoutFile, 'w');
  try {
    return await new Promise((resolve, reject) => {
      const startedAt = performance.now();
      const child = spawn(command, args, {
        stdio: ['ignore', output ?? 'pipe', 'pipe'],
        env: { ...process.env, ...env },
        cwd,
      });
      const tree = watchTree(child.pid ?? 0);
      let [stdout, stderr, isTimedOut, elapsedMs] = ['', '', false, 0];
      child.stdout?.setEncoding('utf8').on('data', (text) => (stdout = (stdout + text).slice(-KEPT_CHARACTERS)));
      child.stderr?.setEncoding('utf8').on('data', (text) => (stderr = (stderr + text).slice(-KEPT_CHARACTERS)));
      const limit = Number.isFinite(timeLimitMs)
        ? setTimeout(() => {
            isTimedOut = true;
            killTree(child.pid);
          }, timeLimitMs)
        : null;
      child.on('error', (error) => {
        tree.stop();
        if (limit !== null) clearTimeout(limit);
        reject(error);
      });
      child.on('exit', () => {
        elapsedMs = performance.now() - startedAt;
        if (limit !== null) clearTimeout(limit);
      });
      child.on('close', (status) => {
        resolve({ elapsedMs, status, isTimedOut, stdout, stderr, ...tree.stop() });
      });
    });
  } finally {
    if (output !== null) closeSync(output);
  }
}

/**
 * Kills a process and all below it; those that are gone already are passed over.
 *
 * @param {number | undefined} root
 */
function killTree(root) {
  if (root === undefined) return;
  // Where /proc is absent the tree is the process alone.
  for (const pid of new Set([root, ...listTree(root)])) {
    try {
      kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Kills whatever the bench started and is still running. */
export function killChildren() {
  const [, ...children] = listTree(process.pid);
  for (const child of children) killTree(child);
}
