// A glob as an argument: the files it matches, found by fast-glob in a file system that shows it only what a walk would
// take. So ignored folders and node_modules are left out before they are listed, and loops of links are cut.
// Refuses to say anything about paths that exist as they were typed.

import type { Dirent } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve, sep } from 'node:path';
import type fastGlob from 'fast-glob';
import type { ReadEvents } from '../model.js';
import { joinName, locateName, type FileName } from './file-name.js';
import { gatherRules, noRules } from './ignore-rules.js';
import { listFolder, type Entry, type Folder, type WalkRules } from './list-folder.js';
import type { LinkGate } from './walk-folder.js';

const require = createRequire(import.meta.url);

/** fast-glob, loaded with the first argument that names nothing: that takes longer than a small run. */
function loadFastGlob(): typeof fastGlob {
  return require('fast-glob') as typeof fastGlob;
}

/** A file that a glob matches. */
export interface GlobMatch {
  readonly path: string;
  readonly file: FileName;
  readonly isLinked: boolean;
}

/** Says whether an argument that names nothing is a glob. */
export function isGlob(argument: string): boolean {
  const pattern = toPattern(argument);
  return pattern !== '' && loadFastGlob().isDynamicPattern(pattern);
}

/**
 * The files that a glob matches, seen from the folder `cwd`, in no order. Names that begin with a dot are matched only
 * by a dot in the glob or with `hidden`, as in a shell; folders are never matched.
 */
export function expandGlob(
  glob: string,
  cwd: string,
  walk: WalkRules,
  gate: LinkGate,
  events: ReadEvents,
): GlobMatch[] {
  // Which dots are hidden depends on the glob: fast-glob decides, not the listing.
  const listing: WalkRules = { ...walk, hidden: true };
  const options: fastGlob.Options = { cwd, dot: walk.hidden, followSymbolicLinks: false, suppressErrors: true };
  const pattern = toPattern(glob);
  const bases = new Map<string, string>();
  for (const { base, dynamic } of loadFastGlob().generateTasks(pattern, options)) {
    if (dynamic) bases.set(resolve(cwd, base), base);
  }
  const folders = new Map<string, Folder>();
  const listed = new Map<string, Dirent[]>();
  /** Entries that the path alone does not lead to: names of bytes, and links. */
  const unusual = new Map<string, Entry>();

  function list(directory: string): Dirent[] {
    const folder = folders.get(directory) ?? openBase(directory, bases.get(directory) ?? directory, walk, events);
    const taken = listFolder(folder, listing, events).filter((entry) => {
      if (entry.folder === null || gate.mayEnter(entry)) return true;
      events.skip({ reason: 'symlink', path: folder.shownPrefix + entry.name });
      return false;
    });
    for (const entry of taken) {
      const path = folder.shownPrefix + entry.name;
      if (entry.folder !== null) folders.set(joinPath(directory, entry.name), entry.folder);
      if (typeof entry.file !== 'string' || entry.isLinked) unusual.set(path, entry);
    }
    return taken.map(toDirent);
  }

  const matches = loadFastGlob().sync(pattern, {
    ...options,
    fs: {
      // fast-glob lists with file types only, so the overload that gives names is never asked for.
      readdirSync: ((directory: string) => {
        const known = listed.get(directory) ?? list(directory);
        listed.set(directory, known);
        return known;
      }) as unknown as fastGlob.FileSystemAdapter['readdirSync'],
    },
  });
  return matches.map((path) => {
    const entry = unusual.get(path);
    return { path, file: entry?.file ?? locateName(cwd, path), isLinked: entry?.isLinked ?? false };
  });
}

/** The folder in which a glob begins to be one. */
function openBase(directory: string, base: string, walk: WalkRules, events: ReadEvents): Folder {
  const prefix = base === '.' ? '' : base.endsWith('/') ? base : `${base}/`;
  return {
    file: directory,
    shownPrefix: prefix,
    // Globs of options cannot speak of what lies above: there they see the part below.
    relativePrefix: prefix.startsWith('/') || /(?:^|\/)\.\.\//.test(prefix) ? '' : prefix,
    rules: walk.ignore ? gatherRules(directory, null, events).chain : noRules,
    isLinked: false,
  };
}

function joinPath(directory: string, name: string): string {
  const joined = joinName(directory, name);
  return typeof joined === 'string' ? joined : joined.toString('latin1');
}

/** fast-glob reads no more of an entry than this. */
function toDirent({ name, folder }: Entry): Dirent {
  const isFolder = folder !== null;
  const dirent: Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'> = {
    name,
    isFile: () => !isFolder,
    isDirectory: () => isFolder,
    isSymbolicLink: () => false,
  };
  return dirent as Dirent;
}

/** A glob has `/` between its pieces and no `./` before them; where the system's separator is `\`, it is taken for one. */
function toPattern(argument: string): string {
  const pattern = sep === '\\' ? argument.replaceAll('\\', '/') : argument;
  return pattern.replace(/^(?:\.\/+)+/, '');
}
