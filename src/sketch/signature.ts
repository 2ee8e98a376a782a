// MinHash signatures by Fast Similarity Sketching: one pass for a long document, a few more for a short one.
//
// Dahlgaard, Knudsen, Thorup: Fast Similarity Sketching (FOCS 2017), section 2. Round 0 throws every shingle into one of
// K lanes, as one-permutation hashing does; lanes still empty are filled by further rounds, each with fresh hash values,
// and rounds K … 2K−1 aim at one lane each, so that a single shingle fills them all. Every lane is then the least of a
// fully random order over the set, so the share of equal lanes is an unbiased estimate of the Jaccard with variance at
// most J(1−J)/K, for sets of one shingle too. Refuses to compare or to band: that is `match`.
import { mixWord } from './hash.js';

/**
 * Lanes of a signature. 128 hold 2 rows × 64 bands or 3 × 42, which is a recall of 0.999 down to a threshold of 0.33,
 * and an estimate of J = 0.6 within ±0.043; more would cost memory that verification makes unnecessary.
 */
export const SIGNATURE_LANES = 128;
/** log2 of the lanes: the top bits of a hash choose the lane. */
const LANE_BITS = 7;
/** A lane that no shingle has reached; above every value that can be written. */
const EMPTY_LANE = 0xffffffff;
/** Bits of a value in the rounds after the first: 1 marks them, 8 hold the round, these order the shingles in it. */
const LATE_VALUE_BITS = 23;

/**
 * Fills `lanes` (`SIGNATURE_LANES` words) with the signature of a shingle set, given as `count` hashes in any order,
 * repeats allowed. A lane holds 31 bits of hash where round 0 reached it, else the top bit, the round and 23 bits of hash:
 * so earlier rounds sort below later ones, and the signature of a union is the lane-wise least of the signatures.
 * Without shingles every lane is `0xffffffff`.
 */
export function computeSignature(high: Uint32Array, low: Uint32Array, count: number, lanes: Uint32Array): void {
  lanes.fill(EMPTY_LANE);
  if (count === 0) return;
  let empty = SIGNATURE_LANES;
  for (let i = 0; i < count; i++) {
    const lane = high[i] >>> (32 - LANE_BITS);
    const value = low[i] >>> 1;
    if (value >= lanes[lane]) continue;
    if (lanes[lane] === EMPTY_LANE) empty--;
    lanes[lane] = value;
  }
  for (let round = 1; empty > 0; round++) empty -= fillRound(high, low, count, round, lanes);
}

function fillRound(high: Uint32Array, low: Uint32Array, count: number, round: number, lanes: Uint32Array): number {
  const aimed = round - SIGNATURE_LANES;
  if (aimed >= 0 && lanes[aimed] !== EMPTY_LANE) return 0;
  const salt = Math.imul(round, 0x9e3779b1);
  const base = (0x80000000 | ((round - 1) << LATE_VALUE_BITS)) >>> 0;
  let filled = 0;
  for (let i = 0; i < count; i++) {
    const mixed = mixWord((high[i] + salt) ^ low[i]);
    const lane = aimed >= 0 ? aimed : mixed >>> (32 - LANE_BITS);
    const value = base + (mixed & ((1 << LATE_VALUE_BITS) - 1));
    if (value >= lanes[lane]) continue;
    if (lanes[lane] === EMPTY_LANE) filled++;
    lanes[lane] = value;
  }
  return filled;
}

/** Folds a lane to the 16 bits that bands are made of: unrelated lanes then agree once in 65,536, far below any background. */
export function foldLane(lane: number): number {
  return (lane ^ (lane >>> 16)) & 0xffff;
}

/** Words of a signature's tails: the last 4 bits of each folded lane, eight lanes to a word. */
export const TAIL_WORDS = SIGNATURE_LANES / 8;

/** Writes the tails of a folded signature at `at`, the first lane in the lowest bits. */
export function writeTails(folded: Uint16Array, tails: Uint32Array, at: number): void {
  for (let lane = 0; lane < SIGNATURE_LANES; lane += 8) {
    tails[at++] =
      (folded[lane] & 15) |
      ((folded[lane + 1] & 15) << 4) |
      ((folded[lane + 2] & 15) << 8) |
      ((folded[lane + 3] & 15) << 12) |
      ((folded[lane + 4] & 15) << 16) |
      ((folded[lane + 5] & 15) << 20) |
      ((folded[lane + 6] & 15) << 24) |
      (folded[lane + 7] << 28);
  }
}
