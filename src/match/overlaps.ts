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
import type { SharedPlace } from './passages.js';
import { countSharedShingles } from './shingle-set.js';
import { leaderOf } from './units.js';

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
  let block: Candidate[] = [];
  let blockTokens = 0;
  const measureBlock = async (): Promise<void> => {
    // By the earlier unit, so that each is read once a block; the block's own units stay in the cache.
    block.sort((a, b) => a.larger - b.larger || a.smaller - b.smaller);
    for (const candidate of block) {
      if ((++candidates & 15) === 0) await run.pause();
      const overlap = measureOverlap(run, candidate, boilerplate, sequenceOf, options);
      if (overlap !== null) overlaps.push(overlap);
    }
    block = [];
    blockTokens = 0;
  };
  for (let unit = 0; unit < run.units.count; unit++) {
    if ((unit & 63) === 63) await run.pause();
    run.advance(1);
    if (!isKept(unit)) continue;
    const found = finder.find(unit);
    if (found.length === 0) continue;
    for (const { other, places } of found) block.push({ smaller: unit, larger: other, places });
    blockTokens += run.sketches.tokens[leaderOf(run.units, unit)];
    if (blockTokens > BLOCK_TOKENS || block.length > BLOCK_CANDIDATES) await measureBlock();
  }
  await measureBlock();
  return { overlaps, candidates };
}

/** Two units on a diagonal of shared fingerprints, not measured yet. */
interface Candidate {
  readonly smaller: number;
  readonly larger: number;
  readonly places: readonly SharedPlace[];
}

/** Tokens of the units that are measured together: their sequences take about 20 MB, which the cache holds. */
const BLOCK_TOKENS = 1_000_000;
/** Candidates measured together, so that their places do not pile up. */
const BLOCK_CANDIDATES = 50_000;

function measureOverlap(
  run: MatchRun,
  { smaller, larger, places }: Candidate,
  boilerplate: Boilerplate,
  sequenceOf: (unit: number) => ShingleSequence | null,
  { passage }: PassageOptions,
): UnitOverlap | null {
  const left = sequenceOf(smaller);
  const right = left === null ? null : sequenceOf(larger);
  if (left === null || right === null) return null;
  const longestHalfWords = measureLongestRun(left, right, places, boilerplate.isBoilerplate);
  if (longestHalfWords < 2 * passage) return null;
  const set = run.setOf(smaller);
  const otherSet = run.setOf(larger);
  if (set === null || otherSet === null) return null;
  return { smaller, larger, sharedShingles: countSharedShingles(set, otherSet), longestHalfWords };
}
