// Diagonals: the gap theorem at both ends of a passage, as a property, and what the evidence is made of.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence, PassageOptions } from '../../src/match/diagonals.js';
import { DiagonalFinder, canBeSingle, countLeastShingles, joinEvidence } from '../../src/match/diagonals.js';
import { Groups } from '../../src/match/gathering.js';
import { prepareSteps } from '../../src/match/gather-steps.js';
import { leaderOf } from '../../src/match/units.js';
import { weaveSteps } from '../../src/workers/weave-steps.js';
import type { Script } from '../helpers/made-texts.js';
import { halfWordsOf, listWords, makeCharacter, makeWord, sumHalfWords, writeTokens } from '../helpers/made-texts.js';
import type { MadeRun } from '../helpers/make-match-run.js';
import { makeMatchRun } from '../helpers/make-match-run.js';
import { listFingerprints } from '../helpers/made-steps.js';
import { createOverlapPool } from '../helpers/overlap-pool.js';
import type { Draws } from '../helpers/seed-draws.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_030_611;

/** A fingerprint that two units share: the index of its shingle in each. */
interface SharedPlace {
  readonly position: number;
  readonly otherPosition: number;
}

interface PairEvidence {
  readonly other: number;
  readonly places: readonly SharedPlace[];
}

interface FoundEvidence extends MadeRun {
  /** Of each unit what it shows with earlier ones. */
  readonly evidence: readonly (readonly PairEvidence[])[];
}

/** `hotHashes` are the fingerprints of boilerplate; `most` is how many rows are asked for at once. */
async function findAll(
  texts: readonly (readonly string[])[],
  passage: number,
  hotHashes: Iterable<number> = [],
  most = Infinity,
  cap = 100,
): Promise<FoundEvidence> {
  const window = Math.min(16, passage - 4);
  const documents = texts.map((tokens, i) => ({ id: `d${i}`, text: writeTokens(tokens) }));
  const made = makeMatchRun(documents, { nets: 'everybody', window });
  const { sketches, units, postings } = made.run;
  const groups = new Groups(postings, cap);
  for (let unit = 0; unit < units.count; unit++) groups.admit(unit);
  const options: PassageOptions = { passage, shingleSize: 5, window };
  const rules = { isSingle: canBeSingle(options), window };
  const gathering = prepareSteps(sketches, units, groups, () => true, listFingerprints(hotHashes), rules);
  const steps = await weaveSteps({ pause: () => Promise.resolve() }, createOverlapPool(), gathering);
  const finder = new DiagonalFinder({ sketches, units, steps, options });
  const evidence: { other: number; places: SharedPlace[] }[][] = Array.from({ length: units.count }, () => []);
  for (let unit = 0; unit < units.count;) {
    const { evidence: rows, end } = finder.find(unit, units.count, most);
    expect(end).toBeGreaterThan(unit);
    unit = end;
    for (let row = 0; row < rows.count; row++) {
      const ofUnit = evidence[rows.smaller[row]];
      const places = Array.from({ length: rows.lengths[row] }, (_, i) => ({
        position: sketches.fingerprintPositions[rows.fingerprints[row] + i],
        otherPosition: sketches.fingerprintPositions[rows.otherFingerprints[row] + i],
      }));
      const last = ofUnit.at(-1);
      if (last?.other === rows.larger[row]) last.places.push(...places);
      else ofUnit.push({ other: rows.larger[row], places });
    }
  }
  return { ...made, evidence };
}

function evidenceOf({ evidence, unitOf }: FoundEvidence, left: string, right: string): PairEvidence | null {
  const [other, unit] = [unitOf(left), unitOf(right)].sort((a, b) => a - b);
  return evidence[unit].find((found) => found.other === other) ?? null;
}

/** Tokens of a page's own range, which no other page draws from. */
function drawOwn(draws: Draws, page: number, script: Script, count: number): string[] {
  return Array.from({ length: count }, () => {
    const isWord = script === 'words' || (script === 'mixed' && draws.below(3) > 0);
    return isWord ? makeWord(20_000 + 5000 * page + draws.below(5000)) : makeCharacter(1000 * page + draws.below(1000));
  });
}

describe('DiagonalFinder', () => {
  it('shows a place within every passage that is long enough, at any two offsets', async () => {
    const anyCase = fc.record({
      seed: fc.nat(),
      script: fc.constantFrom<Script>('words', 'characters', 'mixed'),
      passage: fc.constantFrom(5, 8, 20, 35, 36, 50, 80),
      more: fc.nat({ max: 20 }),
      lengths: fc.tuple(fc.nat({ max: 120 }), fc.nat({ max: 120 })),
    });
    const property = fc.asyncProperty(anyCase, async ({ seed, script, passage, more, lengths }) => {
      const draws = seedDraws(seed);
      const shared: string[] = [];
      while (sumHalfWords(shared) < 2 * passage + more) shared.push(...drawOwn(draws, 0, script, 1));
      const offsets: number[] = [];
      const texts = lengths.map((length, i) => {
        const own = drawOwn(draws, 1 + i, script, length);
        offsets.push(draws.below(length + 1));
        return [...own.slice(0, offsets[i]), ...shared, ...own.slice(offsets[i])];
      });
      const found = await findAll(texts, passage);
      // Texts of the passage alone are one unit.
      if (found.run.units.count === 1) return;
      const evidence = evidenceOf(found, 'd0', 'd1');
      const [left, right] = [0, 1].map((i) => found.sequenceOf(found.unitOf(`d${i}`)));
      const isFirst = found.unitOf('d0') > found.unitOf('d1');
      const isWithin = evidence?.places.some(({ position, otherPosition }) => {
        const [l, r] = isFirst ? [position, otherPosition] : [otherPosition, position];
        const last = left.tokens - left.count + l;
        return (
          left.firstTokens[l] >= offsets[0] &&
          last < offsets[0] + shared.length &&
          left.firstTokens[l] - offsets[0] === right.firstTokens[r] - offsets[1]
        );
      });
      expect(isWithin).toBe(true);
    });
    await fc.assert(property, { seed: SEED, numRuns: 400 });
  });

  it('shows only places that both documents chose, of earlier units, in their order', async () => {
    const draws = seedDraws(SEED);
    const pieces = Array.from({ length: 30 }, (_, i) => drawOwn(draws, i % 19, 'mixed', 40));
    const texts = Array.from({ length: 40 }, () => [1, 2, 3, 4, 5].flatMap(() => draws.pick(pieces)));
    const { evidence, run } = await findAll(texts, 36);
    const { sketches, units } = run;
    const listFingerprints = (unit: number): Map<number, number> => {
      const document = leaderOf(units, unit);
      const [start, end] = [sketches.fingerprintStarts[document], sketches.fingerprintStarts[document + 1]];
      const positions = Array.from(sketches.fingerprintPositions.subarray(start, end));
      return new Map(positions.map((position, i) => [position, sketches.fingerprintHashes[start + i]]));
    };
    let places = 0;
    evidence.forEach((found, unit) => {
      const others = found.map(({ other }) => other);
      expect(others).toEqual([...others].sort((a, b) => a - b));
      expect(new Set(others).size).toBe(others.length);
      const own = listFingerprints(unit);
      for (const { other, places: shared } of found) {
        expect(other).toBeLessThan(unit);
        const theirs = listFingerprints(other);
        places += shared.length;
        const isChosen = shared.every(
          ({ position, otherPosition }) => own.has(position) && own.get(position) === theirs.get(otherPosition),
        );
        expect(isChosen).toBe(true);
      }
    });
    expect(places).toBeGreaterThan(500);
  });

  it('tells a long passage from two halves that stand apart', async () => {
    const passage = listWords(0, 60);
    const texts = [
      [...listWords(1000, 20), ...passage],
      [...passage, ...listWords(2000, 33)],
      [...passage.slice(0, 30), ...listWords(3000, 20), ...passage.slice(30)],
      [...passage.slice(30), ...listWords(4000, 7), ...passage.slice(0, 30)],
    ];
    const found = await findAll(texts, 50);
    expect(evidenceOf(found, 'd0', 'd1')).not.toBeNull();
    expect(evidenceOf(found, 'd0', 'd2')).toBeNull();
    expect(evidenceOf(found, 'd0', 'd3')).toBeNull();
  });

  it('asks for more places of documents of characters, whose passages have twice the tokens', async () => {
    const characters = Array.from({ length: 200 }, (_, i) => makeCharacter(100 + i));
    const withOwn = (shared: readonly string[], page: number): string[] => [
      ...Array.from({ length: 50 }, (_, i) => makeCharacter(1000 * page + i)),
      ...shared,
    ];
    expect(halfWordsOf(characters[0])).toBe(1);
    const long = await findAll([withOwn(characters.slice(0, 100), 1), withOwn(characters.slice(0, 100), 2)], 50);
    expect(evidenceOf(long, 'd0', 'd1')).not.toBeNull();
    // 60 characters are 51 shingles: fewer than the 61 between the outermost fingerprints of a passage of 100.
    const short = await findAll([withOwn(characters.slice(0, 60), 1), withOwn(characters.slice(0, 60), 2)], 50);
    expect(evidenceOf(short, 'd0', 'd1')).toBeNull();
  });

  it('gives the same evidence in whatever portions it is asked for', async () => {
    const draws = seedDraws(SEED);
    const pieces = Array.from({ length: 12 }, (_, i) => drawOwn(draws, i, 'words', 60));
    const texts = Array.from({ length: 25 }, () => [1, 2, 3, 4].flatMap(() => draws.pick(pieces)));
    const { evidence } = await findAll(texts, 50);
    expect(evidence.flat().length).toBeGreaterThan(50);
    for (const most of [1, 7]) expect((await findAll(texts, 50, undefined, most)).evidence).toEqual(evidence);
  });

  it('follows a passage through fingerprints that are past the cap, but not of those alone', async () => {
    const phrase = listWords(0, 40);
    const passage = [...phrase, ...listWords(100, 20)];
    const texts = Array.from({ length: 30 }, (_, page) => [
      ...listWords(1000 + 100 * page, 25),
      ...(page < 2 ? passage : phrase),
      ...listWords(50_000 + 100 * page, 25 + page),
    ]);
    expect(evidenceOf(await findAll(texts, 50, undefined, Infinity, 10), 'd0', 'd1')).not.toBeNull();
    expect((await findAll(texts, 50, undefined, Infinity, 1)).evidence.flat()).toEqual([]);
  });

  it('ends a stretch at boilerplate, and drops what is left where that is too short', async () => {
    const frame = listWords(0, 70);
    const makeTexts = (own: number): string[][] =>
      Array.from({ length: 110 }, (_, page) => [
        ...frame,
        ...(page < 2 ? listWords(500, own) : []),
        ...listWords(50_000 + 100 * page, 60),
      ]);
    const { run, sequenceOf } = await findAll(makeTexts(0), 50);
    const hot = sequenceOf(run.units.count - 1).high.subarray(0, 66);
    for (const own of [30, 60]) {
      expect(evidenceOf(await findAll(makeTexts(own), 50), 'd0', 'd1')).not.toBeNull();
      const cut = await findAll(makeTexts(own), 50, hot);
      const places = evidenceOf(cut, 'd0', 'd1')?.places ?? [];
      expect(places.length > 0).toBe(own === 60);
      for (const { position } of places) expect(position).toBeGreaterThan(65);
    }
  });
});

describe('countLeastShingles', () => {
  it('is the number of shingles in the shortest passage, of words and of characters', () => {
    const options = { passage: 50, shingleSize: 5, window: 16 };
    expect(countLeastShingles(options, Infinity)).toBe(46);
    expect(countLeastShingles(options, 0)).toBe(91);
    expect(countLeastShingles(options, 45)).toBe(46);
  });

  it('says when one fingerprint can be all that a passage shows', () => {
    expect(canBeSingle({ passage: 35, shingleSize: 5, window: 16 })).toBe(true);
    expect(canBeSingle({ passage: 36, shingleSize: 5, window: 16 })).toBe(false);
  });
});

describe('joinEvidence', () => {
  it('appends the rows of each part', () => {
    const makePart = (first: number, count: number): Evidence => {
      const make = (column: number): Uint32Array =>
        Uint32Array.from({ length: count }, (_, row) => first + row + 100 * column);
      return {
        count,
        smaller: make(0),
        larger: make(1),
        fingerprints: make(2),
        otherFingerprints: make(3),
        lengths: make(4),
      };
    };
    expect(joinEvidence([makePart(0, 3), makePart(3, 0), makePart(3, 4)])).toEqual(makePart(0, 7));
    expect(joinEvidence([])).toEqual(makePart(0, 0));
  });
});
