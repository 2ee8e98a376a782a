// A candidate pair is what exact sets say, whatever the sketches said.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSetMatcher } from '../../src/kernel/set-matcher.js';
import { relateCounts } from '../../src/match/relation.js';
import { collapseDocuments, leaderOf } from '../../src/match/units.js';
import type { VerificationContext } from '../../src/match/verify.js';
import {
  NO_HALVES,
  relateUnits,
  thinCandidates,
  verifyCandidates,
  verifyPair,
  verifyUnit,
} from '../../src/match/verify.js';
import type { ShingleSet } from '../../src/model.js';
import { collectShingleSet, countSharedShingles } from '../../src/sketch/shingle-set.js';
import { USUAL_THRESHOLDS } from '../helpers/exact-documents.js';
import { makeRelatives } from '../helpers/made-relatives.js';
import { drawTokens, listWords, writeTokens } from '../helpers/made-texts.js';
import { makeHalves, toThresholds } from '../helpers/make-match-run.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { sketchTexts } from '../helpers/sketch-texts.js';
import { listIds } from '../helpers/id-lists.js';

interface MadeContext {
  readonly context: VerificationContext;
  readonly setOf: (unit: number) => ShingleSet;
}

/** Texts compared by the kernel, and their sets by unit. */
function describeTexts(documents: readonly string[]): MadeContext {
  const texts = sketchTexts(documents);
  const { sketches } = texts;
  const ids = documents.map((_, i) => String(i).padStart(4, '0'));
  const units = collapseDocuments(sketches, listIds(ids), null);
  const setOf = (unit: number): ShingleSet => texts.setOf(leaderOf(units, unit));
  const thresholds = toThresholds(USUAL_THRESHOLDS);
  const halves = makeHalves(setOf, 'auto');
  return { context: { sketches, units, thresholds, matcher: createSetMatcher('auto'), halves, setOf }, setOf };
}

/** Relatives of one another. */
function makeContext(): MadeContext {
  return describeTexts(makeRelatives(3, 60).map(({ text }) => text));
}

type Hash = readonly [high: number, low: number];

/**
 * Sets of these hashes, each a unit, the largest first; all are long enough to be contained. Each has a filter of so many words, a
 * power of two or 0 for none.
 */
function describeHashes(documents: readonly (readonly Hash[])[], filterWords: number): MadeContext {
  const sets = documents.map((hashes) =>
    collectShingleSet({
      count: hashes.length,
      high: Uint32Array.from(hashes, ([high]) => high),
      low: Uint32Array.from(hashes, ([, low]) => low),
    }),
  );
  sets.sort((a, b) => b.length - a.length);
  const filters = new Uint32Array(filterWords * sets.length);
  sets.forEach((set, unit) => {
    for (let at = 1; filterWords > 0 && at < set.length; at += 2) {
      const bit = Math.floor((set[at] / 2 ** 32) * 32 * filterWords);
      filters[unit * filterWords + (bit >>> 5)] |= 1 << (bit & 31);
    }
  });
  const identity = Uint32Array.from(sets.keys());
  const setOf = (unit: number): ShingleSet => sets[unit];
  const context: VerificationContext = {
    sketches: {
      halfWords: identity.map(() => 40),
      shingles: Uint32Array.from(sets, (set) => set.length / 2),
      filterStarts: Uint32Array.from({ length: sets.length + 1 }, (_, unit) => unit * filterWords),
      filterWords: filters,
    },
    units: {
      count: sets.length,
      unitOf: identity,
      starts: Uint32Array.from({ length: sets.length + 1 }, (_, unit) => unit),
      members: identity,
    },
    thresholds: toThresholds(USUAL_THRESHOLDS),
    ...{ matcher: createSetMatcher('auto'), halves: makeHalves(setOf, 'auto'), setOf },
  };
  return { context, setOf };
}

/** The units from `start` on, each with all before it. */
function listAll(start: number, count: number): { starts: Uint32Array; others: Uint32Array } {
  const others: number[] = [];
  const starts = [0];
  for (let unit = start; unit < count; unit++) {
    for (let other = 0; other < unit; other++) others.push(other);
    starts.push(others.length);
  }
  return { starts: Uint32Array.from(starts), others: Uint32Array.from(others) };
}

/** What a pair of units is, and how much it shares, by the definition. */
function relateByDefinition(
  { sketches, units, thresholds }: VerificationContext,
  setOf: (unit: number) => ShingleSet,
  smaller: number,
  larger: number,
): { readonly relation: 'near' | 'contained' | null; readonly shared: number } {
  const [a, b] = [setOf(smaller), setOf(larger)];
  const shared = countSharedShingles(a, b);
  const halfWords = sketches.halfWords[leaderOf(units, smaller)];
  return { relation: relateCounts(shared, a.length / 2, b.length / 2, halfWords, thresholds), shared };
}

describe('verifyPair', () => {
  it('says of every pair of units what counting all shared shingles says, and relateUnits what it is', () => {
    const { context, setOf } = makeContext();
    const found = new Set<string>();
    for (let smaller = 0; smaller < context.units.count; smaller++) {
      context.matcher.hold(setOf(smaller));
      for (let larger = 0; larger < smaller; larger++) {
        const { relation, shared } = relateByDefinition(context, setOf, smaller, larger);
        found.add(String(relation));
        const counted = verifyPair(context, smaller, setOf(smaller), setOf(larger));
        expect(counted).toBe(relation === null ? 0 : shared);
        expect(relateUnits(context, smaller, larger, counted)).toBe(relation);
      }
    }
    expect([...found].sort()).toEqual(['contained', 'near', 'null']);
  });
});

describe('verifyCandidates', () => {
  it.each([0, 7, 1000])(
    'counts as verifyPair does, up to the first pair of a unit with one before the %ith',
    (settled) => {
      const { context, setOf } = makeContext();
      const start = 7;
      const { starts, others } = listAll(start, context.units.count);
      const shared = verifyCandidates(context, start, { starts, others }, settled);
      expect(shared).toHaveLength(others.length);
      for (let unit = start; unit < context.units.count; unit++) {
        let isSettled = false;
        for (let at = starts[unit - start]; at < starts[unit - start + 1]; at++) {
          const expected = relateByDefinition(context, setOf, unit, others[at]);
          expect(shared[at]).toBe(isSettled || expected.relation === null ? 0 : expected.shared);
          isSettled ||= shared[at] > 0 && others[at] < settled;
        }
      }
    },
  );

  it('makes no pair of a set that cannot be had, and goes on with the others', () => {
    const { context, setOf } = makeContext();
    const { starts, others } = listAll(0, context.units.count);
    const all = verifyCandidates(context, 0, { starts, others }, 0);
    const gone = 5;
    const without = { ...context, setOf: (unit: number) => (unit === gone ? null : setOf(unit)) };
    const left = verifyCandidates(without, 0, { starts, others }, 0);
    let lost = 0;
    for (let unit = 0; unit < context.units.count; unit++) {
      for (let at = starts[unit]; at < starts[unit + 1]; at++) {
        const isGone = unit === gone || others[at] === gone;
        expect(left[at]).toBe(isGone ? 0 : all[at]);
        if (isGone && all[at] > 0) lost++;
      }
    }
    expect(lost).toBeGreaterThan(0);
  });

  it('says the same with the high words of both, of one, and of none of the two', () => {
    const { context, setOf } = makeContext();
    const { halvesOf } = context.halves;
    const { count } = context.units;
    const pairs = listAll(0, count);
    const expected = verifyCandidates({ ...context, halves: NO_HALVES }, 0, pairs, 0);
    expect(expected.filter((shared) => shared > 0).length).toBeGreaterThan(8);
    const reads = [2, 3, 1].map((step) => {
      let read = 0;
      const halves = { ...context.halves, halvesOf: (unit: number) => (unit % step === 0 ? halvesOf(unit) : null) };
      const counting = (unit: number): ShingleSet => {
        read++;
        return setOf(unit);
      };
      expect(verifyCandidates({ ...context, halves, setOf: counting }, 0, pairs, 0)).toEqual(expected);
      return read;
    });
    // With those of all hardly anything is read that is no pair.
    expect(reads[2]).toBeLessThan(reads[0] / 4);
  });
});

/** Hashes of few high words: most sets have several shingles of one, and share other ones of it. */
const anyHash: fc.Arbitrary<Hash> = fc.tuple(
  fc.constantFrom(0, 1, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff),
  fc.nat({ max: 3 }),
);
/** Families: each set keeps most of what one before it has, so that pairs on both sides of the thresholds are common. */
const anyFamily = fc
  .tuple(
    fc.array(anyHash, { minLength: 3, maxLength: 30 }),
    fc.array(fc.array(anyHash, { maxLength: 8 }), { size: 'max', maxLength: 8 }),
    fc.nat(),
  )
  .map(([base, extras, seed]) => {
    const draws = seedDraws(seed);
    const parts = extras.map((extra) => [...base.filter(() => draws.below(6) > 0), ...extra]);
    return [base, ...parts].filter((hashes) => hashes.length > 0);
  });

describe('high words that repeat', () => {
  it('lose no pair and make none, and neither do filters', () => {
    let pairs = 0;
    let strangers = 0;
    let withRepeats = 0;
    const property = fc.property(anyFamily, fc.constantFrom(0, 1, 2, 8), (documents, filterWords) => {
      const { context, setOf } = describeHashes(documents, filterWords);
      const { count } = context.units;
      const all = listAll(0, count);
      const expected: number[] = [];
      for (let unit = 0; unit < count; unit++) {
        if ((context.halves.halvesOf(unit)?.length ?? 0) < setOf(unit).length / 2) withRepeats++;
        for (let other = 0; other < unit; other++) {
          const { relation, shared } = relateByDefinition(context, setOf, unit, other);
          expected.push(relation === null ? 0 : shared);
          if (relation === null) strangers++;
          else pairs++;
        }
      }
      // The larger one's high words, or its filter where these are not there, or neither.
      const onlyOwn = (asked: { unit: number }): VerificationContext => ({
        ...context,
        halves: {
          ...context.halves,
          halvesOf: (unit) => (unit === asked.unit ? context.halves.halvesOf(unit) : null),
        },
      });
      expect([...verifyCandidates(context, 0, all, 0)]).toEqual(expected);
      expect([...verifyCandidates({ ...context, halves: NO_HALVES }, 0, all, 0)]).toEqual(expected);
      const worthy = thinCandidates(context, context.halves.halvesOf, 0, all);
      for (let unit = 0; unit < count; unit++) {
        const start = all.starts[unit];
        const others = all.others.subarray(start, all.starts[unit + 1]);
        const found = verifyCandidates(
          onlyOwn({ unit }),
          unit,
          { starts: Uint32Array.of(0, others.length), others },
          0,
        );
        expect([...found]).toEqual(expected.slice(start, all.starts[unit + 1]));
      }
      expect(expected.filter((shared, at) => shared > 0 && worthy[at] === 0)).toEqual([]);
    });
    fc.assert(property, { seed: 20_260_103, numRuns: 200 });
    expect(Math.min(pairs, strangers, withRepeats)).toBeGreaterThan(200);
  });

  it('leave a pair whose two sets share shingles of one high word only', () => {
    const shared = Array.from({ length: 10 }, (_, low): Hash => [7, low]);
    const { context } = describeHashes(
      [
        [...shared, [9, 1]],
        [...shared, [8, 1]],
      ],
      1,
    );
    expect(context.halves.halvesOf(0)).toHaveLength(2);
    expect([...verifyCandidates(context, 1, { starts: Uint32Array.of(0, 1), others: Uint32Array.of(0) }, 0)]).toEqual([
      10,
    ]);
  });
});

/** A long text, parts of it, parts of it among other words, and other texts. */
function makeLargeContext(): MadeContext {
  const draws = seedDraws(5);
  const large = drawTokens(draws, 4000, 'words');
  const parts = Array.from({ length: 12 }, (_, i) => {
    const part = large.slice(300 * i, 300 * i + 100);
    return [...part.slice(0, 100 - i), ...listWords(20_000 + 100 * i, 4 * i)];
  });
  const others = Array.from({ length: 12 }, (_, i) => [
    ...large.slice(250 * i, 250 * i + 40),
    ...drawTokens(draws, 90, 'words'),
  ]);
  return describeTexts([large, ...parts, ...others].map(writeTokens));
}

describe('thinCandidates', () => {
  it('keeps all that are contained in a large document, drops most others, and reads no set', () => {
    const { context, setOf } = makeLargeContext();
    const { count } = context.units;
    const starts = Uint32Array.from({ length: count + 1 }, (_, unit) => Math.max(0, unit - 1));
    const others = new Uint32Array(count - 1);
    const worthy = thinCandidates(context, context.halves.halvesOf, 0, { starts, others });
    let contained = 0;
    let dropped = 0;
    for (let unit = 1; unit < count; unit++) {
      const { relation } = relateByDefinition(context, setOf, unit, 0);
      if (relation !== null) expect(worthy[unit - 1]).toBe(1);
      if (relation !== null) contained++;
      else if (worthy[unit - 1] === 0) dropped++;
    }
    expect(contained).toBeGreaterThan(4);
    expect(dropped).toBeGreaterThan(11);
  });

  it('keeps the candidates of a unit whose high words are not there, and those that have no filter', () => {
    const { context } = makeLargeContext();
    const all = listAll(0, context.units.count);
    expect(thinCandidates(context, () => null, 0, all)).toEqual(new Uint8Array(all.others.length).fill(1));
    const worthy = thinCandidates(context, context.halves.halvesOf, 0, all);
    expect(all.others.filter((other, at) => other !== 0 && worthy[at] === 0)).toHaveLength(0);
    expect(worthy).toContain(0);
  });
});

describe('verifyUnit', () => {
  it('tells of duplicates in order, which candidates they are, until it is enough, and how many were looked at', () => {
    const { context, setOf } = makeContext();
    let stopped = 0;
    for (let unit = 1; unit < context.units.count; unit++) {
      const others = Array.from({ length: unit }, (_, i) => unit - 1 - i);
      const expected = others.flatMap((other, at) => {
        const { relation, shared } = relateByDefinition(context, setOf, unit, other);
        return relation === null ? [] : [{ other, shared, at }];
      });
      for (const enough of [1, 2, Infinity]) {
        const told: typeof expected = [];
        const looked = verifyUnit(context, unit, others, (other, shared, at) => {
          told.push({ other, shared, at });
          return told.length === enough;
        });
        expect(told).toEqual(expected.slice(0, enough));
        const isStopped = expected.length >= enough;
        expect(looked).toBe(isStopped ? expected[enough - 1].at + 1 : unit);
        if (isStopped) stopped++;
      }
    }
    expect(stopped).toBeGreaterThan(8);
  });

  it('rules candidates out by a large document’s filter where its high words are not at hand', () => {
    const { context, setOf } = makeLargeContext();
    for (let unit = 1; unit < context.units.count; unit++) {
      const { relation, shared } = relateByDefinition(context, setOf, unit, 0);
      const read: number[] = [];
      const halves = {
        ...context.halves,
        halvesOf: (asked: number) => (asked === 0 ? null : context.halves.halvesOf(asked)),
      };
      const reading = (asked: number): ShingleSet => {
        read.push(asked);
        return setOf(asked);
      };
      const found = verifyCandidates(
        { ...context, halves, setOf: reading },
        unit,
        { starts: Uint32Array.of(0, 1), others: Uint32Array.of(0) },
        0,
      );
      expect([...found]).toEqual([relation === null ? 0 : shared]);
      if (relation !== null) expect(read).toEqual([unit, 0]);
      else if (shared < 60) expect(read).toEqual([]);
    }
  });

  it('of no candidates looks at nothing', () => {
    const { context } = makeContext();
    const nothing = { ...context, setOf: () => expect.unreachable(), halves: NO_HALVES };
    expect(verifyUnit(nothing, 3, [], () => expect.unreachable())).toBe(0);
  });
});
