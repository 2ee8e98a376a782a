// Nets against a Map of lists.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Net, NetEntries } from '../../src/match/net.js';
import { weaveNet } from '../../src/match/net.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_030_609;
/** How often one unit may stand in one group. */
const MOST_PLACES = 16;

interface Entry {
  readonly unit: number;
  readonly key: number;
  readonly position: number;
}

interface MadeLayer {
  readonly entries: readonly Entry[];
}

/** `count` entries in order of unit; a unit's positions ascend. */
function drawLayer(seed: number, unitCount: number, count: number, keys: number): MadeLayer {
  const draws = seedDraws(seed);
  const units = Array.from({ length: count }, () => draws.below(unitCount)).sort((a, b) => a - b);
  return {
    entries: units.map((unit, position) => ({ unit, key: Math.imul(draws.below(keys), 0x9e3779b1) >>> 0, position })),
  };
}

function toEntries({ entries }: MadeLayer, isBand: boolean): NetEntries {
  return {
    units: Uint32Array.from(entries, ({ unit }) => unit),
    keys: Uint32Array.from(entries, ({ key }) => key),
    positions: isBand ? null : Uint32Array.from(entries, ({ position }) => position),
  };
}

/** Each group as its places, in order: every key of a layer that two units have, at most so many places a unit. */
function groupByMap(layers: readonly MadeLayer[], isBand: boolean): string[] {
  return layers.flatMap(({ entries }) => {
    const byKey = new Map<number, Entry[]>();
    for (const entry of entries) byKey.set(entry.key, [...(byKey.get(entry.key) ?? []), entry]);
    return [...byKey.values()]
      .filter((group) => new Set(group.map(({ unit }) => unit)).size > 1)
      .map((group) =>
        group
          .filter((entry, i) => group.slice(0, i).filter(({ unit }) => unit === entry.unit).length < MOST_PLACES)
          .map(({ unit, position }) => `${unit}@${isBand ? '' : position}`)
          .join(' '),
      );
  });
}

function listGroups({ unitStarts, groups, positions, groupStarts, isBand }: Net): string[] {
  const places = Array.from({ length: groupStarts.length - 1 }, (): string[] => []);
  for (let unit = 0; unit + 1 < unitStarts.length; unit++) {
    for (let i = unitStarts[unit]; i < unitStarts[unit + 1]; i++) {
      places[groups[i]].push(`${unit}@${isBand ? '' : positions[i]}`);
    }
  }
  return places.map((group) => group.join(' '));
}

const anyNet = fc
  .record({
    unitCount: fc.integer({ min: 1, max: 40 }),
    layers: fc.array(
      fc.record({ seed: fc.nat(), count: fc.nat({ max: 200 }), keys: fc.constantFrom(1, 5, 50, 1000) }),
      {
        maxLength: 4,
      },
    ),
    isBand: fc.boolean(),
  })
  .map(({ unitCount, layers, isBand }) => ({
    unitCount,
    layers: layers.map(({ seed, count, keys }) => drawLayer(seed, unitCount, count, keys)),
    isBand,
  }));

describe('weaveNet', () => {
  it('groups what a Map of lists groups, layer by layer, at most sixteen places a unit', () => {
    const property = fc.property(anyNet, ({ unitCount, layers, isBand }) => {
      const net = weaveNet(
        unitCount,
        layers.map((layer) => toEntries(layer, isBand)),
        isBand,
      );
      expect(listGroups(net).sort()).toEqual(groupByMap(layers, isBand).sort());
      expect(net.positions).toHaveLength(isBand ? 0 : net.groups.length);
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
  });

  it('gives every group exactly the room it needs', () => {
    const property = fc.property(anyNet, ({ unitCount, layers, isBand }) => {
      const net = weaveNet(
        unitCount,
        layers.map((layer) => toEntries(layer, isBand)),
        isBand,
      );
      const sizes = Array.from({ length: net.groupStarts.length - 1 }, () => 0);
      for (const group of net.groups) sizes[group]++;
      expect(sizes).toEqual(sizes.map((_, group) => net.groupStarts[group + 1] - net.groupStarts[group]));
      expect(net.unitStarts).toHaveLength(unitCount + 1);
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
  });

  it('does so for layers of many thousand keys, of which most occur once', () => {
    for (const keys of [3000, 100_000, 2 ** 31]) {
      const layers = [drawLayer(keys, 500, 20_000, keys), drawLayer(keys + 1, 500, 4096, keys)];
      const net = weaveNet(
        500,
        layers.map((layer) => toEntries(layer, false)),
        false,
      );
      expect(listGroups(net).sort()).toEqual(groupByMap(layers, false).sort());
    }
  });

  it('does not join equal keys of two layers', () => {
    const layer = (units: number[]): NetEntries => ({
      units: Uint32Array.from(units),
      keys: new Uint32Array(units.length),
      positions: null,
    });
    expect(listGroups(weaveNet(3, [layer([0]), layer([1, 2]), layer([0, 2])], true))).toEqual(['1@ 2@', '0@ 2@']);
  });

  it('keeps the first sixteen places of a unit in a group, and no group of one unit', () => {
    const units = [...Array.from({ length: 1000 }, () => 0), 1, 2, 2];
    const made: MadeLayer = { entries: units.map((unit, position) => ({ unit, key: unit === 2 ? 9 : 7, position })) };
    const places = Array.from({ length: MOST_PLACES }, (_, i) => `0@${i}`);
    expect(listGroups(weaveNet(3, [toEntries(made, false)], false))).toEqual([[...places, '1@1000'].join(' ')]);
  });

  it('weaves a net of nothing', () => {
    const net = weaveNet(0, [], true);
    expect([net.unitStarts, net.groups, net.groupStarts].map((column) => Array.from(column))).toEqual([[0], [], [0]]);
    expect(Array.from(weaveNet(2, [], false).unitStarts)).toEqual([0, 0, 0]);
  });
});
