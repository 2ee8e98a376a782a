// Folders for tests that walk, and the rules that a command line without options gives.

import { realpathSync } from 'node:fs';
import type { WalkRules } from '../../src/readers/list-folder.js';
import { createSelection } from '../../src/readers/selection.js';
import { makeFolder } from '../helpers/make-folder.js';

export const usualRules: WalkRules = { hidden: false, ignore: true, follow: false, selection: createSelection([], []) };

/** A fresh folder by its real path, with a file of its own name for every path, or with the content given. */
export function makeTree(paths: readonly (string | readonly [path: string, content: string])[]): string {
  const files = paths.map((path) => (typeof path === 'string' ? [path, path] : path) as [string, string]);
  return realpathSync(makeFolder(Object.fromEntries(files)));
}
