// Options as the rest of the project sees them: defaults, one check for all, and what of them a report states.
//
// Everything is derived from the one table in options/option-table.ts. This file refuses to read the command line, the
// environment or a file: whoever has values hands them over. Text typed by people becomes values in src/cli.

import { UsageError } from './errors.js';
import { scanOptionTable } from './options/option-table.js';
import { flagOf, quoteValue, refuseValue } from './options/option-text.js';
import type { CommandName, NamedOptionRow, ScanOptions } from './options/option-types.js';

export { optionTable } from './options/option-table.js';
export { describeDefault, flagOf, refuseValue, renderOptionTable, spellOption } from './options/option-text.js';
export type {
  CommandLineOnlyOptions,
  CommandLineOptions,
  CommandName,
  FailingRelation,
  NamedOptionRow,
  OptionGroup,
  OptionKind,
  ReporterChoice,
  ScanOptions,
  ValueType,
} from './options/option-types.js';

const rowsByName: ReadonlyMap<string, NamedOptionRow> = new Map(scanOptionTable.map((row) => [row.name, row]));

/** The defaults of a scan. `workers` is 1 here: how many cores there are is known to the command line only. */
export const defaultOptions: ScanOptions = collectDefaults('scan');

/** Whether the library takes the option, or the command line alone. */
export function isScanOption(name: string): name is keyof ScanOptions {
  return rowsByName.has(name);
}

/** The default that an option of the table has in a command. */
export function defaultOf(row: NamedOptionRow, command: CommandName): unknown {
  return command === 'compare' && row.compareDefault !== undefined ? row.compareDefault : row.default;
}

/**
 * Checks the options given and fills in the defaults of the command; an option that is undefined counts as not given.
 * `spelling` says how errors name an option: as the property, or as the flag that was typed.
 * Throws UsageError: OPTION_UNKNOWN for a name that no option has, OPTION_INVALID for a value out of range and for a
 * passage shorter than a shingle.
 */
export function parseOptions(
  given: Readonly<Partial<ScanOptions>>,
  command: CommandName = 'scan',
  spelling: 'name' | 'flag' = 'name',
): ScanOptions {
  const options: Record<string, unknown> = { ...collectDefaults(command) };
  for (const [name, value] of Object.entries(given)) {
    const row = rowsByName.get(name);
    if (row === undefined) {
      const names = scanOptionTable.map((known) => known.name);
      throw new UsageError('OPTION_UNKNOWN', `there is no option "${name}"; options are ${names.join(', ')}`, { name });
    }
    if (value === undefined) continue;
    checkValue(row, value, spelling);
    options[name] = value;
  }
  const checked = options as unknown as ScanOptions;
  checkPassage(checked, spelling);
  return checked;
}

/**
 * The signature and matching options that a report's header states, defaults included, in the order of the table.
 * Speed options and the choice of files are left out: they may not change a byte of the report.
 */
export function reportedOptions(
  options: ScanOptions,
  command: CommandName = 'scan',
): Readonly<Record<string, unknown>> {
  const reported = scanOptionTable.filter(
    (row) => (row.kind === 'S' || row.kind === 'M') && row.commands.includes(command),
  );
  return Object.fromEntries(reported.map((row) => [row.name, options[row.name as keyof ScanOptions]]));
}

function collectDefaults(command: CommandName): ScanOptions {
  const defaults = Object.fromEntries(scanOptionTable.map((row) => [row.name, defaultOf(row, command)]));
  return defaults as unknown as ScanOptions;
}

function checkValue(row: NamedOptionRow, value: unknown, spelling: 'name' | 'flag'): void {
  const option = spelling === 'flag' ? flagOf(row) : row.name;
  const message = findFault(option, row, value);
  if (message === null) return;
  throw new UsageError('OPTION_INVALID', message, { option, allowed: row.value?.allowed ?? 'true or false' });
}

/** What is wrong with a value, in a sentence; null where nothing is. */
function findFault(option: string, row: NamedOptionRow, value: unknown): string | null {
  const { value: type } = row;
  if (type === null) return typeof value === 'boolean' ? null : refuseValue(option, row, value);
  if (row.isRepeatable === true) {
    if (!Array.isArray(value)) return `${option} must be a list, not ${quoteValue(value)}`;
    const isAllowed = value.every((element) => type.isValid(element));
    if (isAllowed) return null;
    return refuseValue(
      `every value of ${option}`,
      row,
      value.find((element) => !type.isValid(element)),
    );
  }
  const isAllowed = type.isValid(value) || (value === null && row.default === null);
  return isAllowed ? null : refuseValue(option, row, value);
}

function checkPassage(options: ScanOptions, spelling: 'name' | 'flag'): void {
  const { passage, shingleSize } = options;
  if (passage >= shingleSize) return;
  const name = spelling === 'flag' ? '--passage' : 'passage';
  const size = spelling === 'flag' ? '--shingle-size' : 'shingleSize';
  throw new UsageError(
    'OPTION_INVALID',
    `${name} must be at least ${size}, which is ${shingleSize}, not ${passage}: a shorter passage holds no shingle`,
    { option: name, passage, shingleSize },
  );
}
