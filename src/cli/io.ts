// What the command line sees of the process: two outputs by their file descriptors, standard input, the environment.
//
// Plain data, so that a test hands over files instead of terminals. Standard input and a terminal's stream object are
// touched only when asked for: making them has effects (a pipe turns non-blocking, a terminal is held open), and takes
// time. So nothing here imports node:process, which makes them all: `process` is the global one.

import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';

/** Standard output or standard error. */
export interface OutputStream {
  readonly fd: number;
  readonly isTerminal: boolean;
  /** null where it is no terminal. */
  readonly columns: number | null;
}

export interface Io {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  openStdin(): Readable;
}

/** The real process. */
export function processIo(): Io {
  return {
    stdout: describeStream(1, () => process.stdout.columns),
    stderr: describeStream(2, () => process.stderr.columns),
    environment: process.env,
    openStdin: () => process.stdin,
  };
}

function describeStream(fd: number, columns: () => number | undefined): OutputStream {
  const isTerminal = isatty(fd);
  return { fd, isTerminal, columns: isTerminal ? (columns() ?? null) : null };
}
