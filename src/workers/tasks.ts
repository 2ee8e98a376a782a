// Tasks: what threads are asked, and what they answer, by name. Plain data, so that it can cross between threads.
//
// Columns in shared memory are handed over as they are. Refuses to know how a task is done: that is `task-runner`.
import type { BandColumns, GroupedBand } from '../match/buckets.js';
import type { CountedStretch } from '../match/boilerplate.js';
import type { Candidates, MatchBoard } from '../match/candidates.js';
import type { FingerprintColumns } from '../match/fingerprint-partitions.js';
import type { Evidence, FoundEvidence } from '../match/diagonals.js';
import type { StepColumns } from '../match/gather-steps.js';
import type { GroupColumns } from '../match/gathering.js';
import type { HotStretch } from '../match/hot-stretches.js';
import type { Net } from '../match/net.js';
import type { FingerprintGroups } from '../match/postings.js';
import type { GatheredSteps, JoinedSteps, StepMembers } from '../match/steps.js';
import type { Stretch } from '../match/stretch-finder.js';
import type { SketchOptions, Source } from '../model.js';
import type { StoredColumn } from '../spill/spillable-column.js';
import type { ReaderOptions } from '../readers/registry.js';
import type { DocumentRows } from './document-columns.js';
import type { SetArena } from './set-arena.js';
import type { SketchBatch, SketchTask } from './sketch-ranges.js';

/** What a thread is made of; plain data. */
export interface TaskSetup {
  readonly reader: ReaderOptions;
  readonly sketch: SketchOptions;
  readonly kernel: 'auto' | 'wasm' | 'reference';
  readonly engine: 'dedupe' | 'minhash';
}

/** What a run is about, once everything is sketched. */
export interface SharedRun {
  readonly sources: readonly Source[];
  readonly documents: DocumentRows;
  /** Per document 1 as soon as anybody finds it changed or vanished. */
  readonly isChanged: Uint8Array;
  readonly board: MatchBoard;
  readonly arena: SetArena;
}

/** Sets wanted in the arena: of which unit, from which of its documents, at which place. */
export interface SetOrders {
  readonly units: Uint32Array;
  readonly documents: Uint32Array;
  readonly places: Uint32Array;
}

/** The candidates of consecutive units, the first of which is `start`. */
export interface VerificationTask extends Pick<Candidates, 'starts' | 'others'> {
  readonly start: number;
  /** A pair with a unit before this one ends a unit's search. */
  readonly settled: number;
}

/** A stretch of hot fingerprints to be counted shingle by shingle. */
export interface StretchTask {
  readonly stretch: HotStretch;
  readonly window: number;
}

/** Units whose steps are to be gathered: those of `keptUnits` from the `first` up to the one before `end`. */
export interface StepTask {
  readonly columns: StepColumns;
  readonly first: number;
  readonly end: number;
}

/** Units whose evidence is to be found: of all before `end`, or, once there are `most` rows, of fewer. */
export interface EvidenceTask {
  readonly start: number;
  readonly end: number;
  readonly most: number;
}

/** In place of a share: a document cannot be read any more. */
export const UNREADABLE = -1;

/** Documents, and each one's partner, in which its covered tokens are counted. */
export interface CoverageTask {
  readonly documents: Uint32Array;
  readonly others: Uint32Array;
}

/** Tasks by name. */
export interface TaskTable {
  sketchRanges: { task: SketchTask; result: SketchBatch };
  groupBands: { task: BandTask; result: GroupedBand[] };
  groupFingerprints: { task: FingerprintTask; result: Uint32Array[] };
  countPlaces: { task: PlaceTask; result: null };
  placeFingerprints: { task: PlaceTask; result: null };
  findCandidates: { task: Stretch; result: Candidates };
  fillMembers: { task: FillTask; result: null };
  /** The result has a 1 for each order that could not be met. */
  loadSets: { task: SetOrders; result: Uint8Array };
  thinCandidates: { task: VerificationTask; result: Uint8Array };
  verifyCandidates: { task: VerificationTask; result: Uint32Array };
  countStretch: { task: StretchTask; result: CountedStretch | null };
  gatherSteps: { task: StepTask; result: GatheredSteps };
  groupSteps: { task: { readonly joined: JoinedSteps; readonly partition: number }; result: StepMembers };
  findEvidence: { task: EvidenceTask; result: FoundEvidence };
  /** The result is as `listOverlaps` reads it. */
  measureOverlaps: { task: Evidence; result: Uint32Array };
  /** The result is the share of covered tokens; `UNREADABLE` where one of the two cannot be read any more. */
  measureCoverage: { task: CoverageTask; result: Float64Array };
}

export type TaskName = keyof TaskTable;

/** Some bands to group. */
export interface BandTask {
  readonly columns: BandColumns;
  readonly signatures: StoredColumn;
  readonly first: number;
  readonly end: number;
}

/** Stretches of partitions to group, between the first and the last of `cuts`. */
export interface FingerprintTask {
  readonly columns: FingerprintColumns;
  readonly groups: FingerprintGroups;
  readonly cuts: readonly number[];
}

/** Groups of a net whose units are to be written where members are going to stand. */
export interface FillTask {
  readonly net: Net;
  readonly columns: GroupColumns;
  readonly first: number;
  readonly end: number;
}

/** Documents whose places are to be counted, or put where they belong. */
export interface PlaceTask {
  readonly columns: FingerprintColumns;
  readonly groups: FingerprintGroups;
  readonly net: Pick<Net, 'unitStarts' | 'groups' | 'positions'>;
  readonly first: number;
  readonly end: number;
}
