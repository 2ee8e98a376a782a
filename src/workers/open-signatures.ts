// Signatures as `match` reads them, from wherever their column is.
//
// Refuses to keep more of them than the last rows that were asked for.
import type { SignatureRows } from '../model.js';
import { openColumn } from '../spill/spillable-column.js';
import type { StoredColumn } from '../spill/spillable-column.js';

/** Signatures of so many lanes each. Throws InputError TEMP_DIR_UNUSABLE, as `read` does, where their file is gone or cut short. */
export function openSignatures(stored: StoredColumn, lanes: number): SignatureRows & { close(): void } {
  const column = openColumn(stored);
  return {
    read: (first, end) => column.read(lanes * first, lanes * end),
    close: () => {
      column.close();
    },
  };
}
