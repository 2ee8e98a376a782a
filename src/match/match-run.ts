// What one matching run works on: the board, the ways to look at full documents again, and those who help.
import type { SketchTable } from '../model.js';
import type { Candidates, MatchBoard } from './candidates.js';
import type { Net } from './net.js';
import type { Screen } from './screen.js';
import type { VerificationContext } from './verify.js';

export interface MatchRun extends VerificationContext {
  readonly board: MatchBoard;
  readonly sketches: SketchTable;
  readonly buckets: Net;
  readonly postings: Net;
  readonly screen: Screen;
  readonly isAllPairs: boolean;
  readonly crew: MatchCrew;
  /** Lets the host breathe: other events, a signal to stop (then it rejects). */
  readonly pause: () => Promise<void>;
  readonly advance: (units: number) => void;
}

/** What can be done for many units at once, by several threads or by one; nothing may be admitted meanwhile. */
export interface MatchCrew {
  /** The candidates of a block's units, from `start` to before `end`, among those admitted to the board and among one another. */
  findCandidates(start: number, end: number): Promise<Candidates>;
  /**
   * For each candidate of the units from `start` on the number of shared shingles where the pair is `near` or `contained`, else 0.
   * Behind a unit's first such pair with one from before `start` 0 stands for "not looked at", and for a pair with a unit of the block
   * that has such a pair itself; not where all pairs are asked for.
   */
  verifyCandidates(start: number, candidates: Candidates): Promise<Uint32Array>;
}
