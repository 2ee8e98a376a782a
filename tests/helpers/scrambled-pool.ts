// A pool without threads whose tasks end in another order than they began in, each with copies of what it is given.
//
// As with threads: every runner has its own memory, does one task at a time, and shares the board of the run only.

import type { TaskRunner } from '../../src/workers/task-runner.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import { seedDraws } from './seed-draws.js';

export interface ScrambledPool extends WorkerPool {
  /** Names of the tasks, in the order in which they were begun. */
  readonly begun: readonly string[];
}

/** A pool as large as there are runners. The same seed gives the same disorder. */
export function createScrambledPool(runners: readonly TaskRunner[], seed: number): ScrambledPool {
  const draws = seedDraws(seed);
  const begun: string[] = [];
  const waiting: ((runner: TaskRunner) => void)[] = [];
  const doOne = (): void => {
    const [next] = waiting.splice(draws.below(waiting.length), 1);
    next(draws.pick(runners));
  };
  return {
    size: runners.length,
    begun,
    run: (name, task) =>
      new Promise((resolve) => {
        begun.push(name);
        waiting.push((runner) => {
          // What the task throws rejects the inner promise, and so the outer.
          resolve(
            new Promise((done) => {
              done(structuredClone(runner.run(name, structuredClone(task))));
            }),
          );
        });
        setImmediate(doOne);
      }),
    share: (run) => {
      for (const runner of runners) runner.share(run);
    },
    shareOverlaps: (columns) => {
      for (const runner of runners) runner.shareOverlaps(columns);
    },
    close: () => Promise.resolve(),
  };
}
