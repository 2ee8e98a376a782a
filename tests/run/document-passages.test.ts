// The passages of two documents with their lines, and the text of tokens, while documents change and vanish.

import { describe, expect, it } from 'vitest';
import { findDocumentPassages, readTokens } from '../../src/run/document-passages.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import { sketchMemory } from '../helpers/memory-corpus.js';

function page(start: number, words: number): string {
  return writeTokens(listWords(start, words));
}

const LEFT = `${page(0, 30)}\n${page(500, 12)}\n${page(100, 20)}`;
const RIGHT = `${page(100, 20)}\r\n${page(700, 9)}\r\n${page(0, 30)}`;

describe('the passages of two documents', () => {
  it('come longest first, at most as many as asked for, with the number of all', async () => {
    const corpus = await sketchMemory({ 'left.txt': LEFT, 'right.txt': RIGHT });
    const all = findDocumentPassages(corpus, 0, 1, 20);
    expect(all).toMatchObject({
      passages: [
        { tokens: 30, left: { startLine: 1, endLine: 1 }, right: { startLine: 3, endLine: 3 } },
        { tokens: 20, left: { startLine: 3, endLine: 3 }, right: { startLine: 1, endLine: 1 } },
      ],
      passagesTotal: 2,
      longestHalfWords: 60,
    });
    expect(findDocumentPassages(corpus, 0, 1, 1)).toMatchObject({ passages: [{ tokens: 30 }], passagesTotal: 2 });
    const none = findDocumentPassages(corpus, 0, 1, 0);
    expect([none?.passages, none?.passagesTotal, none?.longestHalfWords]).toEqual([[], 2, 60]);
  });

  it('are none between strangers, and in empty documents', async () => {
    const corpus = await sketchMemory({ 'a.txt': page(0, 30), 'b.txt': page(900, 30), 'c.txt': '', 'd.txt': ' ' });
    for (const [left, right] of [
      [0, 1],
      [0, 2],
      [2, 3],
    ]) {
      const found = findDocumentPassages(corpus, left, right, 20);
      expect([found?.passages, found?.passagesTotal, found?.longestHalfWords]).toEqual([[], 0, 0]);
    }
  });

  it('are told of neither side when one changed or vanished, before the shingles were read or after', async () => {
    for (const content of [null, 'changed', RIGHT.replaceAll('\r\n', '\n\n')]) {
      const early = await sketchMemory({ 'left.txt': LEFT, 'right.txt': RIGHT });
      early.files.write('right.txt', content);
      expect(findDocumentPassages(early, 0, 1, 20)).toBeNull();
      expect([...early.isChanged]).toEqual([0, 1]);
      const late = await sketchMemory({ 'left.txt': LEFT, 'right.txt': RIGHT });
      late.reader.getSequence(0);
      late.reader.getSequence(1);
      late.files.write('right.txt', content);
      expect(findDocumentPassages(late, 0, 1, 20)).toBeNull();
      expect([...late.isChanged]).toEqual([0, 1]);
    }
  });
});

describe('the text of tokens', () => {
  it('is what stands between them, signs and all', async () => {
    const corpus = await sketchMemory({ 'a.txt': 'Żółw, ½m² –\n漢字 … Ende.' });
    expect(readTokens(corpus, 0, 0, 5)).toBe('Żółw, ½m² –\n漢字 … Ende');
    expect(readTokens(corpus, 0, 3, 4)).toBe('漢字');
    expect(readTokens(corpus, 0, 5, 5)).toBe('Ende');
  });

  it('is gone with the document', async () => {
    const corpus = await sketchMemory({ 'a.txt': LEFT, 'b.txt': RIGHT });
    corpus.files.write('a.txt', null);
    corpus.files.write('b.txt', `x ${RIGHT}`);
    expect(readTokens(corpus, 0, 0, 1)).toBeNull();
    expect(readTokens(corpus, 1, 0, 1)).toBeNull();
  });
});
