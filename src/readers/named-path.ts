// Whether a walk would have passed over a path that was named: what `--force-exclude` asks, because commit hooks name every
// changed file. Without it nothing of this is asked: what is named is read. Refuses to look at the path itself.

import type { ReadEvents, SkipReason } from '../model.js';
import { splitName, type FileName } from './file-name.js';
import { addRuleFiles, gatherRules, isIgnored, lookForRuleFiles } from './ignore-rules.js';
import type { WalkRules } from './list-folder.js';

/**
 * Why a walk that begins in `cwd` would pass over `file`; null where it would take it. Of a path that leads out of `cwd`
 * only the last piece is judged by its name. `shown` is the path as typed.
 */
export function judgeNamed(
  file: FileName,
  shown: string,
  isFolder: boolean,
  cwd: string,
  walk: WalkRules,
  events: ReadEvents,
): SkipReason | null {
  const { folder, name } = splitName(file);
  const typed = shown.split('/').filter((piece) => piece !== '' && piece !== '.');
  if (typed.length === 0 || name === '.' || name === '..') return null;
  const isBelow = !shown.startsWith('/') && !/^[A-Za-z]:/.test(shown) && !typed.includes('..');
  const pieces = isBelow ? typed : [name];
  for (const [index, piece] of pieces.entries()) {
    if (piece === '.git' || (!walk.hidden && piece.startsWith('.'))) return 'hidden';
    const isFolderPiece = isFolder || index < pieces.length - 1;
    if (walk.ignore && isFolderPiece && piece === 'node_modules') return 'node_modules';
  }
  if (walk.ignore && isIgnoredByFiles(folder, name, isFolder, cwd, events)) return 'ignored';
  const relative = pieces.join('/');
  if (walk.selection.isExcluded(relative, isFolder)) return 'excluded';
  return isFolder || walk.selection.isKept(relative) ? null : 'not-matched';
}

function isIgnoredByFiles(folder: FileName, name: string, isFolder: boolean, cwd: string, events: ReadEvents): boolean {
  const { chain, isFolderIgnored } = gatherRules(folder, cwd, events);
  if (isFolderIgnored) return true;
  const files = typeof folder === 'string' ? lookForRuleFiles(folder) : null;
  const rules = files === null ? chain : addRuleFiles(chain, folder, '', files, events);
  return isIgnored(rules, name, isFolder);
}
