import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/model.js';
import { openDocumentText } from '../../src/reporters/document-text.js';
import { createTextPage } from '../../src/reporters/text-page.js';
import { writePassages } from '../../src/reporters/text-passages.js';
import { buildContext, buildHeader, findPassage, findSide, SAMPLE_OPTIONS } from './samples.js';

function show(left: string | null, right: string | null, passages: readonly Passage[], tokens = 'auto'): string[] {
  const chunks: string[] = [];
  const page = createTextPage(buildContext(chunks), buildHeader({ options: { ...SAMPLE_OPTIONS, tokens } }));
  const sides = {
    upper: { label: 'left', side: 'left', text: openDocumentText('l', () => left) },
    lower: { label: 'right', side: 'right', text: openDocumentText('r', () => right) },
  } as const;
  writePassages(page, '  ', passages, passages.length, sides.upper, sides.lower);
  return chunks.join('').split('\n').slice(0, -1);
}

describe('writePassages', () => {
  it('puts the places in columns and the beginning below', () => {
    const left = `${'line\n'.repeat(9)}one two three\nfour five\nsix`;
    const right = 'six\none two three\nfour five';
    expect(
      show(left, right, [findPassage(left, right, 'one two three\nfour five'), findPassage(left, right, 'six')]),
    ).toEqual([
      '  left lines 10–11 | right lines 2–3   5 words',
      '    │ one two three four five',
      '  left line 12     | right line 1      1 word',
      '    │ six',
    ]);
  });

  it('shows both sides where the same words are spelt differently', () => {
    const passage = {
      tokens: 3,
      left: findSide('One, two; three', 'One, two; three'),
      right: findSide('one two three', 'one two three'),
    };
    expect(show('One, two; three', 'one two three', [passage]).slice(1)).toEqual([
      '    │ left  One, two; three',
      '    │ right one two three',
    ]);
  });

  it('calls tokens words only where they all are', () => {
    const length = (text: string, tokens?: string): string =>
      show(text, text, [{ ...findPassage(text, text, text), tokens: 4 }], tokens)[0].split('   ')[1];
    expect(length('one two three four')).toBe('4 words');
    expect(length('one 報告 two')).toBe('4 tokens');
    expect(length('ภาษาไทย')).toBe('4 tokens');
    expect(length('報告', 'words')).toBe('4 words');
    expect(length('four', 'characters')).toBe('4 characters');
    expect(length('word '.repeat(250_000))).toBe('4 tokens');
  });

  it('shows the side that can still be read, and no text where none can', () => {
    const passage = findPassage('one two', 'one two', 'one two');
    expect(show('one two', null, [passage])).toEqual(['  left line 1 | right line 1   2 words', '    │ one two']);
    expect(show(null, 'one two', [passage])).toEqual(['  left line 1 | right line 1   2 tokens', '    │ one two']);
    expect(show(null, null, [passage])).toEqual(['  left line 1 | right line 1   2 tokens']);
  });

  it('says how many more there are', () => {
    const chunks: string[] = [];
    const page = createTextPage(buildContext(chunks), buildHeader());
    const text = openDocumentText('l', () => null);
    for (const total of [1, 1234]) {
      writePassages(page, '  ', [], total, { label: 'l', side: 'left', text }, { label: 'r', side: 'right', text });
    }
    expect(chunks.join('')).toBe(
      '  … and 1 more passage (--passages 1)\n  … and 1,234 more passages (--passages 1234)\n',
    );
  });
});
