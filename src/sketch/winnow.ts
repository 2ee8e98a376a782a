// Winnowing: of every window of consecutive shingles the least is kept, with its position.
//
// Schleimer, Wilkerson, Aiken: Winnowing: Local Algorithms for Document Fingerprinting (SIGMOD 2003), section 3; the
// rightmost minimum wins ties. The gap theorem: a run of `window` shingles that two documents share holds a fingerprint
// of both. A document of fewer shingles keeps its least one. Refuses to look at anything but shingle hashes.

/**
 * Chooses the fingerprints of a shingle sequence: `hashes[k]` gets the high word of the chosen shingle, `positions[k]` its
 * index; the low word gives the order, so that the kept word is not biased towards small values. Returns how many. Both
 * arrays need a place for each shingle. Every shingle is compared about twice: a window is searched again only when its
 * least one leaves it.
 */
export function winnowShingles(
  high: Uint32Array,
  low: Uint32Array,
  count: number,
  window: number,
  hashes: Uint32Array,
  positions: Uint32Array,
): number {
  if (count === 0) return 0;
  let chosen = 0;
  const firstWindow = Math.min(window, count);
  let least = findLeast(low, 0, firstWindow);
  hashes[chosen] = high[least];
  positions[chosen++] = least;
  for (let end = firstWindow; end < count; end++) {
    if (low[end] <= low[least]) least = end;
    else if (least <= end - window) least = findLeast(low, end - window + 1, end + 1);
    else continue;
    hashes[chosen] = high[least];
    positions[chosen++] = least;
  }
  return chosen;
}

/** The rightmost place of the least value in `low[start, end)`. */
function findLeast(low: Uint32Array, start: number, end: number): number {
  let least = start;
  for (let i = start + 1; i < end; i++) if (low[i] <= low[least]) least = i;
  return least;
}
