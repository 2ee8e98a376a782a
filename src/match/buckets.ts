// Buckets and postings: the two nets, woven from the sketches of the units.
//
// Bands find pairs by Jaccard (Broder 1997; banding as in `banding`), fingerprints by any shared run (winnowing, 2003).
// Refuses to look at pairs.
import type { SketchTable } from '../model.js';
import type { Banding } from './banding.js';
import type { Net, NetEntries } from './net.js';
import { weaveNet } from './net.js';
import { RepeatFilter } from './repeat-filter.js';
import { leaderOf } from './units.js';
import type { Units } from './units.js';

/**
 * The net of bands. A document of one distinct shingle has Jaccard 1 with its like and at most ½ with any other; its
 * fingerprint is that shingle, so above a threshold of ½ it needs no bands.
 */
export function weaveBuckets(
  sketches: SketchTable,
  units: Units,
  lanes: number,
  banding: Banding,
  threshold: number,
): Net {
  const isBanded = (unit: number): boolean => threshold <= 0.5 || sketches.shingles[leaderOf(units, unit)] > 1;
  let count = 0;
  for (let unit = 0; unit < units.count; unit++) if (isBanded(unit)) count++;
  const banded = new Uint32Array(count);
  count = 0;
  for (let unit = 0; unit < units.count; unit++) if (isBanded(unit)) banded[count++] = unit;
  return weaveNet(units.count, listBands(sketches, units, banded, lanes, banding), true);
}

/** Bands whose keys are made in one walk over the signatures: a row is read once for all of them. */
const BANDS_AT_ONCE = 8;

function* listBands(
  sketches: SketchTable,
  units: Units,
  banded: Uint32Array,
  lanes: number,
  { bands, rowsPerBand }: Banding,
): Generator<NetEntries> {
  // Filled again for each walk: fresh memory costs more than what is written to it.
  const reused = Array.from({ length: Math.min(BANDS_AT_ONCE, bands) }, () => new Uint32Array(banded.length));
  for (let first = 0; first < bands; first += BANDS_AT_ONCE) {
    const columns = reused.slice(0, bands - first);
    for (let i = 0; i < banded.length; i++) {
      let start = leaderOf(units, banded[i]) * lanes + first * rowsPerBand;
      for (const column of columns) {
        column[i] = keyOfBand(sketches.signatures, start, rowsPerBand);
        start += rowsPerBand;
      }
    }
    for (const keys of columns) yield { units: banded, keys, positions: null };
  }
}

/** One or two 16-bit lanes are the key itself; more are folded together. */
function keyOfBand(signatures: Uint16Array, start: number, rows: number): number {
  let key = signatures[start];
  if (rows === 2) return (key | (signatures[start + 1] << 16)) >>> 0;
  for (let i = 1; i < rows; i++) {
    key = Math.imul(key ^ (key >>> 15), 0x85ebca6b) ^ signatures[start + i];
    key ^= key << 16;
  }
  return key >>> 0;
}

/** The net of fingerprints, with their positions. Those that no other document has are passed over before they are copied. */
export function weavePostings(sketches: SketchTable, units: Units): Net {
  const { fingerprintStarts, fingerprintHashes, fingerprintPositions } = sketches;
  const filter = new RepeatFilter();
  filter.note(fingerprintHashes);
  // As large as if all were kept: what is not written to takes no memory.
  const places = fingerprintHashes.length;
  const entries = { units: new Uint32Array(places), keys: new Uint32Array(places), positions: new Uint32Array(places) };
  let selected = new Uint32Array(256);
  let count = 0;
  for (let unit = 0; unit < units.count; unit++) {
    const document = leaderOf(units, unit);
    const start = fingerprintStarts[document];
    const end = fingerprintStarts[document + 1];
    if (end - start >= selected.length) selected = new Uint32Array(2 * (end - start));
    const repeated = filter.select(fingerprintHashes, start, end, selected);
    for (let i = 0; i < repeated; i++, count++) {
      entries.units[count] = unit;
      entries.keys[count] = fingerprintHashes[selected[i]];
      entries.positions[count] = fingerprintPositions[selected[i]];
    }
  }
  const layer = {
    units: entries.units.subarray(0, count),
    keys: entries.keys.subarray(0, count),
    positions: entries.positions.subarray(0, count),
  };
  return weaveNet(units.count, [layer], false);
}
