// The checks behind tests/architecture.test.ts: what a source file imports, and which rules a set of files breaks.
//
// Imports are read from TypeScript's syntax tree, not by pattern, so that comments and strings cannot fool them. Every
// check is a pure function from plain data to sentences, one a violation; the table of rooms itself stands in the test.

import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';

/** One import, re-export, `import()` or `require()` of a file. */
export interface ModuleImport {
  readonly specifier: string;
  /** Vanishes when types are stripped: `import type`, or every name of it marked `type`. */
  readonly isTypeOnly: boolean;
}

/** A source file as the checks see it. */
export interface SourceModule {
  /** From the project's root, with `/`: `src/readers/walk.ts`. */
  readonly path: string;
  readonly imports: readonly ModuleImport[];
  /** Declares types and nothing that runs. */
  readonly isTypesOnly: boolean;
  readonly text: string;
}

/** A part of src with one set of rules. */
export interface Room {
  readonly name: string;
  /** Files, or folders ending in `/`; the longest that fits a path decides its room. */
  readonly holds: readonly string[];
  /** Names of other rooms; its own is always allowed. */
  readonly mayImport: readonly string[];
  /** Whether `node:` modules are allowed: everywhere in the room, nowhere, or only in these files. */
  readonly nodeModules: boolean | readonly string[];
}

/** The rules for imports. */
export interface ImportRules {
  readonly rooms: readonly Room[];
  /** Files that anything may import. */
  readonly importableAnywhere: readonly string[];
  /** Files, or folders ending in `/`, whose types anything may import. */
  readonly typesImportableAnywhere: readonly string[];
  /** Per npm package, the files or folders (ending in `/`) that may import it. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
}

/** Parses one file. `path` only names it. */
export function parseModule(path: string, text: string): SourceModule {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: ModuleImport[] = [];
  const visit = (node: ts.Node): void => {
    const found = readImport(node);
    if (found !== null) imports.push(found);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path, imports, isTypesOnly: tree.statements.every(isTypeStatement), text };
}

/** The path that a relative import of `from` means; null for packages and `node:` modules. */
export function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const path = posix.join(posix.dirname(from), specifier);
  if (path.endsWith('.js')) return `${path.slice(0, -'.js'.length)}.ts`;
  return posix.extname(path) === '' ? `${path}.ts` : path;
}

/** Imports that the table of rooms does not allow. */
export function checkImports(modules: readonly SourceModule[], rules: ImportRules): string[] {
  return modules.flatMap((module) => {
    const room = findRoom(module.path, rules.rooms);
    if (room === null) return [`${module.path} belongs to no room`];
    return module.imports.flatMap((found) => checkImport(module.path, room, found, rules) ?? []);
  });
}

/** Import cycles, type-only imports included: one sentence for each set of files that reach one another. */
export function checkCycles(modules: readonly SourceModule[]): string[] {
  const targets = new Map(
    modules.map(({ path, imports }) => [
      path,
      imports.map(({ specifier }) => resolveImport(path, specifier)).filter((target) => target !== null),
    ]),
  );
  const violations: string[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    const start = trail.indexOf(path);
    if (start >= 0) violations.push(`import cycle: ${[...trail.slice(start), path].join(' → ')}`);
    if (start >= 0 || finished.has(path)) return;
    trail.push(path);
    for (const target of targets.get(path) ?? []) visit(target);
    trail.pop();
    finished.add(path);
  };
  for (const path of targets.keys()) visit(path);
  return violations;
}

/** Source files without their mirrored test. `excepted` are files, or folders ending in `/`. */
export function checkTests(
  modules: readonly SourceModule[],
  testPaths: ReadonlySet<string>,
  excepted: readonly string[],
): string[] {
  return modules.flatMap((module) => {
    const { path } = module;
    if (module.isTypesOnly || isGenerated(module) || fitsAny(path, excepted)) return [];
    const test = path.replace(/^src\//, 'tests/').replace(/\.ts$/, '.test.ts');
    return testPaths.has(test) ? [] : [`${path} has no test: ${test}`];
  });
}

/** Files that do not open with a `//` comment that says what they are. */
export function checkOpeningComments(modules: readonly SourceModule[]): string[] {
  return modules
    .filter(({ text }) => !/^\/\/ \S.{20}/.test(text))
    .map(({ path }) => `${path} does not open with a // comment that says what it is`);
}

/** Files longer than `most` lines, generated ones excepted. */
export function checkLineCounts(modules: readonly SourceModule[], most: number): string[] {
  return modules.flatMap((module) => {
    const { path, text } = module;
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    return lines > most && !isGenerated(module) ? [`${path} has ${lines} lines, ${most} are allowed`] : [];
  });
}

/** File names that are not kebab-case, or that name no job. */
export function checkFileNames(modules: readonly SourceModule[]): string[] {
  return modules.flatMap(({ path }) => {
    const name = posix.basename(path).replace(/(\.d)?\.ts$/, '');
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) return [`${path} is not named in kebab-case`];
    return /(^|-)(utils?|managers?|helpers?|base|common|misc)($|-)/.test(name) ? [`${path} names no job`] : [];
  });
}

/** Lint rules and type errors that are switched off without a reason after it. */
export function checkSuppressions(modules: readonly SourceModule[]): string[] {
  return modules.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const isBare = /eslint-disable(?!.* -- \S)/.test(line) || /@ts-(ignore|nocheck|expect-error)(?!:? \S)/.test(line);
      return isBare ? [`${path}:${index + 1} switches a check off without a reason`] : [];
    }),
  );
}

function checkImport(path: string, room: Room, found: ModuleImport, rules: ImportRules): string | null {
  const { specifier } = found;
  const target = resolveImport(path, specifier);
  if (target === null) return checkOutsideImport(path, room, specifier, rules);
  if (rules.importableAnywhere.includes(target)) return null;
  if (found.isTypeOnly && fitsAny(target, rules.typesImportableAnywhere)) return null;
  const targetRoom = findRoom(target, rules.rooms);
  if (targetRoom === null) return `${path} imports ${target}, which belongs to no room`;
  if (targetRoom === room || room.mayImport.includes(targetRoom.name)) return null;
  return `${path} imports ${target}: ${room.name} may not import ${targetRoom.name}`;
}

function checkOutsideImport(path: string, room: Room, specifier: string, rules: ImportRules): string | null {
  if (specifier.startsWith('node:')) {
    const isAllowed = typeof room.nodeModules === 'boolean' ? room.nodeModules : room.nodeModules.includes(path);
    return isAllowed ? null : `${path} imports ${specifier}: ${room.name} may not import node: modules there`;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (builtinModules.includes(name)) return `${path} imports ${specifier} without node:`;
  if (!Object.hasOwn(rules.packages, name)) return `${path} imports the package ${name}, which no room may import`;
  return fitsAny(path, rules.packages[name]) ? null : `${path} imports the package ${name}, which is not allowed there`;
}

function findRoom(path: string, rooms: readonly Room[]): Room | null {
  let best: Room | null = null;
  let bestLength = 0;
  for (const room of rooms) {
    for (const held of room.holds) {
      if (held.length <= bestLength || !fitsAny(path, [held])) continue;
      best = room;
      bestLength = held.length;
    }
  }
  return best;
}

/** `places` are files, or folders ending in `/`. */
function fitsAny(path: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}

/** Says so in its name, or in capitals on its first line. */
function isGenerated({ path, text }: SourceModule): boolean {
  return posix.basename(path).split(/[-.]/).includes('generated') || /^\/\/ .*\bGENERATED\b/.test(text);
}

function readImport(node: ts.Node): ModuleImport | null {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isTypeOnly: isTypeOnlyClause(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isTypeOnly: isTypeOnlyExport(node) };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    return { specifier: node.argument.literal.text, isTypeOnly: true };
  }
  if (ts.isCallExpression(node) && isLateImport(node.expression)) {
    const [specifier] = node.arguments;
    // A computed specifier could be anything: named as what it is, it is a package that no room may import.
    const text = ts.isStringLiteralLike(specifier) ? specifier.text : `(computed) ${specifier.getText()}`;
    return { specifier: text, isTypeOnly: false };
  }
  return null;
}

/** `import()`, or what `createRequire` is always called here. */
function isLateImport(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

function isTypeOnlyClause(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

function isTypeOnlyExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true;
  const clause = node.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return false;
  return clause.elements.length > 0 && clause.elements.every((element) => element.isTypeOnly);
}

function isTypeStatement(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (ts.isImportDeclaration(statement)) return isTypeOnlyClause(statement.importClause);
  if (ts.isExportDeclaration(statement)) return isTypeOnlyExport(statement);
  return ts.canHaveModifiers(statement) && hasDeclareModifier(statement);
}

function hasDeclareModifier(node: ts.HasModifiers): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}
