// Ids as lists of strings, and as the product keeps them: from the one to the other and back.

import type { DocumentIds, DocumentTable, OwnIds } from '../../src/model.js';
import { decodeId } from '../../src/readers/id-bytes.js';
import { OwnIdColumns } from '../../src/readers/own-ids.js';
import { compareCodePoints } from '../../src/text-order.js';

/** Ids by row; of equal ones, which the product never has, the first is found and comes first. */
export function listIds(ids: readonly string[]): DocumentIds {
  return {
    read: (document) => ids[document],
    compare: (left, right) => compareCodePoints(ids[left], ids[right]) || left - right,
    find: (id) => (ids.includes(id) ? ids.indexOf(id) : null),
  };
}

/** The ids of all documents, by row. */
export function readIds({ ids, count }: Pick<DocumentTable, 'ids' | 'count'>): string[] {
  return Array.from({ length: count }, (_, document) => ids.read(document));
}

/** Own ids, null where a document says nothing, as a thread hands them over. */
export function packIds(ids: readonly (string | null)[]): OwnIds {
  const columns = new OwnIdColumns();
  for (const id of ids) columns.append(id);
  return columns.finish();
}

export function unpackIds({ bytes, starts }: OwnIds): (string | null)[] {
  return Array.from(starts.subarray(1), (end, row) => (end === starts[row] ? null : decodeId(bytes, starts[row], end)));
}
