// What the program says of itself around the list of options: version, usage, exit statuses, examples.
//
// Options themselves come from the option table. The lines here are laid out by hand and fit 80 columns. Nothing of the
// library is loaded for them: `--version` is to answer at once.

import type { CommandName } from '../index.js';
import { VERSION } from '../version.js';

/** What `--version` prints: `dedupe 0.1.0`. */
export const versionLine = `dedupe ${VERSION}`;

/** After `dedupe`, as commander's usage. */
export const usageLines: Readonly<Record<CommandName, string>> = {
  scan: '[options] [paths...]\n       dedupe compare [options] <left> <right>',
  compare: 'compare [options] <left> <right>',
};

const exitStatuses = `
Exit status:
  0    nothing found
  1    something of --fail-on was found
  2    something went wrong; what it was stands on standard error
  130  interrupted (SIGINT); 143 terminated (SIGTERM)`;

/** After the options. */
export const closingHelp: Readonly<Record<CommandName, string>> = {
  scan: `
Paths are files, folders and globs; without any, the current folder is read. A
file is one document; of a .jsonl file, and of standard input ("-"), every line
is one. After -- nothing is an option; a path named like a command is ./compare.
${exitStatuses}

Examples:
  dedupe articles                     duplicates among the files of a folder
  dedupe --reporter json=report.json corpus.jsonl`,
  compare: `
Explains one pair: relation, measures, shared passages with their lines. Each
side is a file, or FILE:LINE for a line of a .jsonl file ("-:LINE" for one of
standard input).
${exitStatuses}

Examples:
  dedupe compare draft.txt final.txt
  dedupe compare corpus.jsonl:17 corpus.jsonl:4711`,
};
