// Finding overlaps with the pool: evidence by stretches of units, and candidates measured block by block.
//
// What is handed out and in which order the results are joined; how it is done stands in match/diagonals and match/overlaps.
// What is found does not depend on the number of workers. Refuses to decide what is kept.
import type { Boilerplate } from '../match/boilerplate.js';
import { cutCandidates, listBlocks } from '../match/candidate-blocks.js';
import { canBeSingle, joinEvidence } from '../match/diagonals.js';
import type { Evidence, PassageOptions } from '../match/diagonals.js';
import { prepareSteps } from '../match/gather-steps.js';
import type { Groups } from '../match/gathering.js';
import type { MatchRun } from '../match/match-run.js';
import { limitBlocks, listOverlaps } from '../match/overlaps.js';
import type { OverlapColumns, UnitOverlap } from '../match/overlaps.js';
import type { Steps } from '../match/steps.js';
import type { WorkerPool } from './pool.js';
import { TASKS_AHEAD, runInOrder } from './pool.js';
import type { EvidenceTask } from './tasks.js';
import { weaveSteps } from './weave-steps.js';

/** Steps looked at by one task, about. */
const STEPS_A_TASK = 2 ** 15;
/** Rows of evidence that one task may find before it comes back: 20 bytes each. */
const EVIDENCE_A_TASK = 2 ** 17;
/** Rows of evidence gathered before they are measured: the more, the fewer documents are read twice. */
const MOST_EVIDENCE = 500_000;

/** What of a matching run is looked at. */
interface OverlapRun extends Pick<MatchRun, 'sketches' | 'units' | 'pause' | 'advance'> {
  /** Shared memory that nobody uses meanwhile. */
  readonly scratch?: Uint32Array;
}

/**
 * Finds the overlaps among the units for which `isKept` holds, all admitted to `postings` beforehand. Groups past the cap
 * propose nothing: what they share is boilerplate, or shows in other fingerprints too.
 */
export async function findOverlaps(
  run: OverlapRun,
  pool: WorkerPool,
  postings: Groups,
  isKept: (unit: number) => boolean,
  boilerplate: Boilerplate,
  options: PassageOptions,
): Promise<{ overlaps: UnitOverlap[]; candidates: number }> {
  const { sketches, units } = run;
  const rules = { isSingle: canBeSingle(options), window: options.window };
  const gathering = prepareSteps(sketches, units, postings, isKept, boilerplate.fingerprints, rules);
  const steps = await weaveSteps(run, pool, gathering, run.scratch);
  const columns: OverlapColumns = { sketches, units, steps, options, boilerplate: boilerplate.table };
  pool.shareOverlaps(columns);
  const overlaps: UnitOverlap[] = [];
  let candidates = 0;
  const blocks = cutBlocks(run, pool, columns, (count) => {
    candidates += count;
  });
  const measured = runInOrder(blocks, TASKS_AHEAD * pool.size, (block) => pool.run('measureOverlaps', block));
  for await (const words of measured) {
    for (const overlap of listOverlaps(words)) overlaps.push(overlap);
    await run.pause();
  }
  return { overlaps, candidates };
}

/** The blocks of all evidence; `note` is told how many candidates there are. The next evidence is found while blocks are measured. */
async function* cutBlocks(
  run: OverlapRun,
  pool: WorkerPool,
  columns: OverlapColumns,
  note: (candidates: number) => void,
): AsyncGenerator<Evidence> {
  const limits = limitBlocks(columns);
  let parts: Evidence[] = [];
  let rows = 0;
  const cut = function* (): Generator<Evidence> {
    const evidence = joinEvidence(parts);
    parts = [];
    rows = 0;
    const blocks = cutCandidates(evidence, run.units.count, limits);
    note(blocks.rows.length);
    yield* listBlocks(evidence, blocks);
  };
  for await (const evidence of findEvidence(run, pool, columns.steps)) {
    parts.push(evidence);
    rows += evidence.count;
    if (rows >= MOST_EVIDENCE) yield* cut();
  }
  if (rows > 0) yield* cut();
}

/** The evidence of all units, in their order. */
async function* findEvidence(run: OverlapRun, pool: WorkerPool, steps: Steps): AsyncGenerator<Evidence> {
  const find = async (task: EvidenceTask): Promise<{ evidence: Evidence; end: number; task: EvidenceTask }> => ({
    ...(await pool.run('findEvidence', task)),
    task,
  });
  for await (const { evidence, end, task } of runInOrder(cutUnits(steps), TASKS_AHEAD * pool.size, find)) {
    yield evidence;
    // Where more is found than one task may bring the rest is asked for when its turn comes.
    for (let start = end; start < task.end;) {
      const more = await pool.run('findEvidence', { ...task, start });
      yield more.evidence;
      start = more.end;
    }
    run.advance(task.end - task.start);
    await run.pause();
  }
}

/** Cuts the units into stretches of about as many steps. */
function* cutUnits({ unitStarts }: Steps): Generator<EvidenceTask> {
  const unitCount = unitStarts.length - 1;
  for (let start = 0; start < unitCount;) {
    let end = start + 1;
    while (end < unitCount && unitStarts[end + 1] - unitStarts[start] <= STEPS_A_TASK) end++;
    yield { start, end, most: EVIDENCE_A_TASK };
    start = end;
  }
}
