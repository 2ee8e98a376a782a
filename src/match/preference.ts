// Which of several equal copies stands for them: `--prefer`, the first glob given that matches an id wins.
import picomatch from 'picomatch';
import type { DocumentIds } from '../model.js';

/** Per document of `count` the place of the first glob that its id matches; their number where none does. Null without globs. */
export function rankPreference(
  ids: Pick<DocumentIds, 'read'>,
  count: number,
  globs: readonly string[],
): Uint32Array | null {
  if (globs.length === 0) return null;
  const matchers = globs.map((glob) => picomatch(glob, { dot: true }));
  return Uint32Array.from({ length: count }, (_, document) => {
    const id = ids.read(document);
    const place = matchers.findIndex((isMatch) => isMatch(id));
    return place < 0 ? matchers.length : place;
  });
}
