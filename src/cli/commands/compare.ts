// `dedupe compare <left> <right>`: explains one pair of documents, whatever relates them.
//
// The command only joins what was typed to what the library does.

import { reportComparison } from '../../index.js';
import type { CompareInvocation } from '../arguments.js';
import type { Io } from '../io.js';
import { runReport } from '../run-report.js';

/** Runs the command and returns its exit status: 1 where the pair is a duplicate. */
export function runCompare(invocation: CompareInvocation, io: Io, signal: AbortSignal): Promise<number> {
  const { left, right, options } = invocation;
  return runReport(invocation, [left, right], io, signal, (hooks) => reportComparison(left, right, options, hooks));
}
