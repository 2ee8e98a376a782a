// A matching run over made-up texts, woven as the product weaves it; parts of it can be replaced.

import { chooseBanding, measureBackground } from '../../src/match/banding.js';
import { weaveBuckets, weavePostings } from '../../src/match/buckets.js';
import type { MatchRun } from '../../src/match/match-run.js';
import type { Net } from '../../src/match/net.js';
import { weaveNet } from '../../src/match/net.js';
import type { Thresholds } from '../../src/match/relation.js';
import type { Screen } from '../../src/match/screen.js';
import { createScreen } from '../../src/match/screen.js';
import { collapseDocuments, leaderOf } from '../../src/match/units.js';
import type { Units } from '../../src/match/units.js';
import type { ShingleSequence, SketchTable } from '../../src/model.js';
import { SIGNATURE_LANES } from '../../src/sketch/signature.js';
import type { ExactThresholds } from './exact-documents.js';
import { USUAL_THRESHOLDS } from './exact-documents.js';
import type { SketchedTexts } from './sketch-texts.js';
import { USUAL_SKETCH, sketchTexts } from './sketch-texts.js';

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
  const { sketches } = texts;
  const units = collapseDocuments(sketches, ids, null);
  const isWoven = nets === 'woven';
  const run: MatchRun = {
    sketches,
    units,
    buckets: isWoven ? weaveChosenBuckets(sketches, units, thresholds.jaccard) : weaveOneBucket(units.count),
    postings: weavePostings(sketches, units),
    screen: isWoven ? createScreen(sketches, units, SIGNATURE_LANES, thresholds) : OPEN_SCREEN,
    thresholds,
    isAllPairs,
    setOf: (unit) => texts.setOf(leaderOf(units, unit)),
    prefetch: () => undefined,
    pause: () => Promise.resolve(),
    advance: () => undefined,
  };
  const rowOf = new Map(ids.map((id, document) => [id, document]));
  return {
    run,
    texts,
    ids,
    idOf: (unit) => ids[leaderOf(units, unit)],
    unitOf: (id) => units.unitOf[rowOf.get(id) ?? -1],
    sequenceOf: (unit) => texts.sequenceOf(leaderOf(units, unit)),
  };
}

function weaveChosenBuckets(sketches: SketchTable, units: Units, jaccard: number): Net {
  const ranked = Uint32Array.from({ length: units.count }, (_, unit) => leaderOf(units, unit));
  const background = measureBackground(sketches, SIGNATURE_LANES, ranked);
  const banding = chooseBanding(jaccard, SIGNATURE_LANES, units.count, background);
  return weaveBuckets(sketches, units, SIGNATURE_LANES, banding, jaccard);
}

/** Refuses no pair. */
const OPEN_SCREEN: Screen = { canBeDuplicate: () => true };

/** A net of bands in which all units are in the same bucket. */
export function weaveOneBucket(unitCount: number): Net {
  const units = Uint32Array.from({ length: unitCount }, (_, unit) => unit);
  return weaveNet(unitCount, [{ units, keys: new Uint32Array(unitCount), positions: null }], true);
}
