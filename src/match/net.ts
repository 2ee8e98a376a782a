// Nets: which units share a value (a whole band, or a fingerprint), as groups and as each unit's list of groups.
//
// A value that only one unit has is in no net. Nothing here spells out pairs: a net is as large as the values that are
// shared, whatever the size of a group. Refuses to decide who meets whom: that is `gathering`.
import { createWords } from '../columns.js';

/** All columns are in shared memory and never change once they are woven, but for what is said of `groupSpans`. */
export interface Net {
  /** `units + 1` offsets into the two columns that follow. */
  readonly unitStarts: Uint32Array;
  /** The groups of each unit: by band, or by position. */
  readonly groups: Uint32Array;
  /** Where in the unit's shingle sequence the value stands; empty for bands. */
  readonly positions: Uint32Array;
  /**
   * Two words a group, and two more: where its places begin, of which it can have as many as there are to the next one, and 0: how many of
   * them are taken, for whoever takes the net's own columns to let units in.
   */
  readonly groupSpans: Uint32Array;
  readonly isBand: boolean;
}

/**
 * How often one unit may stand in one group. A text that repeats itself has the same fingerprint many times; so many places
 * keep a repeated line from multiplying out. Passages of a text that repeats a line more often may go unseen.
 */
export const MOST_PLACES = 16;

export function countGroups({ groupSpans }: Pick<Net, 'groupSpans'>): number {
  return groupSpans.length / 2 - 1;
}

/** Lays groups of such sizes out one behind the other. */
export function spanGroups(sizes: readonly Uint32Array[]): Uint32Array {
  const spans = createWords(2 * (sizes.reduce((sum, { length }) => sum + length, 0) + 1));
  let at = 0;
  for (const column of sizes) {
    for (let i = 0; i < column.length; i++, at += 2) spans[at + 2] = spans[at] + column[i];
  }
  return spans;
}

/** Makes offsets of sizes in place: `column[i + 1]` holds the size of `i` before, and where it ends after. */
export function addUp(column: Uint32Array): void {
  for (let i = 1; i < column.length; i++) column[i] += column[i - 1];
}
