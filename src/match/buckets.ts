// Buckets: the net of bands, woven from the signatures of the units.
//
// Bands find pairs by Jaccard (Broder 1997; banding as in `banding`). Each band is grouped by itself, a few of them in one walk over
// the signatures in the order in which they lie; the lists of the units are made of what is shared at the end.
// Refuses to look at pairs.
import { createWords } from '../columns.js';
import type { SignatureRows, SketchTable } from '../model.js';
import type { Net } from './net.js';
import { addUp, spanGroups } from './net.js';
import { RepeatSorter } from './repeat-sorter.js';
import { NO_UNIT, listLedUnits } from './units.js';
import type { Units } from './units.js';

/** What one band has in common: the units of its groups, group after group, and how many each group has. */
export interface GroupedBand {
  readonly units: Uint32Array;
  readonly sizes: Uint32Array;
}

/** What the keys of bands are made from, besides signatures; all of it may be looked at by several threads. */
export interface BandColumns {
  readonly lanes: number;
  readonly rowsPerBand: number;
  /** The documents that have bands, in ascending order, and the unit that each leads. */
  readonly documents: Uint32Array;
  readonly units: Uint32Array;
}

/**
 * The documents that lead a unit and have bands, with their units. A document of one distinct shingle has Jaccard 1 with
 * its like and at most ½ with any other; its fingerprint is that shingle, so above a threshold of ½ it needs no bands.
 */
export function listBanded(
  sketches: Pick<SketchTable, 'count' | 'shingles'>,
  units: Units,
  threshold: number,
): { documents: Uint32Array; units: Uint32Array } {
  const ledUnits = listLedUnits(units);
  const leastShingles = threshold <= 0.5 ? 1 : 2;
  const documents = createWords(units.count);
  const bandedUnits = createWords(units.count);
  let count = 0;
  for (let document = 0; document < sketches.count; document++) {
    if (ledUnits[document] === NO_UNIT || sketches.shingles[document] < leastShingles) continue;
    bandedUnits[count] = ledUnits[document];
    documents[count++] = document;
  }
  return { documents: documents.subarray(0, count), units: bandedUnits.subarray(0, count) };
}

/** Bands whose keys are made in one walk over the signatures: their lanes lie in one or two lines of the cache. */
const BANDS_AT_ONCE = 8;

/** Groups the bands from `first` up to `end`, each by itself: one task of a worker, or all there is to do. */
export function groupBands(columns: BandColumns, signatures: SignatureRows, first: number, end: number): GroupedBand[] {
  const { length } = columns.documents;
  const sorter = new RepeatSorter();
  // Filled again for each walk: fresh memory costs more than what is written to it.
  const keys = new Uint32Array(length * Math.min(BANDS_AT_ONCE, end - first));
  const room: GroupedBand = { units: new Uint32Array(length), sizes: new Uint32Array(length >>> 1) };
  const grouped: GroupedBand[] = [];
  for (let band = first; band < end; band += BANDS_AT_ONCE) {
    const bands = Math.min(BANDS_AT_ONCE, end - band);
    writeKeys(columns, signatures, band, bands, keys);
    for (let i = 0; i < bands; i++) {
      grouped.push(groupBand(keys.subarray(i * length, (i + 1) * length), columns.units, sorter, room));
    }
  }
  return grouped;
}

/** Documents whose signatures are looked at together: they take half a megabyte. */
const DOCUMENTS_AT_ONCE = 2048;

/** Writes the keys of `bands` bands from `first` on, one column after the other. */
function writeKeys(
  { lanes, rowsPerBand, documents }: BandColumns,
  signatures: SignatureRows,
  first: number,
  bands: number,
  keys: Uint32Array,
): void {
  const { length } = documents;
  for (let i = 0; i < length;) {
    const start = documents[i];
    let stop = i;
    while (stop < length && documents[stop] - start < DOCUMENTS_AT_ONCE) stop++;
    const rows = signatures.read(start, documents[stop - 1] + 1);
    for (; i < stop; i++) {
      let lane = (documents[i] - start) * lanes + first * rowsPerBand;
      for (let at = i, end = i + bands * length; at < end; at += length) {
        // One or two 16-bit lanes are the key itself; more are folded together.
        const bandEnd = lane + rowsPerBand;
        let key = rows[lane++];
        if (lane < bandEnd) key |= rows[lane++] << 16;
        while (lane < bandEnd) {
          key = Math.imul(key, 0x9e3779b1);
          key = Math.imul(key ^ (key >>> 15), 0x85ebca6b) ^ Math.imul(rows[lane++], 0xc2b2ae35);
        }
        keys[at] = key;
      }
    }
  }
}

/** Groups one band in `room`; what is returned is a copy. */
function groupBand(keys: Uint32Array, units: Uint32Array, sorter: RepeatSorter, room: GroupedBand): GroupedBand {
  const pairs = sorter.sort(keys);
  const { units: shared, sizes } = room;
  let count = 0;
  let groups = 0;
  for (let start = 0; start < pairs.length;) {
    const key = pairs[start];
    let end = start + 2;
    while (end < pairs.length && pairs[end] === key) end += 2;
    if (end - start > 2) {
      for (let i = start; i < end; i += 2) shared[count++] = units[pairs[i + 1]];
      sizes[groups++] = (end - start) >>> 1;
    }
    start = end;
  }
  return { units: shared.slice(0, count), sizes: sizes.slice(0, groups) };
}

/** Joins the groups of all bands, in the order of the bands, to a net. */
export function joinBands(unitCount: number, bands: readonly GroupedBand[]): Net {
  const unitStarts = createWords(unitCount + 1);
  for (const { units } of bands) for (let i = 0; i < units.length; i++) unitStarts[units[i] + 1]++;
  addUp(unitStarts);
  const groups = createWords(unitStarts[unitCount]);
  const next = unitStarts.slice();
  let group = 0;
  for (const { units, sizes } of bands) {
    let at = 0;
    for (let i = 0; i < sizes.length; i++, group++) {
      for (const end = at + sizes[i]; at < end; at++) groups[next[units[at]]++] = group;
    }
  }
  const groupSpans = spanGroups(bands.map(({ sizes }) => sizes));
  return { unitStarts, groups, positions: createWords(0), groupSpans, isBand: true };
}
