// Candidates of one unit against lists of who shares what, in small groups and in groups past the cap.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CandidateFinder } from '../../src/match/candidates.js';
import type { Screen } from '../../src/match/screen.js';
import { OPEN_SCREEN } from '../helpers/make-match-run.js';
import { anyNetCase, listMet, makeCaseBoard } from '../helpers/net-cases.js';
import type { NetCase } from '../helpers/net-cases.js';

const SEED = 20_270_228;

/** A finder on whose board those of the case were admitted. */
function makeCase(made: NetCase, screen: Screen): CandidateFinder {
  const finder = new CandidateFinder(makeCaseBoard(made), screen);
  made.isAdmitted.forEach((is, unit) => {
    if (!is) return;
    finder.buckets.admit(unit);
    finder.postings.admit(unit);
  });
  return finder;
}

describe('the candidates of one unit', () => {
  it('are those from a given unit on, which does not change what counts as cut', () => {
    const property = fc.property(anyNetCase, fc.nat({ max: 240 }), (made, since) => {
      const finder = makeCase(made, OPEN_SCREEN);
      for (let unit = made.start; unit < made.bands.length; unit += 5) {
        const { met, cut } = listMet(made, unit, since);
        expect(finder.gather(unit, since)).toBe(cut);
        expect(finder.listWorthy(unit)).toEqual(met.map(({ other }) => other));
      }
    });
    fc.assert(property, { seed: SEED + 1, numRuns: 40 });
  });

  it('are more where the first few of cut buckets are met, or anybody else in particular', () => {
    const property = fc.property(anyNetCase, (made) => {
      const asked: string[] = [];
      const finder = makeCase(made, {
        ...OPEN_SCREEN,
        canBeDuplicate: (smaller, larger, shared, isInBand) => {
          asked.push([smaller, larger, shared, isInBand].join(' '));
          return true;
        },
      });
      for (let unit = Math.max(1, made.start); unit < made.bands.length; unit += 5) {
        finder.gather(unit, 0);
        finder.meetStars(unit);
        const { met } = listMet(made, unit, 0, { hasBandStar: true });
        asked.length = 0;
        expect(finder.listWorthy(unit)).toEqual(met.map(({ other }) => other));
        expect(asked).toEqual(met.map(({ other, shared, isInBand }) => [unit, other, shared, isInBand].join(' ')));
        finder.meetInBand(0);
        const all = new Set([0, ...met.map(({ other }) => other)]);
        expect(finder.listWorthy(unit)).toEqual([...all].sort((a, b) => a - b));
      }
    });
    fc.assert(property, { seed: SEED + 2, numRuns: 40 });
  });
});
