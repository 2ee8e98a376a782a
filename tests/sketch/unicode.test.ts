// The look-ups: shapes of the tables, which the kernel relies on, and well-known characters.

import { describe, expect, it } from 'vitest';
import {
  CASE_IGNORABLE,
  CASED,
  CCC_BLOCKS,
  CCC_INDEX,
  CLASS_MARK,
  CLASS_SEPARATOR,
  CLASS_UNSPACED,
  CLASS_WORD,
  getCombiningClass,
  getLowerCase,
  getProperties,
  HAS_COMBINING_CLASS,
  HAS_LOWER_CASE,
  LOWER_BLOCKS,
  LOWER_INDEX,
  NOT_QUICK_NFKC,
  PROPERTY_BLOCKS,
  PROPERTY_INDEX,
  SPECIAL_LOWER_CASE,
  TOKEN_CLASS_MASK,
  UNICODE_VERSION,
} from '../../src/sketch/unicode.js';

/** By number, not by name: the bits are a contract with the kernel. */
const BITS = [
  ['NOT_QUICK_NFKC', NOT_QUICK_NFKC, 4],
  ['HAS_COMBINING_CLASS', HAS_COMBINING_CLASS, 8],
  ['HAS_LOWER_CASE', HAS_LOWER_CASE, 16],
  ['CASED', CASED, 32],
  ['CASE_IGNORABLE', CASE_IGNORABLE, 64],
  ['SPECIAL_LOWER_CASE', SPECIAL_LOWER_CASE, 128],
] as const;

describe('the tables', () => {
  it.each([
    ['PROPERTY', PROPERTY_INDEX, PROPERTY_BLOCKS],
    ['LOWER', LOWER_INDEX, LOWER_BLOCKS],
    ['CCC', CCC_INDEX, CCC_BLOCKS],
  ])('%s: the index covers all code points and names only blocks that are there', (_name, index, blocks) => {
    expect(index).toBeInstanceOf(Uint8Array);
    expect(index).toHaveLength(0x1100);
    expect(Math.max(...index)).toBe(blocks.length / 256 - 1);
  });

  it('hold deltas as signed words, and zeros in the block that everything without an entry shares', () => {
    expect(LOWER_BLOCKS).toBeInstanceOf(Int32Array);
    expect([...LOWER_BLOCKS.subarray(0, 256)].every((delta) => delta === 0)).toBe(true);
    expect([...CCC_BLOCKS.subarray(0, 256)].every((value) => value === 0)).toBe(true);
    expect(LOWER_INDEX[0x4e]).toBe(0);
    expect(CCC_INDEX[0]).toBe(0);
  });

  it.each(BITS)('give %s its bit', (_name, bit, number) => {
    expect(bit).toBe(number);
  });

  it('name their version', () => {
    expect(UNICODE_VERSION).toBe('17.0.0');
  });
});

describe('getProperties', () => {
  it.each([
    ['a', CLASS_WORD],
    ['7', CLASS_WORD],
    ['½', CLASS_WORD],
    ['ʼ', CLASS_WORD],
    ['가', CLASS_WORD],
    ['漢', CLASS_UNSPACED],
    ['ー', CLASS_UNSPACED],
    ['๑', CLASS_UNSPACED],
    ['\u{33479}', CLASS_UNSPACED],
    ['\u0301', CLASS_MARK],
    ['่', CLASS_MARK],
    ['\ufe0f', CLASS_MARK],
    ['_', CLASS_SEPARATOR],
    ['\u00ad', CLASS_SEPARATOR],
    ['。', CLASS_SEPARATOR],
    ['\ue000', CLASS_SEPARATOR],
    ['\ud800', CLASS_SEPARATOR],
    ['\u{10ffff}', CLASS_SEPARATOR],
  ])('classes %j', (character, tokenClass) => {
    expect(getProperties(character.codePointAt(0) ?? -1) & TOKEN_CLASS_MASK).toBe(tokenClass);
  });

  it.each([
    ['A', CASED | HAS_LOWER_CASE],
    ['a', CASED],
    ['.', CASE_IGNORABLE],
    ['Σ', CASED | HAS_LOWER_CASE | SPECIAL_LOWER_CASE],
    ['İ', CASED | HAS_LOWER_CASE | SPECIAL_LOWER_CASE],
    ['ﬁ', CASED | NOT_QUICK_NFKC],
    ['\u0301', CASE_IGNORABLE | HAS_COMBINING_CLASS | NOT_QUICK_NFKC],
    ['\u0316', CASE_IGNORABLE | HAS_COMBINING_CLASS],
    ['\u1161', NOT_QUICK_NFKC],
    ['漢', 0],
  ])('flags %j', (character, flags) => {
    expect(getProperties(character.codePointAt(0) ?? -1) & ~TOKEN_CLASS_MASK).toBe(flags);
  });
});

describe('getLowerCase and getCombiningClass', () => {
  it('map up, down, across blocks and not at all', () => {
    const lowered = [0x41, 0x61, 0x1e9e, 0x2c62, 0x10a0, 0x13a0, 0xa7ce, 0x10400, 0x16ea0, 0x4e00].map(getLowerCase);
    expect(lowered).toEqual([0x61, 0x61, 0xdf, 0x26b, 0x2d00, 0xab70, 0xa7cf, 0x10428, 0x16ebb, 0x4e00]);
  });

  it('class marks', () => {
    const classes = [0x61, 0x334, 0x93c, 0x3099, 0x94d, 0x5b0, 0x323, 0x301, 0x345, 0x1aeb, 0x1e6f5].map(
      getCombiningClass,
    );
    expect(classes).toEqual([0, 1, 7, 8, 9, 10, 220, 230, 240, 234, 230]);
  });
});
