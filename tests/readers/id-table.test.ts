// Ids of three kinds in one table: own ones, places, numbered ones. Who has which is decided, and tested, in assign-ids.

import { describe, expect, it } from 'vitest';
import { countIdSlots, createIdTable } from '../../src/readers/id-table.js';
import { compareCodePoints } from '../../src/text-order.js';
import { packIds } from '../helpers/id-lists.js';

const EXPECTED = ['own', 'x:2', 'x (2)', '\ud83d', '\u{1f600}', 'x:10'];

const table = createIdTable({
  sources: [{ path: 'x' }],
  documents: { count: 6, sources: new Uint32Array(6), lines: Uint32Array.of(1, 2, 0, 4, 5, 10) },
  ownIds: packIds(['own', 'lost', null, '\ud83d', '\u{1f600}', null]),
  hasOwnId: Uint8Array.of(1, 0, 0, 1, 1, 0),
  numbered: new Map([[2, 'x (2)']]),
});

describe('a table of ids', () => {
  it('reads ids of every kind, and finds them', () => {
    expect(EXPECTED.map((_, document) => table.read(document))).toEqual(EXPECTED);
    expect(EXPECTED.map((id) => table.find(id))).toEqual([...EXPECTED.keys()]);
    expect(['lost', 'x:1', 'x', '', '\ud83d\udc00'].map((id) => table.find(id))).toEqual(Array(5).fill(null));
  });

  it('compares ids of any two kinds', () => {
    for (const [left, a] of EXPECTED.entries()) {
      for (const [right, b] of EXPECTED.entries()) {
        expect(Math.sign(table.compare(left, right))).toBe(Math.sign(compareCodePoints(a, b)));
      }
    }
  });

  it('looks ids up in a table of a quarter of free slots at least', () => {
    for (const count of [0, 1, 6, 7, 12, 13, 767, 769, 1_000_000, 12_582_912]) {
      const slots = countIdSlots(count);
      expect(Number.isInteger(Math.log2(slots))).toBe(true);
      expect([count <= 0.75 * slots, slots <= Math.max(8, 2 * (count / 0.75))]).toEqual([true, true]);
    }
    expect(countIdSlots(12_582_912)).toBe(2 ** 24);
  });
});
