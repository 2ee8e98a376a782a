// Our UTF-8 check against the runtime's, which is another implementation.

import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isValidUtf8, skipAscii, weighUtf8 } from '../../src/sketch/validate-utf8.js';
import { anyText, TEXT_SEED } from '../helpers/unicode-texts.js';

const encoder = new TextEncoder();

/** Bytes that begin, continue or end sequences, with what makes them overlong, surrogates or too great. */
const TELLING_BYTES = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed];
TELLING_BYTES.push(0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff);

const tellingBytes = fc
  .array(fc.constantFrom(...TELLING_BYTES), { maxLength: 12 })
  .map((bytes) => Uint8Array.from(bytes));

/** The same bytes at an offset of a larger buffer, so that words of four do not begin where they do. */
function shiftBytes(bytes: Uint8Array, offset: number): Uint8Array {
  const buffer = new Uint8Array(bytes.length + offset + 5).fill(0xff);
  buffer.set(bytes, offset);
  return buffer.subarray(offset, offset + bytes.length);
}

describe('isValidUtf8', () => {
  it('agrees with the runtime on sequences of telling bytes', () => {
    fc.assert(
      fc.property(tellingBytes, (bytes) => {
        expect(isValidUtf8(bytes)).toBe(isUtf8(bytes));
      }),
      { seed: TEXT_SEED, numRuns: 20_000 },
    );
  });

  it('agrees with the runtime on every sequence of two bytes and of a lead byte with three', () => {
    for (let first = 0; first < 256; first++) {
      for (let second = 0; second < 256; second++) {
        const pair = Uint8Array.of(first, second);
        const four = Uint8Array.of(first, second, 0x80, 0xbf);
        if (isValidUtf8(pair) !== isUtf8(pair)) expect.fail(`differs on ${pair.join(' ')}`);
        if (isValidUtf8(four) !== isUtf8(four)) expect.fail(`differs on ${four.join(' ')}`);
      }
    }
  });

  it('finds one bad byte anywhere in a long text, at any alignment', () => {
    const ascii = 'The quick brown fox jumps over the lazy dog, again and again. ';
    const text = encoder.encode(`${ascii}naïve – 漢字 😀 ${ascii}${ascii}`);
    for (let offset = 0; offset < 4; offset++) {
      expect(isValidUtf8(shiftBytes(text, offset))).toBe(true);
      for (let at = 0; at < text.length; at++) {
        const damaged = shiftBytes(text, offset);
        damaged[at] = 0xff;
        expect(isValidUtf8(damaged)).toBe(false);
      }
    }
  });

  it('holds for any text, and for none', () => {
    expect(isValidUtf8(new Uint8Array(0))).toBe(true);
    fc.assert(
      fc.property(anyText, fc.nat(3), (text, offset) => {
        expect(isValidUtf8(shiftBytes(encoder.encode(text), offset))).toBe(true);
      }),
      { seed: TEXT_SEED, numRuns: 500 },
    );
  });
});

describe('skipAscii', () => {
  it('stops at the first byte that is not ASCII, from any start', () => {
    for (let offset = 0; offset < 4; offset++) {
      for (let at = 0; at <= 40; at++) {
        const bytes = shiftBytes(new Uint8Array(40).fill(0x61), offset);
        if (at < 40) bytes[at] = 0xc3;
        for (let start = 0; start <= at; start++) expect(skipAscii(bytes, start)).toBe(at);
      }
    }
  });
});

describe('weighUtf8', () => {
  it.each([
    ['nothing', [], { sequences: 0, faults: 0 }],
    ['ASCII', [0x61, 0x62], { sequences: 0, faults: 0 }],
    ['sequences', [0xc3, 0xa9, 0x61, 0xe2, 0x80, 0x99, 0xf0, 0x9f, 0x98, 0x80], { sequences: 3, faults: 0 }],
    ['bad bytes', [0xff, 0x61, 0x80, 0xc3, 0x61, 0x61, 0x61], { sequences: 0, faults: 3 }],
    ['an overlong form', [0xc0, 0xaf, 0x61, 0x61, 0x61], { sequences: 0, faults: 2 }],
    ['a sequence cut off by the end', [0xc3, 0xa9, 0xe2, 0x80], { sequences: 1, faults: 0 }],
    ['a longer one', [0xf0, 0x9f, 0x98], { sequences: 0, faults: 0 }],
  ])('weighs %s', (_what, bytes, evidence) => {
    expect(weighUtf8(Uint8Array.from(bytes))).toEqual(evidence);
  });
});
