// A folder for what a bench writes, gone when it ends: in the usual way, by an error or by a signal.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process, { kill } from 'node:process';
import { killChildren } from './run-process.js';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Gives `use` a fresh folder below `parent`, and removes it afterwards with all that is in it.
 *
 * @template Result
 * @param {string} parent
 * @param {(folder: string) => Promise<Result>} use
 * @returns {Promise<Result>}
 */
export async function withTempFolder(parent, use) {
  const folder = mkdtempSync(join(parent, 'dedupe-bench-'));
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  const leave = (/** @type {NodeJS.Signals} */ signal) => {
    killChildren();
    remove();
    // Nobody listens any more: the signal ends the bench, as whoever sent it expects.
    for (const name of SIGNALS) process.off(name, leave);
    kill(process.pid, signal);
  };
  for (const name of SIGNALS) process.on(name, leave);
  try {
    return await use(folder);
  } finally {
    for (const name of SIGNALS) process.off(name, leave);
    remove();
  }
}
