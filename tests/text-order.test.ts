// compareCodePoints against an oracle: the bytes that UTF-8 makes of the strings, compared as bytes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCodePoints } from '../src/text-order.js';

/** Well-formed strings in which UTF-16 units and UTF-8 bytes disagree often: surrogates beside U+E000 to U+FFFF. */
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', '\u{d7ff}', '\u{e000}', '\u{ffff}', '\u{10000}', '\u{10ffff}'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 6,
});

describe('compareCodePoints', () => {
  it('orders strings as their UTF-8 bytes are ordered', () => {
    fc.assert(
      fc.property(anyText, anyText, (left, right) => {
        const expected = Buffer.compare(Buffer.from(left), Buffer.from(right));
        expect(Math.sign(compareCodePoints(left, right))).toBe(expected);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('says 0 of equal strings only, and puts a beginning before what it begins', () => {
    expect(compareCodePoints('', '')).toBe(0);
    expect(compareCodePoints('a', 'a')).toBe(0);
    expect(compareCodePoints('a', 'ab')).toBeLessThan(0);
    expect(compareCodePoints('ab', 'a')).toBeGreaterThan(0);
  });

  it('puts what lies beyond the basic plane after U+FFFF, where comparing UTF-16 units would not', () => {
    expect('\u{10000}' < '\u{ffff}').toBe(true);
    expect(compareCodePoints('\u{10000}', '\u{ffff}')).toBeGreaterThan(0);
  });

  it('is a total order on broken text too: lone surrogates', () => {
    const texts = ['\ud800', '\udc00', '\ud800\udc00', '\ue000', 'a'];
    expect([...texts].sort(compareCodePoints)).toEqual([...texts].reverse().sort(compareCodePoints));
  });
});
