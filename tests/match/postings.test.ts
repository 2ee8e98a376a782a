// Postings against a Map of lists, and against each pair's own fingerprints.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPartitions, partitionFingerprints } from '../../src/match/fingerprint-partitions.js';
import type { Net } from '../../src/match/net.js';
import { countGroups } from '../../src/match/net.js';
import {
  countPlaces,
  createFingerprintGroups,
  groupFingerprints,
  layOutPostings,
  placeFingerprints,
  weavePostings,
} from '../../src/match/postings.js';
import { NO_UNIT, leaderOf } from '../../src/match/units.js';
import type { Units } from '../../src/match/units.js';
import type { SketchTable } from '../../src/model.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_030_609;
/** How often one unit may stand in one group. */
const MOST_PLACES = 16;

interface MadeTable {
  readonly sketches: SketchTable;
  readonly units: Units;
}

/** Fingerprints of documents, by position; every fifth document belongs to the unit of the one before it. Units count downwards. */
function makeTable(hashesOf: readonly (readonly number[])[]): MadeTable {
  const isLeading = (document: number): boolean => document % 5 !== 4;
  const leaders = Array.from(hashesOf.keys()).filter(isLeading).reverse();
  const unitOf = new Uint32Array(hashesOf.length).fill(NO_UNIT);
  leaders.forEach((document, unit) => (unitOf[document] = unit));
  const members = leaders.map((document) =>
    document + 1 < hashesOf.length && !isLeading(document + 1) ? [document, document + 1] : [document],
  );
  const starts = new Uint32Array(leaders.length + 1);
  members.forEach((list, unit) => {
    starts[unit + 1] = starts[unit] + list.length;
    for (const document of list) unitOf[document] = unit;
  });
  const fingerprintStarts = new Uint32Array(hashesOf.length + 1);
  hashesOf.forEach((hashes, d) => (fingerprintStarts[d + 1] = fingerprintStarts[d] + hashes.length));
  const sketches = {
    count: hashesOf.length,
    fingerprintStarts,
    fingerprintHashes: Uint32Array.from(hashesOf.flat()),
    fingerprintPositions: Uint32Array.from(hashesOf.flatMap((hashes) => hashes.map((_, i) => 3 * i + 1))),
  };
  return {
    sketches: sketches as SketchTable,
    units: { count: leaders.length, unitOf, starts, members: Uint32Array.from(members.flat()) },
  };
}

/** Each group as its places, in order of hash: every hash that two units have, at most so many places a unit. */
function groupByMap({ sketches, units }: MadeTable): string[] {
  const byHash = new Map<number, Map<number, number[]>>();
  for (let unit = 0; unit < units.count; unit++) {
    const document = leaderOf(units, unit);
    for (let i = sketches.fingerprintStarts[document]; i < sketches.fingerprintStarts[document + 1]; i++) {
      const hash = sketches.fingerprintHashes[i];
      const places = byHash.get(hash) ?? new Map<number, number[]>();
      byHash.set(hash, places.set(unit, [...(places.get(unit) ?? []), sketches.fingerprintPositions[i]]));
    }
  }
  return [...byHash]
    .filter(([, places]) => places.size > 1)
    .sort(([a], [b]) => a - b)
    .map(([, places]) =>
      [...places].flatMap(([unit, at]) => at.slice(0, MOST_PLACES).map((place) => `${unit}@${place}`)).join(' '),
    );
}

function listGroups({ unitStarts, groups, positions, groupSpans }: Net): string[] {
  const places = Array.from({ length: countGroups({ groupSpans }) }, (): string[] => []);
  for (let unit = 0; unit + 1 < unitStarts.length; unit++) {
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) places[groups[i]].push(`${unit}@${positions[i]}`);
  }
  return places.map((group) => group.join(' '));
}

function drawHashes(seed: number, documents: number, most: number, range: number): number[][] {
  const draws = seedDraws(seed);
  return Array.from({ length: documents }, () =>
    Array.from({ length: draws.below(most + 1) }, () => Math.imul(draws.below(range), 0x9e3779b1) >>> 0),
  );
}

const anyTable = fc
  .record({
    seed: fc.nat(),
    documents: fc.nat({ max: 40 }),
    most: fc.constantFrom(1, 12, 60),
    range: fc.constantFrom(1, 3, 50, 1000),
  })
  .map(({ seed, documents, most, range }) => makeTable(drawHashes(seed, documents, most, range)));

/** Enough for several partitions and for the filter; most fingerprints occur once. */
const largeTables = [5000, 100_000, 2 ** 31].map((range) => makeTable(drawHashes(range, 1500, 160, range)));

describe('weavePostings', () => {
  it('groups what a Map of lists groups, in order of hash, at most sixteen places a unit', () => {
    const property = fc.property(anyTable, (table) => {
      expect(listGroups(weavePostings(table.sketches, table.units))).toEqual(groupByMap(table));
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
  });

  it('does so for many thousand fingerprints', () => {
    for (const table of largeTables) {
      expect(listGroups(weavePostings(table.sketches, table.units))).toEqual(groupByMap(table));
    }
  });

  it('lists the places of a unit by position, and gives every group exactly the room it needs', () => {
    for (const { sketches, units } of largeTables) {
      const { unitStarts, groups, positions, groupSpans } = weavePostings(sketches, units);
      for (let unit = 0; unit < units.count; unit++) {
        const places = positions.subarray(unitStarts[unit], unitStarts[unit + 1]);
        expect(places.every((place, i) => i === 0 || place > places[i - 1])).toBe(true);
      }
      const sizes = new Uint32Array(countGroups({ groupSpans }));
      for (const group of groups) sizes[group]++;
      expect(sizes).toEqual(sizes.map((_, group) => groupSpans[2 * group + 2] - groupSpans[2 * group]));
      expect(groupSpans[2 * sizes.length]).toBe(groups.length);
    }
  });

  it('weaves the same net of tasks, however they are cut and in whatever order they are done', () => {
    for (const { sketches, units } of largeTables) {
      const columns = partitionFingerprints(sketches, units);
      for (const [most, pieces] of [
        [2 ** 30, 1],
        [30_000, 7],
        [0, 2],
      ]) {
        const groups = createFingerprintGroups(columns);
        const cuts = cutPartitions(columns, most);
        const tasks = cuts.slice(1).map((end, i) => [cuts[i], end]);
        const sizes: Uint32Array[] = [];
        for (const i of [...tasks.keys()].reverse()) [sizes[i]] = groupFingerprints(columns, groups, tasks[i]);
        const stretches = Array.from({ length: pieces }, (_, i) =>
          [i, i + 1].map((cut) => Math.floor((cut * sketches.count) / pieces)),
        ).reverse();
        const unitStarts = new Uint32Array(units.count + 1);
        for (const [first, end] of stretches) countPlaces(columns, groups, unitStarts, first, end);
        const net = layOutPostings(unitStarts, groups, sizes);
        for (const [first, end] of stretches) placeFingerprints(columns, groups, net, first, end);
        // Not `toEqual` on the columns: it takes a second an array of a hundred thousand.
        const expected = weavePostings(sketches, units);
        expect(Object.keys(net)).toEqual(Object.keys(expected));
        for (const name of ['unitStarts', 'groups', 'positions', 'groupSpans'] as const) {
          expect(Buffer.compare(toBytes(net[name]), toBytes(expected[name]))).toBe(0);
        }
      }
    }
  });

  it('keeps the first sixteen places of a unit in a group, and no group of one unit', () => {
    const table = makeTable([Array.from({ length: 1000 }, () => 7), [7], [9, 9]]);
    const places = Array.from({ length: MOST_PLACES }, (_, i) => `2@${3 * i + 1}`);
    expect(listGroups(weavePostings(table.sketches, table.units))).toEqual([['1@1', ...places].join(' ')]);
  });

  it('weaves a net of nothing', () => {
    for (const hashesOf of [[], [[], []]]) {
      const { sketches, units } = makeTable(hashesOf);
      const net = weavePostings(sketches, units);
      expect(Array.from(net.unitStarts)).toEqual([0, ...hashesOf.map(() => 0)]);
      expect([net.groups, net.positions, net.groupSpans].map((column) => [...column])).toEqual([[], [], [0, 0]]);
    }
  });
});

function toBytes(column: Uint32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
