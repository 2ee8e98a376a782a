// Stretches cut out of a document that is walked, against slices of its whole sequence.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GIANT_SIZES } from '../../src/kernel/giant-sketcher.js';
import { createWasmSketcher } from '../../src/kernel/wasm.js';
import type { GiantAccess } from '../../src/match/giant-cuts.js';
import { cutGiant, findCut, isGiantUnit } from '../../src/match/giant-cuts.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { makeMixture } from '../kernel/make-texts.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

const SEED = 20_251_120;
const LEAD = 128;
const utf8 = new TextEncoder().encode(makeMixture(seedDraws(SEED))(9000));
const whole = createReferenceSketcher(USUAL_SKETCH).sequenceShingles(utf8);

function createAccess(piece: number): GiantAccess {
  const sketcher = createWasmSketcher(USUAL_SKETCH, { ...GIANT_SIZES, giant: 0, piece });
  return {
    isGiant: () => true,
    walk(_, look) {
      const stretches = sketcher.walkShingles(utf8);
      for (let next = stretches.next(); next.done !== true; next = stretches.next()) look(next.value);
      return true;
    },
    countShared: () => null,
  };
}

describe('cutGiant', () => {
  it('cuts what slices of the whole sequence are, with the tokens before them', () => {
    const range = fc.record({ start: fc.nat({ max: whole.count - 1 }), length: fc.integer({ min: 1, max: 300 }) });
    const property = fc.property(
      fc.array(range, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(20, 300, 100_000),
      (asked, piece) => {
        const ranges = asked.map(({ start, length }) => ({ start, end: start + length }));
        const cuts = cutGiant(createAccess(piece), 0, ranges) ?? [];
        for (const { start, end } of ranges) {
          const cut = findCut(cuts, start);
          const { sequence, firstToken } = cut;
          const cutEnd = cut.start + sequence.count;
          expect(cut.start).toBeLessThanOrEqual(start);
          expect(cutEnd >= end || (cut.isAtEnd && cutEnd === whole.count)).toBe(true);
          const lastToken = whole.tokens - whole.count + cutEnd;
          expect(sequence.high).toEqual(whole.high.slice(cut.start, cutEnd));
          expect(sequence.low).toEqual(whole.low.slice(cut.start, cutEnd));
          expect(firstToken).toBe(Math.max(0, whole.firstTokens[cut.start] - LEAD));
          expect(sequence.firstTokens.map((token) => token + firstToken)).toEqual(
            whole.firstTokens.slice(cut.start, cutEnd),
          );
          expect(sequence.tokenHigh).toEqual(whole.tokenHigh.slice(firstToken, lastToken));
          expect(sequence.tokenLow).toEqual(whole.tokenLow.slice(firstToken, lastToken));
          expect(sequence.tokenHalfWords).toEqual(whole.tokenHalfWords.slice(firstToken, lastToken));
          expect(sequence.tokens).toBe(lastToken - firstToken);
        }
        const starts = cuts.map(({ start }) => start);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      },
    );
    fc.assert(property, { seed: SEED, numRuns: 150 });
  });

  it('is nothing where the document cannot be read any more', () => {
    expect(cutGiant({ ...createAccess(100), walk: () => false }, 0, [{ start: 0, end: 5 }])).toBeNull();
  });
});

describe('isGiantUnit', () => {
  it('holds from two million tokens on', () => {
    const units = {
      count: 2,
      unitOf: Uint32Array.of(1, 0),
      starts: Uint32Array.of(0, 1, 2),
      members: Uint32Array.of(1, 0),
    };
    const sketches = { tokens: Uint32Array.of(2 ** 21 - 1, 2 ** 21) };
    expect([0, 1].map((unit) => isGiantUnit({ sketches, units }, unit))).toEqual([true, false]);
  });
});
