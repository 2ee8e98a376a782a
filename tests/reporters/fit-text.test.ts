import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { escapeText } from '../../src/reporters/escape-text.js';
import { fitExcerpt, fitId, fitText, measureColumns, padColumns } from '../../src/reporters/fit-text.js';
import { anyText, RUNS } from './arbitraries.js';

/** Texts of one script or of several, from the blocks whose columns are counted without string-width, and others. */
const anyScript = fc.oneof(
  anyText,
  fc
    .array(
      fc.oneof(
        ...[
          [0x20, 0x7e],
          [0xa0, 0x24f],
          [0x370, 0x45f],
          [0x3000, 0x30ff],
          [0x4e00, 0x9fff],
          [0xac00, 0xd7a3],
          [0xff00, 0xffef],
          [0x1f300, 0x1f6ff],
        ].map(([min, max]) => fc.integer({ min, max })),
      ),
      { maxLength: 30 },
    )
    .map((codePoints) => String.fromCodePoint(...codePoints)),
);

describe('fitText', () => {
  it('never fills more columns than it is given', () => {
    fc.assert(
      fc.property(anyScript, fc.integer({ min: 1, max: 60 }), fc.boolean(), (text, columns, isContinued) => {
        expect(stringWidth(fitText(text, columns, isContinued))).toBeLessThanOrEqual(columns);
      }),
      { ...RUNS, numRuns: 2000 },
    );
  });

  it('gives the whole text, escaped, where it fits, and else a beginning of it and an ellipsis', () => {
    fc.assert(
      fc.property(anyScript, fc.integer({ min: 1, max: 60 }), (text, columns) => {
        const fitted = fitText(text, columns);
        const escaped = escapeText(text);
        if (fitted !== escaped) {
          expect(fitted.endsWith('…')).toBe(true);
          expect(escaped.startsWith(fitted.slice(0, -1))).toBe(true);
          expect(stringWidth(escaped) > columns || text.length > 16 * columns).toBe(true);
        }
      }),
      { ...RUNS, numRuns: 2000 },
    );
  });

  it('keeps escapes and graphemes whole', () => {
    expect(fitText('ab\x1bcd', 9)).toBe('ab\\x1bcd');
    expect([3, 4, 5, 6, 7].map((columns) => fitText('ab\x1bcd', columns))).toEqual([
      'ab…',
      'ab…',
      'ab…',
      'ab…',
      'ab\\x1b…',
    ]);
    expect(fitText('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3)).toBe('👩‍👩‍👧‍👦…');
    expect(fitText('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
    expect(fitText('報告摘要', 6)).toBe('報告…');
  });

  it('says that a text goes on', () => {
    expect(fitText('abc', 9, true)).toBe('abc…');
    expect(fitText('', 9, true)).toBe('…');
  });

  it('looks at no more of a text than the columns can show', () => {
    const segmented = fitText('e' + '\u0301'.repeat(1_000_000), 10);
    expect(segmented.length).toBeLessThan(200);
    expect(fitText('\ud83d\ude00'.repeat(500_000), 4)).toBe('😀…');
    expect(fitText(`${'\u200d'.repeat(15)}😀`, 1)).toMatch(/^\u200d+…$/);
  });
});

describe('fitId', () => {
  it('shows ids whole, escaped, up to a thousand columns', () => {
    const long = `${'folder/'.repeat(100)}file.txt`;
    expect(fitId(long)).toBe(long);
    expect(fitId('a\nb')).toBe('a\\nb');
    expect(stringWidth(fitId('x'.repeat(100_000)))).toBe(1000);
  });
});

describe('fitExcerpt', () => {
  it('is one line: white space is one space, the ends are trimmed', () => {
    expect(fitExcerpt('\n\n  one\t two\r\n\u3000three ', 40)).toBe('one two three');
    expect(fitExcerpt(' one two three', 8)).toBe('one two…');
    expect(fitExcerpt('one\x1b', 8, true)).toBe('one\\x1b…');
  });
});

describe('measureColumns', () => {
  it('agrees with string-width, by whichever way it goes', () => {
    fc.assert(
      fc.property(anyScript, (text) => {
        expect(measureColumns(text)).toBe(stringWidth(text));
      }),
      { ...RUNS, numRuns: 5000 },
    );
    const differing: string[] = [];
    for (let codePoint = 0x20; codePoint <= 0xffff; codePoint++) {
      const character = String.fromCharCode(codePoint);
      // A neighbor on either side shows characters that join with one.
      const text = `a${character}報${character}`;
      if (measureColumns(text) !== stringWidth(text)) differing.push(codePoint.toString(16));
    }
    expect(differing).toEqual([]);
  });
});

describe('padColumns', () => {
  it('fills columns, not characters', () => {
    expect(padColumns('報告', 6)).toBe('報告  ');
    expect(padColumns('report', 3)).toBe('report');
    expect(padColumns('\x1b[31mred\x1b[39m', 5)).toBe('\x1b[31mred\x1b[39m  ');
  });
});
