// From names to files: a name is a file, a folder to walk, a glob, or a fault to tell. An existing path is taken literally
// before it is a glob; what is named is read unless `--force-exclude` says otherwise. Refuses to open a file.

import type { ReadEvents } from '../model.js';
import type { ScanOptions } from '../options.js';
import { expandGlob, isGlob } from './expand-glob.js';
import { describeFileError, isMissing } from './file-errors.js';
import { locateName, showPath, type FileName } from './file-name.js';
import { gatherRules, noRules } from './ignore-rules.js';
import type { WalkRules } from './list-folder.js';
import { judgeNamed } from './named-path.js';
import { createSelection } from './selection.js';
import { statFile, type FileStatus } from './stat-file.js';
import { createLinkGate, statFound, walkFolder, type FoundFile } from './walk-folder.js';

/** The options that say which files are taken. */
export type FileOptions = Pick<ScanOptions, 'glob' | 'exclude' | 'hidden' | 'ignore' | 'follow' | 'forceExclude'>;

/** Collects files, name by name. Lives while the sources of a run are looked for. */
export interface FileCollector {
  /** What was collected so far; a file may be in it by several names. */
  readonly found: readonly FoundFile[];
  /** Takes a name from the command line: it may be a glob where nothing of that name exists. */
  collectArgument(name: string): void;
  /** Takes a name from a list, literally. */
  collectListed(name: FileName): void;
}

/**
 * Creates the collector of a run; relative names start from `cwd`. Throws UsageError OPTION_INVALID for a glob of an
 * option that cannot be used. Files met in walks or matched by globs are not explicit, those named are.
 */
export function createFileCollector(options: FileOptions, cwd: string, events: ReadEvents): FileCollector {
  const { hidden, ignore, follow } = options;
  const walk: WalkRules = { hidden, ignore, follow, selection: createSelection(options.glob, options.exclude) };
  const gate = createLinkGate(follow);
  const found: FoundFile[] = [];
  const add = (file: FoundFile): void => {
    found.push(file);
  };

  function tellNotFound(path: string, message: string): void {
    events.diagnostic({ code: 'PATH_NOT_FOUND', path, line: null, message });
  }

  function collect(name: FileName, isGlobAllowed: boolean): void {
    const shown = showPath(name);
    if (name.length === 0) {
      tellNotFound('', 'the path is empty');
      return;
    }
    if (name.includes('\0')) {
      tellNotFound(
        shown.slice(0, shown.indexOf('\0')),
        'a path cannot hold a NUL byte; a list of names ended by NUL needs -0',
      );
      return;
    }
    const file = locateName(cwd, name);
    let status: FileStatus;
    try {
      status = statFile(file);
    } catch (error) {
      if (!isMissing(error)) {
        const message = describeFileError(error);
        events.diagnostic({ code: 'SOURCE_UNREADABLE', path: shown || '.', line: null, message });
      } else if (isGlobAllowed && typeof name === 'string' && isGlob(name)) {
        collectGlob(name);
      } else {
        tellNotFound(shown || '.', 'no such file or folder');
      }
      return;
    }
    collectNamed(file, shown, status);
  }

  function collectNamed(file: FileName, shown: string, status: FileStatus): void {
    const { kind, byteLength, identity } = status;
    const reason = options.forceExclude ? judgeNamed(file, shown, kind === 'folder', cwd, walk, events) : null;
    if (reason !== null) {
      events.skip({ reason, path: shown || '.' });
    } else if (kind === 'folder') {
      const shownPrefix = shown === '' || shown.endsWith('/') ? shown : `${shown}/`;
      const rules = ignore ? gatherRules(file, null, events).chain : noRules;
      walkFolder({ file, shownPrefix, relativePrefix: '', rules, isLinked: false }, walk, gate, events, add);
    } else if (kind === 'other') {
      const message = 'it is a device or a socket; only files, folders and pipes can be read';
      events.diagnostic({ code: 'SOURCE_UNREADABLE', path: shown, line: null, message });
    } else {
      add({ path: shown, file, byteLength, identity, isLinked: false, isExplicit: true, isPipe: kind === 'pipe' });
    }
  }

  function collectGlob(glob: string): void {
    const matches = expandGlob(glob, cwd, walk, gate, events);
    if (matches.length === 0) {
      tellNotFound(
        showPath(glob),
        'the glob matches no file; folders, and files that are hidden or ignored, do not count',
      );
    }
    for (const { path, file, isLinked } of matches) {
      const match = statFound(file, path, isLinked, events);
      if (match !== null) add(match);
    }
  }

  return {
    found,
    collectArgument(name) {
      collect(name, true);
    },
    collectListed(name) {
      collect(name, false);
    },
  };
}
