// The tests that `npm test` runs: everything a clean checkout can run, in minutes. They import src/ directly; only
// tests/program and tests/package.test.ts look at dist/, which `npm test` builds first.
//
// TEST_RESULTS=FILE also writes the counts as JSON: .ci/run sums them.

import process from 'node:process';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

type Reporters = NonNullable<NonNullable<ViteUserConfig['test']>['reporters']>;

/** The usual reporter, and the JSON one where the environment names a file for it. */
export function chooseReporters(): Reporters {
  const outputFile = process.env['TEST_RESULTS'];
  return outputFile === undefined || outputFile === '' ? ['default'] : ['default', ['json', { outputFile }]];
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Builds dist/ where it is missing or old, for the tests that run the program.
    globalSetup: ['tests/helpers/build-once.ts'],
    reporters: chooseReporters(),
    // A bound for what hangs, not for what is slow: a program test starts several processes on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
