// What the linter holds: typescript-eslint's type-aware rules, and the rules of the house that a syntax tree can show.
//
// Which room may import what is held by tests/architecture.test.ts instead, because a reader wants that as one table.
// Formatting is prettier's: no rule here speaks of it.

import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Rules on syntax for every file of src: equal input gives equal bytes, and the program ends by returning. */
const determinism = [
  {
    selector: 'MemberExpression[property.name=/^(localeCompare|toLocale)/]',
    message: 'The result depends on the machine: sort with compareCodePoints, change case by the Unicode tables',
  },
  {
    selector: "MemberExpression[object.name='Intl']",
    message: 'The result depends on the ICU of the machine',
  },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Use a seeded generator' },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now'], NewExpression[callee.name='Date']",
    message: 'A report holds no clock time; elapsed time is performance.now() in src/cli',
  },
];

const exits = [
  {
    selector: "CallExpression[callee.object.name='process'][callee.property.name=/^(exit|abort|reallyExit|kill)$/]",
    message: 'Return the exit status from main(): process.exit loses what is still to be written',
  },
];

const defaultExports = [
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: one thing has one name everywhere' },
];

const switchedOffTests = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(only|skip|todo|fails)$/]',
    message: 'A test runs or is removed; what needs ../shared uses skipIf with a reason',
  },
];

/** Globals that reach out of a pure room. */
const impureGlobals = ['process', 'performance', 'fetch', 'setTimeout', 'setInterval', 'setImmediate'];

const pureRooms = [
  'src/{model,errors,options,text-order}.ts',
  'src/sketch/**/*.ts',
  'src/kernel/**/*.ts',
  'src/match/**/*.ts',
  'src/reporters/**/*.ts',
];

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'fixtures/', 'src/kernel/assembly/', '**/*generated*']),
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // TypeScript's compiler knows what is defined; `globals` would be a second list.
      'no-undef': 'off',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...exits],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'all' }],
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-extraneous-class': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: false },
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...exits, ...determinism, ...defaultExports] },
  },
  {
    // Nothing below cli/ prints, exits or reads the environment.
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['env', 'argv', 'stdout', 'stderr', 'stdin', 'exitCode'].map((property) => ({
          object: 'process',
          property,
          message: 'Only src/cli sees the terminal and the environment; take it as an argument',
        })),
      ],
    },
  },
  {
    files: pureRooms,
    rules: {
      'no-restricted-globals': [
        'error',
        ...impureGlobals.map((name) => ({ name, message: 'This room is pure: it is given what it needs' })),
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...exits, ...defaultExports, ...switchedOffTests] },
  },
  {
    // Plain JavaScript has the same rules, apart from those that ask for type annotations it cannot write.
    files: ['**/*.js'],
    rules: {
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Commands for people at a terminal; and a test that cannot run says why.
    files: ['bench/**', 'scripts/**', 'tests/**'],
    rules: { 'no-console': 'off' },
  },
);
