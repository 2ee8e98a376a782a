// Verification of candidate pairs on full shingle sets: whether they are duplicates, and how many shingles they share.
//
// The one place where a candidate becomes a pair, for every kind of clustering. Refuses sketches.
import type { SetMatcher, ShingleSet, SketchTable } from '../model.js';
import type { Candidates } from './candidates.js';
import type { Thresholds } from './relation.js';
import { leastDuplicateShared, relateCounts } from './relation.js';
import { countPossiblyShared } from './shingle-filter.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/** The high words of the sets at hand, and who counts what two of them share. */
export interface HalfSets {
  readonly matcher: SetMatcher;
  /** The distinct high words of a unit's set, ascending; null where they are not at hand. */
  readonly halvesOf: (unit: number) => Uint32Array | null;
}

/** What verification looks at. */
export interface VerificationContext extends RelationContext {
  readonly matcher: SetMatcher;
  readonly halves: HalfSets;
  /** A unit's whole set; null where it cannot be had any more. */
  readonly setOf: (unit: number) => ShingleSet | null;
}

/** What a relation depends on besides counts. */
export interface RelationContext {
  readonly sketches: Pick<SketchTable, 'halfWords' | 'shingles' | 'filterStarts' | 'filterWords'>;
  readonly units: Units;
  readonly thresholds: Thresholds;
}

/** For who has no high words at hand, and compares whole sets at once. */
export const NO_HALVES: HalfSets = { matcher: { hold: () => undefined, countShared: () => 0 }, halvesOf: () => null };

/**
 * How many shingles the later unit `smaller`, whose set the matcher holds, shares with an earlier one where the two are `near` or
 * `contained`; 0 where they are not.
 */
export function verifyPair(
  { sketches, units, thresholds, matcher }: RelationContext & Pick<VerificationContext, 'matcher'>,
  smaller: number,
  set: ShingleSet,
  largerSet: ShingleSet,
): number {
  const halfWords = sketches.halfWords[leaderOf(units, smaller)];
  const [a, b] = [set.length / 2, largerSet.length / 2];
  const shared = matcher.countShared(largerSet, leastDuplicateShared(a, b, halfWords, thresholds));
  return relateCounts(shared, a, b, halfWords, thresholds) === null ? 0 : shared;
}

/** What a unit is to an earlier one with which it shares so many shingles; null where they are no duplicates. */
export function relateUnits(
  { sketches, units, thresholds }: RelationContext,
  smaller: number,
  larger: number,
  shared: number,
): 'near' | 'contained' | null {
  const [a, b] = [leaderOf(units, smaller), leaderOf(units, larger)];
  return relateCounts(shared, sketches.shingles[a], sketches.shingles[b], sketches.halfWords[a], thresholds);
}

/**
 * Verifies candidates of consecutive units, the first of which is `start`: what MatchCrew promises. A pair with a unit before `settled`
 * settles the matter: those behind it are not looked at. A set that cannot be had makes no pair.
 */
export function verifyCandidates(
  context: VerificationContext,
  start: number,
  { starts, others }: Pick<Candidates, 'starts' | 'others'>,
  settled: number,
): Uint32Array {
  const shared = new Uint32Array(others.length);
  for (let i = 0; i + 1 < starts.length; i++) {
    verifyUnit(context, start + i, others.subarray(starts[i], starts[i + 1]), (other, count, at) => {
      shared[starts[i] + at] = count;
      return other < settled;
    });
  }
  return shared;
}

/**
 * Verifies a unit with earlier ones, in their order, until `note` says that it is enough: it is told of each duplicate how many
 * shingles the two share, and which of `others` it is. High words rule most pairs out; the rest are compared on whole sets.
 * Returns how many were looked at.
 */
export function verifyUnit(
  context: VerificationContext,
  unit: number,
  others: Uint32Array | readonly number[],
  note: (other: number, shared: number, at: number) => boolean,
): number {
  if (others.length === 0) return 0;
  const { matcher, halves, setOf } = context;
  const unitHalves = halves.halvesOf(unit);
  if (unitHalves !== null) halves.matcher.hold(unitHalves);
  let set: ShingleSet | null = null;
  for (let at = 0; at < others.length; at++) {
    const other = others[at];
    if (unitHalves !== null && !canShareEnough(context, unit, unitHalves, other)) continue;
    if (set === null) {
      set = setOf(unit);
      if (set === null) return at;
      matcher.hold(set);
    }
    const otherSet = setOf(other);
    const shared = otherSet === null ? 0 : verifyPair(context, unit, set, otherSet);
    if (shared > 0 && note(other, shared, at)) return at + 1;
  }
  return others.length;
}

/**
 * Whether two sets can share enough shingles to be duplicates, as far as high words say: the larger's own, or its filter. Shared
 * shingles have shared high words, but for those that have one high word between them: as many as either set lost when its repeats
 * were taken out.
 */
function canShareEnough(
  context: VerificationContext,
  smaller: number,
  smallerHalves: Uint32Array,
  larger: number,
): boolean {
  const { sketches, units, thresholds, halves } = context;
  const largerHalves = halves.halvesOf(larger);
  if (largerHalves === null) return canFilterShareEnough(context, smaller, smallerHalves, larger);
  const [a, b] = [leaderOf(units, smaller), leaderOf(units, larger)];
  const [aCount, bCount] = [sketches.shingles[a], sketches.shingles[b]];
  const slack = Math.min(aCount - smallerHalves.length, bCount - largerHalves.length);
  const least = leastDuplicateShared(aCount, bCount, sketches.halfWords[a], thresholds) - slack;
  return least <= 0 || halves.matcher.countShared(largerHalves, least) >= least;
}

/** The same by the larger one's filter alone; true where it has none. */
function canFilterShareEnough(
  { sketches, units, thresholds }: RelationContext,
  smaller: number,
  smallerHalves: Uint32Array,
  larger: number,
): boolean {
  const [a, b] = [leaderOf(units, smaller), leaderOf(units, larger)];
  const possible = countPossiblyShared(sketches, b, smallerHalves);
  if (possible === null) return true;
  const [aCount, bCount] = [sketches.shingles[a], sketches.shingles[b]];
  const lost = aCount - smallerHalves.length;
  return possible + lost >= leastDuplicateShared(aCount, bCount, sketches.halfWords[a], thresholds);
}

/**
 * For each candidate of consecutive units, the first of which is `start`, 1 where it can be a duplicate as far as the filters of large
 * documents say, else 0.
 */
export function thinCandidates(
  context: RelationContext,
  halvesOf: (unit: number) => Uint32Array | null,
  start: number,
  { starts, others }: Pick<Candidates, 'starts' | 'others'>,
): Uint8Array {
  const worthy = new Uint8Array(others.length).fill(1);
  for (let i = 0; i + 1 < starts.length; i++) {
    const unitHalves = starts[i] === starts[i + 1] ? null : halvesOf(start + i);
    if (unitHalves === null) continue;
    for (let at = starts[i]; at < starts[i + 1]; at++) {
      if (!canFilterShareEnough(context, start + i, unitHalves, others[at])) worthy[at] = 0;
    }
  }
  return worthy;
}
