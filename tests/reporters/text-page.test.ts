import { describe, expect, it } from 'vitest';
import type { ReporterContext } from '../../src/model.js';
import { createTextPage, createTextStyle, writeQuote, writeRows } from '../../src/reporters/text-page.js';
import type { TextPage } from '../../src/reporters/text-page.js';
import { buildContext, buildHeader } from './samples.js';

/** What a page holds after `write` was let at it. */
function fill(write: (page: TextPage) => void, changes: Partial<ReporterContext> = {}): string {
  const chunks: string[] = [];
  write(createTextPage(buildContext(chunks, changes), buildHeader()));
  return chunks.join('');
}

describe('createTextPage', () => {
  it('leaves one empty line at a gap, none at the beginning', () => {
    const text = fill((page) => {
      page.writeGap();
      page.writeLine('one');
      page.writeGap();
      page.writeGap();
      page.writeLine('two');
    });
    expect(text).toBe('one\n\ntwo\n');
  });

  it.each([
    [100, 100],
    [100.9, 100],
    [0, 40],
    [-1, 40],
    [NaN, 80],
    [Infinity, 200],
  ])('takes a width of %d as %d columns', (width, columns) => {
    expect(createTextPage(buildContext([], { width }), buildHeader()).width).toBe(columns);
  });

  it('reads the thresholds that the report names, and knows which it does not', () => {
    const page = createTextPage(buildContext([]), buildHeader({ options: { jaccard: 0.7, minWords: '20' } }));
    expect(page.thresholds).toEqual({ jaccard: 0.7, containment: null, minWords: null, tokens: null });
  });
});

describe('createTextStyle', () => {
  it('paints with ANSI codes or not at all', () => {
    const { bold, dim, red, yellow, green } = createTextStyle(true);
    expect([bold, dim, red, yellow, green].map((paint) => paint('x'))).toEqual([
      '\x1b[1mx\x1b[22m',
      '\x1b[2mx\x1b[22m',
      '\x1b[31mx\x1b[39m',
      '\x1b[33mx\x1b[39m',
      '\x1b[32mx\x1b[39m',
    ]);
    expect(red('')).toBe('');
    expect(createTextStyle(false).red('x')).toBe('x');
  });
});

describe('writeRows', () => {
  it('puts the labels in one column and shows a repeated one once', () => {
    const rows = [
      ['recall', '1'],
      ['skipped', '2'],
      ['skipped', '3'],
    ] as const;
    expect(
      fill((page) => {
        writeRows(page, rows);
      }),
    ).toBe('recall   1\nskipped  2\n         3\n');
    expect(
      fill((page) => {
        writeRows(page, []);
      }),
    ).toBe('');
  });
});

describe('writeQuote', () => {
  it('gives a quote the columns that are left of the line', () => {
    expect(
      fill(
        (page) => {
          writeQuote(page, '    ', 'kept ', (columns) => String(columns));
        },
        { width: 80 },
      ),
    ).toBe('    │ kept 69\n');
    expect(
      fill(
        (page) => {
          writeQuote(page, ' '.repeat(60), '', (columns) => String(columns));
        },
        { width: 40 },
      ),
    ).toBe(`${' '.repeat(60)}│ 10\n`);
  });
});
