// The whole table of the estimate's error, for docs/decisions.md: bias and root mean square at every size and Jaccard.
//
// SOAK_ROUNDS is how many pairs of sets a cell has (2,000 without it), SOAK_SEED where the random numbers start.

import { expect, it } from 'vitest';
import { seedDraws } from '../helpers/seed-draws.js';
import { formatErrors, listShared, measureError } from './signature-error.js';

const TRIALS = Number(process.env['SOAK_ROUNDS'] ?? '2000');
const SEED = Number(process.env['SOAK_SEED'] ?? '1');

it('the estimate of a Jaccard is unbiased and as good as independent lanes make it, for sets of every size', () => {
  const draws = seedDraws(SEED);
  const errors = [5, 20, 100, 1000, 10_000].flatMap((shingles) =>
    listShared(shingles).map((shared) => measureError(shingles, shared, TRIALS, draws)),
  );
  console.log(formatErrors(errors));
  for (const error of errors) {
    // Two dozen cells, and whatever seed is asked for: four standard errors, and room for the spread of a spread.
    expect(Math.abs(error.bias)).toBeLessThanOrEqual((4 * error.rootMeanSquare) / Math.sqrt(TRIALS));
    expect(error.rootMeanSquare).toBeLessThanOrEqual((1.05 + 4 / Math.sqrt(2 * TRIALS)) * error.theory);
  }
});
