import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { startDedupe } from '../helpers/run-dedupe.js';
import { bread } from './texts.js';

describe('a signal while standard input is read', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends the program with %i, and nothing is left behind', async (signal, status) => {
    const folder = makeFolder({ 'a.txt': bread });
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary);
    const args = ['a.txt', '-', '--temp-dir', 'temporary', '--reporter', 'json=out.json'];
    const { process: child, finished } = startDedupe(args, { folder, stdin: bread, isStdinLeftOpen: true });
    // The copy of standard input is there as soon as it is being read.
    while (child.exitCode === null && readdirSync(temporary).length === 0) await sleep(20);
    child.kill(signal);
    expect(await finished).toEqual({ status, signal: null, stdout: '', stderr: '' });
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'temporary']);
  });
});
