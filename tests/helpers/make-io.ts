// The command line's view of a process, made of two files: what it writes can be read back.

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Io } from '../../src/cli/io.js';

export interface RecordedIo {
  readonly io: Io;
  readonly readStdout: () => string;
  readonly readStderr: () => string;
}

/** Both outputs are terminals of 80 columns, or none is. Removed when the test is over. */
export function makeIo(isTerminal = false, environment: Io['environment'] = {}): RecordedIo {
  const folder = mkdtempSync(join(tmpdir(), 'dedupe-io-'));
  const fds: number[] = [];
  const open = (name: string): Io['stdout'] => {
    const fd = openSync(join(folder, name), 'w');
    fds.push(fd);
    return { fd, isTerminal, columns: isTerminal ? 80 : null };
  };
  onTestFinished(() => {
    for (const fd of fds) closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  const io: Io = {
    stdout: open('stdout'),
    stderr: open('stderr'),
    environment,
    openStdin: () => Readable.from([]),
  };
  return {
    io,
    readStdout: () => readFileSync(join(folder, 'stdout'), 'utf8'),
    readStderr: () => readFileSync(join(folder, 'stderr'), 'utf8'),
  };
}
