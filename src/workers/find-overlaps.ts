// Finding boilerplate and overlaps with the pool: stretches counted side by side, candidates measured block by block.
//
// What is handed out and in which order the results are joined; how it is done stands in match/boilerplate and match/overlaps.
// What is found does not depend on the number of workers. Refuses to decide what is kept.
import { BoilerplateCollector } from '../match/boilerplate.js';
import type { Boilerplate } from '../match/boilerplate.js';
import { cutCandidates, listBlocks } from '../match/candidate-blocks.js';
import { DiagonalFinder } from '../match/diagonals.js';
import type { PassageOptions } from '../match/diagonals.js';
import type { Groups } from '../match/gathering.js';
import { listHotStretches } from '../match/hot-stretches.js';
import type { HotStretch } from '../match/hot-stretches.js';
import type { MatchRun } from '../match/match-run.js';
import { MOST_EVIDENCE, limitBlocks, listOverlaps, prepareOverlaps } from '../match/overlaps.js';
import type { UnitOverlap } from '../match/overlaps.js';
import type { WorkerPool } from './pool.js';
import { runInOrder } from './pool.js';

/** Stretches counted side by side for each worker: what one of them names need not be counted again by the next wave. */
const STRETCHES_A_WORKER = 2;
/** Blocks begun for each worker: one at work, one waiting. */
const BLOCKS_AHEAD = 2;

/** What of a matching run is looked at. */
type OverlapRun = Pick<MatchRun, 'sketches' | 'units' | 'pause' | 'advance'>;

/** Finds the boilerplate of the kept units, which were admitted to `postings`; `window` is the least run, in shingles. */
export async function findBoilerplate(
  run: OverlapRun,
  pool: WorkerPool,
  postings: Groups,
  window: number,
): Promise<Boilerplate> {
  const collector = new BoilerplateCollector(postings, window);
  let wave: HotStretch[] = [];
  const count = async (): Promise<void> => {
    const unknown = wave.filter((stretch) => !collector.isKnown(stretch));
    wave = [];
    const tasks = runInOrder(unknown, pool.size, (stretch) => pool.run('countStretch', { stretch, window }));
    for await (const counted of tasks) {
      // One counted beside it may have named it meanwhile.
      if (counted !== null && !collector.isKnown(counted.stretch)) collector.add(counted);
      await run.pause();
    }
  };
  for (const stretch of listHotStretches(run, postings, window)) {
    if (!collector.isKnown(stretch)) wave.push(stretch);
    if (wave.length >= STRETCHES_A_WORKER * pool.size) await count();
    await run.pause();
  }
  await count();
  return collector.finish();
}

/** Finds the overlaps among the units for which `isKept` holds, all admitted to `postings` beforehand. */
export async function findOverlaps(
  run: OverlapRun,
  pool: WorkerPool,
  postings: Groups,
  isKept: (unit: number) => boolean,
  boilerplate: Boilerplate,
  options: PassageOptions,
): Promise<{ overlaps: UnitOverlap[]; candidates: number }> {
  const columns = prepareOverlaps(run, postings, isKept, boilerplate, options);
  pool.shareOverlaps(columns);
  const finder = new DiagonalFinder(columns);
  const limits = limitBlocks(columns);
  const unitCount = run.units.count;
  const overlaps: UnitOverlap[] = [];
  let candidates = 0;
  for (let unit = 0; unit < unitCount;) {
    const { evidence, end } = finder.find(unit, unitCount, MOST_EVIDENCE);
    const blocks = cutCandidates(evidence, unitCount, limits);
    const tasks = listBlocks(evidence, blocks);
    for await (const words of runInOrder(tasks, BLOCKS_AHEAD * pool.size, (block) =>
      pool.run('measureOverlaps', block),
    )) {
      for (const overlap of listOverlaps(words)) overlaps.push(overlap);
      await run.pause();
    }
    candidates += blocks.rows.length;
    run.advance(end - unit);
    unit = end;
    await run.pause();
  }
  return { overlaps, candidates };
}
