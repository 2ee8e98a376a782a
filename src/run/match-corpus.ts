// Matching a sketched corpus: banding, nets, clusters, boilerplate, overlaps, in this order.
//
// Each step is a pure function of `match`; here they are handed the ways to look at documents again. Refuses to tell.
import type { Banding } from '../match/banding.js';
import { chooseBanding, measureBackground } from '../match/banding.js';
import type { Cover } from '../match/cluster.js';
import { clusterUnits } from '../match/cluster.js';
import { connectUnits } from '../match/components.js';
import type { MatchBoard } from '../match/candidates.js';
import { GROUP_CAP, Groups, takeGroupColumns } from '../match/gathering.js';
import type { MatchRun } from '../match/match-run.js';
import { createScreen, rankColumns } from '../match/screen.js';
import { collapseDocuments, readAnyMember } from '../match/units.js';
import type { VerificationContext } from '../match/verify.js';
import type { DocumentTable, ShingleSet } from '../model.js';
import type { ScanOptions } from '../options.js';
import type { ScanFindings } from '../report/scan-findings.js';
import { SIGNATURE_LANES } from '../sketch/signature.js';
import { createCrew } from '../workers/crew.js';
import { dropIds } from '../workers/document-columns.js';
import type { DocumentReader } from '../workers/document-reader.js';
import { findBoilerplate } from '../workers/find-boilerplate.js';
import { findOverlaps } from '../workers/find-overlaps.js';
import { measureCoverage as measureCoverages } from '../workers/measure-coverage.js';
import type { WorkerPool } from '../workers/pool.js';
import { openSignatures } from '../workers/open-signatures.js';
import { fillMembers, weaveNets } from '../workers/weave-nets.js';
import { createSetArena, viewHalves } from '../workers/set-arena.js';
import type { SetArena } from '../workers/set-arena.js';
import { UNREADABLE } from '../workers/tasks.js';
import { findDocumentPassages, readTokens } from './document-passages.js';
import type { RunJournal } from './journal.js';
import { shareMemory } from './share-memory.js';
import type { SketchedCorpus } from './open-corpus.js';
import { ShownDocuments } from './shown-documents.js';

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
  const units = collapseDocuments(sketches, documents.ids, await rankIds(documents, options.prefer));
  const ranked = rankColumns(sketches, units);
  const banding = bandUnits(corpus, ranked.leaders, options);
  const thresholds = { jaccard: options.jaccard, containment: options.containment, minWords: options.minWords };
  const arena = createSetArena(shareMemory(options.memory).arenaWords, ranked.shingles);
  const { buckets, postings } = await weaveNets({
    ...{ pool: corpus.pool, sketches, signatures: corpus.signatures.finish(), units, lanes: SIGNATURE_LANES, banding },
    ...{ threshold: options.jaccard, scratch: arena.words, pause: journal.pause },
  });
  corpus.signatures.discard();
  const board: MatchBoard = {
    sketches,
    units,
    ranked,
    lanes: SIGNATURE_LANES,
    thresholds,
    isAllPairs: options.allPairs,
    buckets,
    postings,
    bucketColumns: takeGroupColumns(buckets),
    postingColumns: takeGroupColumns(postings),
  };
  if (options.clustering === 'star') await fillMembers(corpus.pool, board, journal.pause);
  const run = shareRun(corpus, board, arena, journal);
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
  const coverage = await measureCoverage(run, corpus.pool, cover, reader);
  journal.finish('match documents', { candidates: cover.candidates, kept: countKept(cover) });

  journal.begin('find overlaps', units.count, 'documents');
  const isKept = (unit: number): boolean => cover.representatives[unit] === unit;
  const kept = admitKept(run, isKept, isComponents);
  const boilerplate = await findBoilerplate(run, corpus.pool, kept, sketchOptions.window);
  // Nobody needs sets any more.
  const overlapRun = { ...run, scratch: arena.words };
  const { overlaps, candidates } = await findOverlaps(overlapRun, corpus.pool, kept, isKept, boilerplate, {
    passage: options.passage,
    shingleSize: options.shingleSize,
    window: sketchOptions.window,
  });
  journal.finish('find overlaps', { candidates, overlaps: overlaps.length, boilerplate: boilerplate.runs.length });

  const shown = new ShownDocuments(corpus, journal.diagnostic.bind(journal));
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
    changed: { has: (document) => corpus.isChanged[document] === 1 },
    banding,
    passagesOf: (left, right) => {
      if (options.passages === 0 || !shown.canShow(left, right)) return null;
      const found = findDocumentPassages(corpus, left, right, options.passages);
      return found === null ? null : { passages: found.passages, passagesTotal: found.passagesTotal };
    },
    textOf: (document, firstToken, lastToken) =>
      shown.canShow(document) ? readTokens(corpus, document, firstToken, lastToken) : null,
  };
}

/** Shares the board with everybody, and makes the run that `match` is given. */
function shareRun(corpus: SketchedCorpus, board: MatchBoard, arena: SetArena, journal: RunJournal): MatchRun {
  const { units, sketches, thresholds } = board;
  const { pool, tools, reader, sources, documents, isChanged } = corpus;
  // Ids stay with the host.
  const shared = { sources, documents: dropIds(documents), isChanged, board, arena };
  pool.share(shared);
  const setOf = (unit: number): ShingleSet | null => readAnyMember(units, unit, (document) => reader.get(document));
  const verification: VerificationContext = {
    ...{ sketches, units, thresholds, setOf, matcher: tools.matcher },
    halves: { matcher: tools.halfMatcher, halvesOf: (unit) => viewHalves(arena, unit) },
  };
  return {
    ...verification,
    ...{ board, sketches, buckets: board.buckets, postings: board.postings },
    screen: createScreen(board),
    isAllPairs: board.isAllPairs,
    crew: createCrew({ ...shared, pool, verification, pause: journal.pause }),
    pause: journal.pause,
    advance: (count) => {
      journal.advance(count);
    },
  };
}

/** Ranks the ids by `--prefer`; what matches globs is loaded only where there are any. */
async function rankIds({ ids, count }: DocumentTable, globs: readonly string[]): Promise<Uint32Array | null> {
  return globs.length === 0 ? null : (await import('../match/preference.js')).rankPreference(ids, count, globs);
}

/** Chooses the banding from the background of the units that bands are made for. */
function bandUnits(corpus: SketchedCorpus, leaders: Uint32Array, options: ScanOptions): Banding {
  const signatures = openSignatures(corpus.signatures.finish(), SIGNATURE_LANES);
  const background = measureBackground(signatures, SIGNATURE_LANES, leaders);
  signatures.close();
  return chooseBanding(options.jaccard, SIGNATURE_LANES, leaders.length, background);
}

/** The groups of fingerprints with all kept units and no others: star clusters were decided with just these. */
function admitKept({ board, units }: MatchRun, isKept: (unit: number) => boolean, isComponents: boolean): Groups {
  if (!isComponents && !board.isAllPairs) return new Groups(board.postings, GROUP_CAP, 0, board.postingColumns);
  const kept = new Groups(board.postings, GROUP_CAP);
  for (let unit = 0; unit < units.count; unit++) if (isKept(unit)) kept.admit(unit);
  return kept;
}

/** The share of each covered unit's tokens that the unit in `via` has too; 0 where neither can be read any more. */
async function measureCoverage(
  run: MatchRun,
  pool: WorkerPool,
  { via }: Cover,
  reader: DocumentReader,
): Promise<Float64Array> {
  const coverage = await measureCoverages({ pool, board: run.board, pause: run.pause }, via);
  const left: number[] = [];
  for (let unit = 0; unit < coverage.length; unit++) if (coverage[unit] === UNREADABLE) left.push(unit);
  // By partner: the set of a giant is read as seldom as can be.
  for (const unit of left.sort((a, b) => via[a] - via[b] || a - b)) {
    // One of the two documents is gone, and another of its unit may be there; or one is a giant, which the host measures.
    const other: ShingleSet | null = run.setOf(via[unit]);
    const measure = (document: number): number | null =>
      other === null ? null : reader.measureCoverage(document, other);
    coverage[unit] = readAnyMember(run.units, unit, measure) ?? 0;
    await run.pause();
  }
  return coverage;
}

function countKept(cover: Cover): number {
  let kept = 0;
  for (let unit = 0; unit < cover.representatives.length; unit++) if (cover.representatives[unit] === unit) kept++;
  return kept;
}
