// Nets woven by a pool: the same as woven in one go, whoever does which task and in whatever order they end.

import { describe, expect, it } from 'vitest';
import { createWords } from '../../src/columns.js';
import { chooseBanding } from '../../src/match/banding.js';
import type { Net } from '../../src/match/net.js';
import { weavePostings } from '../../src/match/postings.js';
import { collapseDocuments } from '../../src/match/units.js';
import { SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { createSetMatcher } from '../../src/kernel/set-matcher.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { Spool } from '../../src/readers/spool.js';
import { SpillableColumn } from '../../src/spill/spillable-column.js';
import { createLonePool } from '../../src/workers/pool.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { weaveNets } from '../../src/workers/weave-nets.js';
import { makeFolder } from '../helpers/make-folder.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { weaveBuckets } from '../helpers/make-match-run.js';
import { makeTools } from '../helpers/memory-corpus.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH, sketchTexts } from '../helpers/sketch-texts.js';
import { listIds } from '../helpers/id-lists.js';

const tools = makeTools(() => {
  throw new Error('nothing is read');
}, createReferenceSketcher(USUAL_SKETCH));

/** A pool whose tasks end in another order than they began in. */
function createScrambledPool(size: number): WorkerPool {
  const runner = new TaskRunner({ ...tools, matcher: createSetMatcher('reference') });
  const draws = seedDraws(size);
  const lone = createLonePool(runner);
  return {
    ...lone,
    size,
    run: async (name, task) => {
      for (let i = draws.below(5); i > 0; i--) await Promise.resolve();
      return lone.run(name, task);
    },
  };
}

function expectEqualNets(net: Net, expected: Net): void {
  for (const column of ['unitStarts', 'groups', 'positions', 'groupStarts'] as const) {
    expect(net[column].buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...net[column]]).toEqual([...expected[column]]);
  }
  expect(net.isBand).toBe(expected.isBand);
}

describe('nets woven by a pool', () => {
  it.each([
    ['of many relatives', 300],
    ['of two documents', 2],
    ['of one', 1],
    ['of none', 0],
  ])('are those woven in one go: a corpus %s', async (_, count) => {
    const documents = count === 0 ? [] : makeRelatives(7, count).slice(0, count);
    const { sketches, signatures } = sketchTexts(documents.map(({ text }) => text));
    const units = collapseDocuments(sketches, listIds(documents.map(({ id }) => id)), null);
    const background = new Array<number>(9).fill(0.01);
    const banding = { ...chooseBanding(0.6, SIGNATURE_LANES, 1_000_000, background) };
    const expected = {
      buckets: weaveBuckets(sketches, signatures, units, SIGNATURE_LANES, banding, 0.6),
      postings: weavePostings(sketches, units),
    };
    const folder = makeFolder();
    for (const size of [1, 2, 3, 7]) {
      let pauses = 0;
      const spool = new Spool(folder);
      // Every second one goes to a file.
      const column = new SpillableColumn(size % 2 === 0 ? 0 : Infinity, () => spool.createFile());
      column.append(signatures.read(0, sketches.count));
      const { buckets, postings } = await weaveNets({
        ...{
          pool: createScrambledPool(size),
          sketches,
          signatures: column.finish(),
          units,
          lanes: SIGNATURE_LANES,
          banding,
          threshold: 0.6,
        },
        // Too small for all fingerprints of the largest corpus, and not cleared.
        scratch: createWords(size % 2 === 0 ? 0 : 1_000_000).fill(7),
        pause: () => Promise.resolve(void pauses++),
      });
      spool.dispose();
      expectEqualNets(buckets, expected.buckets);
      expectEqualNets(postings, expected.postings);
      expect(pauses).toBeGreaterThan(0);
    }
    if (count > 100) expect(expected.postings.groups.length).toBeGreaterThan(100);
  });
});
