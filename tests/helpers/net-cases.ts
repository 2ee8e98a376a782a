// Nets of drawn values: who shares a band or a fingerprint with whom, and who was admitted, as lists and as a board.

import fc from 'fast-check';
import { joinBands } from '../../src/match/buckets.js';
import type { MatchBoard } from '../../src/match/candidates.js';
import { IS_BUCKET_CUT, IS_POSTING_CUT } from '../../src/match/candidates.js';
import { GROUP_CAP } from '../../src/match/gathering.js';
import type { SketchTable } from '../../src/model.js';
import { USUAL_THRESHOLDS } from './exact-documents.js';
import { makeBoard, toThresholds, weaveFingerprints } from './make-match-run.js';
import { seedDraws } from './seed-draws.js';

/** How many members of a capped group are met where the first few are. */
const STAR_SIZE = 8;

/** What units have: each a value for each band, and fingerprints by position, few enough that many are shared. */
export interface NetValues {
  readonly bands: readonly (readonly number[])[];
  readonly fingerprints: readonly (readonly number[])[];
}

export interface NetCase extends NetValues {
  readonly isAllPairs: boolean;
  readonly start: number;
  readonly isAdmitted: readonly boolean[];
}

function drawCase(seed: number, unitCount: number, bandKeys: number, keys: number): NetCase {
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
export const anyNetCase = fc
  .record({ seed: fc.nat(), isLarge: fc.boolean() })
  .map(({ seed, isLarge }) =>
    isLarge ? drawCase(seed, 240, seed % 2 === 0 ? 2 : 30, 7) : drawCase(seed, 1 + (seed % 40), 8, 60),
  );

export function makeCaseBoard({ bands, fingerprints, isAllPairs }: NetCase): MatchBoard {
  const count = bands.length;
  const identity = Uint32Array.from({ length: count + 1 }, (_, unit) => unit);
  const units = { count, unitOf: identity.slice(0, count), starts: identity, members: identity.slice(0, count) };
  const fingerprintStarts = new Uint32Array(count + 1);
  fingerprints.forEach(({ length }, unit) => (fingerprintStarts[unit + 1] = fingerprintStarts[unit] + length));
  return makeBoard({
    ...{ units, isAllPairs, thresholds: toThresholds(USUAL_THRESHOLDS), postings: weaveFingerprints(fingerprints) },
    sketches: { fingerprintStarts } as SketchTable,
    buckets: joinBands(
      count,
      [0, 1, 2].map((band) => groupBand(bands, band)),
    ),
  });
}

function groupBand(bands: NetValues['bands'], band: number): { units: Uint32Array; sizes: Uint32Array } {
  const groups = new Map<number, number[]>();
  bands.forEach((values, unit) => groups.set(values[band], [...(groups.get(values[band]) ?? []), unit]));
  const shared = [...groups.values()].filter(({ length }) => length > 1);
  return { units: Uint32Array.from(shared.flat()), sizes: Uint32Array.from(shared, ({ length }) => length) };
}

/** Whom a unit meets among those admitted, `since` or later, and those undecided: how often, and whether in a band; and what was cut short. */
export function listMet(
  { bands, fingerprints, isAdmitted, isAllPairs }: NetCase,
  unit: number,
  since: number,
  { hasBandStar = false, undecided = [] }: { hasBandStar?: boolean; undecided?: readonly number[] } = {},
): { cut: number; met: { other: number; shared: number; isInBand: boolean }[] } {
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
    for (const other of undecided) if (bands[other][band] === value) inBand.add(other);
  });
  let cutPlaces = 0;
  fingerprints[unit].forEach((value, position) => {
    const members = admitted.flatMap((other) => fingerprints[other].filter((one) => one === value).map(() => other));
    const isCut = new Set(members).size > cap;
    if (isCut) cutPlaces++;
    for (const other of isCut ? members.slice(0, STAR_SIZE) : members) {
      if (other >= since) places.set(other, (places.get(other) ?? new Set()).add(position));
    }
    for (const other of undecided) {
      if (fingerprints[other].includes(value)) places.set(other, (places.get(other) ?? new Set()).add(position));
    }
  });
  if (1000 * cutPlaces > USUAL_THRESHOLDS.containmentThousandths * fingerprints[unit].length) cut |= IS_POSTING_CUT;
  const met = [...new Set([...inBand, ...places.keys()])].sort((a, b) => a - b);
  return {
    cut,
    met: met.map((other) => ({ other, shared: places.get(other)?.size ?? 0, isInBand: inBand.has(other) })),
  };
}
