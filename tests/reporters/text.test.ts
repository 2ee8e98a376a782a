import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportRecord } from '../../src/model.js';
import { stripVTControlCharacters } from 'node:util';
import { anyPair, anyReport, anyText, RUNS } from './arbitraries.js';
import {
  buildDocument,
  buildHeader,
  buildMember,
  buildOverlap,
  buildPair,
  SAMPLE_OPTIONS,
  writeLines,
  writeReport,
} from './samples.js';

const FOUND = { clusters: 1, redundant: 1, redundantByteLength: 2434, overlaps: 1 };
const DIAGNOSTIC = { type: 'diagnostic', code: 'CHARSET_GUESSED', message: 'x' } as const;

describe('the text report of a scan', () => {
  it('is headline, clusters, overlaps, boilerplate, pairs and notes, a gap between them', () => {
    const options = { ...SAMPLE_OPTIONS, allPairs: true };
    const header = buildHeader({ options, summary: FOUND });
    const lines = writeLines(header, [
      { type: 'cluster', representative: 'a', members: [buildMember('b', { relation: 'identical' })] },
      { type: 'cluster', representative: 'c', members: [buildMember('d', { relation: 'identical' })] },
      buildOverlap('a', 'c'),
      buildOverlap('a', 'e'),
      { type: 'boilerplate', documents: 101, words: 12, example: 'a', text: 'x' },
      buildPair('a', 'b'),
      buildDocument('a'),
      DIAGNOSTIC,
    ]);
    expect(lines).toEqual([
      '5 documents, 1 redundant (2.4 KB) in 1 cluster, 1 overlap',
      '',
      'kept  a',
      '   └  b  identical',
      '',
      'kept  c',
      '   └  d  identical',
      '',
      'overlaps: the longest passage that two kept documents share',
      '     61 words   a',
      '                c',
      '     61 words   a',
      '                e',
      '',
      'boilerplate: passages in more documents than are compared for them',
      '  12 words in 101 documents, e.g. a',
      '    │ x',
      '',
      'all duplicate pairs',
      '  near       jaccard 0.93   a',
      '                            b',
      '',
      'recall       at least 99.92 % of pairs at jaccard 0.6; every shared run of 20 words',
      'diagnostics  1, told in --reporter json',
      '',
    ]);
  });

  it('says plainly that nothing was found', () => {
    expect(writeLines(buildHeader(), [])[0]).toBe('no duplicates among 5 documents');
  });

  it('shows every cluster and every pair, and fifty overlaps', () => {
    const name = (i: number): string => String(i).padStart(4, '0');
    const records = (type: 'cluster' | 'overlap' | 'pair'): ReportRecord[] =>
      Array.from({ length: 300 }, (_, i) => {
        if (type === 'cluster') return { type, representative: name(i), members: [buildMember('z')] };
        return type === 'overlap' ? buildOverlap('a', name(i)) : buildPair('a', name(i));
      });
    const header = buildHeader({ options: { ...SAMPLE_OPTIONS, allPairs: true } });
    const count = (type: 'cluster' | 'overlap' | 'pair', pattern: RegExp): number =>
      writeLines(header, records(type)).filter((line) => pattern.test(line)).length;
    expect(count('cluster', /^kept/)).toBe(300);
    expect(count('pair', /near/)).toBe(300);
    expect(count('overlap', /61 words/)).toBe(50);
    expect(writeLines(header, records('overlap'))).toContain('  … and 250 more (--reporter json lists all)');
  });

  it('says the same in color as without', () => {
    fc.assert(
      fc.property(anyReport, ({ header, records }) => {
        const colored = writeReport('text', header, records, { isColored: true });
        const plain = writeReport('text', header, records);
        expect(stripVTControlCharacters(colored.text)).toBe(plain.text);
      }),
      { ...RUNS, numRuns: 50 },
    );
  });

  it('survives passages that do not fit the text, whatever the text', () => {
    fc.assert(
      fc.property(anyReport, anyText, fc.integer({ min: 0, max: 250 }), ({ header, records }, text, width) => {
        const written = writeReport('text', header, records, { width, readText: () => text });
        expect(written.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
      }),
      { ...RUNS, numRuns: 100 },
    );
  });
});

describe('the text report of compare', () => {
  it('waits for the documents, whose lengths stand beside the measures', () => {
    const records = [buildPair('a', 'b'), buildDocument('a', { tokens: 1 }), buildDocument('b', { tokens: 2000 })];
    const lines = writeLines(buildHeader(), [...records, DIAGNOSTIC], { command: 'compare' });
    expect(lines[0]).toBe('near: the right document stands in the left one');
    expect(lines).toContain('             1 token');
    expect(lines).toContain('             2,000 tokens');
    expect(lines.slice(-2)).toEqual(['diagnostics  1, told in --reporter json', '']);
  });

  it('says so where no pair came', () => {
    expect(writeLines(buildHeader(), [], { command: 'compare' })).toEqual(['nothing was compared', '']);
  });

  it('survives every pair and every text', () => {
    fc.assert(
      fc.property(anyPair, anyText, anyText, (pair, one, other) => {
        const { text } = writeReport('text', buildHeader(), [pair], {
          command: 'compare',
          readText: (id) => (id === pair.left ? one : other),
        });
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
      }),
      RUNS,
    );
  });
});
