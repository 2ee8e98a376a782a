// A pool of one that does the tasks of boilerplate and overlaps on sequences in memory, each with copies of what it is given.

import { countStretch } from '../../src/match/boilerplate.js';
import { OverlapMeter } from '../../src/match/overlaps.js';
import type { SequenceOf } from '../../src/match/overlaps.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import type { TaskName, TaskTable } from '../../src/workers/tasks.js';

type Tasks = { readonly [Name in TaskName]?: (task: TaskTable[Name]['task']) => TaskTable[Name]['result'] };

/** Rejects every task that is not one of finding boilerplate or overlaps. */
export function createOverlapPool(sequenceOf: SequenceOf): WorkerPool {
  let meter: OverlapMeter | null = null;
  const tasks: Tasks = {
    countStretch: ({ stretch, window }) => countStretch(sequenceOf, stretch, window),
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
      meter = new OverlapMeter(structuredClone(columns), sequenceOf);
    },
    close: () => Promise.resolve(),
  };
}
