// string-width, required or imported: the same counts, and nothing to wait for where it can be required.

import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { countStringColumns, prepareStringColumns } from '../src/string-columns.js';

const TEXTS = ['', 'plain', 'père', '日本語', '👩‍👩‍👧‍👦', 'e\u0301', '🇫🇷🇩🇪', '…', '\u001b[31mred\u001b[39m'];

describe('countStringColumns', () => {
  it('counts as string-width does, whichever way it was loaded', async () => {
    const expected = TEXTS.map((text) => stringWidth(text));
    // Imported, as a Node that cannot require an ES module needs it.
    await prepareStringColumns(false);
    expect(TEXTS.map((text) => countStringColumns(text))).toEqual(expected);
  });
});

describe('prepareStringColumns', () => {
  it('waits for nothing where an ES module can be required, or is there already', async () => {
    expect(prepareStringColumns(true)).toBeUndefined();
    await prepareStringColumns(false);
    expect(prepareStringColumns(false)).toBeUndefined();
  });
});
