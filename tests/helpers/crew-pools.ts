// Who can do the tasks of a run over files in memory, and files for it: relatives, some of them twice.

import type { WorkerPool } from '../../src/workers/pool.js';
import { createLonePool } from '../../src/workers/pool.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { makeRelatives } from './made-relatives.js';
import { createScrambledPool } from './scrambled-pool.js';
import type { SharedMemory } from './shared-run.js';

/** Documents, many of them relatives, each a file; so that several are one unit, some have a copy. */
export function makeContents(seed: number, count: number): Record<string, string> {
  const documents = makeRelatives(seed, count);
  const copies = documents.filter((_, i) => i % 3 === 0).map(({ id, text }) => [`${id} copy`, `${text} —`]);
  return Object.fromEntries([...documents.map(({ id, text }) => [id, text]), ...copies]) as Record<string, string>;
}

/** Who does the tasks of a run: the host alone, or several whose tasks end in any order. */
export function createPools({ corpus, run, runner }: SharedMemory): WorkerPool[] {
  return [1, 2, 3].map((size) => {
    if (size === 1) return createLonePool(runner);
    const runners = Array.from({ length: size }, () => new TaskRunner(corpus.tools));
    const pool = createScrambledPool(runners, size);
    pool.share(run);
    return pool;
  });
}
