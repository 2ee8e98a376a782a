import { describe, expect, it } from 'vitest';
import type { DocumentRecord, PairRecord, ReporterContext } from '../../src/model.js';
import { writeComparison } from '../../src/reporters/text-comparison.js';
import { createTextPage } from '../../src/reporters/text-page.js';
import { buildContext, buildDocument, buildHeader, buildPair, findPassage, findSide } from './samples.js';

const STORY = 'The summit set the stage\nfor a new chapter.';
const LEFT = `Headline\n\n${STORY}\n\nRelated posts:\n- how to cook rice\n- how to sleep well\n`;
const RIGHT = `${STORY}\n`;
const TEXTS = { 'a.txt': LEFT, 'b.txt': RIGHT };
const PASSAGE = findPassage(LEFT, RIGHT, STORY.slice(0, -1));

function show(
  pair: PairRecord,
  documents: readonly DocumentRecord[] = [],
  changes: Partial<ReporterContext> = {},
  texts: Readonly<Record<string, string>> = TEXTS,
): string[] {
  const chunks: string[] = [];
  const page = createTextPage(buildContext(chunks, { width: 72, ...changes }, texts), buildHeader());
  writeComparison(page, pair, new Map(documents.map((document) => [document.id, document])));
  return chunks.join('').split('\n').slice(0, -1);
}

const CONTAINED = buildPair('a.txt', 'b.txt', {
  relation: 'contained',
  jaccard: 365 / 623,
  containment: 1,
  sharedShingles: 365,
  leftCoverage: 0.5885,
  rightCoverage: 1,
  passages: [PASSAGE],
  passagesTotal: 1,
});

describe('writeComparison', () => {
  it('tells relation, measures, passages and what only one side has', () => {
    const documents = [buildDocument('a.txt', { tokens: 19 }), buildDocument('b.txt', { tokens: 9 })];
    expect(show(CONTAINED, documents)).toEqual([
      'contained: 100 % of the words of the right document stand in the left one',
      '',
      'left         a.txt',
      '             19 tokens, 58 % of them in shared shingles',
      'right        b.txt',
      '             9 tokens, 100 % of them in shared shingles',
      'containment  100 % of the right (smaller) in the left',
      'jaccard      0.59',
      'shared       365 shingles',
      '',
      '1 shared passage',
      '  left lines 3–4 | right lines 1–2   9 words',
      '    │ The summit set the stage for a new chapter',
      '',
      'only left  2 stretches, 61 bytes',
      '  lines 6–8   53 bytes',
      '    │ Related posts: - how to cook rice - how to sleep well',
      '  line 1      8 bytes',
      '    │ Headline',
      '',
      'only right  nothing',
    ]);
  });

  it.each([
    [{ relation: 'identical' }, 'identical: both texts are the same'],
    [{ relation: 'same-text' }, 'same text: only case, spacing or punctuation differ'],
    [
      { relation: 'near', smaller: 'left', leftCoverage: 0.979, rightCoverage: 0.5 },
      'near: 97 % of the words of the left document stand in the right one',
    ],
    [{ relation: 'near', smaller: 'left' }, 'near: the left document stands in the right one'],
    [{ relation: 'overlap' }, 'overlap: not duplicates, but they share a passage'],
    [
      { relation: null, jaccard: 0.5999, containment: 0.7999 },
      'not duplicates: jaccard 0.59 is below 0.6, containment 79 % below 80 %',
    ],
    [
      { relation: null, jaccard: 0.1, containment: 0.9, smaller: 'left' },
      'not duplicates: jaccard 0.10 is below 0.6, and the left document has fewer than 20 words',
    ],
  ] as [Partial<PairRecord>, string][])('leads with the relation: %o', (changes, text) => {
    expect(show(buildPair('a.txt', 'b.txt', changes))[0]).toBe(text);
  });

  it('says of empty documents that they are', () => {
    const pair = buildPair('a.txt', 'b.txt', { relation: null, jaccard: 0, containment: 0 });
    const empty = (id: string): DocumentRecord => buildDocument(id, { tokens: 0 });
    expect(show(pair, [buildDocument('a.txt'), empty('b.txt')])[0]).toBe('not duplicates: the right document is empty');
    expect(show(pair, [empty('a.txt'), empty('b.txt')])[0]).toBe('not duplicates: both documents are empty');
  });

  it('calls nothing unshared while passages are missing from the list', () => {
    const lines = show({ ...CONTAINED, passagesTotal: 1200 });
    expect(lines).toContain('the longest 1 of 1,200 shared passages');
    expect(lines).toContain('  … and 1,199 more passages (--passages 1200)');
    expect(lines.filter((line) => line.startsWith('only'))).toEqual([
      'only left  not told: that takes every shared passage (--passages)',
      'only right  not told: that takes every shared passage (--passages)',
    ]);
  });

  it('stops after the measures where the record has no passages, and after none where there are none', () => {
    expect(show(buildPair('a.txt', 'b.txt')).at(-1)).toBe('shared       90 shingles');
    expect(show(buildPair('a.txt', 'b.txt', { passages: [], passagesTotal: 0 })).at(-1)).toBe('no shared passages');
  });

  it('shows the twenty longest stretches of a side and counts the rest', () => {
    const marks = Array.from({ length: 30 }, (_, i) => `only${'y'.repeat(i)} here`);
    const left = marks.map((mark, i) => `${mark}\nshared run ${i}.`).join('\n');
    const right = marks.map((_, i) => `shared run ${i}.`).join('\n');
    const passages = marks.map((_, i) => findPassage(left, right, `shared run ${i}.`));
    const lines = show({ ...CONTAINED, passages, passagesTotal: 30 }, [], {}, { 'a.txt': left, 'b.txt': right });
    const unshared = lines.slice(lines.findIndex((line) => line.startsWith('only left')));
    expect(lines).toContain('30 shared passages, longest first');
    expect(unshared).toHaveLength(1 + 2 * 20 + 1 + 2);
    expect(unshared[0]).toMatch(/^only left {2}30 stretches, /);
    expect(unshared[2]).toBe(`    │ only${'y'.repeat(29)} here`);
    expect(unshared[41]).toBe('  … and 10 shorter');
  });

  it('says so where a document cannot be read any more', () => {
    const lines = show(CONTAINED, [], {}, { 'b.txt': RIGHT });
    expect(lines).toContain('only left  not told: the document cannot be read any more');
    expect(lines).toContain('only right  nothing');
  });

  it('escapes what it quotes and whom it names', () => {
    const left = `\x1b[2Jhostile\u202e\n${STORY}`;
    const passages = [{ tokens: 8, left: findSide(left, STORY), right: findSide(RIGHT, STORY) }];
    const lines = show({ ...CONTAINED, left: 'a\x07', passages }, [], {}, { 'a\x07': left, 'b.txt': RIGHT });
    expect(lines).toContain('left         a\\x07');
    expect(lines).toContain('    │ 2Jhostile');
  });
});
