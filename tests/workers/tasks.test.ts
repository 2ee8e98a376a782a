// Tasks and their results are plain data: a copy of each, as a thread gets it, is all there is to it.

import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../src/options.js';
import { RunJournal } from '../../src/run/journal.js';
import { matchCorpus } from '../../src/run/match-corpus.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import { createLonePool } from '../../src/workers/pool.js';
import { sketchSources } from '../../src/workers/sketch-sources.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { UNREADABLE } from '../../src/workers/tasks.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import { SILENT_HOOKS, sketchMemory } from '../helpers/memory-corpus.js';

describe('the tasks of a scan', () => {
  it('are copied without loss, and so are their results, each of them', async () => {
    const large = listWords(0, 1500);
    const contents = [
      ...makeRelatives(51, 150).map(({ id, text }) => [id, text]),
      // One of which a filter is kept, and a part of it.
      ['large', writeTokens(large)],
      ['part', writeTokens(large.slice(700, 790))],
    ];
    const corpus = await sketchMemory(Object.fromEntries(contents) as Record<string, string>);
    const lone = createLonePool(new TaskRunner(corpus.tools));
    const seen = new Set<string>();
    const pool: WorkerPool = {
      ...lone,
      run: async (name, task) => {
        seen.add(name);
        expect(structuredClone(task)).toEqual(task);
        const result = await lone.run(name, task);
        expect(structuredClone(result)).toEqual(result);
        return result;
      },
    };
    await sketchSources(corpus.sources, pool, SILENT_HOOKS);
    await matchCorpus({ ...corpus, pool }, parseOptions({}), new RunJournal({ createReporters: () => [] }));
    expect([...seen].sort()).toEqual([
      ...['countPlaces', 'fillMembers', 'findCandidates', 'findEvidence', 'gatherSteps', 'groupBands'],
      ...['groupFingerprints', 'groupSteps', 'loadSets', 'measureCoverage', 'measureOverlaps', 'placeFingerprints'],
      ...['sketchRanges', 'thinCandidates', 'verifyCandidates'],
    ]);
  });

  it('have no share for a document that cannot be read', () => {
    // Shares are from 0 to 1.
    expect(UNREADABLE).toBeLessThan(0);
  });
});
