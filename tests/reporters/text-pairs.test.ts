import { describe, expect, it } from 'vitest';
import type { TextPage } from '../../src/reporters/text-page.js';
import { createTextPage } from '../../src/reporters/text-page.js';
import { writeBoilerplate, writeOverlap, writePair, writeRest } from '../../src/reporters/text-pairs.js';
import { buildContext, buildHeader, buildOverlap, buildPair, findPassage } from './samples.js';

function show(write: (page: TextPage) => void, texts: Readonly<Record<string, string>> = {}): string[] {
  const chunks: string[] = [];
  write(createTextPage(buildContext(chunks, { width: 60 }, texts), buildHeader()));
  return chunks.join('').split('\n').slice(0, -1);
}

describe('writeOverlap', () => {
  it('leads with the longest passage and stacks the documents', () => {
    const lines = show((page) => {
      writeOverlap(page, buildOverlap('a.txt', 'b\n.txt'));
      writeOverlap(page, buildOverlap('a.txt', 'c.txt', { longestPassageWords: 1234.5 }));
    });
    expect(lines).toEqual([
      '     61 words   a.txt',
      '                b\\n.txt',
      '  1,234 words   a.txt',
      '                c.txt',
    ]);
  });

  it('shows the passages it has', () => {
    const texts = { a: 'x\none two three', b: 'one two three' };
    const passage = findPassage(texts.a, texts.b, 'one two three');
    expect(
      show((page) => {
        writeOverlap(page, buildOverlap('a', 'b', { passages: [passage], passagesTotal: 1 }));
      }, texts),
    ).toEqual([
      '     61 words   a',
      '                b',
      '                left line 2 | right line 1   3 words',
      '                  │ one two three',
    ]);
  });
});

describe('writePair', () => {
  it('leads with relation and jaccard', () => {
    const lines = show((page) => {
      writePair(page, buildPair('a.txt', 'b.txt', { relation: 'same-text', jaccard: 1 }));
      writePair(page, buildPair('a.txt', 'c.txt', { jaccard: 0.6 }));
      writePair(page, buildPair('a.txt', 'd.txt', { relation: null, jaccard: 0.5999 }));
    });
    expect(lines.filter((_, i) => i % 2 === 0)).toEqual([
      '  same text  jaccard 1.00   a.txt',
      '  near       jaccard 0.60   a.txt',
      '  none       jaccard 0.59   a.txt',
    ]);
    expect(lines[1]).toBe('                            b.txt');
  });
});

describe('writeBoilerplate', () => {
  it('says where it stands and how it begins', () => {
    const text = `Subscribe\n  to our\x1b[2J newsletter ${'and more '.repeat(20)}`;
    expect(
      show((page) => {
        writeBoilerplate(page, { type: 'boilerplate', documents: 1412, words: 38.5, example: 'a.txt', text });
      }),
    ).toEqual([
      '  38 words in 1,412 documents, e.g. a.txt',
      '    │ Subscribe to our\\x1b[2J newsletter and more and more …',
    ]);
  });
});

describe('writeRest', () => {
  it('counts what a list leaves out, and is silent where it leaves out nothing', () => {
    expect(
      show((page) => {
        writeRest(page, 0);
        writeRest(page, -Infinity);
        writeRest(page, 1000);
      }),
    ).toEqual(['  … and 1,000 more (--reporter json lists all)']);
  });
});
