// Sorting by 32-bit keys without comparing: what every grouping in this room stands on.
//
// Stable least-significant-digit radix sorts (Knuth, TAOCP 3, 5.2.5) of digits of at most 11 bits. Refuses objects and strings.

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

/** Two digits of 12 bits cover what is left of a key within its partition; 4,096 counters still fit the first-level cache. */
const MOST_DIGIT_BITS = 12;

/**
 * Sorts pairs of a key and a value by ascending key, keeping the present order of equal keys; the result is either `pairs`
 * itself or `spare`, which has the same length. All keys agree in what lies above their `bits` low bits.
 */
export function sortPairs(pairs: Uint32Array, spare: Uint32Array, bits: number): Uint32Array {
  // Few pairs have small digits: going through more counters than there are pairs would be all the work.
  const passes = Math.ceil(bits / Math.min(MOST_DIGIT_BITS, 32 - Math.clz32(pairs.length | 1)));
  const digitBits = Math.ceil(bits / Math.max(1, passes));
  const mask = (1 << digitBits) - 1;
  const ends = new Uint32Array(mask + 1);
  let from = pairs;
  let to = spare;
  for (let pass = 0; pass < passes; pass++) {
    const shift = pass * digitBits;
    ends.fill(0);
    for (let i = 0; i < from.length; i += 2) ends[(from[i] >>> shift) & mask]++;
    let sum = 0;
    for (let digit = 0; digit <= mask; digit++) {
      const size = ends[digit];
      ends[digit] = sum;
      sum += size;
    }
    for (let i = 0; i < from.length; i += 2) {
      const key = from[i];
      const at = ends[(key >>> shift) & mask]++ << 1;
      to[at] = key;
      to[at + 1] = from[i + 1];
    }
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

/** Up to so many are sorted by insertion: the call of a sort costs more than the sorting. */
const FEW = 24;

/** Sorts a column in place, ascending; made for the many that are short. */
export function sortShort(column: Uint32Array): void {
  if (column.length > FEW) {
    column.sort();
    return;
  }
  for (let i = 1; i < column.length; i++) {
    const value = column[i];
    let at = i;
    for (; at > 0 && column[at - 1] > value; at--) column[at] = column[at - 1];
    column[at] = value;
  }
}
