// Everything a scan found, as numbers, and the clusters read out of it.
//
// What is told of these is in scan-records; what they rest on was decided in `match`. Refuses ids and texts.
import type { DocumentTable, Member, Passage, Relation, ReportSummary, SketchTable, Source } from '../model.js';
import type { BoilerplateRun } from '../match/boilerplate.js';
import type { Cover } from '../match/cluster.js';
import type { UnitOverlap } from '../match/overlaps.js';
import { hasSameHash } from '../match/units.js';
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
  readonly changed: Pick<ReadonlySet<number>, 'has'>;
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

/** The clusters in order of unit. A representative that changed meanwhile takes its evidence with it. */
export function listClusters({ units, cover, changed }: ScanFindings): ClusterRow[] {
  const clusters: ClusterRow[] = [];
  const starts = new Uint32Array(units.count + 1);
  for (const representative of cover.representatives) starts[representative + 1]++;
  for (let unit = 0; unit < units.count; unit++) starts[unit + 1] += starts[unit];
  const next = starts.slice();
  const covered = new Uint32Array(units.count);
  for (let unit = 0; unit < units.count; unit++) covered[next[cover.representatives[unit]]++] = unit;
  for (let unit = 0; unit < units.count; unit++) {
    const coveredUnits = starts[unit + 1] - starts[unit];
    if (coveredUnits === 0 || (coveredUnits === 1 && units.starts[unit + 1] - units.starts[unit] === 1)) continue;
    const members: ClusterMember[] = [];
    for (let at = starts[unit]; at < starts[unit + 1]; at++) {
      const other = covered[at];
      for (let i = units.starts[other]; i < units.starts[other + 1]; i++) {
        const document = units.members[i];
        if (!changed.has(document)) members.push({ document, unit: other });
      }
    }
    const representative = members.findIndex((member) => member.unit === unit);
    if (representative < 0 || members.length < 2) continue;
    const [{ document }] = members.splice(representative, 1);
    clusters.push({ representative: document, members });
  }
  return clusters;
}

/** The document that stands for a unit: its leader, or the next one where that changed meanwhile; null where all did. */
function findUnchanged({ units, changed }: Pick<ScanFindings, 'units' | 'changed'>, unit: number): number | null {
  for (let i = units.starts[unit]; i < units.starts[unit + 1]; i++) {
    const document = units.members[i];
    if (!changed.has(document)) return document;
  }
  return null;
}

/** An overlap of two documents, in no order. */
export interface OverlapRow {
  readonly overlap: UnitOverlap;
  readonly smaller: number;
  readonly larger: number;
}

/** Yields the overlaps between documents that are still what they were. */
export function* listOverlaps(findings: ScanFindings): Generator<OverlapRow> {
  for (const overlap of findings.overlaps) {
    const smaller = findUnchanged(findings, overlap.smaller);
    const larger = findUnchanged(findings, overlap.larger);
    if (smaller !== null && larger !== null) yield { overlap, smaller, larger };
  }
}

/** A stretch of boilerplate, and the document that shows it. */
export interface BoilerplateRow {
  readonly run: BoilerplateRun;
  readonly document: number;
}

/** Yields the boilerplate that some document can still show. */
export function* listBoilerplate(findings: ScanFindings): Generator<BoilerplateRow> {
  for (const run of findings.boilerplate) {
    const document = findUnchanged(findings, run.unit);
    if (document !== null) yield { run, document };
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
  findings: ScanFindings,
  representative: number,
  { document, unit }: ClusterMember,
): Evidence {
  const { units, sketches, cover, isComponents } = findings;
  const leader = findUnchanged(findings, unit) ?? document;
  const isRepresentativesUnit = units.unitOf[representative] === unit;
  const relation = cover.relations[unit];
  if (isRepresentativesUnit || relation === null || (isComponents && document !== leader)) {
    const neighbor = isRepresentativesUnit ? representative : leader;
    return { neighbor, relation: hasSameHash(sketches.contentHashes, document, neighbor) ? 'identical' : 'same-text' };
  }
  const joined = isComponents ? findUnchanged(findings, cover.via[unit]) : representative;
  return { neighbor: joined ?? representative, relation };
}

export function summarizeScan(findings: ScanFindings, clusterRows: readonly ClusterRow[]): ReportSummary {
  let clusters = 0;
  let redundant = 0;
  let redundantByteLength = 0;
  for (const { members } of clusterRows) {
    clusters++;
    redundant += members.length;
    for (const { document } of members) redundantByteLength += findings.documents.textByteLengths[document];
  }
  return { clusters, redundant, redundantByteLength, overlaps: countOverlaps(findings) };
}

function countOverlaps(findings: ScanFindings): number {
  let count = 0;
  for (const { smaller, larger } of findings.overlaps) {
    if (findUnchanged(findings, smaller) !== null && findUnchanged(findings, larger) !== null) count++;
  }
  return count;
}

/** How many documents are redundant by each relation; for `overlap` how many pairs there are. */
export function countRelations(findings: ScanFindings, clusters: readonly ClusterRow[]): Record<Relation, number> {
  const counts = { identical: 0, 'same-text': 0, near: 0, contained: 0, overlap: countOverlaps(findings) };
  for (const { representative, members } of clusters) {
    for (const member of members) counts[findEvidence(findings, representative, member).relation]++;
  }
  return counts;
}
