// Buckets and postings: the two nets, woven from the sketches of the units.
//
// Bands find pairs by Jaccard (Broder 1997; banding as in `banding`), fingerprints by any shared run (winnowing, 2003).
// Refuses to look at pairs.
import type { SketchTable } from '../model.js';
import type { Banding } from './banding.js';
import type { Net, NetEntries } from './net.js';
import { weaveNet } from './net.js';
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
  for (let first = 0; first < bands; first += BANDS_AT_ONCE) {
    const columns = Array.from(
      { length: Math.min(BANDS_AT_ONCE, bands - first) },
      () => new Uint32Array(banded.length),
    );
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

/** The net of fingerprints, with their positions. */
export function weavePostings(sketches: SketchTable, units: Units): Net {
  const { fingerprintStarts } = sketches;
  let count = 0;
  for (let unit = 0; unit < units.count; unit++) {
    const document = leaderOf(units, unit);
    count += fingerprintStarts[document + 1] - fingerprintStarts[document];
  }
  const entries = { units: new Uint32Array(count), keys: new Uint32Array(count), positions: new Uint32Array(count) };
  let at = 0;
  for (let unit = 0; unit < units.count; unit++) {
    const document = leaderOf(units, unit);
    const start = fingerprintStarts[document];
    const end = fingerprintStarts[document + 1];
    // Most documents have a few dozen: a loop copies them faster than three calls.
    for (let i = start; i < end; i++, at++) {
      entries.units[at] = unit;
      entries.keys[at] = sketches.fingerprintHashes[i];
      entries.positions[at] = sketches.fingerprintPositions[i];
    }
  }
  return weaveNet(units.count, [entries], false);
}
