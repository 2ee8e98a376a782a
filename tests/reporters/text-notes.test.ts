import { describe, expect, it } from 'vitest';
import type { ReportHeader } from '../../src/model.js';
import { writeDiagnosticsNote, writeHeadline, writeNotes } from '../../src/reporters/text-notes.js';
import type { TextPage } from '../../src/reporters/text-page.js';
import { createTextPage } from '../../src/reporters/text-page.js';
import { SKIP_REASONS } from './arbitraries.js';
import { buildContext, buildHeader } from './samples.js';

function show(header: ReportHeader, write: (page: TextPage, header: ReportHeader) => void): string[] {
  const chunks: string[] = [];
  write(createTextPage(buildContext(chunks), header), header);
  return chunks.join('').split('\n').slice(0, -1);
}

const CORPUS = buildHeader().corpus;
const RECALL = buildHeader().recall;

describe('writeHeadline', () => {
  const NOTHING = { clusters: 0, redundant: 0, redundantByteLength: 0, overlaps: 0 };

  it.each([
    [5, { clusters: 1, redundant: 1, redundantByteLength: 2434 }, '5 documents, 1 redundant (2.4 KB) in 1 cluster'],
    [
      21_578,
      { clusters: 1200, redundant: 3000, redundantByteLength: 1e7, overlaps: 1 },
      '21,578 documents, 3,000 redundant (10.0 MB) in 1,200 clusters, 1 overlap',
    ],
    [5, {}, 'no duplicates among 5 documents'],
    [1, {}, 'no duplicates among 1 document'],
    [5, { overlaps: 2 }, 'no duplicates among 5 documents, 2 overlaps'],
    [0, {}, 'no documents to compare'],
  ])('says of %d documents with %o: %s', (documents, summary, text) => {
    const header = buildHeader({ corpus: { ...CORPUS, documents }, summary: { ...NOTHING, ...summary } });
    expect(show(header, writeHeadline)).toEqual([text]);
  });
});

describe('writeNotes', () => {
  const notes = (header: ReportHeader, diagnostics = 0): string[] =>
    show(header, (page) => {
      writeNotes(page, header, diagnostics);
    });

  it('says what the search finds, rounded down', () => {
    expect(notes(buildHeader())).toEqual([
      'recall  at least 99.92 % of pairs at jaccard 0.6; every shared run of 20 words',
    ]);
    expect(notes(buildHeader({ recall: { ...RECALL, jaccardLowerBound: 1 }, options: {} }))).toEqual([
      'recall  100 % of pairs at jaccard threshold; every shared run of 20 words',
    ]);
  });

  it('counts what was passed over, with an example, and what caps and faults hide', () => {
    const skipped = [
      { reason: 'binary', count: 1, examples: ['a\x1b.png'] },
      { reason: 'ignored', count: 1204, examples: ['dist/a', 'dist/b'] },
      { reason: 'hidden', count: 2, examples: [] },
    ] as const;
    const header = buildHeader({
      corpus: { ...CORPUS, skipped, empty: 2 },
      recall: { ...RECALL, leftOutByCaps: 1340 },
    });
    expect(notes(header, 3)).toEqual([
      'skipped          1 binary, a\\x1b.png',
      '             1,204 ignored by .gitignore or .ignore, e.g. dist/a',
      '                 2 hidden',
      'empty        2 documents without words, never matched',
      'recall       at least 99.92 % of pairs at jaccard 0.6; every shared run of 20 words',
      'caps         may have hidden relations of 1,340 kept documents',
      'diagnostics  3, told in --reporter json',
    ]);
  });

  it('has words for every reason', () => {
    const skipped = SKIP_REASONS.map((reason) => ({ reason, count: 1, examples: [] }));
    const lines = notes(buildHeader({ corpus: { ...CORPUS, documents: 0, skipped } }));
    expect(lines).toHaveLength(SKIP_REASONS.length);
    expect(lines.join()).not.toContain('undefined');
  });

  it('writes nothing where there is nothing to say', () => {
    expect(notes(buildHeader({ corpus: { ...CORPUS, documents: 1 } }))).toEqual([]);
  });
});

describe('writeDiagnosticsNote', () => {
  it('is there when there were any', () => {
    expect(
      show(buildHeader(), (page) => {
        writeDiagnosticsNote(page, 0);
      }),
    ).toEqual([]);
    expect(
      show(buildHeader(), (page) => {
        writeDiagnosticsNote(page, 1);
      }),
    ).toEqual(['diagnostics  1, told in --reporter json']);
  });
});
