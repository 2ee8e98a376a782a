// The final ids of a run's documents: unique, stable, and as much like what the sources say as that allows.
//
// A text file is its path; a JSON line is what its id field says, else `path:line`. Pure: refuses to read anything.

import type { Diagnostic, DocumentIds, OwnIds } from '../model.js';
import { readPlace } from './document-places.js';
import type { PlacedDocuments } from './document-places.js';
import { decodeId } from './id-bytes.js';
import { claimOf, documentOf, IdClaims, isOwnClaim } from './id-claims.js';
import type { Claim } from './id-claims.js';
import { createIdTable } from './id-table.js';

/** How many repeated ids are told in full. */
const REPEATED_IDS_TOLD = 20;

/** How much of a repeated id is quoted. */
const QUOTED_LENGTH = 200;

/** Of more sources than that a Set cannot be made: what it would say is found out otherwise. */
const MOST_PATHS = 2 ** 23;

export interface AssignedIds {
  /** One a document, all different. They look at the columns that were given for as long as they live. */
  readonly ids: DocumentIds;
  /** DUPLICATE_ID, one a repeated id, in the order in which they were first repeated; the last counts the rest. */
  readonly diagnostics: Diagnostic[];
}

/** An id that several documents claim. */
interface RepeatedId {
  /** Of the first. */
  readonly claim: Claim;
  documents: number;
}

/**
 * Names every document. One that has an own id keeps it unless another document has the same name: then every JSON line of
 * that id is named `path:line`. A path or `path:line` is never given up for an own id that looks like it. No two documents
 * are in one place of one source. Time and memory are linear in the documents, whatever their ids are.
 */
export function assignIds(
  sources: PlacedDocuments['sources'],
  documents: PlacedDocuments['documents'],
  ownIds: OwnIds,
): AssignedIds {
  const placed = { sources, documents };
  if (ownIds.bytes.length === 0 && arePathsDistinct(sources)) {
    return { ids: createIdTable({ ...placed, ownIds, hasOwnId: NOBODY_HAS, numbered: new Map() }), diagnostics: [] };
  }
  const { starts } = ownIds;
  const hasOwnId = new Uint8Array(documents.count);
  const numbered = new Map<number, string>();
  const claims = new IdClaims(placed, ownIds, numbered);
  const told: RepeatedId[] = [];
  let repeated = 0;
  /** Documents that are to be named now, the next one last. */
  const pending: number[] = [];

  for (let document = 0; document < documents.count; document++) {
    hasOwnId[document] = starts[document + 1] > starts[document] ? 1 : 0;
    pending.push(document);
    // A document loses its own id once, so this ends after at most as many steps as there are documents in all.
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) claim(next);
  }
  return { ids: createIdTable({ ...placed, ownIds, hasOwnId, numbered }), diagnostics: describeRepeated() };

  /** Gives a document its own id, or the name of its place; whoever must give an id up for that is pending again. */
  function claim(document: number): void {
    const isOwn = hasOwnId[document] === 1;
    const mine = claimOf(document, isOwn);
    const slot = claims.locate(mine);
    const owned = claims.at(slot);
    if (owned === null) {
      claims.take(slot, mine);
      return;
    }
    const isNobodys = claims.isNobodys(slot);
    note(slot, owned);
    if (!isNobodys && !isOwnClaim(owned)) {
      // The owner keeps the name of its place. Two places of one name are two files shown alike: the later is numbered.
      if (isOwn) displace(document);
      else number(document);
      return;
    }
    if (isOwn) claims.vacate(slot);
    else claims.replace(slot, mine);
    if (!isNobodys) displace(documentOf(owned));
    if (isOwn) displace(document);
  }

  function displace(document: number): void {
    hasOwnId[document] = 0;
    pending.push(document);
  }

  function number(document: number): void {
    const place = readPlace(placed, document);
    let count = 2;
    let slot = claims.locateId(`${place} (${count})`);
    while (claims.at(slot) !== null) slot = claims.locateId(`${place} (${++count})`);
    numbered.set(document, `${place} (${count})`);
    claims.take(slot, claimOf(document, false));
  }

  /** Notes that the id in a slot, which `owned` claims, is claimed once more: under its number among those that are told. */
  function note(slot: number, owned: Claim): void {
    const noted = claims.noteAt(slot);
    if (noted > 0) {
      if (noted <= REPEATED_IDS_TOLD) told[noted - 1].documents++;
      return;
    }
    repeated++;
    if (told.length < REPEATED_IDS_TOLD) told.push({ claim: owned, documents: 2 });
    claims.note(slot, Math.min(repeated, REPEATED_IDS_TOLD + 1));
  }

  function describeRepeated(): Diagnostic[] {
    const diagnostics = told.map(({ claim: owned, documents: count }) => {
      const first = documentOf(owned);
      const name = isOwnClaim(owned)
        ? decodeId(ownIds.bytes, starts[first], starts[first + 1])
        : (numbered.get(first) ?? readPlace(placed, first));
      const quoted = name.length > QUOTED_LENGTH ? `${name.slice(0, QUOTED_LENGTH)}…` : name;
      const message = `the id "${quoted}" stands for ${count} documents; its JSON lines are named by path and line instead`;
      return tellRepeated(first, message);
    });
    const rest = repeated - told.length;
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

const NOBODY_HAS = new Uint8Array(0);

/** Whether no two sources can have places of one name: then, where nobody has an own id, nothing is to be decided. */
function arePathsDistinct(sources: PlacedDocuments['sources']): boolean {
  if (sources.length > MOST_PATHS) return false;
  const paths = new Set<string>();
  for (const { path } of sources) paths.add(path);
  if (paths.size < sources.length) return false;
  for (const { path } of sources) {
    const colon = path.lastIndexOf(':');
    if (colon >= 0 && paths.has(path.slice(0, colon))) return false;
  }
  return true;
}
