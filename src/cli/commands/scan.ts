// `dedupe [paths…]`: reports the clusters of duplicates among documents; with `--files`, lists what would be read.
//
// The command only joins what was typed to what the library does.

import { escapeText, listSources, reportDuplicates, type RunHooks } from '../../index.js';
import type { ScanInvocation } from '../arguments.js';
import { decideExitStatus, listFaults } from '../exit-status.js';
import type { Io } from '../io.js';
import { createMessages, runReport, stdinHook } from '../run-report.js';
import { TextSink } from '../text-sink.js';

/** Runs the command and returns its exit status. */
export function runScan(invocation: ScanInvocation, io: Io, signal: AbortSignal): Promise<number> {
  const { paths, options, settings } = invocation;
  if (settings.files) return listFiles(invocation, io, signal);
  const named = [...paths, ...options.filesFrom];
  return runReport(invocation, named, io, signal, (hooks) => reportDuplicates(paths, options, hooks));
}

/** Prints a name a line, escaped; with `-0` as it is, ended by NUL, for another program to read. */
async function listFiles(invocation: ScanInvocation, io: Io, signal: AbortSignal): Promise<number> {
  const { paths, options, settings } = invocation;
  const messages = createMessages(invocation, io);
  let faults = 0;
  const hooks: RunHooks = {
    createReporters: () => [],
    onDiagnostic: (diagnostic) => {
      messages.warn(diagnostic);
      if (diagnostic.code !== 'CHARSET_GUESSED' && diagnostic.code !== 'DUPLICATE_ID') faults++;
    },
    signal,
    ...stdinHook([...paths, ...options.filesFrom], io),
  };
  const sources = await listSources(paths, options, hooks);
  const sink = new TextSink(io.stdout.fd, 'standard output');
  for (const source of sources) sink.write(options.nullSeparated ? `${source}\0` : `${escapeText(source)}\n`);
  sink.flush();
  messages.finish();
  const relations = { identical: 0, 'same-text': 0, near: 0, contained: 0, overlap: 0 };
  const verdict = { documents: sources.length, relations, faults, changed: 0 };
  for (const sentence of listFaults(verdict, settings)) messages.tellError(sentence);
  return decideExitStatus(verdict, settings);
}
