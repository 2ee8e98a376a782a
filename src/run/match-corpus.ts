// Matching a sketched corpus: banding, nets, clusters, boilerplate, overlaps, in this order.
//
// Each step is a pure function of `match`; here they are handed the ways to look at documents again. Refuses to tell.
import type { Banding } from '../match/banding.js';
import { chooseBanding, measureBackground } from '../match/banding.js';
import { findBoilerplate } from '../match/boilerplate.js';
import { weaveBuckets, weavePostings } from '../match/buckets.js';
import type { Cover } from '../match/cluster.js';
import { clusterUnits } from '../match/cluster.js';
import { connectUnits } from '../match/components.js';
import { GROUP_CAP, Groups } from '../match/gathering.js';
import type { MatchRun } from '../match/match-run.js';
import { findOverlaps } from '../match/overlaps.js';
import { createScreen } from '../match/screen.js';
import { countCoveredTokens } from '../match/shingle-set.js';
import { collapseDocuments, leaderOf } from '../match/units.js';
import type { Units } from '../match/units.js';
import type { ShingleSequence, ShingleSet } from '../model.js';
import type { ScanOptions } from '../options.js';
import type { ScanFindings } from '../report/scan-findings.js';
import { SIGNATURE_LANES } from '../sketch/signature.js';
import { findDocumentPassages, readTokens } from './document-passages.js';
import type { RunJournal } from './journal.js';
import type { SketchedCorpus } from './open-corpus.js';

/** What a scan found, and how it looked for it. */
export interface MatchedCorpus extends ScanFindings {
  readonly banding: Banding;
}

export async function matchCorpus(
  corpus: SketchedCorpus,
  options: ScanOptions,
  journal: RunJournal,
): Promise<MatchedCorpus> {
  const { sketches, documents, reader, sketchOptions } = corpus;
  journal.begin('choose banding', null, 'documents');
  const units = collapseDocuments(sketches, documents.ids, await rankIds(documents.ids, options.prefer));
  const banding = bandUnits(corpus, units, options);
  const thresholds = { jaccard: options.jaccard, containment: options.containment, minWords: options.minWords };
  const run: MatchRun = {
    sketches,
    units,
    buckets: weaveBuckets(sketches, units, SIGNATURE_LANES, banding, options.jaccard),
    postings: weavePostings(sketches, units),
    screen: createScreen(sketches, units, SIGNATURE_LANES, thresholds),
    thresholds,
    isAllPairs: options.allPairs,
    setOf: (unit) => ofAnyMember(units, unit, (document) => reader.get(document)),
    prefetch: (wanted) => {
      reader.prefetch(Uint32Array.from(wanted, (unit) => leaderOf(units, unit)));
    },
    pause: journal.pause,
    advance: (count) => {
      journal.advance(count);
    },
  };
  const sequenceOf = (unit: number): ShingleSequence | null =>
    ofAnyMember(units, unit, (document) => reader.getSequence(document));
  journal.finish('choose banding', {
    units: units.count,
    bands: banding.bands,
    rowsPerBand: banding.rowsPerBand,
    sharedBands: run.buckets.groups.length,
    sharedFingerprints: run.postings.groups.length,
  });

  journal.begin('match documents', units.count, 'documents');
  const isComponents = options.clustering === 'components';
  const cover = await (isComponents ? connectUnits(run) : clusterUnits(run));
  const coverage = await measureCoverage(run, cover, sequenceOf);
  journal.finish('match documents', { candidates: cover.candidates, kept: countKept(cover) });

  journal.begin('find overlaps', units.count, 'documents');
  const isKept = (unit: number): boolean => cover.representatives[unit] === unit;
  const kept = new Groups(run.postings, GROUP_CAP);
  for (let unit = 0; unit < units.count; unit++) if (isKept(unit)) kept.admit(unit);
  const boilerplate = await findBoilerplate(run, kept, sequenceOf, sketchOptions.window);
  const { overlaps, candidates } = await findOverlaps(run, kept, isKept, boilerplate, sequenceOf, {
    passage: options.passage,
    shingleSize: options.shingleSize,
    window: sketchOptions.window,
  });
  journal.finish('find overlaps', { candidates, overlaps: overlaps.length, boilerplate: boilerplate.runs.length });

  return {
    sources: corpus.sources,
    documents,
    sketches,
    units,
    cover,
    coverage,
    isComponents,
    overlaps,
    boilerplate: boilerplate.runs,
    changed: reader.changed,
    banding,
    passagesOf: (left, right) => {
      const found = options.passages === 0 ? null : findDocumentPassages(corpus, left, right, options.passages);
      return found === null ? null : { passages: found.passages, passagesTotal: found.passagesTotal };
    },
    textOf: (document, firstToken, lastToken) => readTokens(corpus, document, firstToken, lastToken),
  };
}

/** Ranks the ids by `--prefer`; what matches globs is loaded only where there are any. */
async function rankIds(ids: readonly string[], globs: readonly string[]): Promise<Uint32Array | null> {
  return globs.length === 0 ? null : (await import('../match/preference.js')).rankPreference(ids, globs);
}

/** Chooses the banding from the background of the units that bands are made for. */
function bandUnits(corpus: SketchedCorpus, units: Units, options: ScanOptions): Banding {
  const ranked = new Uint32Array(units.count);
  for (let unit = 0; unit < units.count; unit++) ranked[unit] = leaderOf(units, unit);
  const background = measureBackground(corpus.sketches, SIGNATURE_LANES, ranked);
  return chooseBanding(options.jaccard, SIGNATURE_LANES, units.count, background);
}

/** The members of a unit have one token sequence: what one of them cannot give any more, another can. */
function ofAnyMember<T>(units: Units, unit: number, read: (document: number) => T | null): T | null {
  for (let i = units.starts[unit]; i < units.starts[unit + 1]; i++) {
    const value = read(units.members[i]);
    if (value !== null) return value;
  }
  return null;
}

async function measureCoverage(
  run: MatchRun,
  cover: Cover,
  sequenceOf: (unit: number) => ShingleSequence | null,
): Promise<Float64Array> {
  const coverage = new Float64Array(run.units.count);
  for (let unit = 0; unit < run.units.count; unit++) {
    if (cover.via[unit] === unit) continue;
    if ((unit & 63) === 0) await run.pause();
    const other: ShingleSet | null = run.setOf(cover.via[unit]);
    const sequence = sequenceOf(unit);
    if (sequence === null || other === null) continue;
    coverage[unit] = countCoveredTokens(sequence, other) / sequence.tokens;
  }
  return coverage;
}

function countKept(cover: Cover): number {
  let kept = 0;
  for (let unit = 0; unit < cover.representatives.length; unit++) if (cover.representatives[unit] === unit) kept++;
  return kept;
}
