// The documents that a report may name, by id: names are compared once, everything after that is sorted by rank.
//
// Refuses to know why a document is named.
import { mergeRuns } from '../match/merge-runs.js';
import type { DocumentIds } from '../model.js';

export interface DocumentOrder {
  /** Each once, by id. */
  readonly documents: Uint32Array;
  /** Per document of the corpus its place among `documents`, from 1; 0 where it is not among them. */
  readonly ranks: Uint32Array;
}

/** Orders documents of `all`, which may be given more than once, by their `ids`. */
export function orderDocuments(given: Iterable<number>, all: number, ids: Pick<DocumentIds, 'compare'>): DocumentOrder {
  const ranks = new Uint32Array(all);
  let count = 0;
  for (const document of given) {
    if (ranks[document] === 0) count++;
    ranks[document] = 1;
  }
  const documents = new Uint32Array(count);
  for (let document = 0, at = 0; at < count; document++) if (ranks[document] === 1) documents[at++] = document;
  mergeRuns(documents, (a, b) => ids.compare(a, b));
  for (let i = 0; i < count; i++) ranks[documents[i]] = i + 1;
  return { documents, ranks };
}

/** The same order where it has all of `wanted`, else a new one that has them too. */
export function extendOrder(
  order: DocumentOrder,
  wanted: Iterable<number>,
  ids: Pick<DocumentIds, 'compare'>,
): DocumentOrder {
  const missing: number[] = [];
  for (const document of wanted) if (order.ranks[document] === 0) missing.push(document);
  return missing.length === 0 ? order : orderDocuments(joinDocuments(order, missing), order.ranks.length, ids);
}

function* joinDocuments({ documents }: DocumentOrder, more: readonly number[]): Generator<number> {
  yield* documents;
  yield* more;
}
