// How src/ becomes dist/: the library and the program as two ES modules that share their chunks.
//
// Names carry no hash, so that the list of published files is the same for every build (tests/package.test.ts holds it).
// Dependencies stay imports; only the library has declarations, because nobody imports the program.

import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts' },
  format: 'esm',
  platform: 'node',
  // The oldest Node of package.json's `engines`.
  target: 'node20.19',
  outDir: 'dist',
  clean: true,
  sourcemap: false,
  hash: false,
  // `.js`, not `.mjs`: package.json says "type": "module".
  fixedExtension: false,
  dts: { entry: 'src/index.ts' },
  logLevel: 'warn',
  // Timings are a warning too on a busy machine: they must not fail a build.
  checks: { pluginTimings: false },
  failOnWarn: true,
});
