// What was typed becomes what is meant, once: a command, its paths, its options; or a sentence about what is wrong.
//
// commander splits the arguments, knows the near spelling of a mistyped option and lays out the help; every option of it
// is made from the option table. It is loaded when there is an option at all. Which command it is, is decided here: the
// first argument, if it is a command's name.

import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type * as Commander from 'commander';
import {
  type CommandLineOnlyOptions,
  type CommandName,
  defaultOf,
  describeDefault,
  flagOf,
  isScanOption,
  type NamedOptionRow,
  optionTable,
  parseOptions,
  refuseValue,
  type ScanOptions,
  spellOption,
  UsageError,
} from '../index.js';
import { closingHelp, usageLines, versionLine } from './help-text.js';
import type { OutputStream } from './io.js';
import { widthOf } from './terminal.js';

const require = createRequire(import.meta.url);

interface RunInvocation {
  readonly options: ScanOptions;
  readonly settings: CommandLineOnlyOptions;
}

export interface ScanInvocation extends RunInvocation {
  readonly command: 'scan';
  readonly paths: readonly string[];
}

export interface CompareInvocation extends RunInvocation {
  readonly command: 'compare';
  readonly left: string;
  readonly right: string;
}

/** Help or version: text for standard output, and nothing else to do. */
export interface PrintInvocation {
  readonly command: 'print';
  readonly text: string;
}

export type Invocation = ScanInvocation | CompareInvocation | PrintInvocation;

/** Names that will be commands; a folder of such a name is `./index` already, so that nobody's script changes meaning. */
const reservedNames = ['index', 'check', 'apply'];

/** The most that the option table allows. */
const mostWorkers = 256;

/**
 * Reads the arguments (without node and script). `stdout` is where help would go: its width is used.
 * Throws UsageError, one sentence, for whatever is wrong with them.
 */
export function parseArguments(argv: readonly string[], stdout: OutputStream): Invocation {
  const [first] = argv;
  if (first !== undefined && reservedNames.includes(first)) {
    throw new UsageError(
      'COMMAND_UNKNOWN',
      `this version has no command "${first}"; a path of that name is ./${first}`,
    );
  }
  const name: CommandName = first === 'compare' ? 'compare' : 'scan';
  const parsed = parseCommand(name, name === 'compare' ? argv.slice(1) : argv, widthOf(stdout));
  if (typeof parsed === 'string') return { command: 'print', text: parsed };
  const { operands, values } = parsed;
  const invocation = { options: readScanOptions(values, name), settings: readSettings(values, name) };
  if (invocation.settings.quiet && invocation.settings.verbose) {
    throw new UsageError('OPTION_INVALID', '--quiet and --verbose exclude each other; leave one out');
  }
  if (name === 'compare') {
    const [left = '', right = ''] = operands;
    return { command: 'compare', left, right, ...invocation };
  }
  checkStdin([...operands, ...invocation.options.filesFrom]);
  checkFirstOperand(argv, operands);
  const hasPaths = operands.length > 0 || invocation.options.filesFrom.length > 0;
  return { command: 'scan', paths: hasPaths ? operands : ['.'], ...invocation };
}

/** No argument of a process can hold it. */
const guard = '\0';

interface ParsedCommand {
  readonly operands: readonly string[];
  /** By the names of the option table; only what was typed. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** Reads the arguments of one command; a string is text that was asked for instead. */
function parseCommand(name: CommandName, args: readonly string[], width: number): ParsedCommand | string {
  const hasOptions = args.some((argument) => argument.startsWith('-') && argument !== '-');
  // commander would say the same, and takes longer to load than a small run.
  if (!hasOptions && (name === 'scan' || args.length === 2)) return { operands: args, values: new Map() };
  return parseWithCommander(name, args, width);
}

function parseWithCommander(name: CommandName, args: readonly string[], width: number): ParsedCommand | string {
  const commander = require('commander') as typeof Commander;
  let printed = '';
  const { command, attributes } = buildCommand(commander, name);
  command.exitOverride().configureOutput({
    writeOut: (text) => (printed += text),
    // Every error is told by main, after it was put into one sentence.
    writeErr: () => undefined,
    getOutHelpWidth: () => width,
    getOutHasColors: () => false,
  });
  try {
    command.parse(args.map(guardStdinLine), { from: 'user' });
  } catch (error) {
    if (!(error instanceof commander.CommanderError)) throw error;
    if (error.exitCode === 0) return printed;
    throw rephraseError(error, name);
  }
  const typed = [...attributes].filter(([, attribute]) => command.getOptionValueSource(attribute) === 'cli');
  const values = new Map(typed.map(([option, attribute]) => [option, command.getOptionValue(attribute) as unknown]));
  return { operands: command.args.map((operand) => operand.replace(guard, '')), values };
}

/** A line of standard input, `-:3`, would be taken for an option; so it passes commander behind this character. */
function guardStdinLine(argument: string): string {
  return /^-:\d+$/.test(argument) ? guard + argument : argument;
}

function buildCommand(
  commander: typeof Commander,
  name: CommandName,
): { command: Commander.Command; attributes: ReadonlyMap<string, string> } {
  const command = new commander.Command('dedupe').usage(usageLines[name]);
  const attributes = new Map<string, string>();
  const spellings = new Map<Commander.Option, string>();
  for (const row of optionTable) {
    if (!row.commands.includes(name)) continue;
    const option = buildOption(commander, row, name);
    spellings.set(option, spellOption(row));
    if (row.name === 'help') {
      command.addHelpOption(option);
    } else if (row.name === 'version') {
      command.version(versionLine, row.flags, row.help);
      command.options.at(-1)?.helpGroup(`${row.group}:`);
    } else {
      command.addOption(option);
      attributes.set(row.name, option.attributeName());
    }
  }
  if (name === 'scan') command.argument('[paths...]');
  else command.argument('<left>').argument('<right>');
  command.configureHelp({ optionTerm: (option) => spellings.get(option) ?? option.flags });
  command.addHelpText('after', closingHelp[name]);
  return { command, attributes };
}

function buildOption(commander: typeof Commander, row: NamedOptionRow, name: CommandName): Commander.Option {
  const described = describeDefault(row, name);
  const isUnset = Array.isArray(row.default) && row.default.length === 0;
  const help = described === null || isUnset ? row.help : `${row.help} (default: ${described})`;
  // The placeholder of the table may hold characters that mean something to commander.
  const option = new commander.Option(row.value === null ? row.flags : `${row.flags} <value>`, help);
  option.helpGroup(`${row.group}:`);
  const { value: type } = row;
  if (type === null) return option;
  return option.argParser((text, previous: unknown) => {
    const value = type.parseText(text);
    if (value === undefined) {
      const flag = flagOf(row);
      throw new UsageError('OPTION_INVALID', refuseValue(flag, row, text), { option: flag, seen: text });
    }
    if (row.isRepeatable !== true) return value;
    return Array.isArray(previous) ? [...(previous as unknown[]), value] : [value];
  });
}

function rephraseError(error: Commander.CommanderError, name: CommandName): UsageError {
  const sentence = error.message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (.*)\?\)$/, '; did you mean $1?')
    .replace(' <value>', '')
    .replace(/argument missing$/, 'needs a value');
  switch (error.code) {
    case 'commander.unknownOption': {
      const hint = sentence.endsWith('?') ? '' : '; dedupe --help lists the options';
      return new UsageError('OPTION_UNKNOWN', sentence + hint, {}, { cause: error });
    }
    case 'commander.missingArgument':
    case 'commander.excessArguments':
      return new UsageError('ARGUMENT_INVALID', `compare takes two documents: dedupe ${usageLines[name]}`);
    default:
      return new UsageError('OPTION_INVALID', sentence, {}, { cause: error });
  }
}

function readScanOptions(values: ReadonlyMap<string, unknown>, name: CommandName): ScanOptions {
  const workers = Math.min(availableParallelism(), mostWorkers);
  const typed = Object.fromEntries([...values].filter(([option]) => isScanOption(option)));
  return parseOptions({ workers, ...typed }, name, 'flag');
}

function readSettings(values: ReadonlyMap<string, unknown>, name: CommandName): CommandLineOnlyOptions {
  const rows = optionTable.filter((row) => !isScanOption(row.name));
  const settings = Object.fromEntries(rows.map((row) => [row.name, values.get(row.name) ?? defaultOf(row, name)]));
  return settings as unknown as CommandLineOnlyOptions;
}

function checkStdin(paths: readonly string[]): void {
  if (paths.filter((path) => path === '-').length < 2) return;
  throw new UsageError('ARGUMENT_INVALID', 'standard input ("-") can be read once, and is named twice');
}

/** A command's name among the options would silently be taken for a path. */
function checkFirstOperand(argv: readonly string[], operands: readonly string[]): void {
  const [operand] = operands;
  if (operand === undefined || operand === argv[0]) return;
  if (operand !== 'compare' && !reservedNames.includes(operand)) return;
  const separator = argv.indexOf('--');
  const isLiteral = separator >= 0 && operands.length === argv.length - separator - 1;
  if (isLiteral) return;
  throw new UsageError(
    'ARGUMENT_INVALID',
    `the command "${operand}" stands first; a path of that name is ./${operand}`,
  );
}
