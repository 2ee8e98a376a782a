// Connected components against brute force over all pairs.

import { describe, expect, it } from 'vitest';
import type { Cover } from '../../src/match/cluster.js';
import { connectUnits } from '../../src/match/components.js';
import {
  USUAL_THRESHOLDS,
  clusterComponents,
  clusterGreedily,
  countShared,
  describeExactly,
  listDuplicatePairs,
  relateExactly,
} from '../helpers/exact-documents.js';
import type { ExactDocument } from '../helpers/exact-documents.js';
import { describeRelatives, makeRelatives } from '../helpers/made-relatives.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import type { MadeRun } from '../helpers/make-match-run.js';
import { makeMatchRun } from '../helpers/make-match-run.js';

const SEEDS = [41, 42, 43, 44, 45, 46, 47, 48];

function nameComponents({ idOf, unitOf }: MadeRun, cover: Cover, exact: readonly ExactDocument[]): Map<string, string> {
  return new Map(exact.map(({ id }) => [id, idOf(cover.representatives[unitOf(id)])]));
}

/** A member joined through a neighbor of which it is verified to be a duplicate, and which is in the same component. */
function expectVerifiedNeighbors({ idOf }: MadeRun, cover: Cover, exact: readonly ExactDocument[]): void {
  const byId = new Map(exact.map((document) => [document.id, document]));
  cover.via.forEach((neighbor, unit) => {
    const representative = cover.representatives[unit];
    expect(neighbor === unit).toBe(representative === unit);
    if (neighbor === unit) return;
    expect(cover.representatives[neighbor]).toBe(representative);
    // Units are numbered in order: the later one is the smaller.
    const [smaller, larger] = [byId.get(idOf(Math.max(unit, neighbor))), byId.get(idOf(Math.min(unit, neighbor)))];
    if (smaller === undefined || larger === undefined) throw new Error('a unit has no document');
    expect(cover.relations[unit]).toBe(relateExactly(larger, smaller, USUAL_THRESHOLDS));
    expect(cover.sharedShingles[unit]).toBe(countShared(smaller, larger));
  });
}

/** The steps from a unit to its representative; fails where they lead round in a circle. */
function countSteps(cover: Cover, unit: number): number {
  let steps = 0;
  for (let at = unit; cover.via[at] !== at; at = cover.via[at]) {
    expect(++steps).toBeLessThan(cover.via.length);
  }
  return steps;
}

/** Texts of 60 words, each beginning eight words after the one before: near to its neighbors only. */
function makeChain(length: number): { id: string; tokens: string[] }[] {
  return Array.from({ length }, (_, i) => ({ id: `link-${String(i).padStart(3, '0')}`, tokens: listWords(8 * i, 60) }));
}

describe('connectUnits', () => {
  it('equals the connected components of all duplicate pairs by brute force', async () => {
    let chained = 0;
    for (const seed of SEEDS) {
      const documents = makeRelatives(seed, 90);
      const exact = describeRelatives(documents);
      const made = makeMatchRun(documents);
      const cover = await connectUnits(made.run);
      const pairs = listDuplicatePairs(exact, USUAL_THRESHOLDS);
      expect(nameComponents(made, cover, exact)).toEqual(clusterComponents(exact, pairs));
      expectVerifiedNeighbors(made, cover, exact);
      expect(cover.leftOutByCaps).toBe(0);
      cover.via.forEach((_, unit) => {
        if (countSteps(cover, unit) > 1) chained++;
      });
    }
    // Otherwise these would be stars, and the test would show little.
    expect(chained).toBeGreaterThan(10);
  });

  it('joins a chain whose ends share nothing, and names each neighbor', async () => {
    const chain = makeChain(300);
    const exact = chain.map(({ id, tokens }) => describeExactly(id, tokens));
    expect(relateExactly(exact[0], exact[1], USUAL_THRESHOLDS)).toBe('near');
    expect(relateExactly(exact[0], exact[2], USUAL_THRESHOLDS)).toBeNull();
    expect(countShared(exact[0], exact[299])).toBe(0);
    const made = makeMatchRun(chain.map(({ id, tokens }) => ({ id, text: writeTokens(tokens) })));
    const cover = await connectUnits(made.run);
    expect(Array.from(cover.representatives)).toEqual(chain.map(() => 0));
    expect(Array.from(cover.via)).toEqual(chain.map((_, i) => Math.max(0, i - 1)));
    expectVerifiedNeighbors(made, cover, exact);
    // The default keeps them apart.
    expect(new Set(clusterGreedily(exact, listDuplicatePairs(exact, USUAL_THRESHOLDS)).values()).size).toBeGreaterThan(
      100,
    );
  });

  it('joins a chain of pages of one frame, too', async () => {
    // The frame alone is a Jaccard of 0.53: buckets and fingerprints of it are past the cap.
    const frame = listWords(100_000, 140);
    const documents = makeChain(450).map(({ id, tokens }) => ({ id, text: writeTokens([...frame, ...tokens]) }));
    const made = makeMatchRun(documents);
    const cover = await connectUnits(made.run);
    expect(new Set(cover.representatives)).toEqual(new Set([0]));
  });

  it('compares no pair that is connected already, unless all pairs are asked for', async () => {
    const base = listWords(0, 80);
    const documents = Array.from({ length: 60 }, (_, i) => ({
      id: `copy-${i}`,
      text: writeTokens(base.with(i, `changed${i}`)),
    }));
    expect(await connectUnits(makeMatchRun(documents).run)).toMatchObject({ candidates: 59, pairs: null });
    const { candidates, pairs } = await connectUnits(makeMatchRun(documents, { isAllPairs: true }).run);
    expect([candidates, pairs?.size]).toEqual([(60 * 59) / 2, (60 * 59) / 2]);
  });

  it('leaves documents alone that cannot be read again', async () => {
    const chain = makeChain(5);
    const made = makeMatchRun(chain.map(({ id, tokens }) => ({ id, text: writeTokens(tokens) })));
    const gone = made.unitOf('link-002');
    const cover = await connectUnits({
      ...made.run,
      setOf: (unit) => (unit === gone ? null : made.run.setOf(unit)),
    });
    expect(Array.from(cover.representatives)).toEqual([0, 0, 2, 3, 3]);
  });

  it('connects an empty corpus', async () => {
    expect((await connectUnits(makeMatchRun([]).run)).representatives).toHaveLength(0);
  });
});
