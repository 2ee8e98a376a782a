// The median of a few runs, and how far they lie apart. Refuses means: one disturbed run would move them.

/**
 * The middle value; of an even number of them the mean of the two in the middle. NaN where there is none.
 *
 * @param {readonly number[]} values
 */
export function findMedian(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Median, least and most.
 *
 * @param {readonly number[]} values at least one
 */
export function summarizeValues(values) {
  return { median: findMedian(values), least: Math.min(...values), most: Math.max(...values) };
}

/**
 * The quotients of runs made in turn, each by its own neighbor: what disturbs the machine for a while disturbs both.
 *
 * @param {readonly number[]} values
 * @param {readonly number[]} divisors as many
 */
export function summarizeRatios(values, divisors) {
  if (values.length !== divisors.length) {
    throw new RangeError(`runs in turn are as many on both sides, not ${values.length} and ${divisors.length}`);
  }
  return summarizeValues(values.map((value, i) => value / divisors[i]));
}
