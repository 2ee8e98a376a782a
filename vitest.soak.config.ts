// The soak: properties and oracles on far more made-up corpora than `npm test` has time for (tests/**/*.soak.ts).
//
// SOAK_ROUNDS says how many rounds a soak test makes, SOAK_SEED where its random numbers start; equal values give equal
// runs. .ci/run takes a short slice of it.

import { defineConfig } from 'vitest/config';
import { chooseReporters } from './vitest.config.js';

export default defineConfig({
  test: {
    include: ['tests/**/*.soak.ts'],
    reporters: chooseReporters(),
    // An hour: the length is chosen by SOAK_ROUNDS.
    testTimeout: 3_600_000,
  },
});
