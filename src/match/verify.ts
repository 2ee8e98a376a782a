// Verification of one candidate pair on full shingle sets: what it is, and how many shingles it shares.
//
// The one place where a candidate becomes a pair, for every kind of clustering. Refuses sketches.
import type { ShingleSet } from '../model.js';
import type { MatchRun } from './match-run.js';
import { leastDuplicateShared, relateCounts } from './relation.js';
import { countSharedShingles } from './shingle-set.js';
import { leaderOf } from './units.js';

export interface VerifiedPair {
  readonly relation: 'near' | 'contained';
  readonly sharedShingles: number;
}

/** What the later unit `smaller` is to an earlier one, given both sets; null where they are no duplicates. */
export function verifyPair(
  run: Pick<MatchRun, 'sketches' | 'units' | 'thresholds'>,
  smaller: number,
  set: ShingleSet,
  largerSet: ShingleSet,
): VerifiedPair | null {
  const halfWords = run.sketches.halfWords[leaderOf(run.units, smaller)];
  const least = leastDuplicateShared(set.count, largerSet.count, halfWords, run.thresholds);
  const sharedShingles = countSharedShingles(set, largerSet, least);
  const relation = relateCounts(sharedShingles, set.count, largerSet.count, halfWords, run.thresholds);
  return relation === null ? null : { relation, sharedShingles };
}
