// The phases of matching put together: what is told on the way, what is read again, and stopping in the middle.

import { describe, expect, it } from 'vitest';
import type { PhaseName } from '../../src/model.js';
import { parseOptions, type ScanOptions } from '../../src/options.js';
import { describeSketch } from '../../src/run/describe-sketch.js';
import { RunJournal, type RunHooks } from '../../src/run/journal.js';
import { matchCorpus } from '../../src/run/match-corpus.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import { makeBoilerplatePage, nameBoilerplatePage } from '../helpers/make-boilerplate-pages.js';
import { type MemoryContent, sketchMemory } from '../helpers/memory-corpus.js';
import { createScrambledPool } from '../helpers/scrambled-pool.js';

type Contents = Readonly<Record<string, MemoryContent>>;

function page(start: number, words: number): string {
  return writeTokens(listWords(start, words));
}

async function match(contents: Contents, options: Partial<ScanOptions> = {}, hooks: Partial<RunHooks> = {}) {
  const parsed = parseOptions(options);
  const corpus = await sketchMemory(contents, describeSketch(parsed));
  const findings = await matchCorpus(corpus, parsed, new RunJournal({ createReporters: () => [], ...hooks }));
  return { corpus, findings };
}

const RELATIVES = Object.fromEntries(makeRelatives(90, 80).map(({ id, text }) => [id, text]));

describe('matching a corpus', () => {
  it('tells its phases, how far each is, and what remained', async () => {
    const told: string[] = [];
    const progress = new Map<string, number>();
    let present = '';
    const { findings } = await match(
      RELATIVES,
      {},
      {
        events: {
          phase: (name, total, unit) => {
            present = name;
            told.push(`${name} of ${total === null ? 'some' : 'all'} ${unit}`);
            if (total !== null) progress.set(name, -total);
          },
          advance: (done) => progress.set(`${present} done`, done),
          done: (name, survivors) => told.push(`${name}: ${Object.keys(survivors).join(' ')}`),
        },
      },
    );
    expect(told).toEqual([
      'choose banding of some documents',
      'choose banding: units bands rowsPerBand sharedBands sharedFingerprints',
      'match documents of all documents',
      'match documents: candidates kept',
      'find overlaps of all documents',
      'find overlaps: candidates overlaps boilerplate',
    ]);
    for (const phase of ['match documents', 'find overlaps']) {
      expect(progress.get(`${phase} done`)).toBe(findings.units.count);
      expect(progress.get(phase)).toBe(-findings.units.count);
    }
  });

  it('chooses a banding that keeps the promise of recall', async () => {
    for (const jaccard of [0.3, 0.6, 0.9, 1]) {
      const { findings } = await match(RELATIVES, { jaccard });
      expect(findings.banding.recall).toBeGreaterThanOrEqual(0.999);
    }
  });

  it('reads again only what some other document is like', async () => {
    const strangers = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.txt`, page(1000 * i, 200)]));
    const { corpus } = await match({ ...strangers, 'a.txt': page(0, 199), 'copy.txt': page(1000, 200) });
    const read = new Set(corpus.files.readAgain);
    expect(read).toEqual(new Set(['0.txt@0', 'a.txt@0']));
  });

  it('looks at a copy where the document that stands for both is gone', async () => {
    const parsed = parseOptions({});
    const contents = { 'a.txt': page(0, 100), 'b.txt': page(0, 100), 'c.txt': page(3, 90) };
    const corpus = await sketchMemory(contents, describeSketch(parsed));
    corpus.files.write('a.txt', null);
    const { cover, units, changed } = await matchCorpus(corpus, parsed, new RunJournal({ createReporters: () => [] }));
    expect([0, 1, 2].filter((document) => changed.has(document))).toEqual([0]);
    expect(cover.representatives[units.unitOf[2]]).toBe(units.unitOf[1]);
    expect(cover.relations[units.unitOf[2]]).toBe('near');
  });

  it.each([{}, { allPairs: true }, { clustering: 'components' }] as const)(
    'finds the same whoever does the tasks, and in whatever order they end: %j',
    async (options) => {
      const parsed = parseOptions(options);
      const relatives = makeRelatives(91, 250).map(({ id, text }) => [id, text]);
      const contents = Object.fromEntries(relatives) as Record<string, string>;
      const found = [];
      for (const size of [0, 1, 2, 3]) {
        const corpus = await sketchMemory(contents, describeSketch(parsed));
        const runners = Array.from({ length: size }, () => new TaskRunner(corpus.tools));
        const pool = size === 0 ? corpus.pool : createScrambledPool(runners, size);
        const journal = new RunJournal({ createReporters: () => [] });
        const findings = await matchCorpus({ ...corpus, pool }, parsed, journal);
        const { units, cover, coverage, overlaps, boilerplate } = findings;
        found.push({ units, cover, coverage, overlaps, boilerplate });
      }
      for (const one of found) expect(one).toEqual(found[0]);
      expect(found[0].coverage.filter((share) => share > 0).length).toBeGreaterThan(20);
    },
  );

  it('measures coverage by a copy where the document that stands for both vanished after it was compared', async () => {
    const parsed = parseOptions({});
    const contents = { 'a.txt': page(0, 100), 'b.txt': page(0, 100), 'c.txt': page(3, 90) };
    const corpus = await sketchMemory(contents, describeSketch(parsed));
    // Nobody who still holds what was read before.
    const another = new TaskRunner(corpus.tools);
    const share: WorkerPool['share'] = (shared) => {
      corpus.pool.share(shared);
      another.share(shared);
    };
    const run: WorkerPool['run'] = (name, task) => {
      if (name !== 'measureCoverage') return corpus.pool.run(name, task);
      corpus.files.write('a.txt', null);
      return Promise.resolve(another.run(name, task));
    };
    const journal = new RunJournal({ createReporters: () => [] });
    const pool = { ...corpus.pool, share, run };
    const { units, coverage, changed } = await matchCorpus({ ...corpus, pool }, parsed, journal);
    expect(changed.has(0)).toBe(true);
    expect(coverage[units.unitOf[2]]).toBe(1);
  });

  it('gives passages where they are asked for, and texts of tokens', async () => {
    const contents = { 'a.txt': page(0, 100), 'b.txt': `zu ${page(0, 100)}` };
    expect((await match(contents)).findings.passagesOf(0, 1)).toBeNull();
    const { findings } = await match(contents, { passages: 1 });
    expect(findings.passagesOf(0, 1)).toMatchObject({ passages: [{ tokens: 100 }], passagesTotal: 1 });
    expect(findings.textOf(1, 1, 3)).toBe(page(0, 3));
  });

  it('measures how much of each covered unit is in its representative, of the kept ones nothing', async () => {
    const { findings } = await match({
      'a.txt': page(0, 200),
      'b.txt': `${page(0, 40)} ${page(900, 8)}`,
      'c.txt': page(500, 60),
    });
    const { units, coverage } = findings;
    expect([0, 1, 2].map((document) => coverage[units.unitOf[document]])).toEqual([0, 40 / 48, 0]);
  });

  it('of nothing finds nothing', async () => {
    for (const contents of [{}, { 'a.txt': '', 'b.txt': '…' }, { 'a.txt': 'word' }] as Contents[]) {
      const { findings } = await match(contents);
      expect([findings.overlaps, findings.boilerplate, findings.cover.leftOutByCaps]).toEqual([[], [], 0]);
    }
  });

  it.each(['choose banding', 'match documents', 'find overlaps'] as const)(
    'stops with the reason of the signal when it is aborted in the phase: %s',
    async (phase) => {
      const pages = Array.from(
        { length: 200 },
        (_, i) => [nameBoilerplatePage(i + 1), makeBoilerplatePage(i + 1)] as const,
      );
      const controller = new AbortController();
      const begun: PhaseName[] = [];
      const nothing = (): void => undefined;
      const matched = match(
        Object.fromEntries(pages),
        {},
        {
          signal: controller.signal,
          events: {
            phase: (name) => {
              begun.push(name);
              if (name === phase) controller.abort(new Error('interrupted'));
            },
            advance: nothing,
            done: nothing,
          },
        },
      );
      await expect(matched).rejects.toThrow('interrupted');
      expect(begun.at(-1)).toBe(phase);
    },
  );
});
