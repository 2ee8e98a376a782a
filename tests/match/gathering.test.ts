// Who meets whom in groups, small and past the cap, against lists.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUP_CAP, Gathering, Groups, findFirst } from '../../src/match/gathering.js';
import type { Net } from '../../src/match/net.js';
import { weaveNet } from '../../src/match/net.js';
import { weaveOneBucket } from '../helpers/make-match-run.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_160_229;
const STAR_SIZE = 8;
/** How often one unit may stand in one group of a net. */
const MOST_PLACES = 16;

/** Of each unit the keys, by position. */
type KeysOfUnits = readonly (readonly number[])[];

function weaveKeys(keysOfUnits: KeysOfUnits): Net {
  const entries = keysOfUnits.flatMap((keys, unit) => keys.map((key, position) => ({ unit, key, position })));
  const layer = {
    units: Uint32Array.from(entries, ({ unit }) => unit),
    keys: Uint32Array.from(entries, ({ key }) => key),
    positions: Uint32Array.from(entries, ({ position }) => position),
  };
  return weaveNet(keysOfUnits.length, [layer], false);
}

/** What a unit meets, sorted: other and position. */
function visit(groups: Groups, unit: number, since = 0): { meetings: string[]; cut: number } {
  const meetings: string[] = [];
  const cut = groups.visit(unit, since, true, (...meeting) => meetings.push(meeting.join(' ')));
  return { meetings: meetings.sort(), cut };
}

function listMet(groups: Groups, unit: number, since = 0, hasStar = true): number[] {
  const met: number[] = [];
  groups.visit(unit, since, hasStar, (other) => met.push(other));
  return met.sort((a, b) => a - b);
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

function listMeetings(keysOfUnits: KeysOfUnits, unit: number, others: readonly number[]): string[] {
  return [...new Set(keysOfUnits[unit])].flatMap((key) =>
    listPlaces(keysOfUnits[unit], key).flatMap((position) =>
      others.flatMap((other) =>
        listPlaces(keysOfUnits[other], key).map((otherPosition) => `${other} ${position} ${otherPosition}`),
      ),
    ),
  );
}

describe('Groups', () => {
  it('lets a unit meet every place of every unit let in that shares a group, from a given one on', () => {
    const property = fc.property(anyKeys, fc.nat({ max: 30 }), ({ keysOfUnits }, since) => {
      const groups = new Groups(weaveKeys(keysOfUnits), GROUP_CAP);
      keysOfUnits.forEach((_, unit) => {
        for (const from of [0, since]) {
          const others = keysOfUnits.map((__, other) => other).filter((other) => other < unit && other >= from);
          const expected = listMeetings(keysOfUnits, unit, others).map((name) => name.split(' ').slice(0, 2).join(' '));
          expect(visit(groups, unit, from)).toEqual({ meetings: expected.sort(), cut: 0 });
        }
        groups.admit(unit);
      });
    });
    fc.assert(property, { seed: SEED, numRuns: 100 });
  });

  it('lets a unit meet the earlier ones only, where that is asked', () => {
    const property = fc.property(anyKeys, ({ keysOfUnits, isAdmitted }) => {
      const groups = new Groups(weaveKeys(keysOfUnits), GROUP_CAP);
      keysOfUnits.forEach((_, unit) => {
        if (isAdmitted[unit]) groups.admit(unit);
      });
      keysOfUnits.forEach((_, unit) => {
        const earlier = keysOfUnits.map((__, other) => other).filter((other) => other < unit && isAdmitted[other]);
        const meetings: string[] = [];
        expect(groups.visitEarlier(unit, null, (...meeting) => meetings.push(meeting.join(' ')))).toBe(0);
        expect(meetings.sort()).toEqual(listMeetings(keysOfUnits, unit, earlier).sort());
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

  it('proposes nothing from a capped group where only whole groups count', () => {
    const met: number[] = [];
    expect(admitFirst(GROUP_CAP + 1, GROUP_CAP).visitEarlier(150, null, (other) => met.push(other))).toBe(1);
    expect(met).toEqual([]);
  });

  it('counts different units towards the cap, not their places', () => {
    const keysOfUnits = Array.from({ length: 60 }, () => [7, 7, 7, 7]);
    const groups = new Groups(weaveKeys(keysOfUnits), 50);
    for (let unit = 0; unit < 50; unit++) groups.admit(unit);
    expect(groups.isCapped(0)).toBe(false);
    expect(groups.countUnits(0)).toBe(50);
    expect(new Set(listMet(groups, 55)).size).toBe(50);
    groups.admit(50);
    expect(groups.isCapped(0)).toBe(true);
    expect(groups.countUnits(0)).toBe(51);
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
  it('lists each unit met once, in ascending order, with the places where it met', () => {
    const meeting = fc.record({ unit: fc.nat({ max: 3000 }), position: fc.nat({ max: 4 }), isBand: fc.boolean() });
    const gathering = new Gathering(3001);
    const property = fc.property(fc.array(meeting, { maxLength: 40 }), (meetings) => {
      gathering.clear();
      // As a visit goes: place by place.
      const ordered = [...meetings].sort((a, b) => a.position - b.position);
      for (const { unit, position, isBand } of ordered) {
        if (isBand) gathering.meetInBand(unit);
        else gathering.meetByFingerprint(unit, position);
      }
      const met = [...new Set(meetings.map(({ unit }) => unit))].sort((a, b) => a - b);
      expect(Array.from(gathering.finish())).toEqual(met);
      for (const unit of met) {
        expect(gathering.isInBand(unit)).toBe(meetings.some((one) => one.unit === unit && one.isBand));
        const places = meetings.filter((one) => one.unit === unit && !one.isBand).map(({ position }) => position);
        expect(gathering.fingerprintsShared(unit)).toBe(new Set(places).size);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
  });

  it('forgets what it met', () => {
    const gathering = new Gathering(10);
    gathering.meetInBand(3);
    gathering.meetByFingerprint(4, 0);
    gathering.clear();
    expect(gathering.finish()).toHaveLength(0);
    gathering.meetByFingerprint(4, 0);
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
