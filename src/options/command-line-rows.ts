// The rows of the options that only the command line knows: where reports go, what fails, what is shown meanwhile.
//
// The other half of the one table of options (option-table.ts joins the halves). Nothing here may change what a report
// says, so every row is of kind –.

import type { CommandLineOnlyOptions, CommandName, OptionRow } from './option-types.js';
import { choice, duplicateRelations, relationList, reporterChoice } from './value-types.js';

const everyCommand: readonly CommandName[] = ['scan', 'compare'];
const scanOnly: readonly CommandName[] = ['scan'];

export const commandLineRows: {
  readonly [Name in keyof CommandLineOnlyOptions]: OptionRow<CommandLineOnlyOptions[Name]>;
} = {
  files: {
    flags: '--files',
    value: null,
    default: false,
    kind: '–',
    group: 'Which files',
    commands: scanOnly,
    help: 'list the files that would be read, and stop',
  },
  reporter: {
    flags: '--reporter',
    value: reporterChoice,
    isRepeatable: true,
    default: [{ name: 'text', file: null }],
    defaultText: 'text',
    kind: '–',
    group: 'Report',
    commands: everyCommand,
    help: 'form of the report, on standard output or in FILE; repeatable',
  },
  failOn: {
    flags: '--fail-on',
    value: relationList,
    default: duplicateRelations,
    defaultText: duplicateRelations.join(','),
    kind: '–',
    group: 'Report',
    commands: everyCommand,
    help: 'relations that make the exit status 1; none only reports',
  },
  allowEmpty: {
    flags: '--allow-empty',
    value: null,
    default: false,
    kind: '–',
    group: 'Report',
    commands: scanOnly,
    help: 'no documents at all is no error',
  },
  allowUnreadable: {
    flags: '--allow-unreadable',
    value: null,
    default: false,
    kind: '–',
    group: 'Report',
    commands: everyCommand,
    help: 'what is missing, unreadable or malformed among the rest is no error',
  },
  progress: {
    flags: '--progress',
    value: choice('auto', 'always', 'never'),
    default: 'auto',
    kind: '–',
    group: 'Running',
    commands: everyCommand,
    help: 'show progress on standard error; auto: on a terminal',
  },
  color: {
    flags: '--color',
    value: choice('auto', 'always', 'never'),
    default: 'auto',
    kind: '–',
    group: 'Running',
    commands: everyCommand,
    help: 'color the output; auto: on a terminal, unless FORCE_COLOR or NO_COLOR say otherwise',
  },
  quiet: {
    flags: '-q, --quiet',
    value: null,
    default: false,
    kind: '–',
    group: 'Running',
    commands: everyCommand,
    help: 'nothing but the report and errors: no progress, no warnings',
  },
  verbose: {
    flags: '-v, --verbose',
    value: null,
    default: false,
    kind: '–',
    group: 'Running',
    commands: everyCommand,
    help: 'a line a phase on standard error, and what the run took',
  },
  version: {
    flags: '--version',
    value: null,
    default: false,
    kind: '–',
    group: 'Running',
    commands: everyCommand,
    help: 'print the version, and stop',
  },
  help: {
    flags: '-h, --help',
    value: null,
    default: false,
    kind: '–',
    group: 'Running',
    commands: everyCommand,
    help: 'print this help, and stop',
  },
};
