// The one table of options, in the order in which people read it.
//
// The command line's options, `--help`, README's table, defaults and checks are all derived from this list, so that an
// option is spelled in one place and its default stands in one place. This file only joins the rows.

import { commandLineRows } from './command-line-rows.js';
import type { NamedOptionRow, OptionGroup } from './option-types.js';
import { scanRows } from './scan-rows.js';

const groups: readonly OptionGroup[] = ['Measures', 'Which files', 'Report', 'Running'];

/** The options that the library takes. */
export const scanOptionTable: readonly NamedOptionRow[] = nameRows(scanRows);

/** Every option, group by group; rows as plain objects. */
export const optionTable: readonly NamedOptionRow[] = groups.flatMap((group) =>
  [...scanOptionTable, ...nameRows(commandLineRows)].filter((row) => row.group === group),
);

function nameRows(rows: object): readonly NamedOptionRow[] {
  return Object.entries(rows).map(([name, row]) => ({ name, ...(row as object) }) as NamedOptionRow);
}
