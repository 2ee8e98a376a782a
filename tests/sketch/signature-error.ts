// How far the signature's estimate of a Jaccard is from the truth, measured over many random pairs of sets.
//
// Used by the test, on few pairs, and by the soak, which prints the whole table. Refuses judgment: it returns figures.

import { SIGNATURE_LANES, computeSignature, foldLane } from '../../src/sketch/signature.js';
import type { Draws } from '../helpers/seed-draws.js';

/** The figures of one size and one Jaccard. */
export interface SignatureError {
  readonly shingles: number;
  /** The exact Jaccard of every pair measured. */
  readonly jaccard: number;
  readonly trials: number;
  /** Mean of estimate − Jaccard: all 32 bits of a lane, and the 16 that are kept. */
  readonly bias: number;
  readonly foldedBias: number;
  /** Root of the mean squared error. */
  readonly rootMeanSquare: number;
  readonly foldedRootMeanSquare: number;
  /** √(J(1 − J) / lanes): what independent lanes would give. */
  readonly theory: number;
}

/** Jaccards of the table. */
const JACCARDS = [0.1, 0.3, 0.5, 0.6, 0.8, 0.95];

/** How many shingles two sets of so many share at the Jaccard that comes nearest. */
function countShared(shingles: number, jaccard: number): number {
  return Math.round((2 * shingles * jaccard) / (1 + jaccard));
}

/** The numbers of shared shingles to measure for sets of this size; small sets have fewer, and equal sets no error. */
export function listShared(shingles: number): number[] {
  const shared = new Set(JACCARDS.map((jaccard) => countShared(shingles, jaccard)));
  return [...shared].filter((count) => count < shingles);
}

/** Measures pairs of random sets of `shingles` shingles each, `shared` of them in common. */
export function measureError(shingles: number, shared: number, trials: number, draws: Draws): SignatureError {
  const exact = shared / (2 * shingles - shared);
  // One array of words holds the left set's own shingles, the shared ones and the right set's own, in this order.
  const total = 2 * shingles - shared;
  const high = new Uint32Array(total);
  const low = new Uint32Array(total);
  const left = new Uint32Array(SIGNATURE_LANES);
  const right = new Uint32Array(SIGNATURE_LANES);
  const sums = { error: 0, square: 0, foldedError: 0, foldedSquare: 0 };
  for (let trial = 0; trial < trials; trial++) {
    for (let i = 0; i < total; i++) {
      high[i] = draws.below(2 ** 32);
      low[i] = draws.below(2 ** 32);
    }
    computeSignature(high, low, shingles, left);
    const start = shingles - shared;
    computeSignature(high.subarray(start), low.subarray(start), shingles, right);
    let equal = 0;
    let equalFolded = 0;
    for (let lane = 0; lane < SIGNATURE_LANES; lane++) {
      if (left[lane] === right[lane]) equal++;
      if (foldLane(left[lane]) === foldLane(right[lane])) equalFolded++;
    }
    const error = equal / SIGNATURE_LANES - exact;
    const foldedError = equalFolded / SIGNATURE_LANES - exact;
    sums.error += error;
    sums.square += error * error;
    sums.foldedError += foldedError;
    sums.foldedSquare += foldedError * foldedError;
  }
  return {
    shingles,
    jaccard: exact,
    trials,
    bias: sums.error / trials,
    foldedBias: sums.foldedError / trials,
    rootMeanSquare: Math.sqrt(sums.square / trials),
    foldedRootMeanSquare: Math.sqrt(sums.foldedSquare / trials),
    theory: Math.sqrt((exact * (1 - exact)) / SIGNATURE_LANES),
  };
}

/** The errors as a Markdown table, for docs/decisions.md. */
export function formatErrors(errors: readonly SignatureError[]): string {
  const header = ['shingles', 'Jaccard', 'pairs', 'bias', 'RMSE', 'bias, 16 bits', 'RMSE, 16 bits', '√(J(1−J)/128)'];
  const signed = (value: number): string => (value < 0 ? '−' : '+') + Math.abs(value).toFixed(5);
  const rows = errors.map((e) => [
    ...[String(e.shingles), e.jaccard.toFixed(4), String(e.trials)],
    ...[signed(e.bias), e.rootMeanSquare.toFixed(4)],
    ...[signed(e.foldedBias), e.foldedRootMeanSquare.toFixed(4), e.theory.toFixed(4)],
  ]);
  const lines = [header, header.map(() => '--:'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}
