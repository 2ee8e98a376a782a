// Postings: the net of fingerprints, with their positions, woven from the sketches of the units.
//
// Fingerprints find any shared run (winnowing, 2003). They are grouped partition by partition; the number of its group is
// written beside each fingerprint, and the lists of the units are read off in the order of the documents.
// Refuses to look at pairs.
import { createWords, growColumn } from '../columns.js';
import type { SketchTable } from '../model.js';
import {
  cutPartitions,
  documentOf,
  gatherPartitions,
  isOneDocument,
  partitionFingerprints,
} from './fingerprint-partitions.js';
import type { FingerprintColumns } from './fingerprint-partitions.js';
import type { Net } from './net.js';
import { MOST_PLACES, addUp } from './net.js';
import { RepeatSorter } from './repeat-sorter.js';
import { NO_UNIT } from './units.js';
import type { Units } from './units.js';

/** Fingerprints that are grouped in one go: they take 32 MB, and every go reads all fingerprints once. */
export const FINGERPRINTS_AT_ONCE = 2 ** 22;

/** The groups that fingerprints are in. Several threads may write to it, each for partitions of its own. */
export interface FingerprintGroups {
  /** Per fingerprint one more than the number of its group within its partition; 0 where it is in none. */
  readonly numbers: Uint32Array;
  /** `partitions + 1`: how many groups each partition has, one place after its own; offsets once added up. */
  readonly partitionGroups: Uint32Array;
}

/** The net of fingerprints. */
export function weavePostings(sketches: SketchTable, units: Units): Net {
  const columns = partitionFingerprints(sketches, units);
  const groups = createFingerprintGroups(columns);
  const cuts = cutPartitions(columns, FINGERPRINTS_AT_ONCE);
  const sizes = groupFingerprints(columns, groups, cuts);
  const unitStarts = createWords(units.count + 1);
  countPlaces(columns, groups, unitStarts, 0, sketches.count);
  const net = layOutPostings(unitStarts, groups, sizes);
  placeFingerprints(columns, groups, net, 0, sketches.count);
  return net;
}

/** No groups yet. Where `scratch` has room for a number a fingerprint it is taken for them, cleared, until the net is woven. */
export function createFingerprintGroups(columns: FingerprintColumns, scratch = createWords(0)): FingerprintGroups {
  const { length } = columns.fingerprintHashes;
  return {
    numbers: scratch.length < length ? createWords(length) : scratch.subarray(0, length).fill(0),
    partitionGroups: createWords(columns.partitionStarts.length),
  };
}

/**
 * Groups the fingerprints of the partitions between the first and the last of `cuts`, one stretch after the other: one task of
 * a worker, or all there is to do. Fills their part of `groups`; returns for each stretch how many entries each group has.
 */
export function groupFingerprints(
  columns: FingerprintColumns,
  groups: FingerprintGroups,
  cuts: readonly number[],
): Uint32Array[] {
  const { partitionStarts, partitionShift } = columns;
  const sorter = new RepeatSorter();
  const room = Math.max(0, ...cuts.slice(1).map((end, i) => partitionStarts[end] - partitionStarts[cuts[i]]));
  const gathered = { hashes: new Uint32Array(room), indices: new Uint32Array(room) };
  return cuts.slice(1).map((end, i) => {
    const first = cuts[i];
    gatherPartitions(columns, first, end, gathered);
    const sizes = new GroupSizes();
    for (let partition = first; partition < end; partition++) {
      const from = partitionStarts[partition] - partitionStarts[first];
      const to = partitionStarts[partition + 1] - partitionStarts[first];
      const pairs = sorter.sort(gathered.hashes.subarray(from, to), partitionShift);
      const known = sizes.count;
      numberGroups(columns, pairs, gathered.indices.subarray(from, to), groups.numbers, sizes);
      groups.partitionGroups[partition + 1] = sizes.count - known;
    }
    return sizes.finish();
  });
}

/** Sizes of groups, as they are found. */
class GroupSizes {
  count = 0;
  #sizes = new Uint32Array(1024);

  push(size: number): void {
    this.#sizes = growColumn(this.#sizes, this.count + 1);
    this.#sizes[this.count++] = size;
  }

  finish(): Uint32Array {
    return this.#sizes.slice(0, this.count);
  }
}

/** Numbers the groups of a partition: runs of equal keys in `pairs` that more than one document has. */
function numberGroups(
  columns: FingerprintColumns,
  pairs: Uint32Array,
  indices: Uint32Array,
  numbers: Uint32Array,
  sizes: GroupSizes,
): void {
  let number = 0;
  for (let start = 0; start < pairs.length;) {
    const key = pairs[start];
    let end = start + 2;
    while (end < pairs.length && pairs[end] === key) end += 2;
    // Equal keys stand in the order of their indices, and so in that of their documents.
    if (end - start > 2 && !isOneDocument(columns, indices[pairs[start + 1]], indices[pairs[end - 1]])) {
      number++;
      const places = (end - start) >>> 1;
      if (places > MOST_PLACES) sizes.push(numberPlaces(columns, pairs.subarray(start, end), indices, numbers, number));
      else {
        for (let i = start + 1; i < end; i += 2) numbers[indices[pairs[i]]] = number;
        sizes.push(places);
      }
    }
    start = end;
  }
}

/** Numbers the first places of each document in one large group; returns how many. */
function numberPlaces(
  columns: FingerprintColumns,
  pairs: Uint32Array,
  indices: Uint32Array,
  numbers: Uint32Array,
  number: number,
): number {
  let documentEnd = 0;
  let places = 0;
  let size = 0;
  for (let i = 1; i < pairs.length; i += 2) {
    const index = indices[pairs[i]];
    if (index >= documentEnd) {
      documentEnd = columns.fingerprintStarts[documentOf(columns, index) + 1];
      places = 0;
    }
    if (++places > MOST_PLACES) continue;
    numbers[index] = number;
    size++;
  }
  return size;
}

/**
 * Counts the places that each unit led by a document from `first` up to `end` has in groups: those of unit `u` go to
 * `unitStarts[u + 1]`. Several threads may do so, each for documents of its own.
 */
export function countPlaces(
  { fingerprintStarts, ledUnits }: FingerprintColumns,
  { numbers }: FingerprintGroups,
  unitStarts: Uint32Array,
  first: number,
  end: number,
): void {
  for (let document = first; document < end; document++) {
    if (ledUnits[document] === NO_UNIT) continue;
    let count = 0;
    // 1 where a number is not 0, without a branch.
    for (let i = fingerprintStarts[document]; i < fingerprintStarts[document + 1]; i++) count += -numbers[i] >>> 31;
    unitStarts[ledUnits[document] + 1] = count;
  }
}

/**
 * Makes room for the net: adds up what was counted, and joins the sizes of the groups in the order of their partitions. The columns
 * of the units are to be filled by `placeFingerprints`.
 */
export function layOutPostings(
  unitStarts: Uint32Array,
  { partitionGroups }: FingerprintGroups,
  sizes: readonly Uint32Array[],
): Net {
  addUp(unitStarts);
  addUp(partitionGroups);
  const groupStarts = createWords(partitionGroups[partitionGroups.length - 1] + 1);
  let count = 1;
  for (const column of sizes) {
    groupStarts.set(column, count);
    count += column.length;
  }
  addUp(groupStarts);
  const places = unitStarts[unitStarts.length - 1];
  return { unitStarts, groups: createWords(places), positions: createWords(places), groupStarts, isBand: false };
}

/**
 * Fills the columns of the units that documents from `first` up to `end` lead, after `layOutPostings`. Several threads may do so,
 * each for documents of its own.
 */
export function placeFingerprints(
  { fingerprintStarts, fingerprintHashes, fingerprintPositions, ledUnits, partitionShift }: FingerprintColumns,
  { numbers, partitionGroups }: FingerprintGroups,
  { unitStarts, groups, positions }: Pick<Net, 'unitStarts' | 'groups' | 'positions'>,
  first: number,
  end: number,
): void {
  for (let document = first; document < end; document++) {
    if (ledUnits[document] === NO_UNIT) continue;
    let at = unitStarts[ledUnits[document]];
    for (let i = fingerprintStarts[document]; i < fingerprintStarts[document + 1]; i++) {
      const number = numbers[i];
      if (number === 0) continue;
      groups[at] = partitionGroups[fingerprintHashes[i] >>> partitionShift] + number - 1;
      positions[at++] = fingerprintPositions[i];
    }
  }
}
