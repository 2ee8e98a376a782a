import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { codeOf, writeFully } from '../../src/cli/write-fully.js';

/** A named pipe with both ends open and non-blocking; removed when the test is over. */
function makePipe(): { path: string; readEnd: number; writeEnd: number } {
  const folder = mkdtempSync(join(tmpdir(), 'dedupe-pipe-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeEnd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  return { path, readEnd, writeEnd };
}

describe('writeFully', () => {
  it('waits for the reader of a full pipe and loses nothing', async () => {
    const { path, readEnd, writeEnd } = makePipe();
    const out = `${path}.out`;
    const reader = spawn('sh', ['-c', 'sleep 0.2; cat "$1" > "$2"', 'sh', path, out], { stdio: 'ignore' });
    const ended = once(reader, 'close');
    // Many times what a pipe holds (64 KiB on Linux).
    const bytes = Buffer.alloc(1_000_000, 'abcdefghijklmnopqrstuvwxyz\n');
    expect(writeFully(writeEnd, bytes)).toBe(true);
    closeSync(writeEnd);
    await ended;
    closeSync(readEnd);
    expect(readFileSync(out).equals(bytes)).toBe(true);
  });

  it('says so when nobody reads any more', () => {
    const { readEnd, writeEnd } = makePipe();
    closeSync(readEnd);
    expect(writeFully(writeEnd, Buffer.from('x'))).toBe(false);
    closeSync(writeEnd);
  });

  it('writes nothing when there is nothing', () => {
    expect(writeFully(-1, Buffer.alloc(0))).toBe(true);
  });

  it('throws every other error of the system', () => {
    expect(() => writeFully(-1, Buffer.from('x'))).toThrow();
  });
});

describe('codeOf', () => {
  it('is the code of a system error, and null for everything else', () => {
    expect(codeOf(Object.assign(new Error('x'), { code: 'EPIPE' }))).toBe('EPIPE');
    expect([new Error('x'), Object.assign(new Error('x'), { code: 1 }), { code: 'EPIPE' }, null].map(codeOf)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
