// Views that are kept: those that would be made, and never of memory that is no longer it.

import { describe, expect, it } from 'vitest';
import { ShortViews } from '../../src/kernel/short-views.js';

describe('short views', () => {
  it('show the words from an address on, however many, and are kept where they are few', () => {
    const words = Uint32Array.from({ length: 200 }, (_, i) => i);
    const views = new ShortViews();
    for (const length of [0, 1, 7, 63, 64, 100]) {
      expect([...views.view(words, 40, length)]).toEqual([...words.subarray(10, 10 + length)]);
      expect(views.view(words, 40, length) === views.view(words, 40, length)).toBe(length < 64);
    }
  });

  it('are made anew where the column or the memory is another', () => {
    const views = new ShortViews();
    const [words, grown] = [Uint32Array.of(1, 2, 3, 4), Uint32Array.of(5, 6, 7, 8)];
    expect([...views.view(words, 0, 2)]).toEqual([1, 2]);
    expect([...views.view(words, 8, 2)]).toEqual([3, 4]);
    expect([...views.view(grown, 8, 2)]).toEqual([7, 8]);
    expect([...views.view(grown, 0, 2)]).toEqual([5, 6]);
    expect([...views.view(words, 0, 2)]).toEqual([1, 2]);
  });
});
