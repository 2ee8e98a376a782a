// Units: documents with the same token sequence, collapsed to one, in the order in which clusters are decided.
//
// `identical` and `same-text` documents have the same shingle set, so one of them stands for all in everything that
// follows. Order (DESIGN 3): most distinct shingles, most tokens, least id. Empty documents are in no unit.
import type { SketchTable } from '../model.js';
import { compareCodePoints } from '../text-order.js';
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

/**
 * Collapses the non-empty documents into units. The leader is the first document by `preference` (lower is better; equal for
 * all without `--prefer`), then by id; the unit's place in the order is its least id's, whoever leads.
 */
export function collapseDocuments(
  sketches: SketchTable,
  ids: readonly string[],
  preference: Uint32Array | null,
): Units {
  const { classOf, classes } = classifyTokens(sketches);
  const sizes = new Uint32Array(classes + 1);
  for (const c of classOf) if (c !== NO_UNIT) sizes[c + 1]++;
  for (let c = 0; c < classes; c++) sizes[c + 1] += sizes[c];
  const grouped = new Uint32Array(sizes[classes]);
  const next = sizes.slice();
  for (let d = 0; d < classOf.length; d++) if (classOf[d] !== NO_UNIT) grouped[next[classOf[d]]++] = d;

  const least = new Uint32Array(classes);
  for (let c = 0; c < classes; c++) {
    const members = grouped.subarray(sizes[c], sizes[c + 1]);
    if (members.length > 1) members.sort((a, b) => compareCodePoints(ids[a], ids[b]) || a - b);
    least[c] = members[0];
    if (preference !== null && members.length > 1) moveBestFirst(members, preference);
  }

  const ranked = rankClasses(sketches, ids, least);
  const rankOf = new Uint32Array(classes);
  const starts = new Uint32Array(classes + 1);
  const members = new Uint32Array(grouped.length);
  ranked.forEach((c, rank) => {
    rankOf[c] = rank;
    members.set(grouped.subarray(sizes[c], sizes[c + 1]), starts[rank]);
    starts[rank + 1] = starts[rank] + sizes[c + 1] - sizes[c];
  });
  const unitOf = classOf.map((c) => (c === NO_UNIT ? NO_UNIT : rankOf[c]));
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
function rankClasses(sketches: SketchTable, ids: readonly string[], least: Uint32Array): Uint32Array {
  let order = listIndices(least.length);
  order = sortByKey(
    order,
    least.map((d) => ~sketches.tokens[d]),
  );
  order = sortByKey(
    order,
    least.map((d) => ~sketches.shingles[d]),
  );
  const isTied = (a: number, b: number): boolean =>
    sketches.shingles[least[a]] === sketches.shingles[least[b]] &&
    sketches.tokens[least[a]] === sketches.tokens[least[b]];
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && isTied(order[start], order[end])) end++;
    if (end - start > 1)
      sortTies(
        order.subarray(start, end),
        (a, b) => compareCodePoints(ids[least[a]], ids[least[b]]) || least[a] - least[b],
      );
    start = end;
  }
  return order;
}

/** Up to so many are sorted by insertion: ties are many and short, and the call of a sort costs more than sorting them. */
const FEW = 12;

function sortTies(ties: Uint32Array, compare: (a: number, b: number) => number): void {
  if (ties.length > FEW) {
    ties.sort(compare);
    return;
  }
  for (let i = 1; i < ties.length; i++) {
    const tie = ties[i];
    let at = i;
    for (; at > 0 && compare(ties[at - 1], tie) > 0; at--) ties[at] = ties[at - 1];
    ties[at] = tie;
  }
}
