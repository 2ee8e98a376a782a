// What is said about options: their spelling, their default, the sentence about a bad value, README's table.
//
// Pure text from rows of the table; it decides nothing and checks nothing.

import type { CommandName, NamedOptionRow } from './option-types.js';
import { optionTable } from './option-table.js';

/** The flags with the placeholder, as `--help` and README show them: `-q, --quiet`, `--jaccard RATIO`. */
export function spellOption(row: NamedOptionRow): string {
  return row.value === null ? row.flags : `${row.flags} ${row.value.placeholder}`;
}

/** The flag that errors name: the long one where there are two. */
export function flagOf(row: NamedOptionRow): string {
  return row.flags.split(', ').at(-1) ?? row.flags;
}

/** The default in words, as people would type it; null for a switch, which is off. */
export function describeDefault(row: NamedOptionRow, command?: CommandName): string | null {
  if (row.value === null) return null;
  if (command !== undefined && row.compareDefault !== undefined) {
    return writeValue(command === 'compare' ? row.compareDefault : row.default);
  }
  return row.defaultText ?? writeValue(row.default);
}

/** One sentence on a value that an option does not take. `option` is how the reader spelled it. */
export function refuseValue(option: string, row: NamedOptionRow, seen: unknown): string {
  return `${option} must be ${row.value?.allowed ?? 'true or false'}, not ${quoteValue(seen)}`;
}

/** A value in a sentence: texts in quotes, everything else as it would be written. */
export function quoteValue(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : writeValue(value);
}

/** The table of README, as Markdown that prettier leaves as it is. */
export function renderOptionTable(): string {
  const lines = optionTable.map((row) => [
    `\`${spellOption(row).replaceAll('|', '\\|')}\``,
    describeDefault(row)?.replaceAll('|', '\\|') ?? 'off',
    row.kind,
    row.help.replaceAll('|', '\\|'),
  ]);
  const table = [['option', 'default', 'kind', 'what it does'], ['---', '---', '---', '---'], ...lines];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  return table
    .map((cells, line) => {
      const padded = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, line === 1 ? '-' : ' '));
      return `| ${padded.join(' | ')} |`;
    })
    .join('\n');
}

function writeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeValue).join(', ')}]`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
