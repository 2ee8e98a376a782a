// One command run to its end, with all of its processes looked at.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { canMeasureTree, listTree, measureTree, readKilobytes } from '../../../bench/measure/process-tree.js';
import { CommandFailure, runDedupe } from '../../../bench/measure/run-dedupe.js';
import { runProcess } from '../../../bench/measure/run-process.js';
import { withTempFolder } from '../../../bench/measure/temp-folder.js';
import { makeFolder } from '../../helpers/make-folder.js';

if (!canMeasureTree) console.log('memory of processes: not looked at, this system has no /proc');

/** Takes 60 MB, filled with ones so that they are there, and keeps them until the process ends. */
const HOLD = 'globalThis.held = Buffer.alloc(60e6, 1);';
const PAUSE = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);';

function runNode(script: string, options?: Parameters<typeof runProcess>[2]): ReturnType<typeof runProcess> {
  return runProcess(process.execPath, ['-e', script], options);
}

describe('runProcess', () => {
  it('gives status and what was said', async () => {
    const run = await runNode('console.log("out " + process.env.WORD); console.error("err"); process.exitCode = 3', {
      env: { WORD: 'here' },
    });
    expect(run).toMatchObject({ status: 3, isTimedOut: false, stdout: 'out here\n', stderr: 'err\n' });
    expect(run.elapsedMs).toBeGreaterThan(0);
  });

  it('writes standard output to a file where one is named', async () => {
    const file = join(makeFolder(), 'out');
    const run = await runNode('console.log("x".repeat(300_000))', { stdoutFile: file });
    expect(run.stdout).toBe('');
    expect(readFileSync(file, 'utf8')).toHaveLength(300_001);
  });

  it('rejects where the command does not exist', async () => {
    await expect(runProcess('no-such-command-here', [])).rejects.toThrow('ENOENT');
  });

  it('ends a command and its children when the time is up', async () => {
    const file = join(makeFolder(), 'pid');
    const child = `require('fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const parent = `require('child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(child)}])`;
    const run = await runNode(parent, { timeLimitMs: 1500 });
    expect(run.isTimedOut).toBe(true);
    expect(run.status).toBeNull();
    if (canMeasureTree) expect(isRunning(Number(readFileSync(file, 'utf8')))).toBe(false);
  });

  it.skipIf(!canMeasureTree)('sees the memory of the command and of its children together', async () => {
    const alone = await runNode(`${HOLD}${PAUSE}`);
    const child = JSON.stringify(`${HOLD}${PAUSE}`);
    const both = await runNode(`${HOLD}require('child_process').spawnSync(process.execPath, ['-e', ${child}])`);
    expect(alone.peakBytes).toBeGreaterThan(60e6);
    expect(both.peakBytes).toBeGreaterThan(Number(alone.peakBytes) + 60e6);
  });
});

/** A process that has ended and was not yet waited for by its new parent still has a number. */
function isRunning(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

describe.skipIf(!canMeasureTree)('measureTree', () => {
  it('begins a tree with its root, and finds nothing where no process is', () => {
    expect(listTree(process.pid)[0]).toBe(process.pid);
    expect(listTree(2 ** 22 + 1)).toEqual([]);
    expect(measureTree(2 ** 22 + 1)).toEqual({ residentBytes: 0, peakBytes: 0, processorMs: 0 });
  });

  it('tells what this process takes', () => {
    const { residentBytes, peakBytes, processorMs } = measureTree(process.pid);
    expect(residentBytes).toBeGreaterThan(20e6);
    expect(peakBytes).toBeGreaterThan(20e6);
    expect(processorMs).toBeGreaterThan(0);
  });
});

describe('readKilobytes', () => {
  it('reads a field of a status file, 0 where it is absent', () => {
    const status = 'Name:\tnode\nVmHWM:\t   51200 kB\nVmRSS:\t  204 kB\n';
    expect([readKilobytes(status, 'VmHWM'), readKilobytes(status, 'VmRSS'), readKilobytes('', 'VmRSS')]).toEqual([
      51_200 * 1024,
      204 * 1024,
      0,
    ]);
  });
});

describe('runDedupe', () => {
  const makeSettings = () => ({ reportFile: join(makeFolder(), 'report'), timeLimitMs: 60_000 });

  it('takes 0 and 1 for a run, other statuses for a failure with what was said', async () => {
    const settings = makeSettings();
    const bin = join(
      makeFolder({ 'bin.js': 'console.error("no such thing"); process.exitCode = +process.argv[2]' }),
      'bin.js',
    );
    expect((await runDedupe(bin, ['1'], settings)).status).toBe(1);
    await expect(runDedupe(bin, ['2'], settings)).rejects.toThrow('dedupe ended with status 2: no such thing');
    expect((await runDedupe(bin, ['2'], { ...settings, statuses: [2] })).status).toBe(2);
    await expect(runDedupe(bin, ['0'], { ...settings, statuses: [1] })).rejects.toThrow(CommandFailure);
  });

  it('says that the time was up', async () => {
    const bin = join(makeFolder({ 'bin.js': 'setInterval(() => {}, 1000)' }), 'bin.js');
    await expect(runDedupe(bin, [], { ...makeSettings(), timeLimitMs: 300 })).rejects.toThrow('not done after 0.3 s');
  });
});

describe('withTempFolder', () => {
  it('removes the folder afterwards, after an error too', async () => {
    const parent = makeFolder();
    let seen = '';
    await withTempFolder(parent, (folder) => {
      seen = folder;
      expect(existsSync(folder)).toBe(true);
      return Promise.resolve();
    });
    expect(existsSync(seen)).toBe(false);
    const failing = withTempFolder(parent, (folder) => {
      seen = folder;
      return Promise.reject(new Error('disk full'));
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(existsSync(seen)).toBe(false);
  });
});
