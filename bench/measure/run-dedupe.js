// Runs the command as a user would, its report going to a file. Refuses to import the product.

import process from 'node:process';
import { runProcess } from './run-process.js';

/** The command failed or could not be finished: there is nothing to measure. */
export class CommandFailure extends Error {}

/**
 * Runs `node BIN PATH --verbose …` and gives what `runProcess` gives, with the report in `reportFile`. Throws a
 * CommandFailure, with the end of what the command said, for a status that is none of `statuses`, and where the time limit is up.
 *
 * @param {string} bin
 * @param {readonly string[]} args
 * @param {{ reportFile: string, timeLimitMs: number, statuses?: readonly number[] }} options
 */
export async function runDedupe(bin, args, { reportFile, timeLimitMs, statuses = [0, 1] }) {
  const command = [bin, ...args, '--verbose', '--progress', 'never'];
  const run = await runProcess(process.execPath, command, { stdoutFile: reportFile, timeLimitMs });
  if (run.isTimedOut) throw new CommandFailure(`dedupe was not done after ${timeLimitMs / 1000} s`);
  if (run.status === null || !statuses.includes(run.status)) {
    throw new CommandFailure(`dedupe ended with status ${run.status}: ${run.stderr.trim().slice(-1500)}`);
  }
  return run;
}
