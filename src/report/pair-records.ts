// The pairs of `--all-pairs`: every verified duplicate pair of documents, by left, then right id.
//
// Pairs of units are spelled out into pairs of documents one left document at a time, so that ten thousand copies cost
// time, not memory. Refuses to verify.
import type { PairRecord, Relation } from '../model.js';
import { mergeRuns } from '../match/merge-runs.js';
import { computeJaccard } from '../match/relation.js';
import { hasSameHash } from '../match/units.js';
import { smallerOf } from './smaller-side.js';
import type { ScanFindings } from './scan-findings.js';

export interface PairRow {
  readonly left: number;
  readonly right: number;
  readonly record: PairRecord;
}

/** Yields nothing where pairs were not asked for. */
export function* listPairs(findings: ScanFindings): Generator<PairRow> {
  const { units, documents, changed } = findings;
  const { pairs } = findings.cover;
  if (pairs === null) return;
  const ordered = units.members.slice();
  mergeRuns(ordered, (a, b) => documents.ids.compare(a, b));
  const rankOf = new Uint32Array(documents.count);
  ordered.forEach((document, rank) => {
    rankOf[document] = rank;
  });
  const adjacency = listAdjacentPairs(findings);
  for (const left of ordered) {
    if (changed.has(left)) continue;
    const unit = units.unitOf[left];
    const rows: { right: number; pair: number }[] = [];
    const collect = (other: number, pair: number): void => {
      for (const right of units.members.subarray(units.starts[other], units.starts[other + 1])) {
        if (rankOf[right] > rankOf[left] && !changed.has(right)) rows.push({ right, pair });
      }
    };
    collect(unit, TWINS);
    for (const pair of adjacency.of(unit)) {
      const other = pairs.smallerAt(pair) === unit ? pairs.largerAt(pair) : pairs.smallerAt(pair);
      collect(other, pair);
    }
    rows.sort((a, b) => rankOf[a.right] - rankOf[b.right]);
    for (const { right, pair } of rows) {
      const record =
        pair === TWINS
          ? describePair(findings, left, right, relateTwins(findings, left, right), findings.sketches.shingles[left])
          : describePair(findings, left, right, pairs.relationAt(pair), pairs.sharedAt(pair));
      yield { left, right, record };
    }
  }
}

/** In place of a pair's number: the two documents are in one unit. */
const TWINS = -1;

function relateTwins({ sketches }: ScanFindings, left: number, right: number): Relation {
  return hasSameHash(sketches.contentHashes, left, right) ? 'identical' : 'same-text';
}

/** The record of two documents with `sharedShingles` distinct shingles in common. */
export function describePair(
  { documents, sketches }: Pick<ScanFindings, 'documents' | 'sketches'>,
  left: number,
  right: number,
  relation: Relation | null,
  sharedShingles: number,
): PairRecord {
  const [l, r] = [sketches.shingles[left], sketches.shingles[right]];
  return {
    type: 'pair',
    left: documents.ids.read(left),
    right: documents.ids.read(right),
    relation,
    jaccard: l + r === 0 ? 0 : computeJaccard(sharedShingles, l, r),
    containment: Math.min(l, r) === 0 ? 0 : sharedShingles / Math.min(l, r),
    sharedShingles,
    smaller: smallerOf(sketches, documents.ids, left, right) === left ? 'left' : 'right',
  };
}

interface Adjacency {
  /** The pairs a unit is in. */
  of(unit: number): Uint32Array;
}

function listAdjacentPairs({ units, cover }: ScanFindings): Adjacency {
  const { pairs } = cover;
  const starts = new Uint32Array(units.count + 1);
  if (pairs === null) return { of: () => new Uint32Array(0) };
  for (let pair = 0; pair < pairs.size; pair++) {
    starts[pairs.smallerAt(pair) + 1]++;
    starts[pairs.largerAt(pair) + 1]++;
  }
  for (let unit = 0; unit < units.count; unit++) starts[unit + 1] += starts[unit];
  const next = starts.slice();
  const incident = new Uint32Array(2 * pairs.size);
  for (let pair = 0; pair < pairs.size; pair++) {
    incident[next[pairs.smallerAt(pair)]++] = pair;
    incident[next[pairs.largerAt(pair)]++] = pair;
  }
  return { of: (unit) => incident.subarray(starts[unit], starts[unit + 1]) };
}
