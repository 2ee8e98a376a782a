import { describe, expect, it } from 'vitest';
import { createPlainLineParser } from '../../src/readers/plain-line-parser.js';

describe('createPlainLineParser', () => {
  it('finds the end of a line and leaves all else to JSON.parse', () => {
    const parser = createPlainLineParser();
    parser.reserve(20, 0).set(Buffer.from('{"text":"a"}\n{}\n'));
    const nothing = { utf8: null, idStart: 0, idEnd: 0, isIdPlain: false };
    expect(parser.parseLine(0)).toEqual({ end: 12, ...nothing });
    expect(parser.parseLine(13)).toEqual({ end: 15, ...nothing });
  });

  it('keeps what it is asked to keep when its memory grows, and gives giant memory back', () => {
    const parser = createPlainLineParser();
    parser.reserve(4, 0).set(Buffer.from('kept'));
    for (const byteLength of [100, 70_000_000, 10]) {
      const input = parser.reserve(byteLength, 4);
      expect(input.length).toBeGreaterThanOrEqual(byteLength);
      expect(Buffer.from(input.subarray(0, 4)).toString()).toBe('kept');
    }
    expect(parser.reserve(10, 4).length).toBeLessThan(1000);
  });
});
