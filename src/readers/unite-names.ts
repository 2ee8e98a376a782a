// One document a file, by however many names it was reached: typed twice, walked twice, hard links, symbolic links.
// Pure: identities come with the files. Refuses to compare contents: that is what the run is for.

import type { ReadEvents } from '../model.js';
import { compareCodePoints } from '../text-order.js';
import type { FoundFile } from './walk-folder.js';

/**
 * The files found, each once, in the order of their paths by code point. Of several names a file keeps its own before one
 * through a link, then the first in that order, whatever the order of `found`; it counts as named if any of its names
 * was. The others are skipped as `same-file`.
 */
export function uniteNames(found: readonly FoundFile[], events: ReadEvents): FoundFile[] {
  const byIdentity = new Map<string, FoundFile>();
  for (const file of [...found].sort(comparePaths)) {
    const known = byIdentity.get(file.identity);
    if (known === undefined) {
      byIdentity.set(file.identity, file);
      continue;
    }
    const [kept, passedOver] = known.isLinked && !file.isLinked ? [file, known] : [known, file];
    const isExplicit = known.isExplicit || file.isExplicit;
    byIdentity.set(file.identity, kept.isExplicit === isExplicit ? kept : { ...kept, isExplicit });
    events.skip({ reason: 'same-file', path: passedOver.path });
  }
  return [...byIdentity.values()].sort(comparePaths);
}

function comparePaths(left: FoundFile, right: FoundFile): number {
  return compareCodePoints(left.path, right.path);
}
