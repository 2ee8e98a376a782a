// The shares of --memory leave most of it to what cannot do with less.

import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../src/options.js';
import { shareMemory } from '../../src/run/share-memory.js';

describe('shareMemory', () => {
  it.each([64e6, 256e6, defaultOptions.memory, 64e9])('gives away a fifth of %d bytes at most', (byteLength) => {
    const { signatures, arenaWords } = shareMemory(byteLength);
    expect(signatures + 4 * arenaWords).toBeLessThanOrEqual(byteLength / 5);
    expect(signatures + 4 * arenaWords).toBeGreaterThan(byteLength / 6);
    expect(Number.isInteger(arenaWords)).toBe(true);
  });

  it('holds by default the signatures of some 490,000 documents', () => {
    expect(Math.floor(shareMemory(defaultOptions.memory).signatures / 256)).toBe(488_281);
  });
});
