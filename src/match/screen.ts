// The screen: which candidate pairs are worth reading two texts again.
//
// Sizes bound what a pair can be; signatures say with a loss of 10⁻⁵ whether it can reach the Jaccard that this takes; the
// share of fingerprints says the same of a small document in a large one, where the signature is blind. Refuses to verify.
import type { SketchTable } from '../model.js';
import { hasEqualLanes, leastEqualLanes } from './banding.js';
import { leastDuplicateJaccard } from './relation.js';
import type { Thresholds } from './relation.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/** Steps in which the cut is tabled: at 1/256 the rounding down costs less than half a lane. */
const CUT_STEPS = 256;
/**
 * A document that is contained at the threshold shares at least this part of its fingerprints, rounded down, at least one. Edits
 * spread evenly at containment 0.8 leave half of them. The worst that edits can do is to leave runs one shingle too short to
 * hold a window: at 0.8 their number suffices for four fifths of a text, and the last fifth shares all it has.
 */
const LEAST_FINGERPRINT_SHARE = 0.15;
/**
 * The same for two documents of like size: a duplicate must then have the Jaccard that bands look for, and only one pair in a
 * thousand at the threshold shares none.
 */
const LEAST_SHARE_WITHOUT_BAND = 0.3;

export interface Screen {
  /**
   * Whether the later unit `smaller` can be `near` or `contained` in the earlier `larger`, with which it shares so many
   * fingerprints. Pairs that no band proposed are asked for their share of fingerprints first: that costs nothing.
   */
  canBeDuplicate(smaller: number, larger: number, fingerprintsShared: number, isInBand: boolean): boolean;
}

export function createScreen(sketches: SketchTable, units: Units, lanes: number, thresholds: Thresholds): Screen {
  const cuts = new Uint8Array(CUT_STEPS + 1);
  for (let step = 0; step <= CUT_STEPS; step++) cuts[step] = leastEqualLanes(step / CUT_STEPS, lanes);
  const { shingles, halfWords, signatures, fingerprintStarts } = sketches;
  return {
    canBeDuplicate(smaller, larger, fingerprintsShared, isInBand) {
      const a = leaderOf(units, smaller);
      const b = leaderOf(units, larger);
      const least = leastDuplicateJaccard(shingles[a], shingles[b], halfWords[a], thresholds);
      if (least > 1) return false;
      if (!isInBand) {
        const fingerprints = fingerprintStarts[a + 1] - fingerprintStarts[a];
        const share = least < thresholds.jaccard ? LEAST_FINGERPRINT_SHARE : LEAST_SHARE_WITHOUT_BAND;
        if (fingerprintsShared < Math.floor(share * fingerprints)) return false;
      }
      const cut = cuts[Math.floor(least * CUT_STEPS)];
      return cut === 0 || hasEqualLanes(signatures, lanes, a, b, cut);
    },
  };
}
