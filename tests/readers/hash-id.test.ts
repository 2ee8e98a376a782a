// The hash of ids: every byte counts, and ids that are alike are spread.

import { describe, expect, it } from 'vitest';
import { hashId } from '../../src/readers/hash-id.js';

const hash = (text: string): number => {
  const bytes = Buffer.from(`__${text}__`);
  return hashId(bytes, 2, bytes.length - 2);
};

describe('the hash of an id', () => {
  it('is the same wherever the bytes lie, and of 32 bits', () => {
    for (const text of ['', 'a', 'abc', 'abcd', 'abcde', 'x'.repeat(1000)]) {
      expect(hash(text)).toBe(hashId(Buffer.from(text), 0, Buffer.byteLength(text)));
      expect([hash(text) >= 0, hash(text) < 2 ** 32]).toEqual([true, true]);
    }
  });

  it('differs with every bit and with the length', () => {
    const text = 'document 12345';
    const hashes = new Set([hash(text), hash(`${text}\0`), hash('\0'.repeat(14)), hash('\0'.repeat(15))]);
    for (let bit = 0; bit < 8 * text.length; bit++) {
      const bytes = Buffer.from(text);
      bytes[bit >> 3] ^= 1 << (bit & 7);
      hashes.add(hashId(bytes, 0, bytes.length));
    }
    expect(hashes.size).toBe(4 + 8 * text.length);
  });

  it('spreads numbered ids as chance would, in its lowest bits and in its highest', () => {
    const count = 50_000;
    for (const shift of [0, 16]) {
      const slots = new Uint32Array(65_536);
      for (let i = 0; i < count; i++) slots[(hash(`doc-${i}`) >>> shift) & 0xffff]++;
      const taken = slots.filter((slot) => slot > 0).length;
      // 65,536 × (1 − e^(−50,000 ÷ 65,536)) = 34,980, give or take 80.
      expect(Math.abs(taken - 34_980)).toBeLessThan(400);
    }
  });

  it('does not let the words that make polynomials collide collide', () => {
    // Thue–Morse words of a and b, and their complements.
    let [word, other] = ['a', 'b'];
    for (let i = 0; i < 10; i++) [word, other] = [word + other, other + word];
    expect(hash(word)).not.toBe(hash(other));
  });
});
