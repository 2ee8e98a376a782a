import { constants } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import {
  describeTooLarge,
  describeTooLargeLine,
  DOCUMENT_BYTE_LIMIT,
  hasUtf16Mark,
  isBinary,
  LINE_BYTE_LIMIT,
} from '../../src/readers/document-limits.js';

describe('isBinary', () => {
  it('is true for a NUL among the first 8,192 bytes and no later', () => {
    const bytes = Buffer.alloc(10_000, 'a');
    for (const [at, isExpected] of [
      [0, true],
      [8191, true],
      [8192, false],
    ] as const) {
      const probe = Buffer.from(bytes);
      probe[at] = 0;
      expect(isBinary(probe)).toBe(isExpected);
    }
  });

  it('is false for nothing, for text, and behind a UTF-16 mark', () => {
    const texts = [[], [97], [0xff], [0xff, 0xfe, 97, 0], [0xfe, 0xff, 0, 97]];
    expect(texts.map((bytes) => isBinary(Buffer.from(bytes)))).toEqual([false, false, false, false, false]);
  });
});

describe('hasUtf16Mark', () => {
  it('knows both orders and nothing else', () => {
    const starts = [[0xff, 0xfe], [0xfe, 0xff], [0xff, 0xff], [0xfe, 0xfe], [0xff], []];
    expect(starts.map((bytes) => hasUtf16Mark(Buffer.from(bytes)))).toEqual([true, true, false, false, false, false]);
  });
});

describe('describeTooLarge', () => {
  it('says the size seen, the size allowed and what to do', () => {
    expect(describeTooLarge(3_000_000_000)).toMatch(/3000000000 bytes; at most 2000000000 bytes can .* --exclude/);
    expect(describeTooLargeLine(600_000_000)).toMatch(
      /600000000 bytes; at most 512000000 bytes of one line .* --exclude/,
    );
  });

  it('allows what a system call reads and, of a line, what a JavaScript string holds', () => {
    expect(DOCUMENT_BYTE_LIMIT).toBeLessThan(2 ** 31 - 2 ** 26);
    expect(DOCUMENT_BYTE_LIMIT).toBeLessThan(constants.MAX_LENGTH);
    expect(LINE_BYTE_LIMIT).toBeLessThan(constants.MAX_STRING_LENGTH);
  });
});
