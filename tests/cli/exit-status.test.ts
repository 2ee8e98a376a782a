import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Allowance, decideExitStatus, listFaults, type Verdict } from '../../src/cli/exit-status.js';
import type { FailingRelation } from '../../src/options.js';

const relations: readonly FailingRelation[] = ['identical', 'same-text', 'near', 'contained', 'overlap'];

const verdicts: fc.Arbitrary<Verdict> = fc.record({
  documents: fc.nat(2),
  faults: fc.nat(2),
  changed: fc.nat(2),
  relations: fc.record({
    identical: fc.nat(1),
    'same-text': fc.nat(1),
    near: fc.nat(1),
    contained: fc.nat(1),
    overlap: fc.nat(1),
  }),
});

const allowances: fc.Arbitrary<Allowance> = fc.record({
  failOn: fc.subarray([...relations]),
  allowEmpty: fc.boolean(),
  allowUnreadable: fc.boolean(),
});

describe('decideExitStatus', () => {
  it('is 2 exactly when something went wrong that is not allowed, and 2 wins over 1', () => {
    fc.assert(
      fc.property(verdicts, allowances, (verdict, allowance) => {
        const isWrong =
          (verdict.faults > 0 && !allowance.allowUnreadable) ||
          (verdict.documents === 0 && !allowance.allowEmpty) ||
          verdict.changed > 0;
        const isFound = allowance.failOn.some((relation) => verdict.relations[relation] > 0);
        expect(decideExitStatus(verdict, allowance)).toBe(isWrong ? 2 : isFound ? 1 : 0);
        expect(listFaults(verdict, allowance).length > 0).toBe(isWrong);
      }),
      { seed: 20_260_103, numRuns: 1000 },
    );
  });
});

describe('listFaults', () => {
  const nothing = { identical: 0, 'same-text': 0, near: 0, contained: 0, overlap: 0 };
  const allowance: Allowance = { failOn: [], allowEmpty: false, allowUnreadable: false };

  it('says what went wrong and what accepts it, one sentence each', () => {
    const verdict = { documents: 0, relations: nothing, faults: 1, changed: 1 };
    expect(listFaults(verdict, allowance)).toEqual([
      '1 input is missing, unreadable or malformed; --allow-unreadable accepts that',
      '1 document changed during the run; run again when nothing writes there',
      'there are no documents to compare; --allow-empty accepts that',
    ]);
    expect(listFaults({ documents: 5, relations: nothing, faults: 2, changed: 3 }, allowance)).toEqual([
      '2 inputs are missing, unreadable or malformed; --allow-unreadable accepts that',
      '3 documents changed during the run; run again when nothing writes there',
    ]);
  });
});
