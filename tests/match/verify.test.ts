// A candidate pair is what exact sets say, whatever the sketches said.

import { describe, expect, it } from 'vitest';
import { collectShingleSet, countSharedShingles } from '../../src/match/shingle-set.js';
import { relateCounts } from '../../src/match/relation.js';
import { verifyPair } from '../../src/match/verify.js';
import { makeMatchRun } from '../helpers/make-match-run.js';
import { makeRelatives } from '../helpers/made-relatives.js';

describe('verifyPair', () => {
  it('says of every pair of units what counting all shared shingles says', () => {
    const { run } = makeMatchRun(makeRelatives(3, 60));
    const found = new Set<string>();
    for (let smaller = 0; smaller < run.units.count; smaller++) {
      for (let larger = 0; larger < smaller; larger++) {
        const [a, b] = [run.setOf(smaller), run.setOf(larger)];
        if (a === null || b === null) throw new Error('a set is missing');
        const shared = countSharedShingles(a, b);
        const halfWords = run.sketches.halfWords[run.units.members[run.units.starts[smaller]]];
        const relation = relateCounts(shared, a.count, b.count, halfWords, run.thresholds);
        found.add(String(relation));
        expect(verifyPair(run, smaller, a, b)).toEqual(relation === null ? null : { relation, sharedShingles: shared });
      }
    }
    expect([...found].sort()).toEqual(['contained', 'near', 'null']);
  });

  it('says nothing of sets that share nothing', () => {
    const { run } = makeMatchRun(makeRelatives(3, 60));
    const set = collectShingleSet({ count: 1, high: Uint32Array.of(1), low: Uint32Array.of(1) });
    const other = collectShingleSet({ count: 1, high: Uint32Array.of(2), low: Uint32Array.of(2) });
    expect(verifyPair(run, 0, set, other)).toBeNull();
  });
});
