// The kernel's own property table: what the mode changes, and that plain separators are plain.

import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { makePropertyBlocks, PLAIN_SEPARATORS } from '../../src/kernel/kernel-tables.js';
import { prepareText, tokenizeText } from '../../src/sketch/tokenize.js';
import {
  CLASS_MARK,
  CLASS_SEPARATOR,
  CLASS_UNSPACED,
  CLASS_WORD,
  getLowerCase,
  getProperties,
  HAS_COMBINING_CLASS,
  HAS_LOWER_CASE,
  NOT_QUICK_NFKC,
  PROPERTY_BLOCKS,
  PROPERTY_INDEX,
  SPECIAL_LOWER_CASE,
  TOKEN_CLASS_MASK,
} from '../../src/sketch/unicode.js';

/** The property byte that a table of blocks gives a code point. */
function look(blocks: Uint8Array, codePoint: number): number {
  return blocks[(PROPERTY_INDEX[codePoint >> 8] << 8) | (codePoint & 0xff)];
}

function lookAll(blocks: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 0x110000 }, (_, codePoint) => look(blocks, codePoint));
}

const engineVersion = Number.parseInt(process.versions['unicode'] ?? '0', 10);

/** Separators that NFKC changes, into nothing but separators that it leaves: what the engine says of its own accord. */
function isPlainSeparator(codePoint: number): boolean {
  const isSeparator = (properties: number): boolean => (properties & TOKEN_CLASS_MASK) === CLASS_SEPARATOR;
  const properties = getProperties(codePoint);
  if (!isSeparator(properties) || (properties & NOT_QUICK_NFKC) === 0) return false;
  return Array.from(String.fromCodePoint(codePoint).normalize('NFKC'), (character) =>
    getProperties(character.codePointAt(0) ?? 0),
  ).every((made) => isSeparator(made) && (made & (NOT_QUICK_NFKC | HAS_COMBINING_CLASS)) === 0);
}

describe('PLAIN_SEPARATORS', () => {
  it.skipIf(engineVersion !== 17)('are those that the engine finds, where it knows Unicode 17', () => {
    const isPlain = new Map<number, boolean>();
    const entryOf = (codePoint: number): number => (PROPERTY_INDEX[codePoint >> 8] << 8) | (codePoint & 0xff);
    for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
      const entry = entryOf(codePoint);
      isPlain.set(entry, isPlain.get(entry) !== false && isPlainSeparator(codePoint));
    }
    const found = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter(
      (codePoint) => isPlain.get(entryOf(codePoint)) === true,
    );
    const listed = PLAIN_SEPARATORS.trim()
      .split(/\s/)
      .flatMap((range) => {
        const [first, last = first] = range.split('-').map((digits) => Number.parseInt(digits, 16));
        return Array.from({ length: last - first + 1 }, (_, i) => first + i);
      });
    expect(listed).toEqual(found);
  });
});

describe('makePropertyBlocks', () => {
  it.each([
    ['auto', [CLASS_SEPARATOR, CLASS_WORD, CLASS_UNSPACED, CLASS_MARK]],
    ['words', [CLASS_SEPARATOR, CLASS_WORD, CLASS_WORD, CLASS_MARK]],
    ['characters', [CLASS_SEPARATOR, CLASS_UNSPACED, CLASS_UNSPACED, CLASS_MARK]],
  ] as const)('gives every code point the class that it has with %s, and leaves the other bits', (mode, classes) => {
    const bits = ~(TOKEN_CLASS_MASK | NOT_QUICK_NFKC) & 0xff;
    const properties = lookAll(makePropertyBlocks(mode));
    const isRight = (codePoint: number): boolean =>
      (properties[codePoint] & TOKEN_CLASS_MASK) === classes[getProperties(codePoint) & TOKEN_CLASS_MASK] &&
      (properties[codePoint] & bits) === (getProperties(codePoint) & bits);
    expect(Array.from(properties.keys()).filter((codePoint) => !isRight(codePoint))).toEqual([]);
  });

  it('leaves the shared table as it is', () => {
    const before = PROPERTY_BLOCKS.slice();
    makePropertyBlocks('characters').fill(0);
    expect(PROPERTY_BLOCKS).toEqual(before);
  });

  it('asks for no preparation of separators that are in most texts', () => {
    const blocks = makePropertyBlocks('auto');
    for (const character of '\u00a0…，。！？（）：；　“”’—\u2009\u202f') {
      expect(look(blocks, character.codePointAt(0) ?? 0) & NOT_QUICK_NFKC, character).toBe(0);
    }
  });

  it('asks for preparation of all else that did, and never of more', () => {
    const properties = lookAll(makePropertyBlocks('auto'));
    for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
      const changed = getProperties(codePoint) ^ properties[codePoint];
      if (changed === 0) continue;
      expect(changed).toBe(NOT_QUICK_NFKC);
      // Between two letters it separates, and nothing else, whatever normalization makes of it.
      const { count, bytes } = tokenizeText(prepareText(`a${String.fromCodePoint(codePoint)}b`), 'auto');
      expect([count, bytes.at(0), bytes.at(-1)], `U+${codePoint.toString(16)}`).toEqual([2, 0x61, 0x62]);
    }
    for (const character of '´¨ﬁ½²™\u0301\u3099ﾞＡ１ﷺ') {
      expect(properties[character.codePointAt(0) ?? 0] & NOT_QUICK_NFKC, character).toBe(NOT_QUICK_NFKC);
    }
  });
});

describe('the tables that reference and kernel share', () => {
  it('have what the kernel relies on: no character of an unspaced script in two bytes, ASCII without surprises', () => {
    for (let codePoint = 0; codePoint < 0x800; codePoint++) {
      expect(getProperties(codePoint) & TOKEN_CLASS_MASK).not.toBe(CLASS_UNSPACED);
    }
    for (let codePoint = 0; codePoint < 0x80; codePoint++) {
      const isWord = /[0-9A-Za-z]/.test(String.fromCharCode(codePoint));
      expect(getProperties(codePoint) & (TOKEN_CLASS_MASK | NOT_QUICK_NFKC)).toBe(
        isWord ? CLASS_WORD : CLASS_SEPARATOR,
      );
    }
  });

  it('map no lower-case form any further, so that lower-casing a prepared text changes nothing', () => {
    for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
      const properties = getProperties(codePoint);
      if ((properties & HAS_LOWER_CASE) === 0 || (properties & SPECIAL_LOWER_CASE) !== 0) continue;
      expect(getProperties(getLowerCase(codePoint)) & HAS_LOWER_CASE).toBe(0);
    }
  });
});
