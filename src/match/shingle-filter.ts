// Looking shingles up in the filters of large documents: at most so many of them are there. Refuses to say that one is there.
import type { SketchTable } from '../model.js';

/**
 * How many of a set's high words may be in a document, judged by its filter: at least as many as there are. Null for a document that
 * has none.
 */
export function countPossiblyShared(
  { filterStarts, filterWords }: Pick<SketchTable, 'filterStarts' | 'filterWords'>,
  document: number,
  halves: Uint32Array,
): number | null {
  const start = filterStarts[document];
  const length = filterStarts[document + 1] - start;
  if (length === 0) return null;
  // A power of two of words.
  const shift = Math.clz32(length) - 4;
  let count = 0;
  for (let i = 0; i < halves.length; i++) {
    const bit = halves[i] >>> shift;
    count += (filterWords[start + (bit >>> 5)] >>> (bit & 31)) & 1;
  }
  return count;
}
