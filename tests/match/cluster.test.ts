// Clusters against the greedy rule by brute force, and how few comparisons they take.

import { describe, expect, it } from 'vitest';
import type { Cover } from '../../src/match/cluster.js';
import { clusterUnits } from '../../src/match/cluster.js';
import { GROUP_CAP } from '../../src/match/gathering.js';
import type { Screen } from '../../src/match/screen.js';
import type { ShingleSet } from '../../src/model.js';
import type { ExactDocument, ExactThresholds } from '../helpers/exact-documents.js';
import {
  USUAL_THRESHOLDS,
  clusterGreedily,
  countShared,
  describeExactly,
  listDuplicatePairs,
  relateExactly,
} from '../helpers/exact-documents.js';
import { describeRelatives, keepPromised, makeRelatives } from '../helpers/made-relatives.js';
import { editTokens, listWords, makeWord, writeTokens } from '../helpers/made-texts.js';
import type { MadeRun } from '../helpers/make-match-run.js';
import { makeMatchRun, withLocalCrew } from '../helpers/make-match-run.js';
import { seedDraws } from '../helpers/seed-draws.js';

/** Corpora small enough that nothing is capped. */
const SEEDS = Array.from({ length: 25 }, (_, i) => 1000 + i);
const SOME_THRESHOLDS: readonly ExactThresholds[] = [
  USUAL_THRESHOLDS,
  { jaccardThousandths: 300, containmentThousandths: 950, minWords: 0 },
  { jaccardThousandths: 900, containmentThousandths: 600, minWords: 30 },
];

/** Per id of a document the id of its unit's representative. */
function nameClusters(
  { run, ids, idOf, unitOf }: MadeRun,
  cover: Cover,
  exact: readonly ExactDocument[],
): Map<string, string> {
  expect(ids.length).toBeGreaterThanOrEqual(exact.length);
  expect(cover.representatives).toHaveLength(run.units.count);
  return new Map(exact.map(({ id }) => [id, idOf(cover.representatives[unitOf(id)])]));
}

/** The evidence of every unit is what brute force says of the two documents. */
function expectEvidence(
  { idOf }: MadeRun,
  cover: Cover,
  exact: readonly ExactDocument[],
  thresholds: ExactThresholds,
): void {
  const byId = new Map(exact.map((document) => [document.id, document]));
  cover.representatives.forEach((representative, unit) => {
    expect(cover.via[unit]).toBe(representative);
    const [smaller, larger] = [byId.get(idOf(unit)), byId.get(idOf(representative))];
    if (smaller === undefined || larger === undefined) throw new Error('a unit has no document');
    if (representative === unit) {
      expect([cover.relations[unit], cover.sharedShingles[unit]]).toEqual([null, 0]);
    } else {
      expect(cover.relations[unit]).toBe(relateExactly(larger, smaller, thresholds));
      expect(cover.sharedShingles[unit]).toBe(countShared(larger, smaller));
    }
  });
}

function expectNoKeptDuplicates(
  { idOf }: MadeRun,
  cover: Cover,
  exact: readonly ExactDocument[],
  thresholds: ExactThresholds,
): void {
  const kept = new Set(Array.from(cover.representatives, idOf));
  const left = exact.filter(({ id }) => kept.has(id));
  expect(listDuplicatePairs(left, thresholds)).toEqual([]);
}

describe('clusterUnits', () => {
  it('equals the greedy rule by brute force where every pair is proposed', async () => {
    let covered = 0;
    for (const seed of SEEDS.slice(0, 12)) {
      // More than the first block holds, fewer than the cap.
      const documents = makeRelatives(seed, 95);
      const exact = describeRelatives(documents);
      for (const thresholds of SOME_THRESHOLDS) {
        const made = makeMatchRun(documents, { exact: thresholds, nets: 'everybody' });
        const cover = await clusterUnits(made.run);
        expect(nameClusters(made, cover, exact)).toEqual(clusterGreedily(exact, listDuplicatePairs(exact, thresholds)));
        expectEvidence(made, cover, exact, thresholds);
        covered += cover.representatives.filter((representative, unit) => representative !== unit).length;
      }
    }
    expect(covered).toBeGreaterThan(300);
  });

  it('equals it too where bands, fingerprints and the screen propose', async () => {
    for (const seed of SEEDS) {
      const documents = keepPromised(makeRelatives(seed, 90));
      const exact = describeRelatives(documents);
      const made = makeMatchRun(documents);
      const cover = await clusterUnits(made.run);
      expect(nameClusters(made, cover, exact)).toEqual(
        clusterGreedily(exact, listDuplicatePairs(exact, USUAL_THRESHOLDS)),
      );
      expect(cover.leftOutByCaps).toBe(0);
      expect(cover.pairs).toBeNull();
    }
  });

  it('equals it for a corpus of many blocks, whose relatives are in one block or in two', async () => {
    // Families of a few relatives each, in blocks of 64, 128 and so on.
    const documents = Array.from({ length: 450 }, (_, family) =>
      makeRelatives(family, 7, { least: 20, most: 40 }).map(({ id, text, tokens }) => ({
        id: `${id} of ${family}`,
        text,
        tokens,
      })),
    ).flat();
    const exact = describeRelatives(documents);
    // Small documents that are edited and contained may share no fingerprint: only whole ones are promised.
    const thresholds = { ...USUAL_THRESHOLDS, containmentThousandths: 1000 };
    const made = makeMatchRun(documents, { exact: thresholds });
    expect(made.run.units.count).toBeGreaterThan(2048);
    const cover = await clusterUnits(made.run);
    expect(nameClusters(made, cover, exact)).toEqual(clusterGreedily(exact, listDuplicatePairs(exact, thresholds)));
  });

  it('keeps no two documents that are a verified duplicate pair', async () => {
    for (const seed of SEEDS.slice(0, 8)) {
      const documents = makeRelatives(seed, 120);
      const exact = describeRelatives(documents);
      const made = makeMatchRun(documents);
      expectNoKeptDuplicates(made, await clusterUnits(made.run), exact, USUAL_THRESHOLDS);
    }
  });

  /** The first block has 64 units, each other twice as many as the one before. */
  const blockOf = (unit: number): number => Math.floor(Math.log2(unit / 64 + 1));

  it('lets nobody meet a document that was covered in an earlier block: it stands for nobody', async () => {
    for (const seed of SEEDS.slice(0, 4)) {
      const { run } = makeMatchRun(makeRelatives(seed, 300));
      const met = new Set<number>();
      const screen: Screen = {
        ...run.screen,
        canBeDuplicate(smaller, larger, ...evidence) {
          if (blockOf(larger) < blockOf(smaller)) met.add(larger);
          return run.screen.canBeDuplicate(smaller, larger, ...evidence);
        },
      };
      const { representatives } = await clusterUnits(withLocalCrew({ ...run, screen }));
      expect([...met].filter((unit) => representatives[unit] !== unit)).toEqual([]);
      expect(representatives.every((unit) => representatives[unit] === unit)).toBe(true);
      expect(met.size).toBeGreaterThan(10);
    }
  });

  it('lists every duplicate pair of units once where all are asked for, with the same clusters', async () => {
    for (const seed of SEEDS.slice(0, 8)) {
      const documents = makeRelatives(seed, 90);
      const exact = describeRelatives(documents);
      const made = makeMatchRun(documents, { isAllPairs: true });
      const cover = await clusterUnits(made.run);
      expect(nameClusters(made, cover, exact)).toEqual(
        clusterGreedily(exact, listDuplicatePairs(exact, USUAL_THRESHOLDS)),
      );
      const { pairs } = cover;
      if (pairs === null) throw new Error('no pairs');
      const listed = Array.from({ length: pairs.size }, (_, i) =>
        [made.idOf(pairs.smallerAt(i)), made.idOf(pairs.largerAt(i)), pairs.relationAt(i), pairs.sharedAt(i)].join(' '),
      );
      // Documents with the same tokens are one unit: its leader speaks for them.
      const leaders = new Set(Array.from({ length: made.run.units.count }, (_, unit) => made.idOf(unit)));
      const expected = listDuplicatePairs(
        exact.filter(({ id }) => leaders.has(id)),
        USUAL_THRESHOLDS,
      ).map(({ smaller, larger, relation, shared }) => [smaller.id, larger.id, relation, shared].join(' '));
      expect(listed.sort()).toEqual(expected.sort());
      expect(expected.length).toBeGreaterThan(10);
    }
  });

  it('passes over a document that cannot be read again: it is covered by nobody and covers nobody', async () => {
    const base = listWords(0, 60);
    const texts = [base, [...base, 'one'], [...base, 'two'], [...base, 'one', 'three']];
    const documents = texts.map((tokens, i) => ({ id: `d${i}`, text: writeTokens(tokens) }));
    const made = makeMatchRun(documents);
    const gone = made.unitOf('d3');
    const setOf = (unit: number): ShingleSet | null => (unit === gone ? null : made.run.setOf(unit));
    const cover = await clusterUnits(withLocalCrew({ ...made.run, setOf }));
    const kept = Array.from(cover.representatives, (representative, unit) =>
      representative === unit ? made.idOf(unit) : '',
    );
    expect(kept.filter((id) => id !== '').sort()).toEqual(['d1', 'd3']);
  });

  it('decides as if documents that are gone had no relatives, in whatever block they are', async () => {
    for (const seed of SEEDS.slice(0, 6)) {
      const documents = keepPromised(makeRelatives(seed, 150));
      const exact = describeRelatives(documents);
      const made = makeMatchRun(documents);
      const isGone = (unit: number): boolean => unit % 9 === 4;
      const setOf = (unit: number): ShingleSet | null => (isGone(unit) ? null : made.run.setOf(unit));
      const cover = await clusterUnits(withLocalCrew({ ...made.run, setOf }));
      const pairs = listDuplicatePairs(exact, USUAL_THRESHOLDS);
      const left = pairs.filter(({ smaller, larger, relation }) => {
        // Documents with the same tokens are one unit: nobody looks at their sets.
        const units = [made.unitOf(smaller.id), made.unitOf(larger.id)];
        return relation === 'same-text' || !units.some(isGone);
      });
      expect(left.length).toBeLessThan(pairs.length);
      expect(nameClusters(made, cover, exact)).toEqual(clusterGreedily(exact, left));
    }
  });

  it('asks its crew for every unit once, in blocks each twice as large as the one before, and lets nobody in meanwhile', async () => {
    const { run } = makeMatchRun(makeRelatives(SEEDS[0], 700));
    const asked: { start: number; end: number }[] = [];
    const countAdmitted = (): number =>
      run.board.bucketColumns.spans.reduce((sum, size, i) => sum + (i % 2 === 1 ? size : 0), 0);
    let advanced = 0;
    const cover = await clusterUnits({
      ...run,
      advance: (units) => (advanced += units),
      crew: {
        async findCandidates(start, end) {
          expect(advanced).toBe(start);
          asked.push({ start, end });
          const before = countAdmitted();
          const found = await run.crew.findCandidates(start, end);
          for (const other of found.others) expect(other).toBeLessThan(end);
          await Promise.resolve();
          expect(countAdmitted()).toBe(before);
          return found;
        },
        async verifyCandidates(start, candidates) {
          expect(start).toBe(asked.at(-1)?.start);
          const before = countAdmitted();
          const shared = await run.crew.verifyCandidates(start, candidates);
          await Promise.resolve();
          expect(countAdmitted()).toBe(before);
          return shared;
        },
      },
    });
    const { count } = run.units;
    expect(asked.slice(0, 3)).toEqual([
      { start: 0, end: 64 },
      { start: 64, end: 192 },
      { start: 192, end: 448 },
    ]);
    expect(asked.at(-1)?.end).toBe(count);
    expect(advanced).toBe(count);
    expect(cover).toEqual(await clusterUnits(makeMatchRun(makeRelatives(SEEDS[0], 700)).run));
  });

  it('lists every pair once and in the same way where relatives are in several blocks', async () => {
    const documents = makeRelatives(SEEDS[1], 260);
    const exact = describeRelatives(documents);
    const made = makeMatchRun(documents, { isAllPairs: true, nets: 'everybody' });
    const { pairs } = await clusterUnits(made.run);
    if (pairs === null) throw new Error('no pairs');
    const listed = Array.from({ length: pairs.size }, (_, i) => `${pairs.smallerAt(i)} ${pairs.largerAt(i)}`);
    expect(new Set(listed).size).toBe(listed.length);
    const leaders = new Set(Array.from({ length: made.run.units.count }, (_, unit) => made.idOf(unit)));
    const expected = listDuplicatePairs(
      exact.filter(({ id }) => leaders.has(id)),
      USUAL_THRESHOLDS,
    ).map(({ smaller, larger }) => `${made.unitOf(smaller.id)} ${made.unitOf(larger.id)}`);
    expect(listed.sort()).toEqual(expected.sort());
    // Of one unit the earlier partners first.
    for (let i = 1; i < pairs.size; i++) {
      const [before, after] = [i - 1, i].map((at) => pairs.smallerAt(at) * 1e6 + pairs.largerAt(at));
      expect(after).toBeGreaterThan(before);
    }
    expect(listed.length).toBeGreaterThan(50);
  });

  it('stops where a pause is refused, and where its crew fails', async () => {
    const { run } = makeMatchRun(makeRelatives(SEEDS[2], 150));
    const reason = new Error('enough');
    await expect(clusterUnits({ ...run, pause: () => Promise.reject(reason) })).rejects.toBe(reason);
    const crew = { ...run.crew, verifyCandidates: () => Promise.reject(reason) };
    await expect(clusterUnits({ ...run, crew })).rejects.toBe(reason);
  });

  it('decides an empty corpus', async () => {
    const cover = await clusterUnits(makeMatchRun([]).run);
    expect(cover).toMatchObject({ leftOutByCaps: 0, candidates: 0 });
    expect(cover.representatives).toHaveLength(0);
  });
});

describe('what clusters cost, in candidates', () => {
  it('is about one comparison each for 3,000 near-copies of one text', async () => {
    const draws = seedDraws(3000);
    const base = listWords(0, 80);
    const documents = Array.from({ length: 3000 }, (_, i) => {
      const place = draws.below(base.length);
      return { id: `copy-${i}`, text: writeTokens(base.with(place, makeWord(10_000 + i))) };
    });
    const { run } = makeMatchRun(documents);
    const cover = await clusterUnits(run);
    expect(new Set(cover.representatives)).toEqual(new Set([0]));
    expect(cover.candidates).toBeGreaterThanOrEqual(2999);
    expect(cover.candidates).toBeLessThan(3100);
    expect(cover.leftOutByCaps).toBe(0);
  });

  it('is bounded for 1,500 pages of one frame that nobody covers, and the one near pair among them is found', async () => {
    const pages = 1500;
    const [header, footer] = [listWords(0, 120), listWords(500, 104)];
    const own = (page: number): string[] => listWords(10_000 + 100 * page, 72);
    const frame = (middle: readonly string[]): string[] => [...header, ...middle, ...footer];
    const documents = Array.from({ length: pages }, (_, page) => ({
      id: `page-${String(page).padStart(4, '0')}`,
      tokens: frame(own(page)),
    }));
    // The one page that is near another has a few words changed, and comes late in order.
    const planted = { id: 'planted', tokens: frame(editTokens(own(700), 20, seedDraws(5)).slice(0, 71)) };
    const [first, second] = documents.map(({ id, tokens }) => describeExactly(id, tokens));
    expect(relateExactly(first, second, USUAL_THRESHOLDS)).toBeNull();
    const shared = countShared(first, second);
    expect(shared / (2 * first.shingles.size - shared)).toBeGreaterThan(0.57);

    const all = [...documents, planted].map(({ id, tokens }) => ({ id, text: writeTokens(tokens) }));
    const { run, unitOf, idOf } = makeMatchRun(all);
    const cover = await clusterUnits(run);
    expect(idOf(cover.representatives[unitOf('planted')])).toBe('page-0700');
    const kept = cover.representatives.filter((representative, unit) => representative === unit);
    expect(kept).toHaveLength(pages);
    // All pairs would be 1,125,750. A page meets the first few of each full bucket, and who shares what is rare.
    expect(cover.candidates).toBeLessThan((pages * GROUP_CAP) / 2);
  });
});
