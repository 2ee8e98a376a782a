// Overlaps with giants against those measured on whole sequences: small pages that are called giants, walked in stretches of a few
// words, and cut so narrowly at first that most passages reach the border.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIANT_SIZES } from '../../src/kernel/giant-sketcher.js';
import { createWasmSketcher } from '../../src/kernel/wasm.js';
import { BoilerplateCollector, countStretch, findBoilerplate } from '../../src/match/boilerplate.js';
import { cutCandidates, listBlocks } from '../../src/match/candidate-blocks.js';
import { DiagonalFinder } from '../../src/match/diagonals.js';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import type { GiantAccess } from '../../src/match/giant-cuts.js';
import { measureGiantPairs } from '../../src/match/giant-overlaps.js';
import { listHotStretches } from '../../src/match/hot-stretches.js';
import { OverlapMeter, limitBlocks, prepareOverlaps } from '../../src/match/overlaps.js';
import { SequenceShelf, measureSequence } from '../../src/match/sequence-shelf.js';
import type { ShelvedSequence } from '../../src/match/sequence-shelf.js';
import type { ShingleSequence } from '../../src/model.js';
import { countSharedShingles, collectShingleSet } from '../../src/sketch/shingle-set.js';
import { listWords, makeCharacter, makeWord, writeTokens } from '../helpers/made-texts.js';
import { makeMatchRun } from '../helpers/make-match-run.js';
import type { MadeRun } from '../helpers/make-match-run.js';
import { seedDraws } from '../helpers/seed-draws.js';
import type { Draws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

const SEED = 20_031_117;
const PASSAGE = { passage: 30, shingleSize: 5, window: 16 };
const encoder = new TextEncoder();

/** Looks at made-up texts as at giants: all units for which `isGiant` holds. */
function createAccess(made: MadeRun, texts: readonly string[], isGiant: (unit: number) => boolean): GiantAccess {
  const sketcher = createWasmSketcher(USUAL_SKETCH, { ...GIANT_SIZES, giant: 0, piece: 50 });
  const setOf = (unit: number): Uint32Array => collectShingleSet(made.sequenceOf(unit));
  return {
    isGiant,
    walk(unit, look) {
      const document = made.run.units.members[made.run.units.starts[unit]];
      const stretches = sketcher.walkShingles(encoder.encode(texts[document]));
      for (let next = stretches.next(); next.done !== true; next = stretches.next()) look(next.value);
      return true;
    },
    countShared: (unit, other) => countSharedShingles(setOf(unit), setOf(other)),
  };
}

/** Pages made of runs that other pages have too, and of words of their own. */
function makePages(draws: Draws, count: number): string[] {
  const runs = Array.from({ length: 6 }, (_, i) => listWords(1000 * i, 20 + draws.below(draws.pick([40, 400]))));
  return Array.from({ length: count }, (_, page) => {
    const tokens: string[] = [];
    for (let part = draws.below(5); part >= 0; part--) {
      const own = (i: number): string =>
        draws.below(4) === 0 ? makeCharacter(200 * page + i) : makeWord(50_000 + 900 * page + 100 * part + i);
      for (let i = draws.below(30); i >= 0; i--) tokens.push(own(i));
      const run = draws.pick(runs);
      const start = draws.below(run.length);
      tokens.push(...run.slice(start, start + draws.below(run.length)));
    }
    return writeTokens(tokens);
  });
}

/** The overlaps of made-up texts, measured on whole sequences, and with some or all units as giants. */
async function findBothWays(
  texts: readonly string[],
  isGiant: (unit: number) => boolean,
  margin: number,
): Promise<{ whole: string[]; cut: string[] }> {
  const documents = texts.map((text, i) => ({ id: `page-${String(i).padStart(4, '0')}`, text }));
  const made = makeMatchRun(documents, { nets: 'everybody' });
  const { run, sequenceOf } = made;
  const kept = new Groups(run.postings, GROUP_CAP);
  for (let unit = 0; unit < run.units.count; unit++) kept.admit(unit);
  const boilerplate = await findBoilerplate(run, kept, sequenceOf, PASSAGE.window);
  const columns = prepareOverlaps(run, kept, () => true, boilerplate, PASSAGE);
  const { evidence } = new DiagonalFinder(columns).find(0, run.units.count, Infinity);
  const access = createAccess(made, texts, isGiant);
  const meter = new OverlapMeter(columns, sequenceOf);
  const mixedMeter = new OverlapMeter(columns, sequenceOf, access);
  const whole: string[] = [];
  const cut: string[] = [];
  const blocks = cutCandidates(evidence, run.units.count, limitBlocks(columns, 2 ** 16));
  for (const block of listBlocks(evidence, blocks)) {
    whole.push(...nameRows(meter.measure(block)));
    cut.push(...nameRows(mixedMeter.measure(block)));
    const alone = shelve(made, [...block.smaller, ...block.larger], isGiant, columns.boilerplate);
    const narrow = nameRows(measureGiantPairs(columns, block, alone, access, margin));
    const usual = nameRows(measureGiantPairs(columns, block, alone, access));
    expect(narrow).toEqual(usual);
  }
  return { whole: whole.sort(), cut: cut.sort() };
}

function shelve(
  { sequenceOf }: MadeRun,
  units: readonly number[],
  isGiant: (unit: number) => boolean,
  boilerplate: Parameters<SequenceShelf['add']>[1],
): Map<number, ShelvedSequence> {
  const others = [...new Set(units)].filter((unit) => !isGiant(unit)).map((unit) => [unit, sequenceOf(unit)] as const);
  const shelf = new SequenceShelf();
  const bytesOf = (sum: number, [, { tokens }]: readonly [number, ShingleSequence]): number =>
    sum + measureSequence(tokens);
  shelf.clear(others.reduce(bytesOf, 0));
  return new Map(others.map(([unit, sequence]) => [unit, shelf.add(sequence, boilerplate)]));
}

/** Four words each: units, shared shingles, length. */
function nameRows(words: Uint32Array | readonly number[]): string[] {
  return Array.from({ length: words.length / 4 }, (_, i) => words.slice(4 * i, 4 * i + 4).join(' '));
}

describe('measureGiantPairs', () => {
  it.each([1, 7, 64])(
    'finds what whole sequences show, cut %i shingles around the evidence at first',
    async (margin) => {
      let found = 0;
      const property = fc.asyncProperty(fc.nat(), async (seed) => {
        const draws = seedDraws(seed);
        const texts = makePages(draws, 12);
        for (const isGiant of [(): boolean => true, (unit: number): boolean => unit % 3 === 0]) {
          const { whole, cut } = await findBothWays(texts, isGiant, margin);
          expect(cut).toEqual(whole);
          found += whole.length;
        }
      });
      await fc.assert(property, { seed: SEED, numRuns: 6 });
      expect(found).toBeGreaterThan(50);
    },
  );

  it('breaks passages at boilerplate as whole sequences do', async () => {
    const frame = listWords(0, 60);
    const texts = Array.from({ length: GROUP_CAP + 20 }, (_, page) => {
      const own = listWords(10_000 + 100 * page, 30);
      const shared = listWords(1_000_000 + 100 * Math.floor(page / 2), 40);
      return writeTokens(page % 3 === 0 ? [...own, ...frame, ...shared] : [...shared, ...frame, ...own]);
    });
    const { whole, cut } = await findBothWays(texts, (unit) => unit % 2 === 0, 1);
    expect(cut).toEqual(whole);
    expect(whole.length).toBeGreaterThan(20);
  });

  it('leaves out pairs with a giant that cannot be read any more', async () => {
    const shared = listWords(0, 60);
    const texts = [0, 1, 2].map((page) => writeTokens([...listWords(1000 + 100 * page, 40), ...shared]));
    const made = makeMatchRun(
      texts.map((text, i) => ({ id: `${i}`, text })),
      { nets: 'everybody' },
    );
    const kept = new Groups(made.run.postings, GROUP_CAP);
    for (let unit = 0; unit < 3; unit++) kept.admit(unit);
    const boilerplate = await findBoilerplate(made.run, kept, made.sequenceOf, PASSAGE.window);
    const columns = prepareOverlaps(made.run, kept, () => true, boilerplate, PASSAGE);
    const { evidence } = new DiagonalFinder(columns).find(0, 3, Infinity);
    const access = { ...createAccess(made, texts, (unit) => unit === 1), walk: () => false };
    const found = nameRows(new OverlapMeter(columns, made.sequenceOf, access).measure(evidence));
    expect(found.map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual(['2 0']);
  });
});

describe('countStretch', () => {
  it('counts in giants what it counts in whole sequences', async () => {
    const frame = listWords(0, 60);
    const texts = Array.from({ length: GROUP_CAP + 20 }, (_, page) =>
      writeTokens([...listWords(10_000 + 100 * page, page % 40), ...frame, ...listWords(90_000 + 100 * page, 30)]),
    );
    const made = makeMatchRun(
      texts.map((text, i) => ({ id: `page-${String(i).padStart(4, '0')}`, text })),
      { nets: 'everybody' },
    );
    const { run, sequenceOf } = made;
    const kept = new Groups(run.postings, GROUP_CAP);
    for (let unit = 0; unit < run.units.count; unit++) kept.admit(unit);
    const expected = await findBoilerplate(run, kept, sequenceOf, PASSAGE.window);
    for (const isGiant of [(): boolean => true, (unit: number): boolean => unit % 2 === 0]) {
      const access = createAccess(made, texts, isGiant);
      const collector = new BoilerplateCollector(kept, PASSAGE.window);
      for (const stretch of listHotStretches(run, kept, PASSAGE.window)) {
        if (collector.isKnown(stretch)) continue;
        const whole = countStretch(sequenceOf, stretch, PASSAGE.window);
        const counted = countStretch(sequenceOf, stretch, PASSAGE.window, access);
        expect(counted).toEqual(whole);
        if (counted !== null) collector.add(counted);
      }
      expect(collector.finish().runs).toEqual(expected.runs);
      expect(expected.runs).toHaveLength(1);
    }
  });
});
