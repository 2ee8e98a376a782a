// The ids of documents as plain strings in plain Maps: what flat columns must say too.

import type { Diagnostic, DocumentTable, Source } from '../../src/model.js';

/** How many repeated ids are told in full. */
const REPEATED_IDS_TOLD = 20;

/** How much of a repeated id is quoted. */
const QUOTED_LENGTH = 200;

/** In place of a document: the name was claimed by several and belongs to none of them. */
const NOBODY = -1;

export interface PlainIds {
  /** One a document, all different. */
  readonly ids: string[];
  /** DUPLICATE_ID, one a repeated id, in the order in which they were first repeated; the last counts the rest. */
  readonly diagnostics: Diagnostic[];
}

/**
 * Names every document. One that has an own id (`ownIds`, null where it says nothing) keeps it unless another document
 * has the same name: then every JSON line of that id is named `path:line`. A path or `path:line` is never given up for
 * an own id that looks like it. Time and memory are linear in the documents, whatever their ids are.
 */
export function assignPlainIds(
  sources: readonly Pick<Source, 'path'>[],
  documents: Pick<DocumentTable, 'count' | 'sources' | 'lines'>,
  ownIds: readonly (string | null)[],
): PlainIds {
  const ids: string[] = new Array<string>(documents.count);
  const owners = new Map<string, number>();
  const hasOwnId = new Uint8Array(documents.count);
  const repeated = new Map<string, { readonly first: number; documents: number }>();

  /** Where a document lies: the name that is its own whatever its id field says. */
  function locate(document: number): string {
    const { path } = sources[documents.sources[document]];
    const line = documents.lines[document];
    return line === 0 ? path : `${path}:${line}`;
  }

  function note(name: string, first: number): void {
    const entry = repeated.get(name);
    if (entry === undefined) repeated.set(name, { first, documents: 2 });
    else entry.documents++;
  }

  /** Gives a document a name; returns the documents that must be named by where they lie instead, if any. */
  function claim(document: number, name: string): number[] {
    const owner = owners.get(name);
    ids[document] = name;
    if (owner === undefined) {
      owners.set(name, document);
      return [];
    }
    note(name, owner === NOBODY ? document : owner);
    if (owner !== NOBODY && hasOwnId[owner] === 0) {
      // The owner keeps the name of its place. Two places of one name are two files shown alike: the later is numbered.
      if (hasOwnId[document] === 1) return [document];
      ids[document] = numberName(name, owners);
      owners.set(ids[document], document);
      return [];
    }
    owners.set(name, hasOwnId[document] === 1 ? NOBODY : document);
    const displaced = owner === NOBODY ? [] : [owner];
    return hasOwnId[document] === 1 ? [...displaced, document] : displaced;
  }

  for (let document = 0; document < documents.count; document++) {
    const ownId = ownIds[document];
    hasOwnId[document] = ownId === null ? 0 : 1;
    const displaced = claim(document, ownId ?? locate(document));
    // A document loses its own id once, so this ends after at most as many steps as there are documents in all.
    for (let next = displaced.pop(); next !== undefined; next = displaced.pop()) {
      hasOwnId[next] = 0;
      displaced.push(...claim(next, locate(next)));
    }
  }
  return { ids, diagnostics: describeRepeated() };

  function describeRepeated(): Diagnostic[] {
    const diagnostics: Diagnostic[] = [];
    for (const [name, { first, documents: count }] of repeated) {
      if (diagnostics.length === REPEATED_IDS_TOLD) break;
      const quoted = name.length > QUOTED_LENGTH ? `${name.slice(0, QUOTED_LENGTH)}…` : name;
      const message = `the id "${quoted}" stands for ${count} documents; its JSON lines are named by path and line instead`;
      diagnostics.push(tellRepeated(first, message));
    }
    const rest = repeated.size - diagnostics.length;
    if (rest > 0) {
      const message = `${rest} more ${rest === 1 ? 'id stands' : 'ids stand'} for several documents; their JSON lines are named by path and line instead`;
      diagnostics.push({ code: 'DUPLICATE_ID', path: null, line: null, message });
    }
    return diagnostics;
  }

  function tellRepeated(document: number, message: string): Diagnostic {
    const line = documents.lines[document];
    const { path } = sources[documents.sources[document]];
    return { code: 'DUPLICATE_ID', path, line: line === 0 ? null : line, message };
  }
}

function numberName(name: string, owners: ReadonlyMap<string, number>): string {
  let number = 2;
  while (owners.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}
