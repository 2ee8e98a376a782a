// The reporters by name: the one place that lists them. A new reporter is a file, a line here, and nothing else; the
// contract suite finds it by this list. Refuses names it does not know.
import type { Reporter, ReporterContext } from '../model.js';
import { createJsonReporter } from './json.js';
import { createNdjsonReporter } from './ndjson.js';
import { createTextReporter } from './text.js';

export { escapeText } from './escape-text.js';

const reporters = {
  text: createTextReporter,
  json: createJsonReporter,
  ndjson: createNdjsonReporter,
} as const satisfies Readonly<Record<string, (context: ReporterContext) => Reporter>>;

/** A name that `--reporter` takes. */
export type ReporterName = keyof typeof reporters;

/** Every reporter's name; the first is the default. */
export const reporterNames: readonly ReporterName[] = Object.keys(reporters) as ReporterName[];

/** Whether a reporter of this name exists. */
export function isReporterName(name: string): name is ReporterName {
  return Object.hasOwn(reporters, name);
}

/**
 * Starts a report. Everything goes to `context.write`, in pieces that are not lines; the reporter's calls throw a plain
 * Error where their order is broken. Throws one for an unknown name too: `isReporterName` is the check for what users type.
 */
export function createReporter(name: ReporterName, context: ReporterContext): Reporter {
  if (!isReporterName(name)) {
    throw new Error(`no reporter is named ${JSON.stringify(name)}; there are ${reporterNames.join(', ')}`);
  }
  return reporters[name](context);
}
