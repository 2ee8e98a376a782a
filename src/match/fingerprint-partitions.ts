// Partitions of the fingerprints by their top bits: so many of them that one fits the second-level cache.
//
// Equal fingerprints are in one partition, and the partitions in order hold the fingerprints in order: whoever groups them one
// after the other, or several at once, gets the same groups with the same numbers. Refuses to group.
import { createWords } from '../columns.js';
import type { SketchTable } from '../model.js';
import { addUp } from './net.js';
import { NO_UNIT, listLedUnits } from './units.js';
import type { Units } from './units.js';

/** What fingerprints are grouped from; all of it may be looked at by several threads. */
export interface FingerprintColumns {
  readonly fingerprintStarts: Uint32Array;
  readonly fingerprintHashes: Uint32Array;
  readonly fingerprintPositions: Uint32Array;
  /** Per document the unit that it leads, or `NO_UNIT`: the fingerprints of such a document count for nothing. */
  readonly ledUnits: Uint32Array;
  /** A fingerprint's partition is its hash without so many low bits. */
  readonly partitionShift: number;
  /** `partitions + 1` offsets: how many fingerprints each partition has. */
  readonly partitionStarts: Uint32Array;
  /** Per `2 ** BLOCK_BITS` fingerprints the document of the first of them. */
  readonly blockDocuments: Uint32Array;
  /** How many fingerprints the document with the most of them has. */
  readonly mostFingerprints: number;
}

/** Fingerprints in a partition, about: their keys, places and filter take half a megabyte. */
const PARTITION_SIZE = 2 ** 15;
/** At most so many partitions: beyond 130 million fingerprints they grow. */
const MOST_PARTITION_BITS = 12;
/** A document has some 30 fingerprints: from the first of a block it is a step or two to the one that is looked for. */
const BLOCK_BITS = 5;

/** Counts the partitions: one walk over the fingerprints. */
export function partitionFingerprints(sketches: SketchTable, units: Units): FingerprintColumns {
  const { fingerprintStarts, fingerprintHashes, fingerprintPositions } = sketches;
  const wanted = Math.log2(fingerprintHashes.length / PARTITION_SIZE);
  // At least one bit: a shift by 32 would be none.
  const partitionShift = 32 - Math.min(MOST_PARTITION_BITS, Math.max(1, Math.ceil(wanted)));
  const partitionStarts = createWords(2 ** (32 - partitionShift) + 1);
  const blockDocuments = createWords((fingerprintHashes.length >>> BLOCK_BITS) + 1);
  const ledUnits = listLedUnits(units);
  let block = 0;
  let mostFingerprints = 0;
  for (let document = 0; document < ledUnits.length; document++) {
    const end = fingerprintStarts[document + 1];
    for (; block << BLOCK_BITS < end; block++) blockDocuments[block] = document;
    mostFingerprints = Math.max(mostFingerprints, end - fingerprintStarts[document]);
    if (ledUnits[document] === NO_UNIT) continue;
    for (let i = fingerprintStarts[document]; i < end; i++) {
      partitionStarts[(fingerprintHashes[i] >>> partitionShift) + 1]++;
    }
  }
  addUp(partitionStarts);
  return {
    fingerprintStarts,
    fingerprintHashes,
    fingerprintPositions,
    ledUnits,
    partitionShift,
    partitionStarts,
    blockDocuments,
    mostFingerprints,
  };
}

/** Whether two fingerprints are of one document, given their indices, the lesser first. */
export function isOneDocument(columns: FingerprintColumns, first: number, last: number): boolean {
  // Mostly known without looking at more memory.
  if (last - first >= columns.mostFingerprints) return false;
  return last < columns.fingerprintStarts[documentOf(columns, first) + 1];
}

/** The document of a fingerprint, given its index. */
export function documentOf({ fingerprintStarts, blockDocuments }: FingerprintColumns, index: number): number {
  let document = blockDocuments[index >>> BLOCK_BITS];
  while (fingerprintStarts[document + 1] <= index) document++;
  return document;
}

/**
 * Cuts the partitions into stretches of at most `most` fingerprints, or of one partition: offsets, the first 0, the last the
 * number of partitions.
 */
export function cutPartitions({ partitionStarts }: FingerprintColumns, most: number): number[] {
  const cuts = [0];
  for (let partition = 1; partition + 1 < partitionStarts.length; partition++) {
    if (partitionStarts[partition + 1] - partitionStarts[cuts[cuts.length - 1]] > most) cuts.push(partition);
  }
  cuts.push(partitionStarts.length - 1);
  return cuts;
}

/** The fingerprints of a stretch of partitions, partition after partition, in each in the order of their indices. */
export interface GatheredFingerprints {
  readonly hashes: Uint32Array;
  readonly indices: Uint32Array;
}

/** Fingerprints looked at before those that are wanted go to their partitions: they stay in the first-level cache meanwhile. */
const PIECE = 1024;

/**
 * Gathers the fingerprints of the partitions from `first` up to `end` into `gathered`, which has room for them. Two steps, so
 * that neither has a branch that cannot be foretold: most fingerprints are not in the stretch.
 */
export function gatherPartitions(
  columns: FingerprintColumns,
  first: number,
  end: number,
  gathered: GatheredFingerprints,
): void {
  const { fingerprintStarts, fingerprintHashes, ledUnits, partitionShift, partitionStarts } = columns;
  const next = partitionStarts.slice(first, end);
  for (let i = next.length - 1; i >= 0; i--) next[i] -= next[0];
  const piece = new Uint32Array(2 * PIECE + 1);
  const size = end - first;
  let count = 0;
  for (let document = 0; document < ledUnits.length; document++) {
    const start = fingerprintStarts[document];
    // Nearly all documents lead a unit: what follows them at once is walked with them.
    while (document < ledUnits.length && ledUnits[document] !== NO_UNIT) document++;
    const last = fingerprintStarts[document];
    for (let from = start; from < last; from += PIECE) {
      const to = Math.min(last, from + PIECE);
      for (let i = from; i < to; i++) {
        const partition = ((fingerprintHashes[i] >>> partitionShift) - first) | 0;
        piece[count] = i;
        // 1 where 0 <= partition < size, else 0.
        count += ((partition - size) & ~partition) >>> 31;
      }
      if (count < PIECE) continue;
      scatter(columns, piece, count, first, next, gathered);
      count = 0;
    }
  }
  scatter(columns, piece, count, first, next, gathered);
}

function scatter(
  { fingerprintHashes, partitionShift }: FingerprintColumns,
  piece: Uint32Array,
  count: number,
  first: number,
  next: Uint32Array,
  { hashes, indices }: GatheredFingerprints,
): void {
  for (let i = 0; i < count; i++) {
    const index = piece[i];
    const hash = fingerprintHashes[index];
    const at = next[(hash >>> partitionShift) - first]++;
    hashes[at] = hash;
    indices[at] = index;
  }
}
