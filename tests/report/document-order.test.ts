// Documents by id: each once, ranked from 1, and as many more as are wanted later.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendOrder, orderDocuments } from '../../src/report/document-order.js';
import { compareCodePoints } from '../../src/text-order.js';
import { listIds } from '../helpers/id-lists.js';

const anyIds = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '\u{ffff}', '\u{10000}'), maxLength: 4 }), {
  minLength: 1,
  maxLength: 30,
});

describe('orderDocuments', () => {
  it('gives each document that it was given once, by id, and its rank', () => {
    fc.assert(
      fc.property(anyIds, fc.array(fc.nat(29), { maxLength: 40 }), (ids, numbers) => {
        const given = numbers.map((number) => number % ids.length);
        const { documents, ranks } = orderDocuments(given, ids.length, listIds(ids));
        const expected = [...new Set(given)].sort((a, b) => compareCodePoints(ids[a], ids[b]));
        expect([...documents]).toEqual(expected);
        expect([...ranks]).toEqual(ids.map((_, document) => expected.indexOf(document) + 1));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('extendOrder', () => {
  const ids = listIds(['d', 'c', 'b', 'a']);

  it('leaves an order alone that has all that is wanted', () => {
    const order = orderDocuments([0, 2], 4, ids);
    expect(extendOrder(order, [2, 0], ids)).toBe(order);
    expect(extendOrder(order, [], ids)).toBe(order);
  });

  it('makes one that has what was missing', () => {
    const order = extendOrder(orderDocuments([0, 2], 4, ids), [3, 2], ids);
    expect([...order.documents]).toEqual([3, 2, 0]);
    expect([...order.ranks]).toEqual([3, 0, 2, 1]);
  });
});
