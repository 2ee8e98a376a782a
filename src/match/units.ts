// Units: documents with the same token sequence, collapsed to one, in the order in which clusters are decided.
//
// `identical` and `same-text` documents have the same shingle set, so one of them stands for all in everything that
// follows. Order (DESIGN 3): most distinct shingles, most tokens, least id. Empty documents are in no unit.
import { createWords } from '../columns.js';
import type { DocumentIds, SketchTable } from '../model.js';
import { mergeRuns } from './merge-runs.js';
import { listIndices, sortByKey } from './sort-by-key.js';

/** In `unitOf`: the document is empty and belongs to no unit. */
export const NO_UNIT = 0xffffffff;

export interface Units {
  readonly count: number;
  /** Per document its unit, or `NO_UNIT`. A unit's number is its rank. */
  readonly unitOf: Uint32Array;
  /** `count + 1` offsets into `members`. */
  readonly starts: Uint32Array;
  /** Documents of each unit; the first leads, the others follow by id. */
  readonly members: Uint32Array;
}

/** The document that stands for a unit. */
export function leaderOf(units: Units, unit: number): number {
  return units.members[units.starts[unit]];
}

/** Per document the unit that it leads, or `NO_UNIT`: for walks in the order of the documents. In shared memory. */
export function listLedUnits(units: Units): Uint32Array {
  const led = createWords(units.unitOf.length).fill(NO_UNIT);
  for (let unit = 0; unit < units.count; unit++) led[leaderOf(units, unit)] = unit;
  return led;
}

/**
 * Collapses the non-empty documents into units. The leader is the first document by `preference` (lower is better; equal for
 * all without `--prefer`), then by id; the unit's place in the order is its least id's, whoever leads.
 */
export function collapseDocuments(
  sketches: SketchTable,
  ids: Pick<DocumentIds, 'compare'>,
  preference: Uint32Array | null,
): Units {
  const { classOf, classes } = classifyTokens(sketches);
  const sizes = new Uint32Array(classes + 1);
  for (let d = 0; d < classOf.length; d++) if (classOf[d] !== NO_UNIT) sizes[classOf[d] + 1]++;
  for (let c = 0; c < classes; c++) sizes[c + 1] += sizes[c];
  const grouped = new Uint32Array(sizes[classes]);
  const next = sizes.slice();
  for (let d = 0; d < classOf.length; d++) if (classOf[d] !== NO_UNIT) grouped[next[classOf[d]]++] = d;

  const least = new Uint32Array(classes);
  for (let c = 0; c < classes; c++) {
    if (sizes[c + 1] - sizes[c] > 1) {
      const members = grouped.subarray(sizes[c], sizes[c + 1]);
      mergeRuns(members, (a, b) => ids.compare(a, b));
      least[c] = members[0];
      if (preference !== null) moveBestFirst(members, preference);
    } else least[c] = grouped[sizes[c]];
  }

  const ranked = rankClasses(sketches, ids, least);
  const rankOf = new Uint32Array(classes);
  const starts = createWords(classes + 1);
  const members = createWords(grouped.length);
  let count = 0;
  for (let rank = 0; rank < classes; rank++) {
    const c = ranked[rank];
    rankOf[c] = rank;
    for (let i = sizes[c]; i < sizes[c + 1]; i++) members[count++] = grouped[i];
    starts[rank + 1] = count;
  }
  const unitOf = createWords(classOf.length);
  for (let d = 0; d < classOf.length; d++) unitOf[d] = classOf[d] === NO_UNIT ? NO_UNIT : rankOf[classOf[d]];
  return { count: classes, unitOf, starts, members };
}

/** Numbers the distinct token sequences by a hash table over their 128 bits, in the order of first sight. */
function classifyTokens(sketches: SketchTable): { classOf: Uint32Array; classes: number } {
  const { count, tokens, tokensHashes } = sketches;
  const mask = 2 ** Math.ceil(Math.log2(2 * count + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const classOf = new Uint32Array(count).fill(NO_UNIT);
  let classes = 0;
  for (let d = 0; d < count; d++) {
    if (tokens[d] === 0) continue;
    let slot = tokensHashes[4 * d] & mask;
    while (slots[slot] >= 0 && !hasSameHash(tokensHashes, slots[slot], d)) slot = (slot + 1) & mask;
    if (slots[slot] < 0) {
      slots[slot] = d;
      classOf[d] = classes++;
    } else classOf[d] = classOf[slots[slot]];
  }
  return { classOf, classes };
}

/** Whether two documents agree on 128 bits of a hash column. */
export function hasSameHash(hashes: Uint32Array, left: number, right: number): boolean {
  for (let i = 0; i < 4; i++) if (hashes[4 * left + i] !== hashes[4 * right + i]) return false;
  return true;
}

function moveBestFirst(members: Uint32Array, preference: Uint32Array): void {
  let best = 0;
  for (let i = 1; i < members.length; i++) if (preference[members[i]] < preference[members[best]]) best = i;
  const leader = members[best];
  members.copyWithin(1, 0, best);
  members[0] = leader;
}

/** Classes by most shingles, most tokens, least id; `least` names each class's least document. */
function rankClasses(
  { shingles, tokens }: SketchTable,
  ids: Pick<DocumentIds, 'compare'>,
  least: Uint32Array,
): Uint32Array {
  const keys = new Uint32Array(least.length);
  let order = listIndices(least.length);
  for (const column of [tokens, shingles]) {
    for (let c = 0; c < least.length; c++) keys[c] = ~column[least[c]];
    order = sortByKey(order, keys);
  }
  const compare = (a: number, b: number): number => ids.compare(least[a], least[b]);
  for (let start = 0; start < order.length;) {
    const first = least[order[start]];
    let end = start + 1;
    while (
      end < order.length &&
      tokens[least[order[end]]] === tokens[first] &&
      shingles[least[order[end]]] === shingles[first]
    )
      end++;
    if (end - start > 1) mergeRuns(order.subarray(start, end), compare);
    start = end;
  }
  return order;
}

/** The members of a unit have one token sequence: what one of them cannot give any more, another can. */
export function readAnyMember<T>(units: Units, unit: number, read: (document: number) => T | null): T | null {
  for (let i = units.starts[unit]; i < units.starts[unit + 1]; i++) {
    const value = read(units.members[i]);
    if (value !== null) return value;
  }
  return null;
}
