// Which paths `--glob` keeps and `--exclude` drops. Globs are those of .gitignore: one without a slash matches at any
// depth, one with a slash matches from where the walk begins, one that ends with a slash matches folders. Braces are
// expanded besides. Refuses to touch the file system.

import type ignore from 'ignore';
import { UsageError } from '../errors.js';
import { loadIgnore } from './load-ignore.js';

/** What globs say about a path relative to the folder that is walked (no leading `/`, `./` or `../`). */
export interface Selection {
  isExcluded(path: string, isFolder: boolean): boolean;
  /** Asked of files only: folders are entered whatever `--glob` says. */
  isKept(path: string): boolean;
}

/** A glob stands for at most this many without braces: `{0..9}` repeated is a slip, or hostile. */
const MOST_ALTERNATIVES = 1000;

/**
 * Creates the selection. `--glob !x` is `--exclude x`, wherever it stands among the others; of several `--exclude` globs
 * the last that matches decides, and `!` calls back. Throws UsageError OPTION_INVALID for a glob that is empty or has too
 * many alternatives in braces.
 */
export function createSelection(globs: readonly string[], excludes: readonly string[]): Selection {
  const negated = globs.filter((glob) => glob.startsWith('!'));
  const kept = compileGlobs(
    globs.filter((glob) => !glob.startsWith('!')),
    '--glob',
  );
  const excluded = compileGlobs([...excludes, ...negated.map((glob) => glob.slice(1))], '--exclude');
  return {
    isExcluded: (path, isFolder) => excluded?.ignores(isFolder ? `${path}/` : path) ?? false,
    isKept: (path) => kept?.ignores(path) ?? true,
  };
}

function compileGlobs(globs: readonly string[], flag: string): ignore.Ignore | null {
  if (globs.length === 0) return null;
  const patterns = globs.flatMap((glob) => {
    if (glob.trim() === '')
      throw new UsageError('OPTION_INVALID', `${flag} needs a glob; an empty one was given`, { flag });
    const expanded = expandBraces(glob, MOST_ALTERNATIVES);
    if (expanded !== null) return expanded;
    const message = `${flag} ${glob} has more than ${MOST_ALTERNATIVES} alternatives in braces; use fewer`;
    throw new UsageError('OPTION_INVALID', message, { flag, glob });
  });
  // A `#` opens a comment in a file of rules, not on a command line.
  return loadIgnore()({ ignoreCase: false }).add(patterns.map((pattern) => pattern.replace(/^#/, '\\#')));
}

/**
 * The globs without braces that a glob with braces stands for, nested ones included; null for more than `most`.
 * Braces that are not closed, hold no comma or follow a backslash are left as they are.
 */
export function expandBraces(glob: string, most: number): string[] | null {
  let pending = [glob];
  const done: string[] = [];
  while (pending.length > 0) {
    const next: string[] = [];
    for (const pattern of pending) {
      const braces = findBraces(pattern);
      if (braces === null) done.push(pattern);
      else
        for (const option of braces.options)
          next.push(pattern.slice(0, braces.start) + option + pattern.slice(braces.end));
      if (done.length + next.length > most) return null;
    }
    pending = next;
  }
  return done;
}

interface Braces {
  readonly start: number;
  readonly end: number;
  readonly options: readonly string[];
}

/** The first pair of braces with a comma at its own depth. */
function findBraces(pattern: string): Braces | null {
  /** Open braces, innermost last, with the places of their commas. */
  const open: { readonly start: number; readonly commas: number[] }[] = [];
  let first: Braces | null = null;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === '{') open.push({ start: i, commas: [] });
    else if (char === ',') open.at(-1)?.commas.push(i);
    else if (char === '}') {
      const braces = open.pop();
      if (braces === undefined || braces.commas.length === 0) continue;
      const cuts = [braces.start, ...braces.commas, i];
      const options = cuts.slice(1).map((cut, index) => pattern.slice(cuts[index] + 1, cut));
      if (first === null || braces.start < first.start) first = { start: braces.start, end: i + 1, options };
    }
  }
  return first;
}
