// The filter holds what occurs again: nothing that does is ever dropped, and of the rest nearly all.

import { describe, expect, it } from 'vitest';
import { RepeatFilter } from '../../src/match/repeat-filter.js';
import { seedDraws } from '../helpers/seed-draws.js';

function selectAll(filter: RepeatFilter, keys: Uint32Array): number[] {
  const selected = new Uint32Array(keys.length + 1);
  return [...selected.subarray(0, filter.select(keys, 0, keys.length, selected))];
}

describe('a filter of repeated keys', () => {
  it('drops no key that occurs again, and at most one in five of the others', () => {
    const draws = seedDraws(3);
    const filter = new RepeatFilter();
    for (const [count, range] of [
      [0, 10],
      [1, 10],
      [1000, 300],
      [100_000, 2 ** 32],
      [5000, 2 ** 32],
    ]) {
      const keys = Uint32Array.from({ length: count }, () => draws.below(range));
      const occurrences = new Map<number, number>();
      for (const key of keys) occurrences.set(key, (occurrences.get(key) ?? 0) + 1);
      filter.note(keys);
      const selected = new Set(selectAll(filter, keys));
      let alone = 0;
      let falseHits = 0;
      keys.forEach((key, i) => {
        if ((occurrences.get(key) ?? 0) > 1) expect(selected.has(i)).toBe(true);
        else {
          alone++;
          if (selected.has(i)) falseHits++;
        }
      });
      expect(falseHits).toBeLessThanOrEqual(alone / 5);
    }
  });

  it('selects from a stretch of the keys', () => {
    const filter = new RepeatFilter();
    const keys = Uint32Array.of(7, 8, 7, 9, 7);
    filter.note(keys);
    const selected = new Uint32Array(4);
    expect([...selected.subarray(0, filter.select(keys, 1, 5, selected))]).toEqual(expect.arrayContaining([2, 4]));
  });
});
