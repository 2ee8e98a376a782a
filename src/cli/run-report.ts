// One run from its options to its exit status: what it shows meanwhile, where its reports go, how it ends.
//
// Shared by the commands that write a report. The order matters: places are checked before the run, reports appear when
// it has succeeded, and whatever happens the status line is cleared and no half report stays.

import type { PhaseEvents, RunHooks, RunOutcome } from '../index.js';
import type { CompareInvocation, ScanInvocation } from './arguments.js';
import { decideExitStatus, listFaults } from './exit-status.js';
import type { Io } from './io.js';
import { Messages } from './messages.js';
import { createProgress } from './progress.js';
import { ReportOutput } from './report-output.js';
import { decideColor, decideProgress, widthOf } from './terminal.js';
import { createVerboseEvents, describeUsage, joinPhaseEvents } from './verbose.js';

type RunInvocation = ScanInvocation | CompareInvocation;

/** `maxRSS` counts in these. */
const rssUnitByteLength = 1024;

/** The clock of progress and `--verbose`: milliseconds since the program started. */
const now = (): number => performance.now();

/** Standard error as this invocation wants it. */
export function createMessages({ settings }: Pick<RunInvocation, 'settings'>, io: Io): Messages {
  return new Messages(io.stderr, decideColor(settings.color, io.stderr, io.environment), settings.quiet);
}

/** What the library is told about standard input: the stream where a path or a line of it (`-:3`) is named, else nothing. */
export function stdinHook(paths: readonly string[], io: Io): Pick<RunHooks, 'stdin'> {
  return paths.some((path) => /^-(:\d+)?$/.test(path)) ? { stdin: io.openStdin() } : {};
}

/**
 * Runs a command that writes reports and returns the exit status. `paths` are those of the run, lists included: one of
 * them may be standard input. Rejects with what the run rejects with, cleaned up.
 */
export async function runReport(
  invocation: RunInvocation,
  paths: readonly string[],
  io: Io,
  signal: AbortSignal,
  run: (hooks: RunHooks) => Promise<RunOutcome>,
): Promise<number> {
  const { settings } = invocation;
  const messages = createMessages(invocation, io);
  const output = openOutput(invocation, io, messages);
  try {
    signal.throwIfAborted();
    const outcome = await run({
      createReporters: (readText) => output.createReporters({ command: invocation.command, readText }),
      onDiagnostic: (diagnostic) => messages.warn(diagnostic),
      events: joinPhaseEvents(listenToPhases(invocation, io, messages)),
      signal,
      outputs: settings.reporter.flatMap(({ file }) => (file === null ? [] : [file])),
      ...stdinHook(paths, io),
    });
    output.commit();
    messages.finish();
    for (const sentence of listFaults(outcome, settings)) messages.tellError(sentence);
    if (settings.verbose) messages.tellDetail(measureUsage(outcome.kernel, invocation.options.workers));
    return decideExitStatus(outcome, settings);
  } finally {
    messages.clearStatus();
    output.discard();
  }
}

function openOutput({ settings }: RunInvocation, io: Io, messages: Messages): ReportOutput {
  return new ReportOutput(settings.reporter, {
    stdout: io.stdout,
    isStdoutColored: decideColor(settings.color, io.stdout, io.environment),
    stdoutWidth: widthOf(io.stdout),
    isFileColored: settings.color === 'always',
    fileWidth: widthOf({ ...io.stdout, columns: null }),
    beforeStdout: () => messages.clearStatus(),
  });
}

function listenToPhases({ settings }: RunInvocation, io: Io, messages: Messages): readonly PhaseEvents[] {
  const listeners: PhaseEvents[] = [];
  if (!settings.quiet && decideProgress(settings.progress, io.stderr, io.environment)) {
    listeners.push(createProgress(messages, widthOf(io.stderr), now));
  }
  if (settings.verbose) listeners.push(createVerboseEvents((line) => messages.tellDetail(line), now));
  return listeners;
}

function measureUsage(kernel: string, workers: number): string {
  return describeUsage({
    kernel,
    workers,
    elapsedMs: now(),
    peakByteLength: process.resourceUsage().maxRSS * rssUnitByteLength,
  });
}
