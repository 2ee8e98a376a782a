// Which document of a pair is the smaller: what containment is the containment of.
import type { DocumentIds, SketchTable } from '../model.js';

/** The smaller of two documents: fewer distinct shingles, then fewer tokens, then the id that comes later (DESIGN 3). */
export function smallerOf(
  sketches: Pick<SketchTable, 'shingles' | 'tokens'>,
  ids: Pick<DocumentIds, 'compare'>,
  left: number,
  right: number,
): number {
  const order =
    sketches.shingles[left] - sketches.shingles[right] ||
    sketches.tokens[left] - sketches.tokens[right] ||
    ids.compare(right, left);
  return order <= 0 ? left : right;
}
