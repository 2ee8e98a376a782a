// Nets: which units share a value (a whole band, or a fingerprint), as groups and as each unit's list of groups.
//
// A value that only one unit has is in no net. Nothing here spells out pairs: a net is as large as the values that are
// shared, whatever the size of a group. Refuses to decide who meets whom: that is `gathering`.

/** All columns are in shared memory and never change once they are woven. */
export interface Net {
  /** `units + 1` offsets into the two columns that follow. */
  readonly unitStarts: Uint32Array;
  /** The groups of each unit: by band, or by position. */
  readonly groups: Uint32Array;
  /** Where in the unit's shingle sequence the value stands; empty for bands. */
  readonly positions: Uint32Array;
  /** `groups + 1` offsets: how many entries each group can have. */
  readonly groupStarts: Uint32Array;
  readonly isBand: boolean;
}

/**
 * How often one unit may stand in one group. A text that repeats itself has the same fingerprint many times; so many places
 * keep a repeated line from multiplying out. Passages of a text that repeats a line more often may go unseen.
 */
export const MOST_PLACES = 16;

/** Makes offsets of sizes in place: `column[i + 1]` holds the size of `i` before, and where it ends after. */
export function addUp(column: Uint32Array): void {
  for (let i = 1; i < column.length; i++) column[i] += column[i - 1];
}
