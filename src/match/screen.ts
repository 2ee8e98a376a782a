// The screen: which candidate pairs are worth reading two texts again.
//
// Sizes bound what a pair can be; signatures say with a loss of 10⁻⁵ whether it can reach the Jaccard that this takes; the
// share of fingerprints says the same of a small document in a large one, where the signature is blind. Refuses to verify.
import { createWords } from '../columns.js';
import type { SketchTable } from '../model.js';
import { hasEqualTails, leastEqualTails } from './banding.js';
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
  /** How many fingerprints a unit must share with an earlier one that no band proposes; fewer are refused. At least 1. */
  leastFingerprintsShared(unit: number): number;
}

/** By unit, because those that meet are neighbors in that order; in shared memory. */
export interface RankedColumns {
  readonly leaders: Uint32Array;
  /** Distinct shingles. */
  readonly shingles: Uint32Array;
}

export function rankColumns(sketches: Pick<SketchTable, 'shingles'>, units: Units): RankedColumns {
  const leaders = createWords(units.count);
  const shingles = createWords(units.count);
  for (let unit = 0; unit < units.count; unit++) {
    leaders[unit] = leaderOf(units, unit);
    shingles[unit] = sketches.shingles[leaders[unit]];
  }
  return { leaders, shingles };
}

/** What pairs are screened by. */
export interface ScreenedColumns {
  readonly sketches: SketchTable;
  readonly ranked: RankedColumns;
  readonly lanes: number;
  readonly thresholds: Thresholds;
}

export function createScreen({ sketches, ranked, lanes, thresholds }: ScreenedColumns): Screen {
  // Found when they are first asked for: all of them take longer than the matching of a small corpus.
  const cuts = new Int16Array(CUT_STEPS + 1).fill(-1);
  const { halfWords, fingerprintStarts, laneTails } = sketches;
  const { leaders, shingles } = ranked;
  const countFingerprints = (document: number): number => fingerprintStarts[document + 1] - fingerprintStarts[document];
  return {
    leastFingerprintsShared: (unit) =>
      Math.max(1, Math.floor(LEAST_FINGERPRINT_SHARE * countFingerprints(leaders[unit]))),
    canBeDuplicate(smaller, larger, fingerprintsShared, isInBand) {
      const a = leaders[smaller];
      const least = leastDuplicateJaccard(shingles[smaller], shingles[larger], halfWords[a], thresholds);
      if (least > 1) return false;
      if (!isInBand) {
        const share = least < thresholds.jaccard ? LEAST_FINGERPRINT_SHARE : LEAST_SHARE_WITHOUT_BAND;
        if (fingerprintsShared < Math.floor(share * countFingerprints(a))) return false;
      }
      const step = Math.floor(least * CUT_STEPS);
      if (cuts[step] < 0) cuts[step] = leastEqualTails(step / CUT_STEPS, lanes);
      const cut = cuts[step];
      return cut === 0 || hasEqualTails(laneTails, lanes, a, leaders[larger], cut);
    },
  };
}
