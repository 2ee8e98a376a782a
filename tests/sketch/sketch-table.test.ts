// The table that sketches are collected in: nothing lost as it grows, every offset right, signatures folded.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentSketch } from '../../src/model.js';
import { foldLane, SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { SketchTableBuilder } from '../../src/sketch/sketch-table.js';
import { seedDraws } from '../helpers/seed-draws.js';

/** A sketch of random figures with so many fingerprints; every third has a filter. */
function makeSketch(seed: number, fingerprints: number): DocumentSketch {
  const draws = seedDraws(seed);
  const words = (length: number): Uint32Array => Uint32Array.from({ length }, () => draws.below(2 ** 32));
  const signature = words(SIGNATURE_LANES);
  return {
    tokens: draws.below(2 ** 32),
    halfWords: draws.below(2 ** 32),
    shingles: draws.below(2 ** 32),
    signature,
    foldedSignature: Uint16Array.from(signature, foldLane),
    fingerprintHashes: words(fingerprints),
    fingerprintPositions: words(fingerprints),
    contentHash: words(4),
    tokensHash: words(4),
    shingleFilter: words(seed % 3 === 1 ? 64 << (seed % 4) : 0),
  };
}

function expectRows(builder: SketchTableBuilder, sketches: readonly DocumentSketch[]): void {
  const table = builder.finish();
  const join = (pick: (sketch: DocumentSketch) => Iterable<number>): number[] => sketches.flatMap((s) => [...pick(s)]);
  expect(table.count).toBe(sketches.length);
  expect([...table.tokens]).toEqual(join((s) => [s.tokens]));
  expect([...table.halfWords]).toEqual(join((s) => [s.halfWords]));
  expect([...table.shingles]).toEqual(join((s) => [s.shingles]));
  expect([...table.contentHashes]).toEqual(join((s) => s.contentHash));
  expect([...table.tokensHashes]).toEqual(join((s) => s.tokensHash));
  expect(readTails(table.laneTails)).toEqual(join((s) => [...s.signature].map((lane) => foldLane(lane) & 15)));
  expect([...table.fingerprintHashes]).toEqual(join((s) => s.fingerprintHashes));
  expect([...table.fingerprintPositions]).toEqual(join((s) => s.fingerprintPositions));
  expect([...table.filterWords]).toEqual(join((s) => s.shingleFilter));
  expect([...table.fingerprintStarts]).toEqual(sumUp(sketches, (s) => s.fingerprintHashes.length));
  expect([...table.filterStarts]).toEqual(sumUp(sketches, (s) => s.shingleFilter.length));
}

/** Tails one by one. */
function readTails(words: Uint32Array): number[] {
  return Array.from({ length: 8 * words.length }, (_, i) => (words[i >>> 3] >>> (4 * (i & 7))) & 15);
}

/** Where each one's part begins, and where the last one's ends. */
function sumUp(sketches: readonly DocumentSketch[], lengthOf: (sketch: DocumentSketch) => number): number[] {
  const starts = [0];
  for (const sketch of sketches) starts.push((starts.at(-1) ?? 0) + lengthOf(sketch));
  return starts;
}

function buildTable(sketches: readonly DocumentSketch[], isShared?: boolean): SketchTableBuilder {
  const builder = new SketchTableBuilder(isShared);
  sketches.forEach((sketch, row) => {
    expect(builder.append(sketch)).toBe(row);
  });
  return builder;
}

describe('a table of sketches', () => {
  it('holds the same when it is told how far the corpus is, truly or not', () => {
    const sketches = Array.from({ length: 700 }, (_, i) => makeSketch(i, i % 30));
    for (const share of [(i: number) => i / 700, () => 0.011, () => 1, () => 0]) {
      const builder = new SketchTableBuilder();
      sketches.forEach((sketch, i) => {
        builder.noteProgress(share(i));
        builder.append(sketch);
      });
      expectRows(builder, sketches);
    }
  });

  it('holds what was appended, row by row', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }), (fingerprints) => {
        const sketches = fingerprints.map((count, i) => makeSketch(i, count));
        expectRows(buildTable(sketches), sketches);
      }),
      { seed: 20_260_101, numRuns: 50 },
    );
  });

  it.each([255, 256, 257, 1000])('of %i documents loses none as it grows', (documents) => {
    const sketches = Array.from({ length: documents }, (_, i) => makeSketch(i, i % 5));
    expectRows(buildTable(sketches), sketches);
  });

  it('takes a document of more fingerprints than all before', () => {
    const sketches = [3, 0, 4093, 1, 50_000, 0, 7].map((fingerprints, i) => makeSketch(i, fingerprints));
    expectRows(buildTable(sketches), sketches);
  });

  it('of no document has one offset and nothing else', () => {
    expectRows(new SketchTableBuilder(), []);
  });

  it('keeps a copy: the sketcher may use its memory again', () => {
    const sketch = makeSketch(1, 3);
    const builder = buildTable([sketch]);
    const kept = structuredClone(sketch);
    for (const column of [
      sketch.signature,
      sketch.fingerprintHashes,
      sketch.fingerprintPositions,
      sketch.contentHash,
      sketch.shingleFilter,
    ]) {
      column.fill(0);
    }
    expectRows(builder, [kept]);
  });

  it('takes stretches of other tables between documents of its own', () => {
    const anyPart = fc.record({
      fingerprints: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }),
      bounds: fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 })),
      isTable: fc.boolean(),
      isShared: fc.boolean(),
    });
    const property = fc.property(fc.array(anyPart, { maxLength: 10 }), fc.boolean(), (parts, isShared) => {
      const builder = new SketchTableBuilder(isShared);
      const expected: DocumentSketch[] = [];
      parts.forEach(({ fingerprints, bounds, isTable, isShared: isPartShared }, part) => {
        const sketches = fingerprints.map((count, i) => makeSketch(100 * part + i, count));
        const [first, end] = bounds.map((bound) => Math.min(bound, sketches.length)).sort((a, b) => a - b);
        const taken = sketches.slice(first, end);
        if (isTable) builder.appendRows(buildTable(sketches, isPartShared).finish(), first, end);
        else for (const sketch of taken) expect(builder.append(sketch)).toBe(expected.length + taken.indexOf(sketch));
        expected.push(...taken);
      });
      expectRows(builder, expected);
    });
    fc.assert(property, { seed: 20_260_102, numRuns: 60 });
  });

  it('takes a whole table where no stretch is named, and tables larger than all before', () => {
    const sketches = Array.from({ length: 1500 }, (_, i) => makeSketch(i, i % 9));
    const builder = new SketchTableBuilder(true);
    for (const [first, end] of [
      [0, 2],
      [2, 2],
      [2, 900],
      [900, 1500],
    ]) {
      builder.noteProgress(end / 1500);
      builder.appendRows(buildTable(sketches.slice(first, end)).finish());
    }
    expectRows(builder, sketches);
  });

  it('in memory that another table used holds its own rows and no others', () => {
    const sketchesOf = (seed: number, count: number): DocumentSketch[] =>
      Array.from({ length: count }, (_, i) => makeSketch(seed + i, (seed * i) % 37));
    let used = buildTable(sketchesOf(1, 700), true).finish();
    for (const [seed, count] of [
      [1000, 300],
      [2000, 0],
      [3000, 2500],
      [6000, 5],
    ]) {
      const builder = new SketchTableBuilder(true, used);
      const sketches = sketchesOf(seed, count);
      for (const sketch of sketches) builder.append(sketch);
      used = builder.finish();
      expectRows(builder, sketches);
    }
  });

  it('is in shared memory where that is asked for, grown or not, and else is not', () => {
    for (const count of [1, 600]) {
      const sketches = Array.from({ length: count }, (_, i) => makeSketch(i, 20));
      for (const isShared of [true, false]) {
        const { count: rows, ...columns } = buildTable(sketches, isShared).finish();
        const buffers = Object.values(columns).map(({ buffer }) => buffer instanceof SharedArrayBuffer);
        expect([rows, buffers]).toEqual([count, Array(11).fill(isShared)]);
      }
    }
  });
});
