// The screen refuses what sizes, signatures or fingerprints rule out, and no pair that brute force calls a duplicate.

import { describe, expect, it } from 'vitest';
import { Gathering, Groups } from '../../src/match/gathering.js';
import type { Screen } from '../../src/match/screen.js';
import { createScreen, rankColumns } from '../../src/match/screen.js';
import type { Units } from '../../src/match/units.js';
import type { SketchTable } from '../../src/model.js';
import { USUAL_THRESHOLDS, listDuplicatePairs } from '../helpers/exact-documents.js';
import { describeRelatives, makeRelatives } from '../helpers/made-relatives.js';
import { makeMatchRun, toThresholds } from '../helpers/make-match-run.js';

const LANES = 128;

interface MadeSide {
  readonly shingles: number;
  readonly halfWords: number;
  readonly fingerprints?: number;
}

/** Two documents, the larger first, whose signatures agree on so many lanes. */
function screenPair(larger: MadeSide, smaller: MadeSide, equalLanes: number): Screen {
  const sides = [larger, smaller];
  const starts = [0, larger.fingerprints ?? 0, (larger.fingerprints ?? 0) + (smaller.fingerprints ?? 0)];
  const sketches: SketchTable = {
    count: 2,
    tokens: Uint32Array.from(sides, ({ halfWords }) => Math.ceil(halfWords / 2)),
    halfWords: Uint32Array.from(sides, ({ halfWords }) => halfWords),
    shingles: Uint32Array.from(sides, ({ shingles }) => shingles),
    contentHashes: new Uint32Array(8),
    tokensHashes: new Uint32Array(8),
    laneTails: Uint32Array.from(sides.flatMap((_, side) => listTails(side, equalLanes))),
    fingerprintStarts: Uint32Array.from(starts),
    fingerprintHashes: new Uint32Array(starts[2]),
    fingerprintPositions: new Uint32Array(starts[2]),
    filterStarts: new Uint32Array(3),
    filterWords: new Uint32Array(0),
  };
  const units: Units = {
    count: 2,
    unitOf: Uint32Array.of(0, 1),
    starts: Uint32Array.of(0, 1, 2),
    members: Uint32Array.of(0, 1),
  };
  const ranked = rankColumns(sketches, units);
  return createScreen({ sketches, ranked, lanes: LANES, thresholds: toThresholds(USUAL_THRESHOLDS) });
}

/** Tails of a document, eight lanes a word. */
function listTails(side: number, equalLanes: number): number[] {
  return Array.from({ length: LANES / 8 }, (_, word) => {
    const tails = Array.from({ length: 8 }, (_, i) => (8 * word + i < equalLanes ? 1 : side + 2));
    return tails.reduce((packed, tail, i) => packed | (tail << (4 * i)), 0) >>> 0;
  });
}

describe('createScreen', () => {
  it('refuses no duplicate pair that is near or shares a fingerprint', () => {
    let pairs = 0;
    for (const seed of [61, 62, 63, 64, 65]) {
      const documents = makeRelatives(seed, 120);
      const { run, unitOf } = makeMatchRun(documents);
      const postings = new Groups(run.postings, Infinity);
      for (let unit = 0; unit < run.units.count; unit++) postings.admit(unit);
      const gathering = new Gathering(run.units.count);
      for (const { larger, smaller, relation } of listDuplicatePairs(describeRelatives(documents), USUAL_THRESHOLDS)) {
        if (relation === 'same-text') continue;
        gathering.clear();
        postings.visit(unitOf(smaller.id), 0, true, gathering);
        const shared = gathering.fingerprintsShared(unitOf(larger.id));
        // No net proposes what is edited and small within something large and shares none.
        if (relation === 'contained' && shared === 0) continue;
        pairs++;
        const isInBand = relation === 'near';
        expect(run.screen.canBeDuplicate(unitOf(smaller.id), unitOf(larger.id), shared, isInBand)).toBe(true);
      }
    }
    expect(pairs).toBeGreaterThan(200);
  });

  it('refuses sizes of which no intersection makes a duplicate, whatever the signatures say', () => {
    const large: MadeSide = { shingles: 100, halfWords: 208 };
    expect(screenPair(large, { shingles: 60, halfWords: 39 }, LANES).canBeDuplicate(1, 0, 9, true)).toBe(true);
    expect(screenPair(large, { shingles: 59, halfWords: 39 }, LANES).canBeDuplicate(1, 0, 9, true)).toBe(false);
    // From 20 words on it may be contained.
    expect(screenPair(large, { shingles: 59, halfWords: 40 }, LANES).canBeDuplicate(1, 0, 9, true)).toBe(true);
  });

  it('refuses signatures that a pair at the threshold shows but once in 100,000 times', () => {
    const side: MadeSide = { shingles: 100, halfWords: 39 };
    const isLetThrough = (lanes: number): boolean => screenPair(side, side, lanes).canBeDuplicate(1, 0, 0, true);
    const least = Array.from({ length: LANES + 1 }, (_, lanes) => lanes).findIndex(isLetThrough);
    // 0.6 of 128 lanes and a sixteenth of the others are 80; 4.3 standard deviations of 5.5 below are 56.
    expect(least).toBeGreaterThan(52);
    expect(least).toBeLessThan(61);
    expect(isLetThrough(LANES)).toBe(true);
  });

  it('asks pairs that no band proposed for a share of the fingerprints of the smaller one', () => {
    const book: MadeSide = { shingles: 50_000, halfWords: 100_008 };
    const isLetThrough = (fingerprints: number, shared: number, isInBand: boolean): boolean =>
      screenPair(book, { shingles: 100, halfWords: 208, fingerprints }, 0).canBeDuplicate(1, 0, shared, isInBand);
    expect(isLetThrough(20, 3, false)).toBe(true);
    expect(isLetThrough(20, 2, false)).toBe(false);
    expect(isLetThrough(20, 2, true)).toBe(true);
    // Few fingerprints say nothing.
    expect(isLetThrough(6, 0, false)).toBe(true);
  });

  it('holds signatures against pairs that share fingerprints too, where they can say something', () => {
    const side: MadeSide = { shingles: 100, halfWords: 208, fingerprints: 12 };
    expect(screenPair(side, side, 20).canBeDuplicate(1, 0, 12, false)).toBe(false);
    expect(screenPair(side, side, 100).canBeDuplicate(1, 0, 12, false)).toBe(true);
  });
});
