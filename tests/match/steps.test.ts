// Steps: two fingerprints in a row, who has them and who met them first, against lists over made-up fingerprints.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Groups } from '../../src/match/gathering.js';
import { weavePostings } from '../../src/match/postings.js';
import type { Steps } from '../../src/match/steps.js';
import { hasBit, weaveSteps } from '../../src/match/steps.js';
import { collapseDocuments, leaderOf } from '../../src/match/units.js';
import type { Units } from '../../src/match/units.js';
import type { SketchTable } from '../../src/model.js';
import { TAIL_WORDS } from '../../src/sketch/signature.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { listIds } from '../helpers/id-lists.js';

const SEED = 20_030_612;
const CAP = 4;

interface MadeFingerprint {
  readonly hash: number;
  readonly position: number;
}

type Fingerprints = readonly (readonly MadeFingerprint[])[];

/** A table of documents with these fingerprints; every document is a unit, in this order. */
function makeTable(fingerprints: Fingerprints): { sketches: SketchTable; units: Units } {
  const count = fingerprints.length;
  const flat = fingerprints.flat();
  const starts = [0];
  for (const own of fingerprints) starts.push(starts[starts.length - 1] + own.length);
  const sketches: SketchTable = {
    count,
    tokens: Uint32Array.from(fingerprints, () => 1000),
    halfWords: Uint32Array.from(fingerprints, () => 2000),
    shingles: Uint32Array.from(fingerprints, (_, document) => 1000 - document),
    contentHashes: Uint32Array.from({ length: 4 * count }, (_, i) => i),
    tokensHashes: Uint32Array.from({ length: 4 * count }, (_, i) => i),
    laneTails: new Uint32Array(TAIL_WORDS * count),
    fingerprintStarts: Uint32Array.from(starts),
    fingerprintHashes: Uint32Array.from(flat, ({ hash }) => hash),
    fingerprintPositions: Uint32Array.from(flat, ({ position }) => position),
    filterStarts: new Uint32Array(count + 1),
    filterWords: new Uint32Array(0),
  };
  const ids = fingerprints.map((_, document) => `d${String(document).padStart(4, '0')}`);
  return { sketches, units: collapseDocuments(sketches, listIds(ids), null) };
}

const anyFingerprints = fc.nat().map((seed): Fingerprints => {
  const draws = seedDraws(seed);
  const hashes = 2 + draws.below(30);
  return Array.from({ length: 1 + draws.below(14) }, () => {
    let position = 0;
    return Array.from({ length: draws.below(12) }, () => {
      position += 1 + draws.below(2);
      return { hash: draws.below(hashes) * 0x8123457, position };
    });
  });
});

function weave(
  fingerprints: Fingerprints,
  {
    isKept = (): boolean => true,
    isHot = (): boolean => false,
    isSingle = false,
  }: Partial<{
    isKept: (unit: number) => boolean;
    isHot: (hash: number) => boolean;
    isSingle: boolean;
  }> = {},
): { steps: Steps; sketches: SketchTable; units: Units } {
  const { sketches, units } = makeTable(fingerprints);
  const groups = new Groups(weavePostings(sketches, units), CAP);
  for (let unit = 0; unit < units.count; unit++) if (isKept(unit)) groups.admit(unit);
  return { steps: weaveSteps(sketches, units, groups, isKept, isHot, isSingle), sketches, units };
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
    (isSingle) => {
      let met = 0;
      const property = fc.property(anyFingerprints, fc.nat(), (fingerprints, seed) => {
        const kept = seedDraws(seed);
        const flags = fingerprints.map(() => kept.below(5) > 0);
        const isKept = (unit: number): boolean => flags[unit];
        const { steps, units } = weave(fingerprints, { isKept, isSingle });
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
      fc.assert(property, { seed: SEED, numRuns: 300 });
      expect(met).toBeGreaterThan(isSingle ? 1000 : 200);
    },
  );

  it('meets a refrain by the steps around it, though some of its places are in no group', () => {
    // The 17th place of a fingerprint is in no group, the one beside it is.
    const refrain = Array.from({ length: 18 }, (_, i) => ({ hash: 900, position: 3 * i }));
    const makeText = (own: number): MadeFingerprint[] => [
      ...refrain,
      { hash: 77, position: 60 },
      { hash: own, position: 70 },
    ];
    const { steps } = weave([makeText(1000), makeText(2000)]);
    // The step from the 18th refrain to the fingerprint after it.
    expect(listMeetings(steps)).toContain(`1 ${20 + 17} 0 17`);
  });

  it('marks as boilerplate what is past the cap, hot, and beside another of its kind', () => {
    const page = (own: number): MadeFingerprint[] =>
      [11, 12, 13, 1000 + own, 11].map((hash, i) => ({ hash, position: 5 * i }));
    const pages = Array.from({ length: CAP + 1 }, (_, i) => page(i));
    const { steps } = weave(pages, { isHot: (hash) => hash === 11 || hash === 12 });
    const marks = pages[0].map((_, i) => hasBit(steps.isBoilerplate, i));
    expect(marks).toEqual([true, true, false, false, false]);
    expect(weave(pages.slice(1), { isHot: () => true }).steps.isBoilerplate.every((word) => word === 0)).toBe(true);
  });

  it('weaves nothing of an empty corpus', () => {
    expect(listMeetings(weave([]).steps)).toEqual([]);
  });
});
