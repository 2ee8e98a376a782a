// Which documents are shown, over tables that no file needs to stand behind.

import { describe, expect, it } from 'vitest';
import type { Diagnostic, Source } from '../../src/model.js';
import { MOST_SHOWN_BYTES, ShownDocuments } from '../../src/run/shown-documents.js';

const SOURCES = ['a.txt', 'b.jsonl'].map((path): Source => ({
  ...{ path, file: path, format: 'text', byteLength: 0, isExplicit: true },
}));
const DOCUMENTS = {
  sources: Uint32Array.of(0, 1, 1),
  lines: Uint32Array.of(0, 1, 2),
  textByteLengths: Float64Array.of(101, 100, 400),
};

function createShown(most?: number): { shown: ShownDocuments; told: Diagnostic[] } {
  const told: Diagnostic[] = [];
  const tell = (diagnostic: Diagnostic): void => {
    told.push(diagnostic);
  };
  return { shown: new ShownDocuments({ sources: SOURCES, documents: DOCUMENTS }, tell, most), told };
}

describe('ShownDocuments', () => {
  it('leaves out what is larger than the limit, and tells it once for each', () => {
    const { shown, told } = createShown(100);
    expect([shown.canShow(1), shown.canShow(1, 1), shown.canShow(0, 1), shown.canShow(0, 2)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    const message = 'passages and boilerplate are shown of documents of at most 100 bytes, measures of all';
    expect(told).toEqual([
      { code: 'PASSAGES_LEFT_OUT', path: 'a.txt', line: null, message: `the document has 101 bytes; ${message}` },
      { code: 'PASSAGES_LEFT_OUT', path: 'b.jsonl', line: 2, message: `the document has 400 bytes; ${message}` },
    ]);
  });

  it('shows everything up to 256 MiB', () => {
    const { shown, told } = createShown();
    expect(shown.canShow(0, 1, 2)).toBe(true);
    expect(told).toEqual([]);
    expect(MOST_SHOWN_BYTES).toBe(256 * 1024 * 1024);
  });
});
