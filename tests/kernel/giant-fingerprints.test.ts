// Fingerprints that come piece by piece: those told twice stand there once, whatever has to grow.

import { describe, expect, it } from 'vitest';
import { GrowingFingerprints } from '../../src/kernel/giant-fingerprints.js';
import { winnowShingles } from '../../src/sketch/winnow.js';
import { seedDraws } from '../helpers/seed-draws.js';

const WINDOW = 8;

/** The fingerprints of shingles from `start` to before `end`. */
function winnow(high: Uint32Array, low: Uint32Array, start: number, end: number): [Uint32Array, Uint32Array] {
  const hashes = new Uint32Array(end - start);
  const positions = new Uint32Array(end - start);
  const count = winnowShingles(
    high.subarray(start, end),
    low.subarray(start, end),
    end - start,
    WINDOW,
    hashes,
    positions,
  );
  return [hashes.slice(0, count), positions.slice(0, count)];
}

describe('growing fingerprints', () => {
  it.each([3, 1000])('are those of the whole, in pieces that overlap by a window, with hashes below %i', (bound) => {
    const draws = seedDraws(bound);
    const count = 5000;
    const [high, low] = [bound, 2 ** 32].map((most) => Uint32Array.from({ length: count }, () => draws.below(most)));
    for (const [first, second] of [
      [high, low],
      // Many ties.
      [low, high],
    ]) {
      const fingerprints = new GrowingFingerprints();
      let at = 0;
      while (at < count) {
        const end = Math.min(count, Math.max(at + 1 + draws.below(300), WINDOW));
        const start = Math.max(0, at - WINDOW - draws.below(20));
        fingerprints.foresee(end / count);
        fingerprints.append(...winnow(first, second, start, end), start);
        at = end;
      }
      const [fingerprintHashes, fingerprintPositions] = winnow(first, second, 0, count);
      expect(fingerprints.finish()).toEqual({ fingerprintHashes, fingerprintPositions });
    }
  });

  it('are none where none were appended', () => {
    const { fingerprintHashes, fingerprintPositions } = new GrowingFingerprints().finish();
    expect([fingerprintHashes.length, fingerprintPositions.length]).toEqual([0, 0]);
  });
});
