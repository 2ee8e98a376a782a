// What a bench says first: which commit ran, on which machine.

import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The commit, whether files differ from it, the Node.js version and the machine. */
export function describeRun() {
  const processors = cpus();
  return {
    commit: runGit('rev-parse', '--short=12', 'HEAD') || 'no commit',
    isChanged: runGit('status', '--porcelain') !== '',
    node: process.version,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
  };
}

/**
 * The same in a line.
 *
 * @param {ReturnType<typeof describeRun>} run
 */
export function formatRun({ commit, isChanged, node, processor, cores, memoryBytes }) {
  const gigabytes = (memoryBytes / 1e9).toFixed(0);
  return `commit ${commit}${isChanged ? ' with changes' : ''}, node ${node}, ${processor}, ${cores} cores, ${gigabytes} GB`;
}

/** @param {string[]} args */
function runGit(...args) {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
