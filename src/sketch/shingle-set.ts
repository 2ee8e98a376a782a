// Shingle sets: the distinct hashes of a document, sorted, and how many of them two sets share. Exact, never sampled.
//
// The sets of Broder, On the resemblance and containment of documents (1997), section 2, over 64-bit hashes. This is the
// definition; the kernel does the same faster. Refuses to know where a set came from.
import type { ShingleSequence, ShingleSet } from '../model.js';

/** Position of the high word in a number of 64 bits as this machine stores it; 1 on little-endian machines. */
const HIGH_WORD = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The distinct shingles of a sequence, ascending; owned by the caller. */
export function collectShingleSet({ count, high, low }: Pick<ShingleSequence, 'count' | 'high' | 'low'>): ShingleSet {
  const words = new Uint32Array(2 * count);
  for (let i = 0; i < count; i++) {
    words[2 * i + HIGH_WORD] = high[i];
    words[2 * i + 1 - HIGH_WORD] = low[i];
  }
  new BigUint64Array(words.buffer).sort();
  let end = 0;
  for (let at = 0; at < words.length; at += 2) {
    const h = words[at + HIGH_WORD];
    const l = words[at + 1 - HIGH_WORD];
    if (end > 0 && words[end - 2] === l && words[end - 1] === h) continue;
    words[end++] = l;
    words[end++] = h;
  }
  return end === words.length ? words : words.slice(0, end);
}

/** The distinct high words of a set, ascending; written into `halves`, which has room for a word a shingle. Returns how many. */
export function listHalves(set: ShingleSet, halves: Uint32Array): number {
  let count = 0;
  for (let at = 1; at < set.length; at += 2) {
    // Written in any case: the next one takes its place where it is a repeat.
    halves[count] = set[at];
    count += at + 2 < set.length && set[at + 2] === set[at] ? 0 : 1;
  }
  return count;
}

/** From this ratio of sizes on, looking the smaller set's shingles up in the larger beats walking both. */
const LOOK_UP_RATIO = 16;

/**
 * |A ∩ B|. Where it comes to fewer than `least`, some number below `least`: counting stops as soon as that many cannot be reached.
 */
export function countSharedShingles(a: ShingleSet, b: ShingleSet, least = 0): number {
  if (a.length > b.length) return countSharedShingles(b, a, least);
  return a.length * LOOK_UP_RATIO < b.length ? lookUpShingles(a, b, least) : walkShingles(a, b, least);
}

/** Flips the sign bit: signed order of the results is unsigned order of the words, and small integers compare faster. */
const SIGN = 0x80000000 | 0;

function walkShingles(a: ShingleSet, b: ShingleSet, least: number): number {
  let shared = 0;
  let i = 0;
  let j = 0;
  // Shingles of A that B may lack before too few are left.
  let spare = a.length / 2 - least;
  while (i < a.length && j < b.length) {
    const x = a[i + 1] ^ SIGN;
    const y = b[j + 1] ^ SIGN;
    if (x < y) {
      i += 2;
      if (--spare < 0) return shared;
    } else if (x > y) {
      j += 2;
    } else {
      const order = a[i] - b[j];
      if (order === 0) shared++;
      else if (order < 0 && --spare < 0) return shared;
      if (order <= 0) i += 2;
      if (order >= 0) j += 2;
    }
  }
  return shared;
}

/** How many words two ascending columns of distinct ones share; fewer than `least` as in `countSharedShingles`. */
export function countSharedHalves(a: Uint32Array, b: Uint32Array, least = 0): number {
  if (a.length > b.length) return countSharedHalves(b, a, least);
  const isUnequal = a.length * LOOK_UP_RATIO < b.length;
  let shared = 0;
  let from = 0;
  let spare = a.length - least;
  for (let i = 0; i < a.length; i++) {
    const half = a[i];
    let step = 1;
    // By leaps where B is much longer, each twice as wide as the one before; then back within the last one.
    while (isUnequal && from + step < b.length && b[from + step] < half) {
      from += step;
      step *= 2;
    }
    for (; step > 1; step >>>= 1) if (from + step < b.length && b[from + step] < half) from += step;
    while (from < b.length && b[from] < half) from++;
    if (from < b.length && b[from] === half) shared++;
    else if (--spare < 0) return shared;
  }
  return shared;
}

/** Looks each shingle of A up in what B has from the last one's place on: Bentley and Yao's unbounded search (1976). */
function lookUpShingles(a: ShingleSet, b: ShingleSet, least: number): number {
  let shared = 0;
  let spare = a.length / 2 - least;
  let from = 0;
  for (let i = 0; i < a.length; i += 2) {
    const low = a[i];
    const high = a[i + 1];
    let step = 2 * LOOK_UP_RATIO;
    let to = from + step;
    while (to < b.length && compareAt(b, to, high, low) < 0) {
      from = to + 2;
      step *= 2;
      to = from + step;
    }
    from = findShingle(b, from, Math.min(to, b.length), high, low);
    if (from < b.length && b[from] === low && b[from + 1] === high) shared++;
    else if (--spare < 0) return shared;
  }
  return shared;
}

/** The first even place from `start` to `end` in a set that holds no lesser shingle; `end` where all are less. */
function findShingle(set: ShingleSet, start: number, end: number, high: number, low: number): number {
  while (start < end) {
    const middle = ((start + end) >>> 2) << 1;
    if (compareAt(set, middle, high, low) < 0) start = middle + 2;
    else end = middle;
  }
  return start;
}

function compareAt(set: ShingleSet, at: number, high: number, low: number): number {
  return set[at + 1] - high || set[at] - low;
}
