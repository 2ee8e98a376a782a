// What of a folder's entries a walk takes: files to read and folders to enter, in order of name; everything else is
// counted with its reason. The rules of the house stand here once, for walks and for globs. Refuses to descend.

import { readdirSync, type Dirent } from 'node:fs';
import type { ReadEvents, SkipReason } from '../model.js';
import { describeFileError, isMissing } from './file-errors.js';
import { decodeName, joinName, showName, type FileName } from './file-name.js';
import { addRuleFiles, enterFolder, findRuleFiles, isIgnored, type RuleChain } from './ignore-rules.js';
import type { Selection } from './selection.js';
import { statFile } from './stat-file.js';

/** What a walk passes over. */
export interface WalkRules {
  readonly hidden: boolean;
  readonly ignore: boolean;
  readonly follow: boolean;
  readonly selection: Selection;
}

/** A folder to list. */
export interface Folder {
  /** What is opened. */
  readonly file: FileName;
  /** What its entries' paths begin with: '' or ending with `/`. */
  readonly shownPrefix: string;
  /** The same without what was named: what `--glob` and `--exclude` are matched against. */
  readonly relativePrefix: string;
  /** Ignore rules that hold in it, its own left out. */
  readonly rules: RuleChain;
  /** Reached through a symbolic link. */
  readonly isLinked: boolean;
}

/** An entry that a walk takes. */
export interface Entry {
  /** As shown. */
  readonly name: string;
  readonly file: FileName;
  /** Set for a folder: how to list it. */
  readonly folder: Folder | null;
  /** A symbolic link, or reached through one. */
  readonly isLinked: boolean;
}

/** A folder's own name for an entry, and what the folder says it is. */
interface NamedEntry {
  readonly name: FileName;
  readonly shown: string;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
}

/**
 * Lists what is taken of a folder, files and folders mixed, so that paths come out in the order of their UTF-16 units.
 * A folder that cannot be listed is told and gives nothing.
 */
export function listFolder(folder: Folder, walk: WalkRules, events: ReadEvents): Entry[] {
  let named: NamedEntry[];
  try {
    named = readEntries(folder.file);
  } catch (error) {
    const path = folder.shownPrefix.replace(/(?<=.)\/$/, '') || '.';
    events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message: describeFileError(error) });
    return [];
  }
  const ruleFiles = findRuleFiles(named.map((entry) => entry.shown));
  const rules = walk.ignore
    ? addRuleFiles(folder.rules, folder.file, folder.shownPrefix, ruleFiles, events)
    : folder.rules;
  const entries: Entry[] = [];
  for (const { name, shown, kind } of named) {
    const path = folder.shownPrefix + shown;
    const file = joinName(folder.file, name);
    const target = kind === 'link' && walk.follow ? lookBehindLink(file, path, events) : kind;
    if (target === null) continue;
    const reason = judgeEntry(shown, target, folder, rules, walk);
    if (reason !== null) {
      events.skip({ reason, path });
      continue;
    }
    const isLinked = folder.isLinked || kind === 'link';
    const child: Folder | null =
      target === 'folder'
        ? {
            file,
            shownPrefix: `${path}/`,
            relativePrefix: `${folder.relativePrefix}${shown}/`,
            rules: walk.ignore ? enterFolder(rules, shown) : rules,
            isLinked,
          }
        : null;
    entries.push({ name: shown, file, folder: child, isLinked });
  }
  return entries.sort((left, right) => compareUnits(toSortKey(left), toSortKey(right)));
}

function toSortKey({ name, folder }: Entry): string {
  return folder === null ? name : `${name}/`;
}

function compareUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Why an entry is passed over; null for one that is taken. */
function judgeEntry(
  name: string,
  kind: NamedEntry['kind'],
  folder: Folder,
  rules: RuleChain,
  walk: WalkRules,
): SkipReason | null {
  const isFolder = kind === 'folder';
  if (name === '.git' || (!walk.hidden && name.startsWith('.'))) return 'hidden';
  if (kind === 'link') return 'symlink';
  if (kind === 'special') return 'special-file';
  if (walk.ignore && isFolder && name === 'node_modules') return 'node_modules';
  if (walk.ignore && isIgnored(rules, name, isFolder)) return 'ignored';
  const relative = folder.relativePrefix + name;
  if (walk.selection.isExcluded(relative, isFolder)) return 'excluded';
  return isFolder || walk.selection.isKept(relative) ? null : 'not-matched';
}

/** What a link leads to; null for one that leads nowhere, which is told. */
function lookBehindLink(file: FileName, path: string, events: ReadEvents): 'file' | 'folder' | 'special' | null {
  try {
    const { kind } = statFile(file);
    return kind === 'file' || kind === 'folder' ? kind : 'special';
  } catch (error) {
    const message = isMissing(error)
      ? 'the symbolic link leads to nothing: mend it or remove it'
      : describeFileError(error);
    events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message });
    return null;
  }
}

/** A replacement character in a name: the name holds one, or bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * Reads a folder's names. As strings first, which is several times faster; as bytes where that lost something, or where
 * the folder's own name is bytes.
 */
function readEntries(folder: FileName): NamedEntry[] {
  if (typeof folder === 'string') {
    const dirents = readdirSync(folder, { withFileTypes: true });
    if (!dirents.some((dirent) => dirent.name.includes(REPLACEMENT))) {
      return dirents.map((dirent) => ({ name: dirent.name, shown: dirent.name, kind: kindOf(dirent) }));
    }
  }
  return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).map((dirent) => {
    const name = decodeName(dirent.name);
    return { name, shown: showName(name), kind: kindOf(dirent) };
  });
}

function kindOf(dirent: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): NamedEntry['kind'] {
  if (dirent.isFile()) return 'file';
  if (dirent.isDirectory()) return 'folder';
  return dirent.isSymbolicLink() ? 'link' : 'special';
}
