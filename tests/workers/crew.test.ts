// The crew against `match` alone: the same candidates, pairs and shares whatever the arena holds, who helps and what is gone.

import { describe, expect, it } from 'vitest';
import { createHalfMatcher, createSetMatcher } from '../../src/kernel/set-matcher.js';
import type { Candidates } from '../../src/match/candidates.js';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import { StretchFinder } from '../../src/match/stretch-finder.js';
import { leaderOf } from '../../src/match/units.js';
import { NO_HALVES, verifyCandidates } from '../../src/match/verify.js';
import type { ShingleSet } from '../../src/model.js';
import { createCrew } from '../../src/workers/crew.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import { createLonePool } from '../../src/workers/pool.js';
import { viewHalves } from '../../src/workers/set-arena.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { createPools, makeContents } from '../helpers/crew-pools.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { listWords, makeWord, writeTokens } from '../helpers/made-texts.js';
import { createScrambledPool } from '../helpers/scrambled-pool.js';
import { seedDraws } from '../helpers/seed-draws.js';
import type { SharedMemory } from '../helpers/shared-run.js';
import { shareMemory } from '../helpers/shared-run.js';

type Pairs = Pick<Candidates, 'starts' | 'others'>;

/** The set of a unit from the first of its documents that is there. */
function readSet({ run, corpus }: SharedMemory, unit: number): ShingleSet | null {
  const { starts, members } = run.board.units;
  for (let i = starts[unit]; i < starts[unit + 1]; i++) {
    const set = corpus.reader.get(members[i]);
    if (set !== null) return set;
  }
  return null;
}

function createCrewOf(
  shared: SharedMemory,
  pool: WorkerPool,
  pauses: { count: number } = { count: 0 },
  giantShingles?: number,
) {
  const { run } = shared;
  const verification = {
    ...run.board,
    matcher: createSetMatcher('reference'),
    halves: {
      matcher: createHalfMatcher('reference'),
      halvesOf: (unit: number) => viewHalves(run.arena, unit),
    },
    setOf: (unit: number) => readSet(shared, unit),
  };
  const pause = (): Promise<void> => Promise.resolve(void pauses.count++);
  return createCrew({ ...run, pool, verification, pause, ...(giantShingles === undefined ? {} : { giantShingles }) });
}

/** What `match` alone says of the pairs. */
function verifyAlone(shared: SharedMemory, start: number, pairs: Pairs): Uint32Array {
  const { board } = shared.run;
  const setOf = (unit: number): ShingleSet | null => readSet(shared, unit);
  const context = { ...board, matcher: createSetMatcher('reference'), halves: NO_HALVES, setOf };
  if (board.isAllPairs) return verifyCandidates(context, start, pairs, 0);
  const counts = verifyCandidates(context, start, pairs, start);
  const { starts, others } = pairs;
  const isCovered = Array.from({ length: starts.length - 1 }, (_, i) =>
    others.subarray(starts[i], starts[i + 1]).some((other, at) => other < start && counts[starts[i] + at] > 0),
  );
  // Nobody needs to know of a pair with one that is covered from before.
  return counts.map((count, at) => (others[at] >= start && isCovered[others[at] - start] ? 0 : count));
}

/** Each unit from `start` on with some of those before it; some with none, some with all. */
function drawPairs(seed: number, start: number, count: number): Pairs {
  const draws = seedDraws(seed);
  const others: number[] = [];
  const starts = [0];
  for (let unit = start; unit < count; unit++) {
    const chance = draws.pick([0, 1, 1, 3]);
    for (let other = 0; other < unit; other++) if (chance > 0 && draws.below(chance) === 0) others.push(other);
    starts.push(others.length);
  }
  return { starts: Uint32Array.from(starts), others: Uint32Array.from(others) };
}

/** Each unit with all before it. */
function listPairs(count: number): Pairs {
  return {
    starts: Uint32Array.from({ length: count + 1 }, (_, unit) => (unit * (unit - 1)) / 2),
    others: Uint32Array.from(Array.from({ length: count }, (_, unit) => [...Array(unit).keys()]).flat()),
  };
}

function countPairs(shared: Uint32Array): number {
  return shared.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
}

describe('a crew that verifies candidates', () => {
  it('says what match alone says, whatever the arena holds and whoever helps', async () => {
    // With one of which a filter is kept.
    const contents = { ...makeContents(7, 60), 'large.txt': writeTokens(listWords(0, 1500)) };
    const usual = await shareMemory(contents);
    const { lengths } = usual.run.arena;
    const all = lengths.reduce((sum, length) => sum + length, 0);
    const largest = Math.max(...lengths);
    // From one that holds everything at once down to one that is too small for anybody: many pieces, and oversized ones.
    let oversized = 0;
    for (const shingles of [4 * all, all, 9 * largest, 4 * largest, largest, 8, 0]) {
      for (const isAllPairs of [true, false]) {
        const shared = await shareMemory(contents, { isAllPairs, shingles });
        const { count } = shared.run.board.units;
        const pools = createPools(shared);
        for (const [i, pool] of pools.entries()) {
          const crew = createCrewOf(shared, pool);
          // Three stretches, as blocks come: what the arena holds of one is there for the next.
          const expected = [0, 11, 30].map((start) => {
            const pairs = drawPairs(shingles + start, start, Math.min(count, start + 25));
            return { start, pairs, shared: verifyAlone(shared, start, pairs) };
          });
          for (const { start, pairs, shared: alone } of expected) {
            const found = await crew.verifyCandidates(start, {
              ...pairs,
              cuts: new Uint8Array(pairs.starts.length - 1),
            });
            expect(found).toEqual(alone);
          }
          expect(expected.reduce((sum, { shared: alone }) => sum + countPairs(alone), 0)).toBeGreaterThan(8);
          if (i > 0) expect(Reflect.get(pool, 'begun')).toContain('thinCandidates');
          if (i > 0 && shingles > 8) expect(Reflect.get(pool, 'begun')).toContain('verifyCandidates');
          // Taken over by the next crew as it is: nothing is placed.
          shared.run.arena.starts.fill(0xffffffff);
        }
        if (shingles < 4 * largest) oversized++;
      }
    }
    expect(oversized).toBeGreaterThan(3);
  });

  it('leaves giants to the host, and says the same', async () => {
    const contents = makeContents(7, 60);
    const shared = await shareMemory(contents, { isAllPairs: true, shingles: 1_000_000 });
    const { lengths } = shared.run.arena;
    const { count } = shared.run.board.units;
    const pairs = listPairs(count);
    const alone = verifyAlone(shared, 0, pairs);
    for (const giants of [1, 3, count]) {
      // Units are in the order of their sizes.
      for (const pool of createPools(shared)) {
        const crew = createCrewOf(shared, pool, { count: 0 }, lengths[giants - 1]);
        expect(await crew.verifyCandidates(0, { ...pairs, cuts: new Uint8Array(count) })).toEqual(alone);
        expect([...shared.run.arena.starts.subarray(0, giants)]).toEqual(Array<number>(giants).fill(0xffffffff));
        shared.run.arena.starts.fill(0xffffffff);
      }
    }
    expect(countPairs(alone)).toBeGreaterThan(8);
  });

  it('cuts many candidates of one piece into tasks, and hands them out together', async () => {
    const shared = await shareMemory(makeContents(8, 150), { isAllPairs: true, shingles: 1_000_000 });
    const { count } = shared.run.board.units;
    const { starts, others } = listPairs(count);
    expect(others.length).toBeGreaterThan(4096);
    const pool = createScrambledPool(
      [1, 2, 3].map(() => new TaskRunner(shared.corpus.tools)),
      5,
    );
    pool.share(shared.run);
    const pauses = { count: 0 };
    const crew = createCrewOf(shared, pool, pauses);
    const found = await crew.verifyCandidates(0, { starts, others, cuts: new Uint8Array(count) });
    expect(found).toEqual(verifyAlone(shared, 0, { starts, others }));
    const tasks = pool.begun.filter((name) => name === 'verifyCandidates').length;
    expect(tasks).toBeGreaterThan(1);
    expect(tasks).toBeLessThan(10);
    expect(pauses.count).toBe(pool.begun.length);
  });

  it('holds the sets of a piece together, its own units’ too: many that all meet the same one', async () => {
    const base = listWords(0, 60);
    const files = Array.from({ length: 80 }, (_, i) => [`${i}.txt`, writeTokens([...base, makeWord(1000 + i)])]);
    const shared = await shareMemory(Object.fromEntries(files) as Record<string, string>, { shingles: 12 * 60 });
    const { count } = shared.run.board.units;
    const starts = Uint32Array.from({ length: count + 1 }, (_, unit) => Math.max(0, unit - 1));
    const star = { starts, others: new Uint32Array(count - 1), cuts: new Uint8Array(count) };
    for (const pool of createPools(shared)) {
      const found = await createCrewOf(shared, pool).verifyCandidates(0, star);
      expect(found).toEqual(verifyAlone(shared, 0, star));
      expect(countPairs(found)).toBe(count - 1);
      shared.run.arena.starts.fill(0xffffffff);
    }
  });

  it('reads each set once for its high words, and again only those of pairs that these do not rule out', async () => {
    const shared = await shareMemory(makeContents(9, 40), { shingles: 1_000_000 });
    const { count } = shared.run.board.units;
    const crew = createCrewOf(shared, createLonePool(shared.runner));
    const pairs = drawPairs(1, 0, count);
    const cuts = new Uint8Array(count);
    const before = shared.corpus.files.readAgain.length;
    const found = await crew.verifyCandidates(0, { ...pairs, cuts });
    const own = new Set([...cuts.keys()].filter((unit) => pairs.starts[unit] < pairs.starts[unit + 1]));
    const wanted = new Set([...own, ...pairs.others]);
    const read = shared.corpus.files.readAgain.slice(before);
    const rows = read.map((at) => shared.corpus.documents.ids.find(at.slice(0, at.lastIndexOf('@'))) ?? -1);
    // Those that are to be compared, then those they are compared with, each in the order in which the documents lie.
    const documents = (units: Set<number>): number[] =>
      [...units].map((unit) => leaderOf(shared.run.board.units, unit)).sort((a, b) => a - b);
    const others = new Set([...wanted].filter((unit) => !own.has(unit)));
    expect(rows.slice(0, wanted.size)).toEqual([...documents(own), ...documents(others)]);
    const paired = new Set<number>();
    for (const unit of own) {
      for (let at = pairs.starts[unit]; at < pairs.starts[unit + 1]; at++) {
        if (found[at] > 0) paired.add(unit).add(pairs.others[at]);
      }
    }
    expect(paired.size).toBeGreaterThan(5);
    expect(paired.size).toBeLessThan(wanted.size - 5);
    expect(rows.slice(wanted.size).sort((a, b) => a - b)).toEqual(documents(paired));
    expect(await crew.verifyCandidates(0, { ...pairs, cuts })).toEqual(found);
    expect(shared.corpus.files.readAgain).toHaveLength(before + rows.length);
  });

  it('takes another document of a unit where one vanished, and makes no pair of a unit that is all gone', async () => {
    const contents = makeContents(10, 60);
    const largest = 400;
    for (const shingles of [1_000_000, 4 * largest, 100]) {
      const intact = await shareMemory(contents, { isAllPairs: true, shingles: 1_000_000 });
      const { units } = intact.run.board;
      const pairs = listPairs(units.count);
      const whole = verifyAlone(intact, 0, pairs);
      for (const size of [0, 1, 2]) {
        const shared = await shareMemory(contents, { isAllPairs: true, shingles });
        const { ids } = shared.corpus.documents;
        const gone = new Set<number>();
        const hurt = new Set<number>();
        for (let unit = 0; unit < units.count; unit++) {
          const [leader, ...others] = Array.from(units.members.subarray(units.starts[unit], units.starts[unit + 1]));
          const isGone = unit % 7 === 3;
          if (!isGone && others.length === 0) continue;
          shared.corpus.files.write(ids.read(leader), unit % 2 === 0 ? null : 'changed');
          if (isGone) for (const other of others) shared.corpus.files.write(ids.read(other), null);
          (isGone ? gone : hurt).add(unit);
        }
        expect(Math.min(gone.size, hurt.size)).toBeGreaterThan(3);
        const crew = createCrewOf(shared, createPools(shared)[size]);
        const found = await crew.verifyCandidates(0, { ...pairs, cuts: new Uint8Array(units.count) });
        let hurtPairs = 0;
        for (let unit = 0; unit < units.count; unit++) {
          for (let at = pairs.starts[unit]; at < pairs.starts[unit + 1]; at++) {
            const isGone = gone.has(unit) || gone.has(pairs.others[at]);
            if (found[at] !== (isGone ? 0 : whole[at])) expect([unit, pairs.others[at], found[at]]).toEqual([]);
            if (found[at] > 0 && (hurt.has(unit) || hurt.has(pairs.others[at]))) hurtPairs++;
          }
        }
        expect(hurtPairs).toBeGreaterThan(0);
      }
    }
  });

  it('drops candidates that a large document’s filter speaks against, and does not read that document again', async () => {
    const large = listWords(0, 3000);
    const strangers = Array.from({ length: 30 }, (_, i): [string, string] => [
      `stranger ${i}.txt`,
      // A passage of the large one, and as much that is not there.
      writeTokens([...large.slice(50 * i, 50 * i + 30 + i), ...listWords(10_000 + 100 * i, 60)]),
    ]);
    const part: [string, string] = ['part.txt', writeTokens(large.slice(700, 790))];
    for (const isPartThere of [false, true]) {
      const files = [['large.txt', writeTokens(large)], ...strangers, ...(isPartThere ? [part] : [])];
      const contents = Object.fromEntries(files) as Record<string, string>;
      const another = await shareMemory(contents);
      // Room for all; or for a few small ones and never for the large one.
      for (const shingles of [1_000_000, 500]) {
        const shared = await shareMemory(contents, { shingles });
        const { count } = shared.run.board.units;
        // Each with the large one, which is the first unit.
        const starts = Uint32Array.from({ length: count + 1 }, (_, unit) => Math.max(0, unit - 1));
        const star = { starts, others: new Uint32Array(count - 1), cuts: new Uint8Array(count) };
        const expected = verifyAlone(another, 0, star);
        expect(countPairs(expected)).toBe(isPartThere ? 1 : 0);
        for (const [i, pool] of createPools(shared).entries()) {
          const { readAgain } = shared.corpus.files;
          const before = readAgain.length;
          expect(await createCrewOf(shared, pool).verifyCandidates(0, star)).toEqual(expected);
          const read = readAgain.slice(before);
          if (!isPartThere) expect(read).toHaveLength(count - 1);
          // The host keeps what it read for the pools that follow.
          if (!isPartThere || i === 0) expect(read.includes('large.txt@0')).toBe(isPartThere);
          shared.run.arena.starts.fill(0xffffffff);
        }
      }
    }
  });

  it('of no candidates asks nobody', async () => {
    const shared = await shareMemory(makeContents(11, 10));
    const pool = createScrambledPool([shared.runner], 1);
    const none = { starts: new Uint32Array(6), others: new Uint32Array(0), cuts: new Uint8Array(5) };
    expect(await createCrewOf(shared, pool).verifyCandidates(2, none)).toHaveLength(0);
    expect(pool.begun).toEqual([]);
  });

  it('passes on what a task throws', async () => {
    const shared = await shareMemory(makeContents(12, 10));
    const { count } = shared.run.board.units;
    // Nothing was shared with this runner.
    const pool = createLonePool(new TaskRunner(shared.corpus.tools));
    const verified = createCrewOf(shared, pool).verifyCandidates(0, {
      ...drawPairs(0, 0, count),
      cuts: new Uint8Array(count),
    });
    await expect(verified).rejects.toThrow('not shared yet');
  });
});

describe('a crew that finds candidates', () => {
  it('finds in stretches what one finder finds in one', async () => {
    // Enough for several tasks.
    const families = Array.from({ length: 160 }, (_, family) =>
      makeRelatives(family, 10, { least: 20, most: 40 }).map(({ id, text }) => [`${id} of ${family}`, text]),
    ).flat();
    const shared = await shareMemory(Object.fromEntries(families) as Record<string, string>);
    const { board } = shared.run;
    const { count } = board.units;
    expect(count).toBeGreaterThan(1024);
    const finder = new StretchFinder(board);
    for (const groups of [
      new Groups(board.buckets, GROUP_CAP, 0, board.bucketColumns),
      new Groups(board.postings, GROUP_CAP, 0, board.postingColumns),
    ]) {
      for (let unit = 0; unit < 400; unit += 2) groups.admit(unit);
    }
    for (const pool of createPools(shared)) {
      const crew = createCrewOf(shared, pool);
      for (const [start, end] of [
        [400, count],
        [400, 401],
        [403, 403 + 512],
        [403, 403 + 513],
      ]) {
        expect(await crew.findCandidates(start, end)).toEqual(
          finder.findAll({ start, end, blockStart: start, blockEnd: end }),
        );
      }
    }
    const all = finder.findAll({ start: 400, end: count, blockStart: 400, blockEnd: count });
    expect(all.others.length).toBeGreaterThan(200);
  });
});
