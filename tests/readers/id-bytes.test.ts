// Ids as bytes against strings: the same back, in the same order, lone surrogates too.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareIdBytes, decodeId, encodeId, UNIT_BYTE_LENGTH } from '../../src/readers/id-bytes.js';
import { compareCodePoints } from '../../src/text-order.js';

/** Strings where UTF-16 units and bytes disagree often, and broken ones. */
const unit = fc.oneof(
  fc.constantFrom('a', '\u{7f}', '\u{80}', '\u{7ff}', '\u{800}', '\u{d000}', '\u{d7ff}', '\u{e000}', '\u{feff}'),
  fc.constantFrom('\u{ffff}', '\u{10000}', '\u{10ffff}', '\u{1f600}', '\ud800', '\ud83d', '\udbff', '\udc00', '\udfff'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const anyId = fc.array(unit, { maxLength: 6 }).map((units) => units.join(''));

function encode(id: string): Uint8Array {
  const bytes = new Uint8Array(UNIT_BYTE_LENGTH * id.length);
  return bytes.slice(0, encodeId(id, bytes, 0));
}

describe('the bytes of an id', () => {
  it('are its UTF-8 where it has any', () => {
    const property = fc.property(fc.string({ unit: 'binary', maxLength: 8 }), (id) => {
      const wellFormed = Buffer.from(id).toString();
      expect([...encode(wellFormed)]).toEqual([...Buffer.from(wellFormed)]);
    });
    fc.assert(property, { seed: 1, numRuns: 500 });
  });

  it('give the same string back, wherever they lie', () => {
    const property = fc.property(anyId, fc.nat({ max: 5 }), (id, at) => {
      const bytes = new Uint8Array(new SharedArrayBuffer(at + UNIT_BYTE_LENGTH * id.length)).fill(0xed);
      const end = encodeId(id, bytes, at);
      expect(decodeId(bytes, at, end)).toBe(id);
    });
    fc.assert(property, { seed: 2, numRuns: 2000 });
    expect(decodeId(encode('\ud800'.repeat(200_000)), 0, 600_000)).toBe('\ud800'.repeat(200_000));
  });

  it('compare as the strings do', () => {
    const property = fc.property(anyId, anyId, anyId, (start, a, b) => {
      const [left, right] = [start + a, start + b];
      const bytes = new Uint8Array([...encode(left), ...encode(right)]);
      const middle = encode(left).length;
      const order = compareIdBytes(bytes, 0, middle, middle, bytes.length);
      expect(Math.sign(order)).toBe(Math.sign(compareCodePoints(left, right)));
      expect(Math.sign(compareIdBytes(bytes, middle, bytes.length, 0, middle))).toBe(-Math.sign(order) + 0);
    });
    fc.assert(property, { seed: 3, numRuns: 3000 });
  });
});
