// Candidates of a stretch against lists of who shares what, in small groups and in groups past the cap, decided or not.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IS_BUCKET_CUT, IS_CROWDED, IS_POSTING_CUT } from '../../src/match/candidates.js';
import type { MatchBoard } from '../../src/match/candidates.js';
import { GROUP_CAP, Groups } from '../../src/match/gathering.js';
import type { Screen } from '../../src/match/screen.js';
import { createScreen } from '../../src/match/screen.js';
import { StretchFinder } from '../../src/match/stretch-finder.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { OPEN_SCREEN, makeBoard, makeMatchRun, weaveFingerprints, weaveOneBucket } from '../helpers/make-match-run.js';
import { anyNetCase, listMet, makeCaseBoard } from '../helpers/net-cases.js';

const SEED = 20_270_301;

function admit(board: MatchBoard, units: Iterable<number>): void {
  const groups = [
    new Groups(board.buckets, GROUP_CAP, 0, board.bucketColumns),
    new Groups(board.postings, GROUP_CAP, 0, board.postingColumns),
  ];
  for (const unit of units) for (const each of groups) each.admit(unit);
}

/** A screen that depends on all it is told, and asks for so many fingerprints. */
function makePicky(leastShared: number): Screen {
  return {
    leastFingerprintsShared: () => leastShared,
    canBeDuplicate: (smaller, larger, shared, isInBand) =>
      (isInBand || shared >= leastShared) &&
      // What bands propose may not depend on fingerprints, which need not be counted out.
      (smaller + 2 * larger + (isInBand ? 1 : shared)) % 3 > 0,
  };
}

describe('the candidates of a stretch', () => {
  it('are all earlier units, admitted or undecided, that share a group and pass the screen, ascending', () => {
    const seen = new Set<number>();
    let listed = 0;
    const property = fc.property(anyNetCase, fc.integer({ min: 1, max: 9 }), (made, leastShared) => {
      const board = makeCaseBoard(made);
      const count = made.bands.length;
      admit(
        board,
        [...made.isAdmitted.keys()].filter((unit) => made.isAdmitted[unit]),
      );
      const screen = makePicky(leastShared);
      const stretch = { start: made.start, end: count, blockStart: made.start, blockEnd: count };
      const { starts, others, cuts } = new StretchFinder(board, screen).findAll(stretch);
      expect([starts.length, cuts.length]).toEqual([count - made.start + 1, count - made.start]);
      expect(starts[0]).toBe(0);
      expect(starts.at(-1)).toBe(others.length);
      for (let unit = made.start; unit < count; unit++) {
        const undecided = Array.from({ length: unit - made.start }, (_, i) => made.start + i);
        const { met, cut } = listMet(made, unit, 0, { undecided });
        const passed = met.filter((one) => screen.canBeDuplicate(unit, one.other, one.shared, one.isInBand));
        const i = unit - made.start;
        const found = [...others.subarray(starts[i], starts[i + 1])];
        seen.add(cuts[i]);
        // In a bucket past the cap nobody is met, and nothing else is told.
        if ((cut & IS_BUCKET_CUT) !== 0) expect([cuts[i], found]).toEqual([IS_BUCKET_CUT, []]);
        else if ((cuts[i] & IS_CROWDED) === 0) {
          const isWorthLooking = made.fingerprints[unit].length >= leastShared;
          expect({ cut: cuts[i], found }).toEqual({
            cut: isWorthLooking ? cut : cuts[i],
            found: passed.map(({ other }) => other),
          });
        } else expect(found).toEqual(passed.map(({ other }) => other).filter((other) => other < made.start));
        listed += found.length;
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 120 });
    expect([...seen].filter((cut) => (cut & IS_CROWDED) === 0).sort()).toEqual([0, IS_BUCKET_CUT, IS_POSTING_CUT]);
    expect(listed).toBeGreaterThan(10_000);
  });

  it('are those that real screens let through, whatever is passed over for its few fingerprints', () => {
    for (const seed of [71, 72, 73]) {
      const { run } = makeMatchRun(makeRelatives(seed, 200));
      const { board, units } = run;
      const screen = createScreen(board);
      const everybody = { ...screen, leastFingerprintsShared: () => 1 };
      const half = units.count >>> 1;
      admit(
        board,
        Array.from({ length: half }, (_, unit) => unit).filter((unit) => unit % 5 > 0),
      );
      const stretch = { start: half, end: units.count, blockStart: half, blockEnd: units.count };
      const found = new StretchFinder(board, screen).findAll(stretch);
      expect(found).toEqual(new StretchFinder(board, everybody).findAll(stretch));
      expect(found.others.length).toBeGreaterThan(50);
      expect(found.others.some((other) => other >= half)).toBe(true);
    }
  });

  it('are the same for each part of it', () => {
    const { run } = makeMatchRun(makeRelatives(77, 120));
    const { count } = run.units;
    const blockStart = 30;
    admit(
      run.board,
      Array.from({ length: blockStart }, (_, unit) => unit).filter((unit) => unit % 3 > 0),
    );
    const block = { blockStart, blockEnd: count };
    const { starts, others, cuts } = new StretchFinder(run.board).findAll({ start: blockStart, end: count, ...block });
    expect(others.length).toBeGreaterThan(10);
    const finder = new StretchFinder(run.board);
    for (const [start, end] of [
      [30, 31],
      [37, 70],
      [40, count],
      [count, count],
    ]) {
      const part = finder.findAll({ start, end, ...block });
      const [first, last] = [start - blockStart, end - blockStart];
      expect(part.others).toEqual(others.slice(starts[first], starts[last]));
      expect(part.starts).toEqual(starts.slice(first, last + 1).map((offset) => offset - starts[first]));
      expect(part.cuts).toEqual(cuts.slice(first, last));
    }
  });

  it('leave the undecided out where they crowd, and say so', () => {
    const count = 1300;
    const { run } = makeMatchRun([]);
    const identity = Uint32Array.from({ length: count + 1 }, (_, unit) => unit);
    for (const isBand of [true, false]) {
      const board = makeBoard({
        ...run.board,
        units: { count, unitOf: identity, starts: identity, members: identity },
        sketches: { ...run.board.sketches, fingerprintStarts: identity },
        buckets: weaveOneBucket(isBand ? count : 0, count),
        postings: weaveFingerprints(Array.from({ length: count }, () => (isBand ? [] : [7]))),
      });
      admit(board, [3, 5]);
      const block = { blockStart: 10, blockEnd: count };
      const found = new StretchFinder(board, OPEN_SCREEN).findAll({ start: 10, end: count, ...block });
      const crowdedFrom = found.cuts.indexOf(IS_CROWDED);
      expect(crowdedFrom).toBe(1025);
      expect(found.cuts.subarray(crowdedFrom).every((cut) => cut === IS_CROWDED)).toBe(true);
      const last = [...found.others.subarray(found.starts[count - 11])];
      expect(last).toEqual([3, 5]);
      const before = [...found.others.subarray(found.starts[crowdedFrom - 1], found.starts[crowdedFrom])];
      expect(before).toEqual([3, 5, ...Array.from({ length: 1024 }, (_, i) => 10 + i)]);
    }
  });

  it('are none of nobody', () => {
    const { run } = makeMatchRun(makeRelatives(78, 30));
    const { count } = run.units;
    const stretch = { start: count, end: count, blockStart: count, blockEnd: count };
    const { starts, others, cuts } = new StretchFinder(run.board, OPEN_SCREEN).findAll(stretch);
    expect([starts.length, others.length, cuts.length]).toEqual([1, 0, 0]);
  });
});
