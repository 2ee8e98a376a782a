// Everything a scan found, as numbers, and the clusters read out of it.
//
// What is told of these is in scan-records; what they rest on was decided in `match`. Refuses ids and texts.
import type { DocumentTable, Member, Passage, Relation, ReportSummary, SketchTable, Source } from '../model.js';
import type { BoilerplateRun } from '../match/boilerplate.js';
import type { Cover } from '../match/cluster.js';
import type { UnitOverlap } from '../match/overlaps.js';
import { hasSameHash, leaderOf } from '../match/units.js';
import type { Units } from '../match/units.js';

export interface ScanFindings {
  readonly sources: readonly Source[];
  readonly documents: DocumentTable;
  readonly sketches: SketchTable;
  readonly units: Units;
  readonly cover: Cover;
  /** Per covered unit the share of its tokens that the unit in `cover.via` shares. */
  readonly coverage: Float64Array;
  readonly isComponents: boolean;
  readonly overlaps: readonly UnitOverlap[];
  readonly boilerplate: readonly BoilerplateRun[];
  /** Documents that changed or vanished meanwhile: in no pair. */
  readonly changed: ReadonlySet<number>;
  /** The passages of two documents as `--passages` asks, left first; null where none are wanted or a text is gone. */
  readonly passagesOf: (left: number, right: number) => { passages: Passage[]; passagesTotal: number } | null;
  /** The text of tokens first to last of a document; null where it is gone. */
  readonly textOf: (document: number, firstToken: number, lastToken: number) => string | null;
}

/** A cluster as numbers: its representative document, and the documents that are redundant because of it. */
export interface ClusterRow {
  readonly representative: number;
  readonly members: readonly ClusterMember[];
}

export interface ClusterMember {
  readonly document: number;
  readonly unit: number;
}

/** Yields the clusters in order of unit. A representative that changed meanwhile takes its evidence with it. */
export function* listClusters({ units, cover, changed }: ScanFindings): Generator<ClusterRow> {
  const starts = new Uint32Array(units.count + 1);
  for (const representative of cover.representatives) starts[representative + 1]++;
  for (let unit = 0; unit < units.count; unit++) starts[unit + 1] += starts[unit];
  const next = starts.slice();
  const covered = new Uint32Array(units.count);
  for (let unit = 0; unit < units.count; unit++) covered[next[cover.representatives[unit]]++] = unit;
  for (let unit = 0; unit < units.count; unit++) {
    const others = covered.subarray(starts[unit], starts[unit + 1]);
    if (others.length === 0) continue;
    if (others.length === 1 && units.starts[unit + 1] - units.starts[unit] === 1) continue;
    const members: ClusterMember[] = [];
    for (const other of others) {
      for (const document of units.members.subarray(units.starts[other], units.starts[other + 1])) {
        if (!changed.has(document)) members.push({ document, unit: other });
      }
    }
    const representative = members.findIndex((member) => member.unit === unit);
    if (representative < 0 || members.length < 2) continue;
    const [{ document }] = members.splice(representative, 1);
    yield { representative: document, members };
  }
}

/** Which document a member is compared with, and what the two are. */
export interface Evidence {
  readonly neighbor: number;
  readonly relation: Member['relation'];
}

/**
 * In a star the neighbor is always the representative. In a component a copy hangs on its unit's leader, and a leader on the
 * unit it joined through.
 */
export function findEvidence(
  { units, sketches, cover, isComponents }: ScanFindings,
  representative: number,
  { document, unit }: ClusterMember,
): Evidence {
  const leader = leaderOf(units, unit);
  const isRepresentativesUnit = units.unitOf[representative] === unit;
  const relation = cover.relations[unit];
  if (isRepresentativesUnit || relation === null || (isComponents && document !== leader)) {
    const neighbor = isRepresentativesUnit ? representative : leader;
    return { neighbor, relation: hasSameHash(sketches.contentHashes, document, neighbor) ? 'identical' : 'same-text' };
  }
  return { neighbor: isComponents ? leaderOf(units, cover.via[unit]) : representative, relation };
}

export function summarizeScan(findings: ScanFindings): ReportSummary {
  let clusters = 0;
  let redundant = 0;
  let redundantByteLength = 0;
  for (const { members } of listClusters(findings)) {
    clusters++;
    redundant += members.length;
    for (const { document } of members) redundantByteLength += findings.documents.textByteLengths[document];
  }
  return { clusters, redundant, redundantByteLength, overlaps: findings.overlaps.length };
}

/** How many documents are redundant by each relation; for `overlap` how many pairs there are. */
export function countRelations(findings: ScanFindings): Record<Relation, number> {
  const counts = { identical: 0, 'same-text': 0, near: 0, contained: 0, overlap: findings.overlaps.length };
  for (const { representative, members } of listClusters(findings)) {
    for (const member of members) counts[findEvidence(findings, representative, member).relation]++;
  }
  return counts;
}
