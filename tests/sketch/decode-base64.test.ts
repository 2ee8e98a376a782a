// Base64 as the generated files hold it: with line breaks, of any length, words in little-endian order.

import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Words } from '../../src/sketch/decode-base64.js';

/** As the generators write it. */
function wrap(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .replace(/.{120}(?=.)/g, '$&\n');
  return `\n${lines}\n`;
}

describe('decodeBase64', () => {
  it('gives the bytes that were encoded, as a plain array with a buffer of its own', () => {
    for (const length of [0, 1, 2, 3, 89, 90, 91, 5000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 197 + 13) & 0xff);
      const decoded = decodeBase64(wrap(bytes));
      expect(decoded).toEqual(bytes);
      expect(decoded.buffer.byteLength).toBe(length);
      // A Buffer's slice would be a view.
      expect(decoded.slice().buffer).not.toBe(decoded.buffer);
    }
  });
});

describe('decodeBase64Words', () => {
  it('reads little-endian words', () => {
    const words = [0, 1, -1, 0x01020304, -0x80000000, 0x7fffffff];
    const bytes = new Uint8Array(4 * words.length);
    words.forEach((word, i) => {
      new DataView(bytes.buffer).setInt32(4 * i, word, true);
    });
    expect([...decodeBase64Words(wrap(bytes))]).toEqual(words);
  });
});
