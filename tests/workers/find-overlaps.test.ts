// Boilerplate and overlaps found by a pool: the same as found in one go, whoever does which task and in whatever order they end.

import { describe, expect, it } from 'vitest';
import type { Boilerplate } from '../../src/match/boilerplate.js';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import { findBoilerplate } from '../../src/workers/find-boilerplate.js';
import { findOverlaps } from '../../src/workers/find-overlaps.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import { createLonePool } from '../../src/workers/pool.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { createScrambledPool } from '../helpers/scrambled-pool.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { shareMemory } from '../helpers/shared-run.js';

const OPTIONS = { passage: 50, shingleSize: 5, window: 16 };

type FoundOverlaps = Awaited<ReturnType<typeof findOverlaps>>;

/** Pages with two frames, more of each than the cap, and relatives that share passages. */
function makeTexts(): Readonly<Record<string, { text: string }[]>> {
  const draws = seedDraws(5);
  const makeWords = (count: number, stem: string): string =>
    Array.from({ length: count }, () => `${stem}${draws.below(5000)}`).join(' ');
  const frames = [makeWords(90, 'frame'), makeWords(70, 'border')];
  const pages = Array.from({ length: 260 }, (_, i) => ({
    text: `${makeWords(120, 'own')} ${frames[i % 2]} ${makeWords(60, 'tail')}`,
  }));
  const quote = makeWords(80, 'quote');
  const quoting = Array.from({ length: 12 }, () => ({
    text: `${makeWords(300, 'word')} ${quote} ${makeWords(50, 'end')}`,
  }));
  return { 'pages.jsonl': pages, 'more.jsonl': [...quoting, ...makeRelatives(11, 60).map(({ text }) => ({ text }))] };
}

describe('boilerplate and overlaps found by a pool', () => {
  it('are those found in one go', async () => {
    const { corpus, run } = await shareMemory(makeTexts());
    const { board } = run;
    const { units, sketches } = board;
    const everybody = (): boolean => true;
    const postings = new Groups(board.postings, GROUP_CAP);
    for (let unit = 0; unit < units.count; unit++) postings.admit(unit);
    const matchRun = { sketches, units, pause: () => Promise.resolve(), advance: () => undefined };
    const find = async (pool: WorkerPool): Promise<{ boilerplate: Boilerplate; overlaps: FoundOverlaps }> => {
      pool.share(run);
      const boilerplate = await findBoilerplate(matchRun, pool, postings, OPTIONS.window);
      return { boilerplate, overlaps: await findOverlaps(matchRun, pool, postings, everybody, boilerplate, OPTIONS) };
    };
    const { boilerplate, overlaps: expected } = await find(createLonePool(new TaskRunner(corpus.tools)));
    expect(boilerplate.runs.length).toBeGreaterThanOrEqual(2);
    expect(expected.overlaps.length).toBeGreaterThan(60);
    for (const size of [1, 2, 3]) {
      const runners = Array.from({ length: size }, () => new TaskRunner(corpus.tools));
      const pool = createScrambledPool(runners, size);
      const found = await find(pool);
      expect(found.boilerplate.runs).toEqual(boilerplate.runs);
      expect(found.overlaps).toEqual(expected);
      expect(new Set(pool.begun)).toEqual(
        new Set(['countStretch', 'gatherSteps', 'groupSteps', 'findEvidence', 'measureOverlaps']),
      );
    }
  });
});
