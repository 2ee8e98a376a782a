// Steps: two fingerprints in a row, who has them and who met them first, against lists over made-up fingerprints.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Steps } from '../../src/match/steps.js';
import { hasBit } from '../../src/match/steps.js';
import { leaderOf } from '../../src/match/units.js';
import { weaveSteps } from '../../src/workers/weave-steps.js';
import { CAP, anyFingerprints, makeSteps } from '../helpers/made-steps.js';
import type { Fingerprints, MadeFingerprint, MadeSteps } from '../helpers/made-steps.js';
import { createOverlapPool } from '../helpers/overlap-pool.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_030_612;
/** Their steps, as the program weaves them. */
function weave({ columns }: MadeSteps): Promise<Steps> {
  return weaveSteps({ pause: () => Promise.resolve() }, createOverlapPool(), columns);
}

/** Every meeting that steps propose, as `unit fingerprint other otherFingerprint`, sorted. */
function listMeetings({ unitStarts, fingerprints, firsts, memberUnits, memberFingerprints }: Steps): string[] {
  const meetings: string[] = [];
  for (let unit = 0; unit + 1 < unitStarts.length; unit++) {
    for (let at = unitStarts[unit]; at < unitStarts[unit + 1]; at++) {
      for (let member = firsts[at]; memberUnits[member] < unit; member++) {
        meetings.push([unit, fingerprints[at], memberUnits[member], memberFingerprints[member]].join(' '));
      }
    }
  }
  return meetings.sort();
}

/** The same by its definition. */
function expectMeetings(fingerprints: Fingerprints, isKept: (unit: number) => boolean, isSingle: boolean): string[] {
  const unitsOf = new Map<number, Set<number>>();
  fingerprints.forEach((own, unit) => {
    if (!isKept(unit)) return;
    for (const { hash } of own) unitsOf.set(hash, (unitsOf.get(hash) ?? new Set()).add(unit));
  });
  const canMeet = (hash: number): boolean => (unitsOf.get(hash)?.size ?? 0) <= CAP;
  const starts = fingerprints.map((_, unit) => fingerprints.slice(0, unit).flat().length);
  const meetings: string[] = [];
  fingerprints.forEach((left, unit) => {
    for (let other = 0; other < unit; other++) {
      const right = fingerprints[other];
      if (!isKept(unit) || !isKept(other)) continue;
      left.forEach((a, i) => {
        right.forEach((b, j) => {
          const isOne = isSingle && a.hash === b.hash && canMeet(a.hash);
          const [after, otherAfter] = [left.at(i + 1), right.at(j + 1)];
          const isStep =
            !isSingle &&
            after !== undefined &&
            otherAfter !== undefined &&
            a.hash === b.hash &&
            after.hash === otherAfter.hash &&
            after.position - a.position === otherAfter.position - b.position &&
            (canMeet(a.hash) || canMeet(after.hash));
          if (isOne || isStep) meetings.push([unit, starts[unit] + i, other, starts[other] + j].join(' '));
        });
      });
    }
  });
  return meetings.sort();
}

describe('weaveSteps', () => {
  it.each([false, true])(
    'lets kept units meet in every step, or place, that is not past the cap (single: %s)',
    async (isSingle) => {
      let met = 0;
      const property = fc.asyncProperty(anyFingerprints, fc.nat(), async (fingerprints, seed) => {
        const kept = seedDraws(seed);
        const flags = fingerprints.map(() => kept.below(5) > 0);
        const isKept = (unit: number): boolean => flags[unit];
        const made = makeSteps(fingerprints, { isKept, isSingle });
        const { units } = made;
        const steps = await weave(made);
        expect(Array.from({ length: units.count }, (_, unit) => leaderOf(units, unit))).toEqual(
          fingerprints.map((_, document) => document),
        );
        const meetings = listMeetings(steps);
        expect(meetings).toEqual(expectMeetings(fingerprints, isKept, isSingle));
        for (const meeting of meetings) {
          const [, fingerprint, , otherFingerprint] = meeting.split(' ').map(Number);
          expect(hasBit(steps.isStep, fingerprint) && hasBit(steps.isStep, otherFingerprint)).toBe(true);
        }
        met += meetings.length;
      });
      await fc.assert(property, { seed: SEED, numRuns: 300 });
      expect(met).toBeGreaterThan(isSingle ? 1000 : 200);
    },
  );

  it('meets a refrain by the steps around it, though some of its places are in no group', async () => {
    // The 17th place of a fingerprint is in no group, the one beside it is.
    const refrain = Array.from({ length: 18 }, (_, i) => ({ hash: 900, position: 3 * i }));
    const makeText = (own: number): MadeFingerprint[] => [
      ...refrain,
      { hash: 77, position: 60 },
      { hash: own, position: 70 },
    ];
    const steps = await weave(makeSteps([makeText(1000), makeText(2000)]));
    // The step from the 18th refrain to the fingerprint after it.
    expect(listMeetings(steps)).toContain(`1 ${20 + 17} 0 17`);
  });

  it('marks as boilerplate what is past the cap, hot, and beside another of its kind', async () => {
    const page = (own: number): MadeFingerprint[] =>
      [11, 12, 13, 1000 + own, 11].map((hash, i) => ({ hash, position: 5 * i }));
    const pages = Array.from({ length: CAP + 1 }, (_, i) => page(i));
    const steps = await weave(makeSteps(pages, { hotHashes: [12, 11] }));
    const marks = pages[0].map((_, i) => hasBit(steps.isBoilerplate, i));
    expect(marks).toEqual([true, true, false, false, false]);
    const fewer = await weave(makeSteps(pages.slice(1), { hotHashes: [11, 12, 13] }));
    expect(fewer.isBoilerplate.every((word) => word === 0)).toBe(true);
  });

  it('weaves nothing of an empty corpus', async () => {
    expect(listMeetings(await weave(makeSteps([])))).toEqual([]);
  });
});
