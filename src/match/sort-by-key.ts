// Sorting of positions by 32-bit keys without comparing: what every grouping in this room stands on.
//
// A stable least-significant-digit radix sort (Knuth, TAOCP 3, 5.2.5), three digits of 11 bits. Refuses objects and strings.

/** 11 bits a digit: three passes cover 32 bits, and a histogram of 2,048 counters stays in the first-level cache. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Sorts `order` (indices into `keys`) by ascending key, keeping the present order of equal keys; the result is either
 * `order` itself or `spare`, which has the same length. A digit in which all keys agree costs one count and no move.
 */
export function sortByKey(
  order: Uint32Array,
  keys: Uint32Array,
  spare: Uint32Array = new Uint32Array(order.length),
): Uint32Array {
  let from: Uint32Array = order;
  let to = spare;
  const ends = new Uint32Array(DIGITS);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    ends.fill(0);
    for (let i = 0; i < from.length; i++) ends[(keys[from[i]] >>> shift) & (DIGITS - 1)]++;
    if (from.length > 0 && ends[(keys[from[0]] >>> shift) & (DIGITS - 1)] === from.length) continue;
    let sum = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const size = ends[digit];
      ends[digit] = sum;
      sum += size;
    }
    for (let i = 0; i < from.length; i++) to[ends[(keys[from[i]] >>> shift) & (DIGITS - 1)]++] = from[i];
    [from, to] = [to, from];
  }
  return from;
}

/** 0, 1, 2 … `count − 1`: the order before any sorting. */
export function listIndices(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  return order;
}
