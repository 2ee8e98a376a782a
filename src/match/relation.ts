// What a verified pair is: the relations of DESIGN 3, decided on exact counts. Refuses estimates.

/** The thresholds of a run. */
export interface Thresholds {
  /** Least Jaccard of `near`. */
  readonly jaccard: number;
  /** Least containment of `contained`, … */
  readonly containment: number;
  /** … and the least length of the smaller document, in words. */
  readonly minWords: number;
}

/** |A ∩ B| / |A ∪ B|. Division of two exact integers: equal to a decimal threshold exactly when the rational is. */
export function computeJaccard(shared: number, left: number, right: number): number {
  return shared / (left + right - shared);
}

/**
 * The relation of two documents with different token sequences: `shared` of their distinct shingles in common,
 * `smaller` and `larger` their numbers, `smallerHalfWords` the smaller one's length. Null where neither holds.
 */
export function relateCounts(
  shared: number,
  smaller: number,
  larger: number,
  smallerHalfWords: number,
  thresholds: Thresholds,
): 'near' | 'contained' | null {
  if (computeJaccard(shared, smaller, larger) >= thresholds.jaccard) return 'near';
  if (smallerHalfWords >= 2 * thresholds.minWords && shared / smaller >= thresholds.containment) return 'contained';
  return null;
}

/** A number of shared shingles below which no pair of these sizes is a duplicate; at most one too small. */
export function leastDuplicateShared(
  smaller: number,
  larger: number,
  smallerHalfWords: number,
  thresholds: Thresholds,
): number {
  const near = (thresholds.jaccard / (1 + thresholds.jaccard)) * (smaller + larger);
  const isLongEnough = smallerHalfWords >= 2 * thresholds.minWords;
  const contained = isLongEnough ? thresholds.containment * smaller : Infinity;
  return Math.max(0, Math.ceil(Math.min(near, contained)) - 1);
}

/**
 * The least Jaccard that a pair of these sizes can have and still be a duplicate: the threshold itself, or, where
 * containment may hold, what the intersection it asks for amounts to. 2 where no intersection suffices.
 */
export function leastDuplicateJaccard(
  smaller: number,
  larger: number,
  smallerHalfWords: number,
  thresholds: Thresholds,
): number {
  let least = 2;
  if (computeJaccard(smaller, smaller, larger) >= thresholds.jaccard) least = thresholds.jaccard;
  if (smallerHalfWords >= 2 * thresholds.minWords) {
    let shared = Math.ceil(thresholds.containment * smaller);
    // The product may have been rounded up past a whole number; the quotient decides, as in `relateCounts`.
    if ((shared - 1) / smaller >= thresholds.containment) shared--;
    least = Math.min(least, computeJaccard(shared, smaller, larger));
  }
  return least;
}
