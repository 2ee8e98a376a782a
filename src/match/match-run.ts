// What one matching run works on: the sketches, the nets, the screen, and the ways to look at full documents again.
import type { ShingleSet, SketchTable } from '../model.js';
import type { Net } from './net.js';
import type { Thresholds } from './relation.js';
import type { Screen } from './screen.js';
import type { Units } from './units.js';

export interface MatchRun {
  readonly sketches: SketchTable;
  readonly units: Units;
  readonly buckets: Net;
  readonly postings: Net;
  readonly screen: Screen;
  readonly thresholds: Thresholds;
  readonly isAllPairs: boolean;
  /** The shingle set of a unit, from any of its documents that can still be read unchanged; null where none can. */
  readonly setOf: (unit: number) => ShingleSet | null;
  /** Tells which units' sets are wanted next. */
  readonly prefetch: (units: ReadonlySet<number>) => void;
  /** Lets the host breathe: other events, a signal to stop (then it rejects). */
  readonly pause: () => Promise<void>;
  readonly advance: (units: number) => void;
}
