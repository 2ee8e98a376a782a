// The house: which room of src may import what, as a table, and that every file keeps to it.
//
// The table is that of docs/architecture.md. If a need breaks a rule, change the rule there and here, in the open. That
// the checks themselves can fail is shown in tests/helpers/architecture.test.ts.

import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastGlob from 'fast-glob';
import { describe, expect, it } from 'vitest';
import {
  checkCycles,
  checkFileNames,
  checkImports,
  checkLineCounts,
  checkOpeningComments,
  checkSuppressions,
  checkTests,
  type ImportRules,
  parseModule,
} from './helpers/architecture.js';

/** What the commands are made of: everything except reporters, which they are given. */
const BELOW_COMMANDS = [
  ...['model', 'errors', 'version', 'options'],
  ...['sketch', 'kernel', 'match', 'spill', 'corpus-index', 'readers', 'workers', 'report'],
];

const RULES: ImportRules = {
  rooms: [
    { name: 'model', holds: ['src/model.ts', 'src/model/'], mayImport: [], nodeModules: false },
    { name: 'errors', holds: ['src/errors.ts'], mayImport: [], nodeModules: false },
    { name: 'text-order', holds: ['src/text-order.ts'], mayImport: [], nodeModules: false },
    // Loads a package; what it gives is a pure function.
    { name: 'string-columns', holds: ['src/string-columns.ts'], mayImport: [], nodeModules: true },
    { name: 'columns', holds: ['src/columns.ts'], mayImport: [], nodeModules: false },
    // The published package.json: the build puts what is imported of it into the bundle.
    { name: 'manifest', holds: ['package.json'], mayImport: [], nodeModules: false },
    { name: 'version', holds: ['src/version.ts'], mayImport: ['manifest'], nodeModules: false },
    { name: 'options', holds: ['src/options.ts', 'src/options/'], mayImport: ['errors'], nodeModules: false },
    { name: 'sketch', holds: ['src/sketch/'], mayImport: ['model'], nodeModules: false },
    // AssemblyScript: its own language, compiled into a generated file of the kernel.
    { name: 'assembly', holds: ['src/kernel/assembly/'], mayImport: [], nodeModules: false },
    { name: 'kernel', holds: ['src/kernel/'], mayImport: ['model', 'errors', 'sketch'], nodeModules: false },
    { name: 'match', holds: ['src/match/'], mayImport: ['model'], nodeModules: false },
    { name: 'spill', holds: ['src/spill/'], mayImport: ['model', 'errors'], nodeModules: true },
    { name: 'reporters', holds: ['src/reporters/'], mayImport: ['model'], nodeModules: false },
    {
      name: 'corpus-index',
      holds: ['src/corpus-index/'],
      mayImport: ['model', 'errors'],
      nodeModules: ['src/corpus-index/file.ts', 'src/corpus-index/lookup.ts'],
    },
    { name: 'readers', holds: ['src/readers/'], mayImport: ['model', 'errors'], nodeModules: true },
    {
      name: 'workers',
      holds: ['src/workers/'],
      mayImport: ['model', 'errors', 'readers', 'sketch', 'kernel', 'match', 'spill'],
      nodeModules: true,
    },
    { name: 'report', holds: ['src/report/'], mayImport: ['model', 'sketch', 'match'], nodeModules: false },
    { name: 'run', holds: ['src/run/'], mayImport: BELOW_COMMANDS, nodeModules: false },
    {
      name: 'commands',
      holds: ['src/dedupe.ts', 'src/compare.ts', 'src/check.ts', 'src/index-corpus.ts', 'src/apply.ts'],
      mayImport: [...BELOW_COMMANDS, 'run'],
      nodeModules: false,
    },
    {
      name: 'index',
      holds: ['src/index.ts'],
      mayImport: [...BELOW_COMMANDS, 'run', 'commands', 'reporters'],
      nodeModules: false,
    },
    { name: 'cli', holds: ['src/cli/'], mayImport: ['index', 'version'], nodeModules: true },
  ],
  importableAnywhere: ['src/columns.ts', 'src/string-columns.ts', 'src/text-order.ts'],
  typesImportableAnywhere: ['src/options.ts', 'src/options/'],
  packages: {
    commander: ['src/cli/'],
    'fast-glob': ['src/readers/'],
    ignore: ['src/readers/'],
    jschardet: ['src/workers/decode-tools.ts'],
    minhash: ['src/sketch/minhash-signature.ts'],
    picomatch: ['src/match/preference.ts', 'src/readers/'],
    'string-width': ['src/string-columns.ts'],
  },
};

/** Without a test of their own: files that only list names, and what is tested through the binary made of it. */
const TESTED_ELSEWHERE = ['src/index.ts', 'src/kernel/assembly/'];

/** The house asks for 100–250 lines a file; past this it surely has two jobs. */
const MOST_LINES = 400;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = listFiles('src/**/*.ts').map((path) => parseModule(path, readFileSync(`${root}/${path}`, 'utf8')));

/** Paths from the project's root, with `/`, sorted. */
function listFiles(pattern: string): string[] {
  return fastGlob.sync(pattern, { cwd: root }).sort();
}

describe('the house', () => {
  it('has source files to look at', () => {
    expect(modules.map(({ path }) => path)).toContain('src/model.ts');
  });

  it('imports between rooms only as the table allows', () => {
    expect(checkImports(modules, RULES)).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(checkCycles(modules)).toEqual([]);
  });

  it('has a test beside every source file', () => {
    expect(checkTests(modules, new Set(listFiles('tests/**/*.test.ts')), TESTED_ELSEWHERE)).toEqual([]);
  });

  it('opens every file with what it is', () => {
    expect(checkOpeningComments(modules)).toEqual([]);
  });

  it('keeps files short', () => {
    expect(checkLineCounts(modules, MOST_LINES)).toEqual([]);
  });

  it('names files after their job, in kebab-case', () => {
    expect(checkFileNames(modules)).toEqual([]);
  });

  it('switches no check off without a reason', () => {
    expect(checkSuppressions(modules)).toEqual([]);
  });

  it('says for every dependency who may import it', () => {
    const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { dependencies: object };
    expect(Object.keys(RULES.packages)).toEqual(Object.keys(manifest.dependencies));
  });
});
