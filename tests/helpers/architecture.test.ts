// Shows that each check of the house can fail: small made-up sources, one broken rule each.

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
  resolveImport,
  type SourceModule,
} from './architecture.js';

const RULES: ImportRules = {
  rooms: [
    { name: 'model', holds: ['src/model.ts'], mayImport: [], nodeModules: false },
    { name: 'order', holds: ['src/order.ts'], mayImport: [], nodeModules: false },
    { name: 'options', holds: ['src/options.ts'], mayImport: [], nodeModules: false },
    { name: 'inner', holds: ['src/inner/'], mayImport: ['model'], nodeModules: ['src/inner/file.ts'] },
    { name: 'cellar', holds: ['src/inner/cellar/'], mayImport: [], nodeModules: true },
  ],
  importableAnywhere: ['src/order.ts'],
  typesImportableAnywhere: ['src/options.ts'],
  packages: { parcel: ['src/inner/parcel.ts'], '@scope/box': ['src/inner/'] },
};

function checkOne(path: string, text: string): string[] {
  return checkImports([parseModule(path, text)], RULES);
}

/** A made-up graph: each line a file, an arrow, and what it imports from the same folder. */
function parseGraph(...lines: string[]): SourceModule[] {
  return lines.map((line) => {
    const [file, targets] = line.split(' > ');
    const names = targets === '' ? [] : targets.split(' ');
    return parseModule(`src/${file}.ts`, names.map((name) => `import './${name}.js';`).join('\n'));
  });
}

describe('parseModule', () => {
  it('finds every form of import, and tells which are types only', () => {
    const { imports } = parseModule(
      'src/a.ts',
      `import value from 'p1';
       import type { T } from 'p2';
       import { type U, type V } from 'p3';
       import { type W, w } from 'p4';
       import * as all from 'p5';
       import 'p6';
       export * from 'p7';
       export type { X } from 'p8';
       export { type Y } from 'p9';
       export { y } from 'p10';
       const late = await import('p11');
       type Z = import('p12').Z;
       import {} from 'p13';
       const later = require('p14');
       export {};`,
    );
    expect(imports.map(({ specifier, isTypeOnly }) => specifier + (isTypeOnly ? ' type' : ''))).toEqual([
      ...[
        'p1',
        'p2 type',
        'p3 type',
        'p4',
        'p5',
        'p6',
        'p7',
        'p8 type',
        'p9 type',
        'p10',
        'p11',
        'p12 type',
        'p13',
        'p14',
      ],
    ]);
  });

  it('is not fooled by comments and strings', () => {
    const { imports } = parseModule('src/a.ts', `// import 'p1';\nconst text = "import 'p2'";`);
    expect(imports).toEqual([]);
  });

  it('knows a file of types from a file that runs', () => {
    const types = `import type { A } from './a.js'; export interface B {} type C = A; declare module 'm' { const d: C; }`;
    expect(parseModule('src/a.ts', types).isTypesOnly).toBe(true);
    expect(parseModule('src/a.ts', `${types} export const one = 1;`).isTypesOnly).toBe(false);
    expect(parseModule('src/a.ts', `${types} import './b.js';`).isTypesOnly).toBe(false);
  });
});

describe('resolveImport', () => {
  it('follows relative specifiers to the source file, and no others', () => {
    expect(resolveImport('src/inner/a.ts', '../model.js')).toBe('src/model.ts');
    expect(resolveImport('src/inner/a.ts', './b.js')).toBe('src/inner/b.ts');
    expect(resolveImport('src/kernel/assembly/a.ts', './b')).toBe('src/kernel/assembly/b.ts');
    expect(resolveImport('src/a.ts', '../package.json')).toBe('package.json');
    expect(resolveImport('src/a.ts', 'parcel')).toBeNull();
    expect(resolveImport('src/a.ts', 'node:fs')).toBeNull();
  });
});

describe('checkImports', () => {
  it('allows what the table allows', () => {
    const text = `import '../model.js'; import './b.js'; import '../order.js'; import '@scope/box/lid';
                  import type { O } from '../options.js'; import { type P } from '../options.js';`;
    expect(checkOne('src/inner/a.ts', text)).toEqual([]);
    expect(checkOne('src/inner/file.ts', `import 'node:fs';`)).toEqual([]);
    expect(checkOne('src/inner/cellar/a.ts', `import 'node:fs';`)).toEqual([]);
    expect(checkOne('src/inner/parcel.ts', `import 'parcel';`)).toEqual([]);
  });

  it.each([
    ['src/model.ts', './inner/a.js', 'src/model.ts imports src/inner/a.ts: model may not import inner'],
    ['src/inner/a.ts', './cellar/b.js', 'src/inner/a.ts imports src/inner/cellar/b.ts: inner may not import cellar'],
    ['src/inner/cellar/a.ts', '../b.js', 'src/inner/cellar/a.ts imports src/inner/b.ts: cellar may not import inner'],
    ['src/inner/a.ts', '../options.js', 'src/inner/a.ts imports src/options.ts: inner may not import options'],
    ['src/inner/a.ts', '../stray.js', 'src/inner/a.ts imports src/stray.ts, which belongs to no room'],
    ['src/inner/a.ts', 'node:fs', 'src/inner/a.ts imports node:fs: inner may not import node: modules there'],
    ['src/model.ts', 'node:fs', 'src/model.ts imports node:fs: model may not import node: modules there'],
    ['src/inner/file.ts', 'fs/promises', 'src/inner/file.ts imports fs/promises without node:'],
    ['src/inner/a.ts', 'parcel', 'src/inner/a.ts imports the package parcel, which is not allowed there'],
    ['src/model.ts', '@scope/box', 'src/model.ts imports the package @scope/box, which is not allowed there'],
    ['src/inner/a.ts', 'toString', 'src/inner/a.ts imports the package toString, which no room may import'],
  ])('refuses %s importing %s', (path, specifier, violation) => {
    expect(checkOne(path, `import '${specifier}';`)).toEqual([violation]);
    expect(checkOne(path, `export * from '${specifier}';`)).toEqual([violation]);
    expect(checkOne(path, `await import('${specifier}');`)).toEqual([violation]);
  });

  it('refuses an import whose target is computed', () => {
    expect(checkOne('src/inner/a.ts', 'await import(name);')).toEqual([
      'src/inner/a.ts imports the package (computed) name, which no room may import',
    ]);
  });

  it('refuses a type import where only a room with that right may look', () => {
    expect(checkOne('src/model.ts', `import type { A } from './inner/a.js';`)).toHaveLength(1);
    expect(checkOne('src/model.ts', `type A = import('./inner/a.js').A;`)).toHaveLength(1);
  });

  it('refuses a file that belongs to no room', () => {
    expect(checkOne('src/stray.ts', '')).toEqual(['src/stray.ts belongs to no room']);
    expect(checkOne('src/innermost/a.ts', '')).toEqual(['src/innermost/a.ts belongs to no room']);
  });
});

describe('checkCycles', () => {
  it('is content with a graph that only goes down', () => {
    expect(checkCycles(parseGraph('a > b c', 'b > d', 'c > d', 'd > '))).toEqual([]);
  });

  it('finds a cycle and names the files in order', () => {
    const graph = parseGraph('entry > a', 'a > b', 'b > c', 'c > a');
    expect(checkCycles(graph)).toEqual(['import cycle: src/a.ts → src/b.ts → src/c.ts → src/a.ts']);
  });

  it('finds a file that imports itself, and two cycles in one graph', () => {
    expect(checkCycles(parseGraph('a > a'))).toEqual(['import cycle: src/a.ts → src/a.ts']);
    expect(checkCycles(parseGraph('a > b', 'b > a', 'c > d', 'd > c'))).toHaveLength(2);
  });

  it('counts imports of types', () => {
    const modules = [
      parseModule('src/a.ts', `import type { B } from './b.js';`),
      parseModule('src/b.ts', `import type { A } from './a.js';`),
    ];
    expect(checkCycles(modules)).toHaveLength(1);
  });
});

describe('checkTests', () => {
  const running = parseModule('src/inner/walk.ts', 'export const one = 1;');

  it('asks for the mirrored test', () => {
    expect(checkTests([running], new Set(['tests/inner/walk.test.ts']), [])).toEqual([]);
    expect(checkTests([running], new Set(['tests/walk.test.ts']), [])).toEqual([
      'src/inner/walk.ts has no test: tests/inner/walk.test.ts',
    ]);
  });

  it('excepts types, generated files and what is named, and nothing else', () => {
    const modules = [
      parseModule('src/types.ts', 'export type A = 1;'),
      parseModule('src/inner/generated-tables.ts', 'export const one = 1;'),
      parseModule('src/inner/tables.ts', '// Tables. GENERATED: edit the script.\nexport const one = 1;'),
      parseModule('src/index.ts', `export * from './a.js';`),
      parseModule('src/inner/assembly/a.ts', 'export const one = 1;'),
      parseModule('src/inner/regenerated.ts', '// Reads generated tables.\nexport const one = 1;'),
    ];
    expect(checkTests(modules, new Set(), ['src/index.ts', 'src/inner/assembly/'])).toEqual([
      'src/inner/regenerated.ts has no test: tests/inner/regenerated.test.ts',
    ]);
  });
});

describe('the checks of a file by itself', () => {
  const checkText = (check: (modules: SourceModule[]) => string[], text: string, path = 'src/a.ts'): string[] =>
    check([parseModule(path, text)]);

  it('refuse a file that does not open with what it is', () => {
    const opening = '// The one order of names: by UTF-8 bytes.\n';
    expect(checkText(checkOpeningComments, opening)).toEqual([]);
    const violation = ['src/a.ts does not open with a // comment that says what it is'];
    expect(checkText(checkOpeningComments, `\n${opening}`)).toEqual(violation);
    expect(checkText(checkOpeningComments, `import './b.js';\n${opening}`)).toEqual(violation);
    expect(checkText(checkOpeningComments, '//\n')).toEqual(violation);
    expect(checkText(checkOpeningComments, '// a file\n')).toEqual(violation);
  });

  it('refuse a file of more lines than allowed, unless it is generated', () => {
    const check = (modules: SourceModule[]): string[] => checkLineCounts(modules, 3);
    expect(checkText(check, '1;\n2;\n3;\n')).toEqual([]);
    expect(checkText(check, '1;\n2;\n3;\n4;')).toEqual(['src/a.ts has 4 lines, 3 are allowed']);
    expect(checkText(check, '1;\n2;\n3;\n4;\n', 'src/generated-a.ts')).toEqual([]);
  });

  it('refuse names that are not kebab-case or name no job', () => {
    expect(checkText(checkFileNames, '', 'src/text-order.ts')).toEqual([]);
    expect(checkText(checkFileNames, '', 'src/minhash.d.ts')).toEqual([]);
    expect(checkText(checkFileNames, '', 'src/database.ts')).toEqual([]);
    expect(checkText(checkFileNames, '', 'src/textOrder.ts')).toEqual(['src/textOrder.ts is not named in kebab-case']);
    expect(checkText(checkFileNames, '', 'src/text-utils.ts')).toEqual(['src/text-utils.ts names no job']);
    expect(checkText(checkFileNames, '', 'src/run-manager.ts')).toEqual(['src/run-manager.ts names no job']);
  });

  it('refuse a switched off check without a reason', () => {
    const disable = `// eslint-${'disable'}-next-line no-console`;
    const ignore = `// @ts-${'expect-error'}`;
    expect(checkText(checkSuppressions, `${disable} -- a terminal\n${ignore} untyped package`)).toEqual([]);
    expect(checkText(checkSuppressions, `1;\n${disable}`)).toEqual([
      'src/a.ts:2 switches a check off without a reason',
    ]);
    expect(checkText(checkSuppressions, ignore)).toHaveLength(1);
    expect(checkText(checkSuppressions, `${ignore}: untyped package`)).toEqual([]);
  });
});
