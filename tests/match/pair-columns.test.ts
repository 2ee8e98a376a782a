// Pairs come back as they were pushed, past every growth of the columns.

import { describe, expect, it } from 'vitest';
import { PairColumns } from '../../src/match/pair-columns.js';

describe('PairColumns', () => {
  it('holds nothing at first', () => {
    expect(new PairColumns().size).toBe(0);
  });

  it('gives back every pair in the order of pushing, however many', () => {
    const pairs = new PairColumns();
    const count = 5000;
    for (let i = 0; i < count; i++) pairs.push(i, 0xffffffff - i, 3 * i, i % 3 === 0 ? 'near' : 'contained');
    expect(pairs.size).toBe(count);
    const listed = Array.from({ length: count }, (_, i) =>
      [pairs.smallerAt(i), pairs.largerAt(i), pairs.sharedAt(i), pairs.relationAt(i)].join(),
    );
    const expected = Array.from({ length: count }, (_, i) =>
      [i, 0xffffffff - i, 3 * i, i % 3 === 0 ? 'near' : 'contained'].join(),
    );
    expect(listed).toEqual(expected);
  });
});
