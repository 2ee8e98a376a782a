// Walks a folder: every file in it and below it that the rules let through, with its size and its identity.
//
// Not fast-glob: it cannot leave out what nested ignore files rule out before it has listed it, it loses names that are
// not UTF-8, and with sizes it takes three times as long. Refuses to open files.

import type { ReadEvents } from '../model.js';
import { describeFileError } from './file-errors.js';
import type { FileName } from './file-name.js';
import { listFolder, type Entry, type Folder, type WalkRules } from './list-folder.js';
import { statFile } from './stat-file.js';

/** A file that was found, by whatever way. */
export interface FoundFile {
  /** As shown and as the stem of ids. */
  readonly path: string;
  readonly file: FileName;
  readonly byteLength: number;
  /** Equal for all names of one file. */
  readonly identity: string;
  /** Reached through a symbolic link that was met, not named. */
  readonly isLinked: boolean;
  readonly isExplicit: boolean;
  /** A named pipe: it can be read only once. */
  readonly isPipe: boolean;
}

/**
 * Calls `onFile` with every file found, in the order of paths but for what is reached through links. What cannot be
 * listed or has vanished is told; the rest is found all the same. `gate` is shared by all walks of a run.
 */
export function walkFolder(
  root: Folder,
  walk: WalkRules,
  gate: LinkGate,
  events: ReadEvents,
  onFile: (found: FoundFile) => void,
): void {
  gate.noteFolder(root.file);
  // As deep as the tree, which the length of a path bounds: the system refuses paths of a few thousand pieces.
  const visit = (folder: Folder): void => {
    for (const entry of listFolder(folder, walk, events)) {
      const path = folder.shownPrefix + entry.name;
      if (entry.folder === null) {
        const found = statFound(entry.file, path, entry.isLinked, events);
        if (found !== null) onFile(found);
      } else if (gate.mayEnter(entry)) {
        visit(entry.folder);
      } else {
        events.skip({ reason: 'symlink', path });
      }
    }
  };
  visit(root);
}

/** The found file behind a listed name; null, and told, where it vanished or cannot be looked at. */
export function statFound(file: FileName, path: string, isLinked: boolean, events: ReadEvents): FoundFile | null {
  try {
    const { kind, byteLength, identity } = statFile(file);
    if (kind === 'file') return { path, file, byteLength, identity, isLinked, isExplicit: false, isPipe: false };
    events.skip({ reason: 'special-file', path });
  } catch (error) {
    events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message: describeFileError(error) });
  }
  return null;
}

/** Keeps walks that follow links finite. */
export interface LinkGate {
  /** A folder is about to be walked. */
  noteFolder(folder: FileName): void;
  /** Whether a listed folder is to be entered. */
  mayEnter(entry: Entry): boolean;
}

/**
 * Creates the gate of a run. With `isFollowing`, a folder reached through a link is entered only if no folder of that
 * device and inode was entered before, by any way: that cuts loops, and keeps links to links from multiplying. Folders
 * reached without a link are always entered, so that a file's own path is found whatever links lead to it.
 */
export function createLinkGate(isFollowing: boolean): LinkGate {
  if (!isFollowing) return { noteFolder: () => undefined, mayEnter: () => true };
  const entered = new Set<string>();
  const identify = (folder: FileName): string | null => {
    try {
      return statFile(folder).identity;
    } catch (error) {
      // It vanished: listing it will fail and be told.
      describeFileError(error);
      return null;
    }
  };
  return {
    noteFolder(folder) {
      const identity = identify(folder);
      if (identity !== null) entered.add(identity);
    },
    mayEnter({ file, isLinked }) {
      const identity = identify(file);
      if (identity === null) return true;
      if (isLinked && entered.has(identity)) return false;
      entered.add(identity);
      return true;
    },
  };
}
