// Boilerplate: stretches of made-up pages counted shingle by shingle, against counts of everything.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countStretch } from '../../src/match/boilerplate.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { sequenceText } from '../helpers/sketch-texts.js';

/** Words that only one page has. */
function listOwn(page: number, count: number): string[] {
  return listWords(100_000 + 1000 * page, count);
}

describe('countStretch', () => {
  /** Rows of at least `window` flags in a row, as `start end`. */
  const listRows = (flags: readonly boolean[], window: number): string[] => {
    const rows: string[] = [];
    for (let start = 0; start < flags.length; start++) {
      if (!flags[start] || flags[start - 1]) continue;
      let end = start;
      while (end < flags.length && flags[end]) end++;
      if (end - start >= window) rows.push(`${start} ${end}`);
    }
    return rows;
  };

  it('finds the rows of shingles that more units have than are wanted, whatever it leaves unread', () => {
    const counts = { rows: 0, none: 0, read: 0, listed: 0 };
    const property = fc.property(fc.nat(), (seed) => {
      const draws = seedDraws(seed);
      const frame = listWords(0, 40 + draws.below(60));
      const [sampleSize, window] = [2 + draws.below(40), 1 + draws.below(12)];
      // Pages have a part of the frame each, in one piece or two, and some of them a second time.
      const sequences = Array.from({ length: sampleSize }, (_, page) => {
        const cut = (): string[] => frame.slice(draws.below(30), frame.length - draws.below(30));
        const parts = page === 0 ? [frame] : Array.from({ length: draws.below(3) }, cut);
        return sequenceText(writeTokens([...listOwn(page, 6), ...parts.flat(), ...listOwn(page + 500, 6)]));
      });
      const unreadable = draws.below(sampleSize) - 1;
      const wanted = draws.below(sampleSize);
      const [start, end] = [draws.below(10), sequences[0].count - draws.below(10)];
      const sample = Array.from(sequences.keys()).sort((a, b) => ((a * 7919) % 41) - ((b * 7919) % 41) || a - b);
      const sequenceOf = (unit: number): (typeof sequences)[number] | null => {
        counts.read++;
        return unit > 0 && unit === unreadable ? null : sequences[unit];
      };
      const stretch = {
        unit: 0,
        fingerprintHash: 0,
        fingerprintHashes: new Uint32Array(0),
        start,
        end,
        sample,
        wanted,
      };
      const counted = countStretch(sequenceOf, stretch, window);
      const isCommon = Array.from({ length: end - start }, (_, k) => {
        const has = ({ high, low }: (typeof sequences)[number]): boolean =>
          high.some((h, i) => h === sequences[0].high[start + k] && low[i] === sequences[0].low[start + k]);
        return sequences.filter((other, unit) => (unit === 0 || unit !== unreadable) && has(other)).length > wanted;
      });
      const rows = listRows(isCommon, window);
      const found = counted === null ? [] : listRows(Array.from(counted.isCommon, Boolean), window);
      expect(found).toEqual(rows);
      expect(counted === null).toBe(rows.length === 0);
      counts.listed += sampleSize + 1;
      counts[rows.length > 0 ? 'rows' : 'none']++;
    });
    fc.assert(property, { seed: 20_030_613, numRuns: 200 });
    expect(counts.rows).toBeGreaterThan(50);
    expect(counts.none).toBeGreaterThan(30);
    expect(counts.read).toBeLessThan((3 * counts.listed) / 4);
  });
});
