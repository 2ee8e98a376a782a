// The sketching loop over readers in memory: rows in order, progress in bytes, faults told, room for the host to breathe.

import { describe, expect, it } from 'vitest';
import type { Diagnostic, Reader, Source } from '../../src/model.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { sketchSources, TextBuffer } from '../../src/workers/sketch-sources.js';
import { createMemoryFiles, type MemoryContent, SILENT_HOOKS } from '../helpers/memory-corpus.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

async function sketchFiles(
  contents: Readonly<Record<string, MemoryContent>>,
  hooks: Partial<typeof SILENT_HOOKS> = {},
) {
  const { sources, readerOf } = createMemoryFiles(contents);
  const sketcher = createReferenceSketcher(USUAL_SKETCH);
  return sketchSources(sources, readerOf, sketcher, { ...SILENT_HOOKS, ...hooks });
}

describe('sketching sources', () => {
  it('makes a row of every document, in the order of the sources and of their lines', async () => {
    const { documents, ownIds, sketches } = await sketchFiles({
      'b.txt': 'one two three',
      'a.jsonl': [{ text: 'four', id: 'own' }, { text: '' }, { text: 'fünf sechs' }],
      'c.txt': '',
    });
    expect({ ...documents }).toEqual({
      count: 5,
      sources: Uint32Array.of(0, 1, 1, 1, 2),
      offsets: Float64Array.of(0, 0, 100, 200, 0),
      byteLengths: Float64Array.of(13, 100, 100, 100, 0),
      // Of a line the UTF-8 bytes of its text, of a file its size.
      textByteLengths: Float64Array.of(13, 4, 0, 11, 0),
      lines: Uint32Array.of(0, 1, 2, 3, 0),
    });
    expect(ownIds).toEqual([null, 'own', null, null, null]);
    expect(sketches.count).toBe(5);
    expect([...sketches.tokens]).toEqual([3, 1, 0, 2, 0]);
  });

  it('sketches what the text says, not how it is stored', async () => {
    const text = 'Żółw ﬁne 漢字\r\nline two';
    const utf16 = Uint8Array.of(
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from(text, (_, i) => text.charCodeAt(i)).buffer),
    );
    const { sketches, documents } = await sketchFiles({
      'plain.txt': text,
      'marked.txt': `\ufeff${text}`,
      'utf16.txt': utf16,
      'lines.jsonl': [{ text }],
    });
    for (let row = 1; row < 4; row++) {
      expect(sketches.contentHashes.slice(4 * row, 4 * row + 4)).toEqual(sketches.contentHashes.slice(0, 4));
      expect(sketches.tokensHashes.slice(4 * row, 4 * row + 4)).toEqual(sketches.tokensHashes.slice(0, 4));
    }
    const byteLength = encoder.encode(text).length;
    expect([...documents.textByteLengths]).toEqual([byteLength, byteLength + 3, utf16.length, byteLength]);
  });

  it('keeps a mark of order that is part of a JSON text', async () => {
    const { sketches } = await sketchFiles({ 'a.jsonl': [{ text: '\ufeffone' }, { text: 'one' }] });
    expect(sketches.contentHashes.slice(0, 4)).not.toEqual(sketches.contentHashes.slice(4, 8));
    expect(sketches.tokensHashes.slice(0, 4)).toEqual(sketches.tokensHashes.slice(4, 8));
  });

  it('tells which text has no known charset, and what it was read as', async () => {
    const told: Diagnostic[] = [];
    const latin = Buffer.from('Ch\xe8re H\xe9l\xe8ne, la bo\xeete est arriv\xe9e \xe0 midi.', 'latin1');
    await sketchFiles(
      { 'utf8.txt': 'Chère Hélène', 'latin.txt': latin, 'marked.txt': Uint8Array.of(0xef, 0xbb, 0xbf, 0xff) },
      { diagnostic: (diagnostic) => told.push(diagnostic) },
    );
    expect(told).toHaveLength(1);
    const [{ code, path, line, message }] = told;
    expect({ code, path, line }).toEqual({ code: 'CHARSET_GUESSED', path: 'latin.txt', line: null });
    expect(message).toMatch(/not UTF-8 .* read as [a-z0-9-]+$/);
  });

  it('passes on what the reader skips and tells', async () => {
    const told: string[] = [];
    const reader: Reader = {
      format: 'text',
      *readSource({ path }, events) {
        events.skip({ reason: 'binary', path });
        events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message: 'no' });
        yield* [];
      },
      readAgain: () => null,
      close: () => undefined,
    };
    const source: Source = { path: 'a', file: 'a', format: 'text', byteLength: 7, isExplicit: true };
    const { documents, sketches } = await sketchSources([source], () => reader, createReferenceSketcher(USUAL_SKETCH), {
      ...SILENT_HOOKS,
      skip: ({ reason, path }) => told.push(`${reason} ${path}`),
      diagnostic: ({ code, path }) => told.push(`${code} ${path}`),
    });
    expect(told).toEqual(['binary a', 'SOURCE_UNREADABLE a']);
    expect([documents.count, sketches.count]).toEqual([0, 0]);
  });

  it('advances by the bytes of the sources, no more and no less, and within a large one too', async () => {
    const steps: number[] = [];
    const lines = Array.from({ length: 1000 }, (_, i) => ({ text: `line ${i}` }));
    await sketchFiles(
      { 'a.txt': 'x'.repeat(1234), 'b.jsonl': lines, 'c.txt': '' },
      { advance: (bytes) => steps.push(bytes) },
    );
    expect(steps.reduce((sum, bytes) => sum + bytes, 0)).toBe(1234 + 100_000);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(steps.length).toBeGreaterThan(5);
  });

  it('lets the host breathe between documents, and stops where the host says so', async () => {
    const lines = Array.from({ length: 3000 }, (_, i) => ({ text: `line ${i}` }));
    let pauses = 0;
    await sketchFiles({ 'a.jsonl': lines }, { pause: () => Promise.resolve(void pauses++) });
    expect(pauses).toBeGreaterThan(5);
    const reason = new Error('enough');
    const files = createMemoryFiles({ 'a.jsonl': lines });
    let isClosed = false;
    const reader: Reader = {
      format: 'json-lines',
      *readSource(source, events) {
        try {
          yield* files.readerOf(source).readSource(source, events);
        } finally {
          isClosed = true;
        }
      },
      readAgain: () => null,
      close: () => undefined,
    };
    const stopped = sketchSources(files.sources, () => reader, createReferenceSketcher(USUAL_SKETCH), {
      ...SILENT_HOOKS,
      pause: () => Promise.reject(reason),
    });
    await expect(stopped).rejects.toBe(reason);
    expect(isClosed).toBe(true);
  });

  it('of no source is a corpus of none', async () => {
    const { documents, ownIds, sketches } = await sketchFiles({});
    expect([documents.count, ownIds.length, sketches.count]).toEqual([0, 0, 0]);
    expect([...sketches.fingerprintStarts]).toEqual([0]);
  });
});

describe('the text buffer', () => {
  const buffer = new TextBuffer();
  const decode = (text: string): string => {
    const document = { bytes: null, text, id: null, line: 1, offset: 0, byteLength: 0 };
    return decoder.decode(buffer.decode(document, () => undefined));
  };

  it('holds texts of any length, one after the other', () => {
    for (const length of [0, 1, 21_845, 21_846, 65_536, 500_000, 3]) {
      for (const character of ['a', 'é', '漢', '\u{20000}']) {
        expect(decode(character.repeat(length)) === character.repeat(length)).toBe(true);
      }
    }
  });

  it('writes a lone surrogate as U+FFFD', () => {
    expect(decode('a\ud800b')).toBe('a\ufffdb');
  });

  it('gives the very bytes of a text file that is UTF-8 already', () => {
    const bytes = encoder.encode('plain');
    const document = { bytes, text: null, id: null, line: null, offset: 0, byteLength: bytes.length };
    expect(buffer.decode(document, () => undefined)).toBe(bytes);
  });
});
