// Steps woven by a pool: the same whoever does which task and in whatever order they end.

import { describe, expect, it } from 'vitest';
import { createWords } from '../../src/columns.js';
import type { Steps } from '../../src/match/steps.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import { createLonePool } from '../../src/workers/pool.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { weaveSteps } from '../../src/workers/weave-steps.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { makeSteps } from '../helpers/made-steps.js';
import type { Fingerprints } from '../helpers/made-steps.js';
import { makeTools } from '../helpers/memory-corpus.js';
import { createScrambledPool } from '../helpers/scrambled-pool.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

const tools = makeTools(() => {
  throw new Error('nothing is read');
}, createReferenceSketcher(USUAL_SKETCH));

/** Documents that share stretches of fingerprints, some of them so many that they are capped. */
function makeFingerprints(count: number): Fingerprints {
  const draws = seedDraws(3);
  const stretches = Array.from({ length: 600 }, (_, i) =>
    Array.from({ length: 6 }, (__, k) => 0x1f0f0f0f * (7 * i + k)),
  );
  return Array.from({ length: count }, () =>
    Array.from({ length: 5 }, () => draws.pick(draws.below(4) === 0 ? stretches.slice(0, 2) : stretches))
      .flat()
      .map((hash, i) => ({ hash: hash >>> 0, position: 9 * i })),
  );
}

function weave(fingerprints: Fingerprints, pool: WorkerPool, scratch?: Uint32Array): Promise<Steps> {
  const { columns } = makeSteps(fingerprints, { hotHashes: [0, 0x1f0f0f0f, 0x3e1e1e1e] });
  return weaveSteps({ pause: () => Promise.resolve() }, pool, columns, scratch);
}

describe('steps woven by a pool', () => {
  it.each([0, 1, 2, 300])('are those woven alone: %i documents', async (count) => {
    const fingerprints = makeFingerprints(count);
    const expected = await weave(fingerprints, createLonePool(new TaskRunner(tools)));
    expect(expected.fingerprints.length > 500).toBe(count === 300);
    expect(expected.isBoilerplate.some((word) => word !== 0)).toBe(count === 300);
    for (const size of [1, 2, 5]) {
      const pool = createScrambledPool(
        Array.from({ length: size }, () => new TaskRunner(tools)),
        size,
      );
      // Memory that is used again is not cleared; too little of it is not taken.
      const scratch = createWords(size === 5 ? 3 : 100_000).fill(7);
      const steps = await weave(fingerprints, pool, scratch);
      scratch.fill(9);
      for (const [name, column] of Object.entries(expected)) {
        if (typeof column === 'boolean') continue;
        expect((column as Uint32Array).buffer).toBeInstanceOf(SharedArrayBuffer);
        expect(steps[name as keyof Steps]).toEqual(column);
      }
    }
  });
});
