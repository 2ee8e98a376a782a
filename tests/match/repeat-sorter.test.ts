// What occurs again, in order, with and without a filter.

import { describe, expect, it } from 'vitest';
import { RepeatSorter } from '../../src/match/repeat-sorter.js';
import { seedDraws } from '../helpers/seed-draws.js';

/** The keys that occur again as `key@index`, by key, then by index. */
function listRepeated(keys: Uint32Array): string[] {
  const occurrences = new Map<number, number>();
  for (const key of keys) occurrences.set(key, (occurrences.get(key) ?? 0) + 1);
  return Array.from(keys.keys())
    .filter((i) => (occurrences.get(keys[i]) ?? 0) > 1)
    .sort((a, b) => keys[a] - keys[b] || a - b)
    .map((i) => `${keys[i]}@${i}`);
}

/** The same of what the sorter gives, less what occurs there once: the filter may let that through. */
function listSorted(pairs: Uint32Array): string[] {
  const keys = pairs.filter((_, i) => i % 2 === 0);
  for (let i = 1; i < keys.length; i++) expect(keys[i]).toBeGreaterThanOrEqual(keys[i - 1]);
  return Array.from(keys, (key, i) => `${key}@${pairs[2 * i + 1]}`).filter(
    (_, i) => keys[i] === keys[i - 1] || keys[i] === keys[i + 1],
  );
}

describe('RepeatSorter', () => {
  it('lists every key that occurs again, in order, whatever it sorted before', () => {
    const sorter = new RepeatSorter();
    const draws = seedDraws(5);
    for (const [count, range] of [
      [20_000, 2 ** 32],
      [20_000, 8000],
      [300, 100],
      [4096, 2 ** 20],
      [0, 1],
      [1, 1],
      [30_000, 1],
    ]) {
      const keys = Uint32Array.from({ length: count }, () => draws.below(range));
      expect(listSorted(sorter.sort(keys))).toEqual(listRepeated(keys));
    }
  });

  it('needs to look at no more bits than those in which the keys differ', () => {
    const sorter = new RepeatSorter();
    const draws = seedDraws(6);
    for (const bits of [1, 11, 13, 22, 25, 31]) {
      const high = 2 ** 32 - 2 ** bits;
      const keys = Uint32Array.from({ length: 9000 }, () => high + draws.below(Math.min(2 ** bits, 5000)));
      expect(listSorted(sorter.sort(keys, bits))).toEqual(listRepeated(keys));
    }
  });
});
