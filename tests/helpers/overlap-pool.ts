// A pool of one that does the tasks of boilerplate, steps and overlaps on sequences in memory, each with copies of what it is given.

import { countStretch } from '../../src/match/boilerplate.js';
import { DiagonalFinder } from '../../src/match/diagonals.js';
import { gatherSteps } from '../../src/match/gather-steps.js';
import type { GiantAccess } from '../../src/match/giant-cuts.js';
import { OverlapMeter } from '../../src/match/overlaps.js';
import type { OverlapColumns, SequenceOf } from '../../src/match/overlaps.js';
import { groupSteps } from '../../src/match/steps.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import type { TaskName, TaskTable } from '../../src/workers/tasks.js';

type Tasks = { readonly [Name in TaskName]?: (task: TaskTable[Name]['task']) => TaskTable[Name]['result'] };

/** Rejects every task that is not one of finding boilerplate or overlaps. Without `giants` all sequences are whole. */
export function createOverlapPool(
  sequenceOf: SequenceOf = () => null,
  giants: GiantAccess | null = null,
  firstMargin?: number,
): WorkerPool {
  let shared: OverlapColumns | null = null;
  let meter: OverlapMeter | null = null;
  const tasks: Tasks = {
    countStretch: ({ stretch, window }) => countStretch(sequenceOf, stretch, window, giants),
    gatherSteps: ({ columns, first, end }) => gatherSteps(columns, first, end),
    groupSteps: ({ joined, partition }) => groupSteps(joined, partition),
    findEvidence: ({ start, end, most }) => {
      if (shared === null) throw new Error('the columns were not shared yet');
      return new DiagonalFinder(shared).find(start, end, most);
    },
    measureOverlaps: (block) => {
      if (meter === null) throw new Error('the columns were not shared yet');
      return meter.measure(block);
    },
  };
  return {
    size: 1,
    run: (name, task) =>
      new Promise((resolve) => {
        const run = tasks[name];
        if (run === undefined) throw new Error(`no task of this pool: ${name}`);
        resolve(structuredClone(run(structuredClone(task))));
      }),
    share: () => undefined,
    shareOverlaps: (columns) => {
      shared = structuredClone(columns);
      meter = new OverlapMeter(shared, sequenceOf, giants, firstMargin);
    },
    close: () => Promise.resolve(),
  };
}
