// Overlaps with giants against those measured on whole sequences: small pages that are called giants, walked in stretches of a few
// words, and cut so narrowly at first that most passages reach the border.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIANT_SIZES } from '../../src/kernel/giant-sketcher.js';
import { createWasmSketcher } from '../../src/kernel/wasm.js';
import type { BoilerplateRun } from '../../src/match/boilerplate.js';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import type { GiantAccess } from '../../src/match/giant-cuts.js';
import type { UnitOverlap } from '../../src/match/overlaps.js';
import { collectShingleSet, countSharedShingles } from '../../src/sketch/shingle-set.js';
import { findBoilerplate } from '../../src/workers/find-boilerplate.js';
import { findOverlaps } from '../../src/workers/find-overlaps.js';
import { listWords, makeCharacter, makeWord, writeTokens } from '../helpers/made-texts.js';
import { makeMatchRun } from '../helpers/make-match-run.js';
import type { MadeRun } from '../helpers/make-match-run.js';
import { createOverlapPool } from '../helpers/overlap-pool.js';
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

interface Found {
  readonly overlaps: readonly UnitOverlap[];
  readonly runs: readonly BoilerplateRun[];
}

function makeRun(texts: readonly string[]): MadeRun {
  const documents = texts.map((text, i) => ({ id: `page-${String(i).padStart(4, '0')}`, text }));
  return makeMatchRun(documents, { nets: 'everybody' });
}

/** The overlaps and the boilerplate of a run whose every unit is kept; an order that does not depend on blocks. */
async function find({ run, sequenceOf }: MadeRun, giants: GiantAccess | null, margin?: number): Promise<Found> {
  const kept = new Groups(run.postings, GROUP_CAP);
  for (let unit = 0; unit < run.units.count; unit++) kept.admit(unit);
  const isGiant = (unit: number): boolean => giants?.isGiant(unit) === true;
  const pool = createOverlapPool((unit) => (isGiant(unit) ? null : sequenceOf(unit)), giants, margin);
  const boilerplate = await findBoilerplate(run, pool, kept, PASSAGE.window);
  const { overlaps } = await findOverlaps(run, pool, kept, () => true, boilerplate, PASSAGE);
  const sorted = [...overlaps].sort((a, b) => a.smaller - b.smaller || a.larger - b.larger);
  return { overlaps: sorted, runs: boilerplate.runs };
}

describe('measureGiantPairs', () => {
  it.each([1, 7, 64])(
    'finds what whole sequences show, cut %i shingles around the evidence at first',
    async (margin) => {
      let found = 0;
      const property = fc.asyncProperty(fc.nat(), async (seed) => {
        const draws = seedDraws(seed);
        const texts = makePages(draws, 12);
        const made = makeRun(texts);
        const whole = await find(made, null);
        for (const isGiant of [(): boolean => true, (unit: number): boolean => unit % 3 === 0]) {
          const access = createAccess(made, texts, isGiant);
          expect(await find(made, access, margin)).toEqual(whole);
          expect(await find(made, access)).toEqual(whole);
          found += whole.overlaps.length;
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
    const made = makeRun(texts);
    const whole = await find(made, null);
    for (const isGiant of [(): boolean => true, (unit: number): boolean => unit % 2 === 0]) {
      expect(await find(made, createAccess(made, texts, isGiant), 1)).toEqual(whole);
    }
    expect(whole.overlaps.length).toBeGreaterThan(20);
    expect(whole.runs).toHaveLength(1);
  });

  it('leaves out pairs with a giant that cannot be read any more', async () => {
    const shared = listWords(0, 60);
    const texts = [0, 1, 2].map((page) => writeTokens([...listWords(1000 + 100 * page, 40), ...shared]));
    const made = makeRun(texts);
    const access = { ...createAccess(made, texts, (unit) => unit === 1), walk: () => false };
    const { overlaps } = await find(made, access);
    expect(overlaps).toMatchObject([{ smaller: 2, larger: 0 }]);
  });
});
