// A matching run over made-up texts, woven as the product weaves it, without threads; parts of it can be replaced.

import { createHalfMatcher, createSetMatcher } from '../../src/kernel/set-matcher.js';
import { chooseBanding, measureBackground } from '../../src/match/banding.js';
import type { Banding } from '../../src/match/banding.js';
import { groupBands, joinBands, listBanded } from '../../src/match/buckets.js';
import type { MatchBoard } from '../../src/match/candidates.js';
import { createGroupColumns, fillMembers } from '../../src/match/gathering.js';
import type { MatchCrew, MatchRun } from '../../src/match/match-run.js';
import type { Net } from '../../src/match/net.js';
import { weavePostings } from '../../src/match/postings.js';
import type { Thresholds } from '../../src/match/relation.js';
import type { Screen } from '../../src/match/screen.js';
import { createScreen, rankColumns } from '../../src/match/screen.js';
import { collapseDocuments, leaderOf } from '../../src/match/units.js';
import { StretchFinder } from '../../src/match/stretch-finder.js';
import type { Units } from '../../src/match/units.js';
import type { HalfSets } from '../../src/match/verify.js';
import { verifyCandidates } from '../../src/match/verify.js';
import type { ShingleSequence, ShingleSet, SignatureRows, SketchTable } from '../../src/model.js';
import { listHalves } from '../../src/sketch/shingle-set.js';
import { SIGNATURE_LANES } from '../../src/sketch/signature.js';
import type { ExactThresholds } from './exact-documents.js';
import { USUAL_THRESHOLDS } from './exact-documents.js';
import type { SketchedTexts } from './sketch-texts.js';
import { USUAL_SKETCH, sketchTexts } from './sketch-texts.js';
import { listIds } from './id-lists.js';

export interface MadeRun {
  readonly run: MatchRun;
  readonly texts: SketchedTexts;
  readonly ids: readonly string[];
  /** Per unit the id of its leader. */
  readonly idOf: (unit: number) => string;
  readonly unitOf: (id: string) => number;
  readonly sequenceOf: (unit: number) => ShingleSequence;
}

export interface MadeDocument {
  readonly id: string;
  readonly text: string;
}

export function toThresholds(exact: ExactThresholds): Thresholds {
  const { jaccardThousandths, containmentThousandths, minWords } = exact;
  return { jaccard: jaccardThousandths / 1000, containment: containmentThousandths / 1000, minWords };
}

/** `nets: 'everybody'` puts all units into one bucket and lets every pair through the screen. */
export function makeMatchRun(
  documents: readonly MadeDocument[],
  options: { exact?: ExactThresholds; isAllPairs?: boolean; nets?: 'woven' | 'everybody'; window?: number } = {},
): MadeRun {
  const { exact = USUAL_THRESHOLDS, isAllPairs = false, nets = 'woven', window = USUAL_SKETCH.window } = options;
  const thresholds = toThresholds(exact);
  const ids = documents.map(({ id }) => id);
  const texts = sketchTexts(
    documents.map(({ text }) => text),
    { window },
  );
  const { sketches, signatures } = texts;
  const units = collapseDocuments(sketches, listIds(ids), null);
  const isWoven = nets === 'woven';
  const buckets = isWoven
    ? weaveChosenBuckets(sketches, signatures, units, thresholds.jaccard)
    : weaveOneBucket(units.count);
  const board = makeBoard({
    sketches,
    units,
    thresholds,
    isAllPairs,
    buckets,
    postings: weavePostings(sketches, units),
  });
  const screen = isWoven ? createScreen(board) : OPEN_SCREEN;
  const rowOf = new Map(ids.map((id, document) => [id, document]));
  return {
    run: withLocalCrew({
      ...{ board, sketches, units, buckets, postings: board.postings, screen, thresholds, isAllPairs },
      matcher: createSetMatcher('reference'),
      halves: makeHalves((unit) => texts.setOf(leaderOf(units, unit))),
      setOf: (unit) => texts.setOf(leaderOf(units, unit)),
      pause: () => Promise.resolve(),
      advance: () => undefined,
    }),
    texts,
    ids,
    idOf: (unit) => ids[leaderOf(units, unit)],
    unitOf: (id) => units.unitOf[rowOf.get(id) ?? -1],
    sequenceOf: (unit) => texts.sequenceOf(leaderOf(units, unit)),
  };
}

/** The high words of all sets, each listed once a unit. */
export function makeHalves(
  setOf: (unit: number) => ShingleSet | null,
  kernel: 'auto' | 'reference' = 'reference',
): HalfSets {
  const kept = new Map<number, Uint32Array | null>();
  return {
    matcher: createHalfMatcher(kernel),
    halvesOf: (unit) => {
      const halves = kept.get(unit) ?? listOwnHalves(setOf(unit));
      kept.set(unit, halves);
      return halves;
    },
  };
}

function listOwnHalves(set: ShingleSet | null): Uint32Array | null {
  if (set === null) return null;
  const halves = new Uint32Array(set.length / 2);
  return halves.subarray(0, listHalves(set, halves));
}

/** A board to which nobody is admitted yet. */
export function makeBoard(
  parts: Omit<MatchBoard, 'lanes' | 'ranked' | 'bucketColumns' | 'postingColumns'>,
): MatchBoard {
  const { buckets, postings } = parts;
  const [bucketColumns, postingColumns] = [buckets, postings].map((net) => {
    const columns = createGroupColumns(net);
    fillMembers(net, columns, 0, net.groupStarts.length - 1);
    return columns;
  });
  const { shingles = new Uint32Array(0) } = parts.sketches as Partial<SketchTable>;
  const ranked = rankColumns({ shingles }, parts.units);
  return { ...parts, ranked, lanes: SIGNATURE_LANES, bucketColumns, postingColumns };
}

/** The run with a crew of one, which finds by the run's screen and verifies by its sets, both as they are then. */
export function withLocalCrew(run: Omit<MatchRun, 'crew'>): MatchRun {
  const finder = new StretchFinder(run.board, run.screen);
  const crew: MatchCrew = {
    findCandidates: (start, end) => Promise.resolve(finder.findAll({ start, end, blockStart: start, blockEnd: end })),
    verifyCandidates: (start, candidates) =>
      Promise.resolve(verifyCandidates(run, start, candidates, run.isAllPairs ? 0 : start)),
  };
  return { ...run, crew };
}

function weaveChosenBuckets(sketches: SketchTable, signatures: SignatureRows, units: Units, jaccard: number): Net {
  const ranked = Uint32Array.from({ length: units.count }, (_, unit) => leaderOf(units, unit));
  const background = measureBackground(signatures, SIGNATURE_LANES, ranked);
  const banding = chooseBanding(jaccard, SIGNATURE_LANES, units.count, background);
  return weaveBuckets(sketches, signatures, units, SIGNATURE_LANES, banding, jaccard);
}

/** The net of bands, woven in one go. */
export function weaveBuckets(
  sketches: Pick<SketchTable, 'count' | 'shingles'>,
  signatures: SignatureRows,
  units: Units,
  lanes: number,
  { bands, rowsPerBand }: Banding,
  threshold: number,
): Net {
  const columns = { lanes, rowsPerBand, ...listBanded(sketches, units, threshold) };
  return joinBands(units.count, groupBands(columns, signatures, 0, bands));
}

/** Refuses no pair. */
export const OPEN_SCREEN: Screen = { canBeDuplicate: () => true, leastFingerprintsShared: () => 1 };

/** A net of bands in which all units, or the first `inBucket` of them, are in the same bucket. */
export function weaveOneBucket(inBucket: number, unitCount = inBucket): Net {
  const units = Uint32Array.from({ length: inBucket }, (_, unit) => unit);
  return joinBands(unitCount, [inBucket < 2 ? NOTHING_SHARED : { units, sizes: Uint32Array.of(inBucket) }]);
}

const NOTHING_SHARED = { units: new Uint32Array(0), sizes: new Uint32Array(0) };

/** A net of fingerprints, given each unit's by position. */
export function weaveFingerprints(hashesOfUnits: readonly (readonly number[])[]): Net {
  const count = hashesOfUnits.length;
  const identity = Uint32Array.from({ length: count }, (_, unit) => unit);
  const starts = Uint32Array.from({ length: count + 1 }, (_, unit) => unit);
  const fingerprintStarts = new Uint32Array(count + 1);
  hashesOfUnits.forEach((hashes, unit) => (fingerprintStarts[unit + 1] = fingerprintStarts[unit] + hashes.length));
  const sketches = {
    count,
    fingerprintStarts,
    fingerprintHashes: Uint32Array.from(hashesOfUnits.flat()),
    fingerprintPositions: Uint32Array.from(hashesOfUnits.flatMap((hashes) => [...hashes.keys()])),
  };
  return weavePostings(sketches as SketchTable, { count, unitOf: identity, starts, members: identity });
}
