// Steps over made-up fingerprints: a sketch table of nothing else, and what its steps are gathered from.

import fc from 'fast-check';
import { prepareSteps } from '../../src/match/gather-steps.js';
import type { StepColumns } from '../../src/match/gather-steps.js';
import { Groups } from '../../src/match/gathering.js';
import { weavePostings } from '../../src/match/postings.js';
import { ShingleTableBuilder } from '../../src/match/shingle-table.js';
import type { ShingleTable } from '../../src/match/shingle-table.js';
import { collapseDocuments } from '../../src/match/units.js';
import type { Units } from '../../src/match/units.js';
import type { SketchTable } from '../../src/model.js';
import { TAIL_WORDS } from '../../src/sketch/signature.js';
import { listIds } from './id-lists.js';
import { seedDraws } from './seed-draws.js';

/** In more units than this a fingerprint is capped. */
export const CAP = 4;
/** No two fingerprints of a document in a row are further apart. */
const WINDOW = 16;

export interface MadeFingerprint {
  readonly hash: number;
  readonly position: number;
}

export type Fingerprints = readonly (readonly MadeFingerprint[])[];

/** A table of documents with these fingerprints; every document is a unit, in this order. */
function makeTable(fingerprints: Fingerprints): { sketches: SketchTable; units: Units } {
  const count = fingerprints.length;
  const flat = fingerprints.flat();
  const starts = [0];
  for (const own of fingerprints) starts.push(starts[starts.length - 1] + own.length);
  const sketches: SketchTable = {
    count,
    tokens: Uint32Array.from(fingerprints, () => 1000),
    halfWords: Uint32Array.from(fingerprints, () => 2000),
    shingles: Uint32Array.from(fingerprints, (_, document) => 1000 - document),
    contentHashes: Uint32Array.from({ length: 4 * count }, (_, i) => i),
    tokensHashes: Uint32Array.from({ length: 4 * count }, (_, i) => i),
    laneTails: new Uint32Array(TAIL_WORDS * count),
    fingerprintStarts: Uint32Array.from(starts),
    fingerprintHashes: Uint32Array.from(flat, ({ hash }) => hash),
    fingerprintPositions: Uint32Array.from(flat, ({ position }) => position),
    filterStarts: new Uint32Array(count + 1),
    filterWords: new Uint32Array(0),
  };
  const ids = fingerprints.map((_, document) => `d${String(document).padStart(4, '0')}`);
  return { sketches, units: collapseDocuments(sketches, listIds(ids), null) };
}

/** Up to 14 documents of up to 12 fingerprints, out of few. */
export const anyFingerprints = fc.nat().map((seed): Fingerprints => {
  const draws = seedDraws(seed);
  const hashes = 2 + draws.below(30);
  return Array.from({ length: 1 + draws.below(14) }, () => {
    let position = 0;
    return Array.from({ length: draws.below(12) }, () => {
      position += 1 + draws.below(2);
      return { hash: draws.below(hashes) * 0x8123457, position };
    });
  });
});

/** A table of fingerprints, as the steps are gathered with. */
export function listFingerprints(hashes: Iterable<number>): ShingleTable {
  const builder = new ShingleTableBuilder();
  for (const hash of hashes) builder.add(0, hash);
  return builder.table;
}

export interface MadeSteps {
  readonly columns: StepColumns;
  readonly sketches: SketchTable;
  readonly units: Units;
}

/** What the steps of such documents are gathered from. */
export function makeSteps(
  fingerprints: Fingerprints,
  {
    isKept = (): boolean => true,
    hotHashes = [],
    isSingle = false,
  }: Partial<{
    isKept: (unit: number) => boolean;
    hotHashes: readonly number[];
    isSingle: boolean;
  }> = {},
): MadeSteps {
  const { sketches, units } = makeTable(fingerprints);
  const groups = new Groups(weavePostings(sketches, units), CAP);
  for (let unit = 0; unit < units.count; unit++) if (isKept(unit)) groups.admit(unit);
  return {
    columns: prepareSteps(sketches, units, groups, isKept, listFingerprints(hotHashes), { isSingle, window: WINDOW }),
    sketches,
    units,
  };
}
