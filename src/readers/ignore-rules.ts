// Which files .gitignore and .ignore files rule out, nested as git nests them: the innermost file that says anything
// about a path decides, and what .ignore says goes before what .gitignore says. The rules themselves are read by the
// package `ignore`; this file refuses to walk.

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type ignore from 'ignore';
import type { ReadEvents } from '../model.js';
import { describeFileError, isFileError, isMissing } from './file-errors.js';
import { decodeName, joinName, type FileName } from './file-name.js';
import { loadIgnore } from './load-ignore.js';

/** The rules of one file, and of the files above it. */
interface RuleLevel {
  readonly rules: ignore.Ignore;
  /** Length of the path, from the chain's top, of the folder that the file stands in. */
  readonly folderLength: number;
  readonly above: RuleLevel | null;
}

/** The rules that hold in a folder. Plain data; what holds below is made from it by `enterFolder`. */
export interface RuleChain {
  /** The folder, from the chain's top (a repository's root, or where a walk begins): '' or ending with `/`. */
  readonly folderPath: string;
  readonly gitignore: RuleLevel | null;
  readonly dotIgnore: RuleLevel | null;
}

/** No rules: the top of a chain. */
export const noRules: RuleChain = { folderPath: '', gitignore: null, dotIgnore: null };

/** Names of rule files. */
const GITIGNORE = '.gitignore';
const DOT_IGNORE = '.ignore';

/** Says whether the rules that hold in a folder rule out an entry of it. */
export function isIgnored(chain: RuleChain, name: string, isFolder: boolean): boolean {
  const path = chain.folderPath + name + (isFolder ? '/' : '');
  return judge(chain.dotIgnore, path) ?? judge(chain.gitignore, path) ?? false;
}

/** True for ruled out, false for called back (`!`), null where no level says anything. */
function judge(innermost: RuleLevel | null, path: string): boolean | null {
  for (let level = innermost; level !== null; level = level.above) {
    const { ignored, unignored } = level.rules.test(path.slice(level.folderLength));
    if (ignored) return true;
    if (unignored) return false;
  }
  return null;
}

/**
 * The chain for a folder of the chain's folder that is entered, without the folder's own rule files. Levels that rule
 * the folder out were overruled, by another level or by its being named: they are told so, because `ignore` would
 * otherwise rule out, with the folder, everything in it.
 */
export function enterFolder(chain: RuleChain, name: string): RuleChain {
  const folderPath = `${chain.folderPath}${name}/`;
  for (const innermost of [chain.dotIgnore, chain.gitignore]) {
    for (let level = innermost; level !== null; level = level.above) {
      const path = folderPath.slice(level.folderLength);
      if (level.rules.test(path).ignored) level.rules.add([`!/${path.replace(/[\\*?[\]!# ]/g, '\\$&')}`]);
    }
  }
  return { ...chain, folderPath };
}

/** What a folder holds that bears on rules. */
export interface RuleFiles {
  readonly hasGitignore: boolean;
  readonly hasDotIgnore: boolean;
  /** The folder is a repository's root: the .gitignore files above belong to another one. */
  readonly isGitRoot: boolean;
}

/** The names among a folder's entries that bear on rules. */
export function findRuleFiles(names: Iterable<string>): RuleFiles {
  const found = new Set<string>();
  for (const name of names) if (name.startsWith('.')) found.add(name);
  return { hasGitignore: found.has(GITIGNORE), hasDotIgnore: found.has(DOT_IGNORE), isGitRoot: found.has('.git') };
}

/** Adds a folder's own rule files to the chain that holds above it; one that cannot be read is told and left out. */
export function addRuleFiles(
  chain: RuleChain,
  folder: FileName,
  shownFolder: string,
  files: RuleFiles,
  events: ReadEvents,
): RuleChain {
  const { hasGitignore, hasDotIgnore, isGitRoot } = files;
  if (!hasGitignore && !hasDotIgnore && !isGitRoot) return chain;
  const add = (above: RuleLevel | null, name: string): RuleLevel | null => {
    const rules = readRules(joinName(folder, name), `${shownFolder}${name}`, events);
    return rules === null ? above : { rules, folderLength: chain.folderPath.length, above };
  };
  const outer = isGitRoot ? null : chain.gitignore;
  return {
    folderPath: chain.folderPath,
    gitignore: hasGitignore ? add(outer, GITIGNORE) : outer,
    dotIgnore: hasDotIgnore ? add(chain.dotIgnore, DOT_IGNORE) : chain.dotIgnore,
  };
}

function readRules(file: FileName, shown: string, events: ReadEvents): ignore.Ignore | null {
  try {
    // Case counts: what is ignored must not depend on the machine.
    return loadIgnore()({ ignoreCase: false }).add(readFileSync(file, 'utf8'));
  } catch (error) {
    if (isFileError(error) && error.code === 'EISDIR') return null;
    const message = `ignore rules not applied: ${describeFileError(error)}`;
    events.diagnostic({ code: 'SOURCE_UNREADABLE', path: shown, line: null, message });
    return null;
  }
}

/** The rules above a folder that is named or walked. */
export interface RulesAbove {
  /** What holds in the folder, its own rule files left out. */
  readonly chain: RuleChain;
  /** Whether they rule out the folder itself, or one that it lies in. */
  readonly isFolderIgnored: boolean;
}

/**
 * Gathers the rules that hold in `folder`: those of every folder from the root of the repository it lies in, or from
 * `fallbackTop` where it lies in none. Links are resolved first, as git does it.
 */
export function gatherRules(folder: FileName, fallbackTop: string | null, events: ReadEvents): RulesAbove {
  const real = resolveLinks(folder);
  if (real === null) return { chain: noRules, isFolderIgnored: false };
  const top = findGitRoot(real) ?? (fallbackTop === null ? null : resolveLinks(fallbackTop));
  const isInside = top !== null && (real === top || real.startsWith(top.endsWith(sep) ? top : top + sep));
  if (!isInside) return { chain: noRules, isFolderIgnored: false };
  let chain = noRules;
  let isFolderIgnored = false;
  let at = top;
  for (const name of real.slice(top.length).split(sep)) {
    if (name === '') continue;
    chain = addRuleFiles(chain, at, '', lookForRuleFiles(at), events);
    isFolderIgnored ||= isIgnored(chain, name, true);
    chain = enterFolder(chain, name);
    at = join(at, name);
  }
  return { chain, isFolderIgnored };
}

/** Which rule files a folder has, where its entries are not listed. */
export function lookForRuleFiles(folder: string): RuleFiles {
  return findRuleFiles([GITIGNORE, DOT_IGNORE, '.git'].filter((name) => existsSync(join(folder, name))));
}

function findGitRoot(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return null;
  }
}

/** The real path of a folder; null where it is gone or its name is not UTF-8 (then no rules from above are applied). */
function resolveLinks(folder: FileName): string | null {
  try {
    const real = decodeName(realpathSync(folder, 'buffer'));
    return typeof real === 'string' ? real : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
