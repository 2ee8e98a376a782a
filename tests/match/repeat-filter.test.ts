// The filter holds what occurs again: nothing that does is ever dropped, and of the rest nearly all.

import { describe, expect, it } from 'vitest';
import { RepeatFilter } from '../../src/match/repeat-filter.js';
import { seedDraws } from '../helpers/seed-draws.js';

/** The indices of what is selected; each comes with its key. */
function selectAll(filter: RepeatFilter, keys: Uint32Array): number[] {
  const pairs = new Uint32Array(2 * keys.length + 2);
  const count = filter.select(keys, pairs);
  return Array.from({ length: count }, (_, i) => {
    expect(pairs[2 * i]).toBe(keys[pairs[2 * i + 1]]);
    return pairs[2 * i + 1];
  });
}

describe('a filter of repeated keys', () => {
  it('drops no key that occurs again, and all but one in four of the others', () => {
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
      expect(falseHits).toBeLessThanOrEqual(alone / 4);
    }
  });

  it('selects in the order of the keys', () => {
    const filter = new RepeatFilter();
    const keys = Uint32Array.of(7, 8, 7, 9, 7);
    filter.note(keys);
    const selected = selectAll(filter, keys);
    expect(selected).toEqual(expect.arrayContaining([0, 2, 4]));
    expect(selected).toEqual([...selected].sort((a, b) => a - b));
  });
});
