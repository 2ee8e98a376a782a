// Who meets whom in groups, small and past the cap, against lists.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUP_CAP, Gathering, Groups, findFirst } from '../../src/match/gathering.js';
import { weaveFingerprints, weaveOneBucket } from '../helpers/make-match-run.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_160_229;
const STAR_SIZE = 8;
/** How often one unit may stand in one group of a net. */
const MOST_PLACES = 16;

/** Of each unit the keys, by position. */
type KeysOfUnits = readonly (readonly number[])[];

/** What a unit meets: each other with the number of fingerprints shared, in order; and how many groups were cut. */
function visit(groups: Groups, unit: number, since = 0): { meetings: string[]; cut: number } {
  const gathering = new Gathering(200);
  const cut = groups.visit(unit, since, true, gathering);
  return {
    meetings: Array.from(gathering.finish(), (other) => `${other} ${gathering.fingerprintsShared(other)}`),
    cut,
  };
}

function listMet(groups: Groups, unit: number, since = 0, hasStar = true): number[] {
  const gathering = new Gathering(200);
  groups.visit(unit, since, hasStar, gathering);
  return [...gathering.finish()];
}

const anyKeys = fc
  .record({
    seed: fc.nat(),
    unitCount: fc.integer({ min: 1, max: 30 }),
    length: fc.nat({ max: 24 }),
    keys: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ seed, unitCount, length, keys }) => {
    const draws = seedDraws(seed);
    const keysOfUnits = Array.from({ length: unitCount }, () =>
      Array.from({ length: draws.below(length + 1) }, () => draws.below(keys)),
    );
    return { keysOfUnits, isAdmitted: keysOfUnits.map(() => draws.below(3) > 0) };
  });

/** The places of a key in a unit; of many the net keeps the first. */
function listPlaces(keys: readonly number[], key: number): number[] {
  return keys.flatMap((value, position) => (value === key ? [position] : [])).slice(0, MOST_PLACES);
}

/** Per other that shares a key how many of the unit's places have a key that it has too. */
function listMeetings(keysOfUnits: KeysOfUnits, unit: number, others: readonly number[]): string[] {
  return others.flatMap((other) => {
    const shared = [...new Set(keysOfUnits[unit])].filter((key) => keysOfUnits[other].includes(key));
    const places = shared.reduce((sum, key) => sum + listPlaces(keysOfUnits[unit], key).length, 0);
    return places === 0 ? [] : [`${other} ${places}`];
  });
}

describe('Groups', () => {
  it('lets a unit meet, once for each of its places, every unit let in that shares its group, from a given one on', () => {
    const property = fc.property(anyKeys, fc.nat({ max: 30 }), ({ keysOfUnits }, since) => {
      const groups = new Groups(weaveFingerprints(keysOfUnits), GROUP_CAP);
      keysOfUnits.forEach((_, unit) => {
        for (const from of [0, since]) {
          const others = keysOfUnits.map((__, other) => other).filter((other) => other < unit && other >= from);
          expect(visit(groups, unit, from)).toEqual({ meetings: listMeetings(keysOfUnits, unit, others), cut: 0 });
        }
        groups.admit(unit);
      });
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
  });

  const admitFirst = (count: number, cap: number, recent?: number): Groups => {
    const groups = new Groups(weaveOneBucket(200), cap, recent);
    for (let unit = 0; unit < count; unit++) groups.admit(unit);
    return groups;
  };
  const range = (start: number, end: number): number[] => Array.from({ length: end - start }, (_, i) => start + i);

  it('shows a group of just the cap whole, and of one more the first few members, and says that it was cut', () => {
    expect(visit(admitFirst(GROUP_CAP, GROUP_CAP), 150)).toMatchObject({ cut: 0 });
    expect(listMet(admitFirst(GROUP_CAP, GROUP_CAP), 150)).toEqual(range(0, GROUP_CAP));
    expect(admitFirst(GROUP_CAP, GROUP_CAP).isCapped(0)).toBe(false);
    expect(visit(admitFirst(GROUP_CAP + 1, GROUP_CAP), 150)).toMatchObject({ cut: 1 });
    expect(listMet(admitFirst(GROUP_CAP + 1, GROUP_CAP), 150)).toEqual(range(0, STAR_SIZE));
    expect(admitFirst(GROUP_CAP + 1, GROUP_CAP).isCapped(0)).toBe(true);
  });

  it('shows of a cut group, too, only members from a given one on', () => {
    expect(listMet(admitFirst(GROUP_CAP, GROUP_CAP), 150, 97)).toEqual([97, 98, 99]);
    expect(listMet(admitFirst(150, 100), 190, 5)).toEqual([5, 6, 7]);
    expect(listMet(admitFirst(150, 100), 190, 8)).toEqual([]);
    expect(listMet(admitFirst(150, 100, 20), 190, 6)).toEqual([6, 7, ...range(130, 150)]);
    expect(listMet(admitFirst(150, 100, 20), 190, 145)).toEqual(range(145, 150));
    expect(visit(admitFirst(150, 100, 20), 190, 145).cut).toBe(1);
  });

  it('shows of a cut group the recent members only, where no star is asked for, and of any other all', () => {
    expect(listMet(admitFirst(150, 100), 190, 0, false)).toEqual([]);
    expect(listMet(admitFirst(150, 100, 20), 190, 0, false)).toEqual(range(130, 150));
    expect(listMet(admitFirst(100, 100), 190, 0, false)).toEqual(range(0, 100));
  });

  it('shows all of any group without a cap', () => {
    expect(listMet(admitFirst(180, Infinity), 190)).toEqual(range(0, 180));
  });

  it('shows the first few and the most recent members of a cut group, each once', () => {
    expect(listMet(admitFirst(150, 100, 20), 190)).toEqual([...range(0, STAR_SIZE), ...range(130, 150)]);
    expect(listMet(admitFirst(150, 100, 1), 190)).toEqual([...range(0, STAR_SIZE), 149]);
    // The recent ones reach back to the first few, or past all.
    expect(listMet(admitFirst(30, 20, 24), 190)).toEqual(range(0, 30));
    expect(listMet(admitFirst(30, 20, 60), 190)).toEqual(range(0, 30));
  });

  it('counts different units towards the cap, not their places', () => {
    const keysOfUnits = Array.from({ length: 60 }, () => [7, 7, 7, 7]);
    const groups = new Groups(weaveFingerprints(keysOfUnits), 50);
    for (let unit = 0; unit < 50; unit++) groups.admit(unit);
    expect(groups.isCapped(0)).toBe(false);
    expect(groups.countUnits(0)).toBe(50);
    expect(new Set(listMet(groups, 55)).size).toBe(50);
    groups.admit(50);
    expect(groups.isCapped(0)).toBe(true);
    expect(groups.countUnits(0)).toBe(51);
    expect(groups.countPlaces(0)).toBe(4 * 51);
  });

  it('tells where each of its members has the fingerprint first', () => {
    const keysOfUnits = [[5, 7], [7, 1, 7], [1], [2, 3, 7]];
    const groups = new Groups(weaveFingerprints(keysOfUnits), GROUP_CAP);
    for (const unit of [0, 1, 3]) groups.admit(unit);
    const { groupStarts } = groups.net;
    const found = Array.from({ length: groupStarts.length - 1 }, (_, group) =>
      Array.from(groups.membersOf(group), (unit) => [unit, groups.findPosition(unit, group)].join(' at ')),
    );
    // Of 1 unit 2, whose other has it, was not let in.
    expect(found.map((places) => places.join()).sort()).toEqual(['0 at 1,1 at 0,1 at 0,3 at 2', '1 at 1']);
    expect(Math.max(...found.map((_, group) => groups.countPlaces(group)))).toBe(4);
  });

  it('lists its members in the order in which they were let in', () => {
    const groups = admitFirst(3, GROUP_CAP);
    expect(Array.from(groups.membersOf(0))).toEqual([0, 1, 2]);
    expect(Array.from(new Groups(weaveOneBucket(5), GROUP_CAP).membersOf(0))).toEqual([]);
  });
});

describe('findFirst', () => {
  it('finds the first place, within bounds, of a value at least as large', () => {
    const values = fc.uint8Array({ maxLength: 40 }).map((bytes) => Uint32Array.from(bytes, (byte) => byte % 20).sort());
    const bounds = fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 }), fc.nat({ max: 21 }));
    const property = fc.property(values, bounds, (column, [a, b, value]) => {
      const [start, end] = [Math.min(a, b, column.length), Math.min(Math.max(a, b), column.length)];
      const found = column.subarray(start, end).findIndex((one) => one >= value);
      expect(findFirst(column, start, end, value)).toBe(found < 0 ? end : start + found);
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });
});

describe('Gathering', () => {
  it('lists each unit met once, in ascending order, with what it shares', () => {
    const meeting = fc.record({ unit: fc.nat({ max: 3000 }), isBand: fc.boolean() });
    const gathering = new Gathering(3001);
    const property = fc.property(fc.array(meeting, { maxLength: 40 }), (meetings) => {
      gathering.clear();
      for (const { unit, isBand } of meetings) {
        if (isBand) gathering.meetInBand(unit);
        else gathering.meetByFingerprint(unit);
      }
      const met = [...new Set(meetings.map(({ unit }) => unit))].sort((a, b) => a - b);
      expect(Array.from(gathering.finish())).toEqual(met);
      for (const unit of met) {
        expect(gathering.isInBand(unit)).toBe(meetings.some((one) => one.unit === unit && one.isBand));
        const shared = meetings.filter((one) => one.unit === unit && !one.isBand).length;
        expect(gathering.fingerprintsShared(unit)).toBe(shared);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('meets each unit of a column once, from its end to the first that is too early', () => {
    const gathering = new Gathering(20);
    const units = Uint32Array.of(9, 1, 3, 3, 3, 7, 8, 8, 2);
    gathering.meetAll(units, 1, 8, 3, false);
    gathering.meetAll(units, 1, 8, 8, true);
    expect([...gathering.finish()]).toEqual([3, 7, 8]);
    expect([3, 7, 8].map((unit) => gathering.fingerprintsShared(unit))).toEqual([1, 1, 1]);
    expect([3, 7, 8].map((unit) => gathering.isInBand(unit))).toEqual([false, false, true]);
  });

  it('forgets what it met', () => {
    const gathering = new Gathering(10);
    gathering.meetInBand(3);
    gathering.meetByFingerprint(4);
    gathering.clear();
    expect(gathering.finish()).toHaveLength(0);
    gathering.meetByFingerprint(4);
    expect(gathering.fingerprintsShared(4)).toBe(1);
    expect(gathering.fingerprintsShared(3)).toBe(0);
    expect(gathering.isInBand(3)).toBe(false);
  });

  it('meets more units than it first has room for', () => {
    const gathering = new Gathering(5000);
    for (let unit = 4999; unit >= 0; unit--) gathering.meetInBand(unit);
    expect(Array.from(gathering.finish())).toEqual(Array.from({ length: 5000 }, (_, unit) => unit));
  });
});
