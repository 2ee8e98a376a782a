// The program: takes arguments, returns the exit status. The only place that catches everything.
//
// Nothing heavy is imported before it is needed, so that `--version` and a mistyped option answer at once. It never calls
// process.exit: what is still to be written is written, and the process ends because nothing is left to do.

import type { Readable } from 'node:stream';
import { versionLine } from './help-text.js';
import { type Interruption, watchInterruption } from './interruption.js';
import { type Io, processIo } from './io.js';
import { writeFully } from './write-fully.js';

/**
 * Runs one command line (without node and script). `given` replaces parts of the process, for tests.
 * Resolves to 0 nothing found, 1 found, 2 something went wrong, 130 or 143 after SIGINT or SIGTERM; never rejects for
 * what a user can cause.
 */
export async function main(argv: readonly string[], given: Partial<Io> = {}): Promise<number> {
  const outer: Io = { ...processIo(), ...given };
  const interruption = watchInterruption((error) => void tellError(error, io));
  let stdin: Readable | null = null;
  const io: Io = { ...outer, openStdin: () => (stdin ??= openInterruptible(outer, interruption.signal)) };
  try {
    const status = await runCommand(argv, io, interruption);
    return interruption.status() ?? status;
  } catch (error) {
    if (!interruption.isCauseOf(error)) await tellError(error, io);
    return interruption.status() ?? 2;
  } finally {
    interruption.dispose();
    // An input that was left half read would keep the process waiting for its end.
    (stdin as Readable | null)?.destroy();
  }
}

async function runCommand(argv: readonly string[], io: Io, interruption: Interruption): Promise<number> {
  // Told apart before the options are loaded: scripts ask for it often.
  if (argv.length === 1 && argv[0] === '--version') return printText(`${versionLine}\n`, io);
  const { parseArguments } = await import('./arguments.js');
  const invocation = parseArguments(argv, io.stdout);
  switch (invocation.command) {
    case 'print':
      return printText(invocation.text, io);
    case 'scan': {
      const { runScan } = await import('./commands/scan.js');
      return runScan(invocation, io, interruption.signal);
    }
    case 'compare': {
      const { runCompare } = await import('./commands/compare.js');
      return runCompare(invocation, io, interruption.signal);
    }
  }
}

/** Standard input that ends with the signal's reason: whoever waits for more of it is not left waiting. */
function openInterruptible(io: Io, signal: AbortSignal): Readable {
  const stdin = io.openStdin();
  // Told to whoever reads it; without a reader the error would be nobody's.
  stdin.on('error', () => undefined);
  signal.addEventListener('abort', () => stdin.destroy(signal.reason as Error), { once: true });
  return stdin;
}

async function printText(text: string, io: Io): Promise<number> {
  try {
    writeFully(io.stdout.fd, Buffer.from(text, 'utf8'));
    return 0;
  } catch (error) {
    const { refuseOutput } = await import('./output-error.js');
    throw refuseOutput('standard output', error);
  }
}

async function tellError(error: unknown, io: Io): Promise<void> {
  const { tellFailure } = await import('./failure.js');
  tellFailure(error, io.stderr);
}
