// How src/ becomes dist/: the library, the program and that of its threads as ES modules that share their chunks.
//
// Names carry no hash, so that the list of published files is the same for every build (tests/package.test.ts holds it).
// Dependencies stay imports; only the library has declarations, because nobody imports the program.

import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts', 'cli/main': 'src/cli/main.ts', worker: 'src/workers/worker.ts' },
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
  // No module of ours does anything when it is imported, so that a chunk loads only the chunks it uses.
  treeshake: { moduleSideEffects: false },
  inputOptions: { preserveEntrySignatures: 'allow-extension' },
  outputOptions: {
    // A file costs a third of a millisecond to find and load, and its text a millisecond for 40 KB: few chunks, each
    // of what is needed together. A thread loads `corpus` and `errors`, `--help` no more than `start`, `errors`
    // and `options`.
    codeSplitting: {
      includeDependenciesRecursively: false,
      // `[a-z-]+` and the end, so that declarations (`.d.ts`) are left alone.
      groups: [
        { name: 'start', test: /package\.json$|src\/(version|cli\/(help-text|write-fully))\.ts$/ },
        { name: 'errors', test: /src\/errors\.ts$/ },
        { name: 'options', test: /src\/(options|options\/[a-z-]+|cli\/(arguments|terminal))\.ts$/ },
        { name: 'program', test: /src\/cli\/(?!main|io|interruption|failure)([a-z-]+\/)?[a-z-]+\.ts$/ },
        { name: 'report', test: /src\/((report|reporters|run)\/[a-z-]+|dedupe|compare|string-columns)\.ts$/ },
        {
          name: 'corpus',
          test: /src\/((readers|sketch|kernel|match|spill|workers)\/(?!minhash|preference|worker\.)[a-z0-9-]+|text-order|columns)\.ts$/,
        },
      ],
    },
  },
  logLevel: 'warn',
  // Timings are a warning too on a busy machine: they must not fail a build.
  checks: { pluginTimings: false },
  failOnWarn: true,
});
