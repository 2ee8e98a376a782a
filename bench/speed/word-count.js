// `wc -w` on a file or a folder: the yardstick. Refuses to know what it is compared with.

import { runProcess } from '../measure/run-process.js';

/** Words as Unicode has them; with plain C every byte above ASCII would separate nothing. */
const LOCALE = { LC_ALL: 'C.UTF-8' };

/**
 * The count of `wc -w`: the number that opens its last line, which is the total where there is one.
 * Throws a RangeError where there is none.
 *
 * @param {string} stdout
 */
export function parseWordCount(stdout) {
  const found = /^\s*(\d+)(?:\s|$)/.exec(stdout.trimEnd().split('\n').at(-1) ?? '');
  if (found === null) throw new RangeError(`wc -w printed no count: ${JSON.stringify(stdout.slice(-200))}`);
  return Number(found[1]);
}

/**
 * Counts the words of a file, or of every file of a folder as `find` meets them.
 *
 * @param {string} path
 * @param {boolean} isFolder
 */
export async function countWords(path, isFolder) {
  const run = await (isFolder
    ? runProcess('sh', ['-c', 'find "$1" -type f -print0 | wc -w --files0-from=-', 'sh', path], { env: LOCALE })
    : runProcess('wc', ['-w', path], { env: LOCALE }));
  if (run.status !== 0) throw new RangeError(`wc -w ended with status ${run.status}: ${run.stderr.trim()}`);
  return { elapsedMs: run.elapsedMs, words: parseWordCount(run.stdout) };
}
