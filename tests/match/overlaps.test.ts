// Overlaps: every planted passage that is long enough is found, and none that is not, wherever it stands.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PassageOptions } from '../../src/match/diagonals.js';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import { findBoilerplate } from '../../src/workers/find-boilerplate.js';
import { findOverlaps } from '../../src/workers/find-overlaps.js';
import { countShared, describeExactly, measureCommonRun } from '../helpers/exact-documents.js';
import type { Script } from '../helpers/made-texts.js';
import { halfWordsOf, listWords, makeCharacter, makeWord, writeTokens } from '../helpers/made-texts.js';
import { makeMatchRun } from '../helpers/make-match-run.js';
import { createOverlapPool } from '../helpers/overlap-pool.js';
import type { Draws } from '../helpers/seed-draws.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_030_610;

interface MadePage {
  readonly id: string;
  readonly tokens: readonly string[];
}

function usualOptions(passage = 50): PassageOptions {
  return { passage, shingleSize: 5, window: Math.min(16, passage - 4) };
}

/** Runs boilerplate and overlaps as a scan does; each overlap as `left right halfWords shared`, ids in order. */
async function find(
  pages: readonly MadePage[],
  options: PassageOptions = usualOptions(),
  isKept: (id: string) => boolean = () => true,
): Promise<{ overlaps: string[]; candidates: number }> {
  const documents = pages.map(({ id, tokens }) => ({ id, text: writeTokens(tokens) }));
  const { run, idOf, sequenceOf } = makeMatchRun(documents, { nets: 'everybody', window: options.window });
  const kept = new Groups(run.postings, GROUP_CAP);
  const isUnitKept = (unit: number): boolean => isKept(idOf(unit));
  for (let unit = 0; unit < run.units.count; unit++) if (isUnitKept(unit)) kept.admit(unit);
  const pool = createOverlapPool(sequenceOf);
  const boilerplate = await findBoilerplate(run, pool, kept, options.window);
  const found = await findOverlaps(run, pool, kept, isUnitKept, boilerplate, options);
  const overlaps = found.overlaps.map(({ smaller, larger, longestHalfWords, sharedShingles }) => {
    expect(smaller).toBeGreaterThan(larger);
    return [...[idOf(smaller), idOf(larger)].sort(), longestHalfWords, sharedShingles].join(' ');
  });
  return { overlaps: overlaps.sort(), candidates: found.candidates };
}

/** What brute force finds in every pair that may share something: those whose ids differ only in the last letter. */
function expectByBruteForce(pages: readonly MadePage[], passage: number): string[] {
  const byStem = new Map<string, MadePage[]>();
  for (const page of pages) byStem.set(page.id.slice(0, -1), [...(byStem.get(page.id.slice(0, -1)) ?? []), page]);
  const expected: string[] = [];
  for (const family of byStem.values()) {
    family.forEach((right, i) => {
      for (const left of family.slice(0, i)) {
        const halfWords = measureCommonRun(left.tokens, right.tokens);
        if (halfWords < 2 * passage) continue;
        const shared = countShared(describeExactly(left.id, left.tokens), describeExactly(right.id, right.tokens));
        expected.push([...[left.id, right.id].sort(), halfWords, shared].join(' '));
      }
    });
  }
  return expected.sort();
}

/** Tokens of a script; `page` numbers a range of words and characters that no other page draws from. */
function drawOwn(draws: Draws, page: number, count: number, script: Script): string[] {
  return Array.from({ length: count }, () => {
    const isWord = script === 'words' || (script === 'mixed' && draws.below(2) === 0);
    return isWord
      ? makeWord(10_000 + 5000 * page + draws.below(5000))
      : makeCharacter((100 * page + draws.below(100)) % 20_000);
  });
}

/** Tokens of exactly so many half words. */
function drawExactly(draws: Draws, page: number, halfWords: number, script: Script): string[] {
  const tokens: string[] = [];
  let left = halfWords;
  while (left > 0) {
    const [token] = left === 1 ? drawOwn(draws, page, 1, 'characters') : drawOwn(draws, page, 1, script);
    tokens.push(token);
    left -= halfWordsOf(token);
  }
  return tokens;
}

/** Pairs of pages that share a passage of just about `passage` words at any two offsets, and nothing else. */
function makePairs(draws: Draws, count: number, script: Script, passage: number): MadePage[] {
  return Array.from({ length: count }, (_, pair) => {
    const page = 3 * pair;
    // An odd number of half words takes a character.
    const halfWords = 2 * passage + (script === 'words' ? 2 : 1) * (draws.below(12) - 5);
    const shared = drawExactly(draws, page, halfWords, script);
    return ['a', 'b'].map((side, i) => {
      const own = drawOwn(draws, page + 1 + i, draws.below(200), script);
      const offset = draws.below(own.length + 1);
      return { id: `${pair}${side}`, tokens: [...own.slice(0, offset), ...shared, ...own.slice(offset)] };
    });
  }).flat();
}

describe('findOverlaps', () => {
  it.each<[Script, number]>([
    ['words', 50],
    ['characters', 50],
    ['mixed', 50],
    ['mixed', 20],
    ['mixed', 10],
    ['words', 5],
    ['characters', 36],
    ['mixed', 120],
  ])('finds in %s every passage of %i words and more, at any offset, and no shorter one', async (script, passage) => {
    const counts = { found: 0, pairs: 0 };
    const property = fc.asyncProperty(fc.nat(), async (seed) => {
      const pages = makePairs(seedDraws(seed), 60, script, passage);
      const { overlaps } = await find(pages, usualOptions(passage));
      expect(overlaps).toEqual(expectByBruteForce(pages, passage));
      counts.found += overlaps.length;
      counts.pairs += pages.length / 2;
    });
    await fc.assert(property, { seed: SEED, numRuns: 4 });
    expect(counts.found).toBeGreaterThan(counts.pairs / 4);
    expect(counts.found).toBeLessThan((3 * counts.pairs) / 4);
  });

  it('finds a passage of 50 words, and of 100 characters, and none of one half word less', async () => {
    const characters = (count: number): string[] => Array.from({ length: count }, (_, i) => makeCharacter(5000 + i));
    const makePair = (shared: string[]): MadePage[] => [
      { id: 'a', tokens: [...listWords(0, 40), ...shared, ...listWords(100, 40)] },
      { id: 'b', tokens: [...listWords(200, 9), ...shared, ...listWords(300, 90)] },
    ];
    expect((await find(makePair(listWords(900, 50)))).overlaps).toEqual(['a b 100 46']);
    expect((await find(makePair(listWords(900, 49)))).overlaps).toEqual([]);
    expect((await find(makePair(characters(100)))).overlaps).toEqual(['a b 100 91']);
    expect((await find(makePair(characters(99)))).overlaps).toEqual([]);
    // A character, then words: no shingle holds the character.
    expect((await find(makePair([...characters(1), ...listWords(900, 50)]))).overlaps).toEqual(['a b 101 46']);
    expect((await find(makePair([...characters(1), ...listWords(900, 49), '完']))).overlaps).toEqual(['a b 100 46']);
    expect((await find(makePair([...characters(1), ...listWords(900, 49)]))).overlaps).toEqual([]);
  });

  it('measures the longest of several passages, also where they lie on one diagonal', async () => {
    const property = fc.asyncProperty(fc.nat(), async (seed) => {
      const draws = seedDraws(seed);
      const pages = Array.from({ length: 30 }, (_, pair) => {
        const left = drawOwn(draws, 3 * pair, 260, 'mixed');
        const every = 40 + draws.below(60);
        const right = left.map((token) => (draws.below(every) === 0 ? makeWord(9_000_000 + draws.below(1000)) : token));
        return [
          { id: `${pair}a`, tokens: left },
          { id: `${pair}b`, tokens: [...drawOwn(draws, 3 * pair + 1, 100, 'mixed'), ...right] },
        ];
      }).flat();
      const { overlaps } = await find(pages);
      expect(overlaps).toEqual(expectByBruteForce(pages, 50));
      expect(overlaps.length).toBeGreaterThan(10);
    });
    await fc.assert(property, { seed: SEED, numRuns: 5 });
  });

  it('does not add up short passages, whether in order or not', async () => {
    const parts = [listWords(1000, 45), listWords(2000, 45), listWords(3000, 45)];
    const pages = [
      { id: 'a', tokens: [...parts[0], 'x', ...parts[1], 'y', ...parts[2]] },
      { id: 'b', tokens: [...parts[0], 'z', ...parts[1], 'w', ...parts[2]] },
      { id: 'c', tokens: [...parts[2], 'v', ...parts[0], 'u', ...parts[1]] },
    ];
    expect((await find(pages)).overlaps).toEqual([]);
  });

  /** Texts of lines out of few, each line at most `most` times a text, the first line as often as that. */
  const makeRefrains = (draws: Draws, most: number): MadePage[] => {
    const lines = Array.from({ length: 12 }, (_, line) => drawOwn(draws, line, 6 + draws.below(12), 'mixed'));
    return Array.from({ length: 10 }, (_, text) => {
      const uses = lines.map((_, line) => (line === 0 ? most : draws.below(3)));
      const order = uses.flatMap((count, line) => Array.from({ length: count }, () => line));
      for (let i = order.length - 1; i > 0; i--) {
        const j = draws.below(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      return { id: `text-${text}`, tokens: order.flatMap((line) => lines[line]) };
    });
  };

  it('finds passages in texts that repeat a line up to sixteen times', async () => {
    let found = 0;
    const property = fc.asyncProperty(fc.nat(), async (seed) => {
      const pages = makeRefrains(seedDraws(seed), 16);
      const { overlaps } = await find(pages);
      expect(overlaps).toEqual(expectByBruteForce(pages, 50));
      found += overlaps.length;
    });
    await fc.assert(property, { seed: SEED, numRuns: 8 });
    expect(found).toBeGreaterThan(20);
  });

  it('tells of no longer passage than there is in texts that repeat a line more often', async () => {
    const property = fc.asyncProperty(fc.nat(), async (seed) => {
      const pages = makeRefrains(seedDraws(seed), 60);
      const tokensOf = new Map(pages.map(({ id, tokens }) => [id, tokens]));
      const { overlaps } = await find(pages);
      for (const overlap of overlaps) {
        const [left, right, halfWords] = overlap.split(' ');
        expect(Number(halfWords)).toBeGreaterThanOrEqual(100);
        expect(measureCommonRun(tokensOf.get(left) ?? [], tokensOf.get(right) ?? [])).toBeGreaterThanOrEqual(
          Number(halfWords),
        );
      }
    });
    await fc.assert(property, { seed: SEED, numRuns: 4 });
  });

  it('seldom reads two documents again that share a short quotation only', async () => {
    // Each page quotes 24 words of its neighbor: 20 shingles, in which two fingerprints may lie as far apart as in 50 words.
    const pages = Array.from({ length: 80 }, (_, page) => ({
      id: `${page}a`,
      tokens: [
        ...listWords(1000 * page, 24),
        ...listWords(1000 * page + 500, 60),
        ...listWords(1000 * page + 1000, 24),
      ],
    }));
    const { overlaps, candidates } = await find(pages);
    expect(overlaps).toEqual([]);
    expect(candidates).toBeLessThan(79 / 4);
  });

  it('looks at kept documents only', async () => {
    const shared = listWords(5000, 60);
    const pages = ['a', 'b', 'c'].map((id, i) => ({ id, tokens: [...listWords(100 * i, 50 + i), ...shared] }));
    expect((await find(pages)).overlaps).toHaveLength(3);
    expect((await find(pages, usualOptions(), (id) => id !== 'b')).overlaps).toEqual(['a c 120 56']);
  });

  it('finds nothing in an empty corpus', async () => {
    expect(await find([])).toEqual({ overlaps: [], candidates: 0 });
  });
});

describe('overlaps and boilerplate', () => {
  const frame = listWords(50_000, 70);
  const makePages = (count: number): MadePage[] =>
    Array.from({ length: count }, (_, page) => ({
      id: `${page}`,
      tokens: [...frame, ...listWords(100_000 + 1000 * page, 40)],
    }));

  it('lists every pair of 100 pages that share a long frame, and none of 101', async () => {
    expect((await find(makePages(GROUP_CAP))).overlaps).toHaveLength((100 * 99) / 2);
    expect((await find(makePages(GROUP_CAP + 1))).overlaps).toEqual([]);
  });

  it('lists more pairs than are measured at once', async () => {
    // Eleven sites of 100 pages: 54,450 pairs, of which 50,000 are held.
    const pages = Array.from({ length: 11 }, (_, site) =>
      Array.from({ length: GROUP_CAP }, (__, page) => ({
        id: `${site}.${page}`,
        tokens: [...listWords(40_000 + 100 * site, 52), ...listWords(500_000 + 100 * (100 * site + page), 40)],
      })),
    ).flat();
    const { overlaps } = await find(pages);
    expect(new Set(overlaps).size).toBe(11 * 4950);
    expect(overlaps.filter((overlap) => / 104 48$/.test(overlap))).toHaveLength(11 * 4950);
  });

  it('finds a passage beside the frame that a hundred others share, and not one that needs the frame', async () => {
    const [long, short] = [listWords(60_000, 60), listWords(70_000, 40)];
    const withShared = (page: MadePage, shared: readonly string[]): MadePage => ({
      id: page.id,
      tokens: [...frame, ...shared, ...page.tokens.slice(frame.length)],
    });
    const pages = makePages(140).map((page, i) => {
      if (i === 17 || i === 90) return withShared(page, long);
      return i === 30 || i === 110 ? withShared(page, short) : page;
    });
    const { overlaps } = await find(pages);
    // The shingles that reach from the frame into the passage are no boilerplate: four words more.
    expect(overlaps).toEqual(['17 90 128 126']);
  });

  it('finds a passage that holds a phrase which a hundred others have too', async () => {
    for (let i = 0; i < 8; i++) {
      const phrase = listWords(80_000 + 50 * i, 15);
      const passage = [...listWords(81_000, 6 + 3 * i), ...phrase, ...listWords(82_000, 29 - 3 * i)];
      const pages = makePages(140).map(({ id, tokens }, page) => {
        const own = tokens.slice(frame.length);
        return {
          id,
          tokens: [...own.slice(0, 20), ...(page === 40 || page === 99 ? passage : phrase), ...own.slice(20)],
        };
      });
      expect((await find(pages)).overlaps).toEqual(['40 99 100 46']);
    }
  });
});
