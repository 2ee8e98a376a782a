// Overlaps: kept documents that share a long passage without being duplicates.
//
// A passage of P words holds at least P − shingleSize + 1 shingles in a row, so two fingerprints that both documents chose
// lie on one diagonal, a known distance apart (the gap theorem, applied at both ends): whoever shows none is not read
// again. Refuses clusters: an overlap is nobody's to delete.
import type { ShingleSequence } from '../model.js';
import type { Boilerplate } from './boilerplate.js';
import { DiagonalFinder } from './diagonals.js';
import type { PassageOptions } from './diagonals.js';
import type { Groups } from './gathering.js';
import type { MatchRun } from './match-run.js';
import { measureLongestRun } from './passages.js';
import { countSharedShingles } from './shingle-set.js';

export interface UnitOverlap {
  /** The later and the earlier unit in order. */
  readonly smaller: number;
  readonly larger: number;
  readonly sharedShingles: number;
  readonly longestHalfWords: number;
}

/**
 * Finds the overlaps among the units for which `isKept` holds, all admitted to `postings` beforehand. Groups past the cap
 * propose nothing: what they share is boilerplate, or shows in other fingerprints too.
 */
export async function findOverlaps(
  run: MatchRun,
  postings: Groups,
  isKept: (unit: number) => boolean,
  boilerplate: Boilerplate,
  sequenceOf: (unit: number) => ShingleSequence | null,
  options: PassageOptions,
): Promise<{ overlaps: UnitOverlap[]; candidates: number }> {
  const overlaps: UnitOverlap[] = [];
  const finder = new DiagonalFinder(run.sketches, run.units, postings, options);
  let candidates = 0;
  for (let unit = 0; unit < run.units.count; unit++) {
    if ((unit & 63) === 63) await run.pause();
    run.advance(1);
    if (!isKept(unit)) continue;
    const others = finder.find(unit);
    if (others.length === 0) continue;
    const sequence = sequenceOf(unit);
    if (sequence === null) continue;
    for (const { other, places } of others) {
      const otherSequence = sequenceOf(other);
      if (otherSequence === null) continue;
      candidates++;
      const longestHalfWords = measureLongestRun(sequence, otherSequence, places, boilerplate.isBoilerplate);
      if (longestHalfWords < 2 * options.passage) continue;
      const set = run.setOf(unit);
      const otherSet = run.setOf(other);
      if (set === null || otherSet === null) continue;
      const sharedShingles = countSharedShingles(set, otherSet);
      overlaps.push({ smaller: unit, larger: other, sharedShingles, longestHalfWords });
    }
  }
  return { overlaps, candidates };
}
