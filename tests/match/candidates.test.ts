// Candidates against lists of who shares what, in small groups and in groups past the cap.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBands } from '../../src/match/buckets.js';
import type { MatchBoard } from '../../src/match/candidates.js';
import { CandidateFinder, IS_BUCKET_CUT, IS_POSTING_CUT } from '../../src/match/candidates.js';
import { GROUP_CAP } from '../../src/match/gathering.js';
import type { Screen } from '../../src/match/screen.js';
import type { SketchTable } from '../../src/model.js';
import { USUAL_THRESHOLDS } from '../helpers/exact-documents.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { makeBoard, makeMatchRun, OPEN_SCREEN, toThresholds, weaveFingerprints } from '../helpers/make-match-run.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_270_228;
/** How many members of a capped group are met where the first few are. */
const STAR_SIZE = 8;

/** What units have: each a value for each band, and fingerprints by position, few enough that many are shared. */
interface Values {
  readonly bands: readonly (readonly number[])[];
  readonly fingerprints: readonly (readonly number[])[];
}

interface Case extends Values {
  readonly isAllPairs: boolean;
  readonly start: number;
  readonly isAdmitted: readonly boolean[];
}

function drawCase(seed: number, unitCount: number, bandKeys: number, keys: number): Case {
  const draws = seedDraws(seed);
  const units = Array.from({ length: unitCount });
  const start = unitCount - 1 - draws.below(Math.ceil(unitCount / 4));
  return {
    bands: units.map(() => Array.from({ length: 3 }, () => draws.below(bandKeys))),
    // At most 16 places of a key, so that the net keeps them all.
    fingerprints: units.map(() => Array.from({ length: draws.below(13) }, () => draws.below(keys))),
    isAllPairs: draws.below(4) === 0,
    start,
    isAdmitted: units.map((_, unit) => unit < start && draws.below(8) > 0),
  };
}

/** Many groups of a few units, and a few groups of many. */
const anyCase = fc
  .record({ seed: fc.nat(), isLarge: fc.boolean() })
  .map(({ seed, isLarge }) =>
    isLarge ? drawCase(seed, 240, seed % 2 === 0 ? 2 : 30, 7) : drawCase(seed, 1 + (seed % 40), 8, 60),
  );

function makeCase({ bands, fingerprints, isAllPairs, isAdmitted }: Case, screen: Screen) {
  const count = bands.length;
  const identity = Uint32Array.from({ length: count + 1 }, (_, unit) => unit);
  const units = { count, unitOf: identity.slice(0, count), starts: identity, members: identity.slice(0, count) };
  const fingerprintStarts = new Uint32Array(count + 1);
  fingerprints.forEach(({ length }, unit) => (fingerprintStarts[unit + 1] = fingerprintStarts[unit] + length));
  const board: MatchBoard = makeBoard({
    ...{ units, isAllPairs, thresholds: toThresholds(USUAL_THRESHOLDS), postings: weaveFingerprints(fingerprints) },
    sketches: { fingerprintStarts } as SketchTable,
    buckets: joinBands(
      count,
      [0, 1, 2].map((band) => groupBand(bands, band)),
    ),
  });
  const finder = new CandidateFinder(board, screen);
  isAdmitted.forEach((is, unit) => {
    if (!is) return;
    finder.buckets.admit(unit);
    finder.postings.admit(unit);
  });
  return finder;
}

function groupBand(bands: Values['bands'], band: number): { units: Uint32Array; sizes: Uint32Array } {
  const groups = new Map<number, number[]>();
  bands.forEach((values, unit) => groups.set(values[band], [...(groups.get(values[band]) ?? []), unit]));
  const shared = [...groups.values()].filter(({ length }) => length > 1);
  return { units: Uint32Array.from(shared.flat()), sizes: Uint32Array.from(shared, ({ length }) => length) };
}

/** Whom a unit meets among those admitted, `since` or later: how often, and whether in a band; and what was cut short. */
function listMet(
  { bands, fingerprints, isAdmitted, isAllPairs }: Case,
  unit: number,
  since: number,
  hasBandStar = false,
) {
  const cap = isAllPairs ? Infinity : GROUP_CAP;
  const admitted = [...isAdmitted.keys()].filter((other) => isAdmitted[other]);
  const inBand = new Set<number>();
  const places = new Map<number, Set<number>>();
  let cut = 0;
  bands[unit].forEach((value, band) => {
    const members = admitted.filter((other) => bands[other][band] === value);
    const isCut = members.length > cap;
    if (isCut) cut |= IS_BUCKET_CUT;
    const shown = isCut ? members.slice(0, hasBandStar ? STAR_SIZE : 0) : members;
    for (const other of shown) if (other >= since) inBand.add(other);
  });
  let cutPlaces = 0;
  fingerprints[unit].forEach((value, position) => {
    const members = admitted.flatMap((other) => fingerprints[other].filter((one) => one === value).map(() => other));
    const isCut = new Set(members).size > cap;
    if (isCut) cutPlaces++;
    for (const other of isCut ? members.slice(0, STAR_SIZE) : members) {
      if (other >= since) places.set(other, (places.get(other) ?? new Set()).add(position));
    }
  });
  if (1000 * cutPlaces > USUAL_THRESHOLDS.containmentThousandths * fingerprints[unit].length) cut |= IS_POSTING_CUT;
  const met = [...new Set([...inBand, ...places.keys()])].sort((a, b) => a - b);
  return {
    cut,
    met: met.map((other) => ({ other, shared: places.get(other)?.size ?? 0, isInBand: inBand.has(other) })),
  };
}

/** A screen that depends on all it is told. */
const PICKY: Screen = {
  canBeDuplicate: (smaller, larger, shared, isInBand) => (smaller + 2 * larger + shared + (isInBand ? 1 : 0)) % 3 > 0,
};

describe('the candidates of a stretch', () => {
  it('are all earlier units admitted that share a group and pass the screen, ascending, and say what was cut', () => {
    const seen = new Set<number>();
    let listed = 0;
    const property = fc.property(anyCase, (made) => {
      const finder = makeCase(made, PICKY);
      const count = made.bands.length;
      const { starts, others, cuts } = finder.findAll(made.start, count);
      expect([starts.length, cuts.length]).toEqual([count - made.start + 1, count - made.start]);
      expect(starts[0]).toBe(0);
      expect(starts.at(-1)).toBe(others.length);
      const expected = Array.from({ length: count - made.start }, (_, i) => {
        const unit = made.start + i;
        const { met, cut } = listMet(made, unit, 0);
        const passed = met.filter((one) => PICKY.canBeDuplicate(unit, one.other, one.shared, one.isInBand));
        return { cut, others: passed.map(({ other }) => other) };
      });
      const found = expected.map((_, i) => ({ cut: cuts[i], others: [...others.subarray(starts[i], starts[i + 1])] }));
      expect(found).toEqual(expected);
      for (const { cut } of expected) seen.add(cut);
      listed += others.length;
    });
    fc.assert(property, { seed: SEED, numRuns: 60 });
    // Every kind of cut came up.
    expect([...seen].sort()).toEqual([0, IS_BUCKET_CUT, IS_POSTING_CUT, IS_BUCKET_CUT | IS_POSTING_CUT]);
    expect(listed).toBeGreaterThan(10_000);
  });

  it('are the same for each part of it', () => {
    const { run } = makeMatchRun(makeRelatives(77, 120));
    const finder = new CandidateFinder(run.board);
    const { count } = run.units;
    for (let unit = 0; unit < count; unit += 3) {
      finder.buckets.admit(unit);
      finder.postings.admit(unit);
    }
    const { starts, others, cuts } = finder.findAll(0, count);
    expect(others.length).toBeGreaterThan(10);
    for (const [start, end] of [
      [0, 1],
      [7, 40],
      [40, count],
      [count, count],
    ]) {
      const part = new CandidateFinder(run.board).findAll(start, end);
      expect(part.others).toEqual(others.slice(starts[start], starts[end]));
      expect(part.starts).toEqual(starts.slice(start, end + 1).map((offset) => offset - starts[start]));
      expect(part.cuts).toEqual(cuts.slice(start, end));
    }
  });

  it('are none where nobody was admitted', () => {
    const { run } = makeMatchRun(makeRelatives(78, 30));
    const { starts, others, cuts } = new CandidateFinder(run.board, OPEN_SCREEN).findAll(0, run.units.count);
    expect([others.length, cuts.some((cut) => cut > 0), starts.some((offset) => offset > 0)]).toEqual([
      0,
      false,
      false,
    ]);
  });
});

describe('the candidates of one unit', () => {
  it('are those from a given unit on, which does not change what counts as cut', () => {
    const property = fc.property(anyCase, fc.nat({ max: 240 }), (made, since) => {
      const finder = makeCase(made, OPEN_SCREEN);
      for (let unit = made.start; unit < made.bands.length; unit += 5) {
        const { met, cut } = listMet(made, unit, since);
        expect(finder.gather(unit, since)).toBe(cut);
        expect(finder.listWorthy(unit)).toEqual(met.map(({ other }) => other));
      }
    });
    fc.assert(property, { seed: SEED + 1, numRuns: 40 });
  });

  it('are more where the first few of cut buckets are met, or anybody else in particular', () => {
    const property = fc.property(anyCase, (made) => {
      const asked: string[] = [];
      const finder = makeCase(made, {
        canBeDuplicate: (smaller, larger, shared, isInBand) => {
          asked.push([smaller, larger, shared, isInBand].join(' '));
          return true;
        },
      });
      for (let unit = Math.max(1, made.start); unit < made.bands.length; unit += 5) {
        finder.gather(unit, 0);
        finder.meetStars(unit);
        const { met } = listMet(made, unit, 0, true);
        asked.length = 0;
        expect(finder.listWorthy(unit)).toEqual(met.map(({ other }) => other));
        expect(asked).toEqual(met.map(({ other, shared, isInBand }) => [unit, other, shared, isInBand].join(' ')));
        finder.meetInBand(0);
        const all = new Set([0, ...met.map(({ other }) => other)]);
        expect(finder.listWorthy(unit)).toEqual([...all].sort((a, b) => a - b));
      }
    });
    fc.assert(property, { seed: SEED + 2, numRuns: 40 });
  });
});
