// Weaving steps with the pool: gathered by stretches of units, grouped by partitions of their keys.
//
// What is handed out and in which order the results are joined; how it is done stands in match/gather-steps and match/steps.
// Steps do not depend on the number of workers. Refuses to say who is kept.
import type { StepColumns } from '../match/gather-steps.js';
import type { MatchRun } from '../match/match-run.js';
import { joinSteps, layOutSteps, listPartitions } from '../match/steps.js';
import type { GatheredSteps, StepMembers, Steps } from '../match/steps.js';
import type { WorkerPool } from './pool.js';
import { TASKS_AHEAD, runInOrder } from './pool.js';
import type { StepTask } from './tasks.js';

/** Stretches of units handed to each worker: a few, so that none waits long for another. */
const STRETCHES_A_WORKER = 4;

/** Weaves the steps of the units that `columns` tells of; `scratch` is shared memory that nobody uses meanwhile. */
export async function weaveSteps(
  { pause }: Pick<MatchRun, 'pause'>,
  pool: WorkerPool,
  columns: StepColumns,
  scratch?: Uint32Array,
): Promise<Steps> {
  const ahead = TASKS_AHEAD * pool.size;
  const gathered: GatheredSteps[] = [];
  const tasks = cutUnits(columns, STRETCHES_A_WORKER * pool.size);
  for await (const part of runInOrder(tasks, ahead, (task) => pool.run('gatherSteps', task))) {
    gathered.push(part);
    await pause();
  }
  const joined = joinSteps(gathered, columns.sketches.fingerprintHashes.length, scratch);
  gathered.length = 0;
  const members: StepMembers[] = [];
  const group = (partition: number): Promise<StepMembers> => pool.run('groupSteps', { joined, partition });
  for await (const part of runInOrder(listPartitions(joined), ahead, group)) {
    members.push(part);
    await pause();
  }
  return layOutSteps(joined, members, columns.units.count, columns);
}

/** Cuts the kept units into stretches of about as many shared fingerprints. */
function* cutUnits(columns: StepColumns, stretches: number): Generator<StepTask> {
  const { keptUnits, net } = columns;
  const { unitStarts } = net;
  const total = unitStarts[unitStarts.length - 1];
  let first = 0;
  for (let stretch = 1; stretch <= stretches; stretch++) {
    const until = (total / stretches) * stretch;
    let end = stretch === stretches ? keptUnits.length : first;
    while (end < keptUnits.length && unitStarts[keptUnits[end] + 1] <= until) end++;
    if (end > first) yield { columns, first, end };
    first = end;
  }
}
