// Banding: which slices of the signature are compared, chosen per run from the corpus's own background.
//
// A pair of Jaccard J agrees on all rows of a band with probability J^rows, on one of the bands with 1 − (1 − J^rows)^bands:
// the S-curve of Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, section 3.4.2. Which banding proposes least
// depends on how alike unrelated documents are here, so that is measured, not assumed. Refuses to touch documents.
import type { SignatureRows } from '../model.js';

export interface Banding {
  readonly bands: number;
  readonly rowsPerBand: number;
  /** The share of pairs exactly at the threshold that agree on some band. */
  readonly recall: number;
}

/** Least recall at the threshold; the product's promise (one pair in a thousand). */
const LEAST_RECALL = 0.999;
/** No more rows than this: 8 already propose one unrelated pair in 10^20 at a background of 0.003. */
const MOST_ROWS = 8;
/**
 * What a chance candidate costs, in band keys: comparing two signatures takes about as long as making, filtering and
 * sorting eight keys.
 */
const CANDIDATE_COST = 8;
/** Pairs sampled for the background, at most: a mean of J² of 10⁻⁶, as in English prose, is then known within a tenth. */
const SAMPLED_PAIRS = 30_000;
/** And at most so many a document: a small corpus has few candidates whatever the banding. */
const SAMPLED_PAIRS_PER_DOCUMENT = 16;

export function computeRecall(jaccard: number, rowsPerBand: number, bands: number): number {
  return 1 - (1 - jaccard ** rowsPerBand) ** bands;
}

/**
 * The banding with the least expected cost at a recall of at least 0.999 at `threshold`; where the lanes do not suffice
 * for that, the one with the highest recall. `background[r]` is the probability that two unrelated documents agree on r rows.
 */
export function chooseBanding(
  threshold: number,
  lanes: number,
  documents: number,
  background: readonly number[],
): Banding {
  const pairs = (documents * (documents - 1)) / 2;
  let best: Banding | null = null;
  let leastCost = Infinity;
  for (let rowsPerBand = 1; rowsPerBand <= MOST_ROWS; rowsPerBand++) {
    const bands = countBands(threshold, rowsPerBand);
    if (bands * rowsPerBand > lanes) continue;
    const cost = bands * (documents + CANDIDATE_COST * pairs * background[rowsPerBand]);
    if (cost >= leastCost) continue;
    leastCost = cost;
    best = { bands, rowsPerBand, recall: computeRecall(threshold, rowsPerBand, bands) };
  }
  return best ?? { bands: lanes, rowsPerBand: 1, recall: computeRecall(threshold, 1, lanes) };
}

/** The fewest bands of so many rows that reach the recall. */
function countBands(threshold: number, rowsPerBand: number): number {
  const agree = threshold ** rowsPerBand;
  if (agree >= 1) return 1;
  return Math.ceil(Math.log(1 - LEAST_RECALL) / Math.log1p(-agree));
}

/**
 * Measures the background over a seeded sample of pairs of the documents in `ranked`: entry r is the mean over pairs of
 * C(m, r) / C(K, r) for m of K lanes equal, the unbiased estimate of the mean of J^r. Entry 0 is 1. Fewer than two
 * documents have no background: zeros.
 */
export function measureBackground(signatures: SignatureRows, lanes: number, ranked: Uint32Array): number[] {
  const sums = new Array<number>(MOST_ROWS + 1).fill(0);
  const pairs = ranked.length < 2 ? 0 : Math.min(SAMPLED_PAIRS, SAMPLED_PAIRS_PER_DOCUMENT * ranked.length);
  let state = 0x2545f491;
  const draw = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % ranked.length;
  };
  const lanesOfLeft = new Uint16Array(lanes);
  let sampled = 0;
  for (let i = 0; i < pairs; i++) {
    const left = ranked[draw()];
    const right = ranked[draw()];
    if (left === right) continue;
    sampled++;
    let chance = 1;
    lanesOfLeft.set(signatures.read(left, left + 1));
    const equal = countEqualLanes(lanesOfLeft, signatures.read(right, right + 1));
    for (let rows = 1; rows <= MOST_ROWS && equal >= rows; rows++) {
      chance *= (equal - rows + 1) / (lanes - rows + 1);
      sums[rows] += chance;
    }
  }
  return sums.map((sum, rows) => (rows === 0 ? 1 : sum / Math.max(1, sampled)));
}

/** How many lanes of two signatures agree. */
export function countEqualLanes(left: Uint16Array, right: Uint16Array): number {
  let equal = 0;
  for (let i = 0; i < left.length; i++) if (left[i] === right[i]) equal++;
  return equal;
}

/** Lanes whose tails make up a word. */
export const LANES_A_WORD = 8;
/** Different lanes whose tails are equal: one in so many. */
const TAILS = 16;
/** Words compared between two looks at whether it is certain already. */
const WORDS_AT_ONCE = 4;

/**
 * Whether the tails of at least `least` lanes of two documents' signatures are equal: stops as soon as that is impossible. A signature's
 * tails take one line of the cache, a quarter of what it takes itself. `lanes` is a multiple of 32.
 */
export function hasEqualTails(tails: Uint32Array, lanes: number, left: number, right: number, least: number): boolean {
  let spare = lanes - least;
  const words = lanes / LANES_A_WORD;
  const shift = (right - left) * words;
  const end = (left + 1) * words;
  for (let i = left * words; i < end;) {
    let differing = 0;
    for (const stop = i + WORDS_AT_ONCE; i < stop; i++) {
      // One bit for each tail that is not equal, added up in the top four.
      let different = tails[i] ^ tails[i + shift];
      different |= different >>> 1;
      different |= different >>> 2;
      differing += Math.imul(different & 0x11111111, 0x11111111) >>> 28;
    }
    spare -= differing;
    if (spare < 0) return false;
  }
  return true;
}

/** The least number of equal tails that a pair of at least this Jaccard shows but once in 100,000 times: some of them are equal by chance. */
export function leastEqualTails(jaccard: number, lanes: number): number {
  return leastEqualLanes(jaccard + (1 - jaccard) / TAILS, lanes);
}

/** What a signature comparison may cost: one true pair in 100,000 at the Jaccard it is asked for. */
const CUT_LOSS = 1e-5;

/**
 * The least number of equal lanes, of `lanes`, that a pair of at least this Jaccard shows but once in 100,000 times: the
 * lower tail of the binomial distribution, which Fast Similarity Sketching does not exceed.
 */
export function leastEqualLanes(jaccard: number, lanes: number): number {
  if (jaccard >= 1) return lanes;
  // In logarithms: (1 − J)^lanes itself is 0 in a double from J = 0.997 on.
  let term = lanes * Math.log1p(-jaccard);
  let tail = 0;
  for (let equal = 0; equal <= lanes; equal++) {
    tail += Math.exp(term);
    if (tail > CUT_LOSS) return equal;
    term += Math.log(((lanes - equal) / (equal + 1)) * (jaccard / (1 - jaccard)));
  }
  return lanes;
}
