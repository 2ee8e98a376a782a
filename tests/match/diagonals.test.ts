// Diagonals: the gap theorem at both ends of a passage, as a property, and what the evidence is made of.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiagonalEvidence, PassageOptions } from '../../src/match/diagonals.js';
import { DiagonalFinder } from '../../src/match/diagonals.js';
import { Groups } from '../../src/match/gathering.js';
import { leaderOf } from '../../src/match/units.js';
import type { Script } from '../helpers/made-texts.js';
import { halfWordsOf, listWords, makeCharacter, makeWord, sumHalfWords, writeTokens } from '../helpers/made-texts.js';
import type { MadeRun } from '../helpers/make-match-run.js';
import { makeMatchRun } from '../helpers/make-match-run.js';
import type { Draws } from '../helpers/seed-draws.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 20_030_611;

interface FoundEvidence extends MadeRun {
  /** Of each unit what it shows with earlier ones. */
  readonly evidence: readonly (readonly DiagonalEvidence[])[];
}

function findAll(texts: readonly (readonly string[])[], passage: number, cap = 100): FoundEvidence {
  const window = Math.min(16, passage - 4);
  const documents = texts.map((tokens, i) => ({ id: `d${i}`, text: writeTokens(tokens) }));
  const made = makeMatchRun(documents, { nets: 'everybody', window });
  const { sketches, units, postings } = made.run;
  const groups = new Groups(postings, cap);
  for (let unit = 0; unit < units.count; unit++) groups.admit(unit);
  const options: PassageOptions = { passage, shingleSize: 5, window };
  const finder = new DiagonalFinder(sketches, units, groups, options);
  return { ...made, evidence: Array.from({ length: units.count }, (_, unit) => finder.find(unit)) };
}

function evidenceOf({ evidence, unitOf }: FoundEvidence, left: string, right: string): DiagonalEvidence | null {
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
  it('shows a place within every passage that is long enough, at any two offsets', () => {
    const anyCase = fc.record({
      seed: fc.nat(),
      script: fc.constantFrom<Script>('words', 'characters', 'mixed'),
      passage: fc.constantFrom(5, 8, 20, 35, 36, 50, 80),
      more: fc.nat({ max: 20 }),
      lengths: fc.tuple(fc.nat({ max: 120 }), fc.nat({ max: 120 })),
    });
    const property = fc.property(anyCase, ({ seed, script, passage, more, lengths }) => {
      const draws = seedDraws(seed);
      const shared: string[] = [];
      while (sumHalfWords(shared) < 2 * passage + more) shared.push(...drawOwn(draws, 0, script, 1));
      const offsets: number[] = [];
      const texts = lengths.map((length, i) => {
        const own = drawOwn(draws, 1 + i, script, length);
        offsets.push(draws.below(length + 1));
        return [...own.slice(0, offsets[i]), ...shared, ...own.slice(offsets[i])];
      });
      const found = findAll(texts, passage);
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
    fc.assert(property, { seed: SEED, numRuns: 400 });
  });

  it('shows only places that both documents chose, of earlier units, in their order', () => {
    const draws = seedDraws(SEED);
    const pieces = Array.from({ length: 30 }, (_, i) => drawOwn(draws, i % 19, 'mixed', 40));
    const texts = Array.from({ length: 40 }, () => [1, 2, 3, 4, 5].flatMap(() => draws.pick(pieces)));
    const { evidence, run } = findAll(texts, 36);
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

  it('tells a long passage from two halves that stand apart', () => {
    const passage = listWords(0, 60);
    const texts = [
      [...listWords(1000, 20), ...passage],
      [...passage, ...listWords(2000, 33)],
      [...passage.slice(0, 30), ...listWords(3000, 20), ...passage.slice(30)],
      [...passage.slice(30), ...listWords(4000, 7), ...passage.slice(0, 30)],
    ];
    const found = findAll(texts, 50);
    expect(evidenceOf(found, 'd0', 'd1')).not.toBeNull();
    expect(evidenceOf(found, 'd0', 'd2')).toBeNull();
    expect(evidenceOf(found, 'd0', 'd3')).toBeNull();
  });

  it('asks for more places of documents of characters, whose passages have twice the tokens', () => {
    const characters = Array.from({ length: 200 }, (_, i) => makeCharacter(100 + i));
    const withOwn = (shared: readonly string[], page: number): string[] => [
      ...Array.from({ length: 50 }, (_, i) => makeCharacter(1000 * page + i)),
      ...shared,
    ];
    expect(halfWordsOf(characters[0])).toBe(1);
    const long = findAll([withOwn(characters.slice(0, 100), 1), withOwn(characters.slice(0, 100), 2)], 50);
    expect(evidenceOf(long, 'd0', 'd1')).not.toBeNull();
    // 60 characters are 51 shingles: fewer than the 61 between the outermost fingerprints of a passage of 100.
    const short = findAll([withOwn(characters.slice(0, 60), 1), withOwn(characters.slice(0, 60), 2)], 50);
    expect(evidenceOf(short, 'd0', 'd1')).toBeNull();
  });

  it('follows a passage through fingerprints that are past the cap, but not of those alone', () => {
    const phrase = listWords(0, 40);
    const passage = [...phrase, ...listWords(100, 20)];
    const texts = Array.from({ length: 30 }, (_, page) => [
      ...listWords(1000 + 100 * page, 25),
      ...(page < 2 ? passage : phrase),
      ...listWords(50_000 + 100 * page, 25 + page),
    ]);
    expect(evidenceOf(findAll(texts, 50, 10), 'd0', 'd1')).not.toBeNull();
    expect(findAll(texts, 50, 1).evidence.flat()).toEqual([]);
  });
});
