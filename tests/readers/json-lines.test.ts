import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLineParser } from '../../src/kernel/line-parser.js';
import type { DocumentRange, Reader, Source } from '../../src/model.js';
import { createJsonLinesReader } from '../../src/readers/json-lines.js';
import type { CreateLineParser, JsonLinesReaderOptions } from '../../src/readers/json-lines.js';
import { CHUNK_SIZES } from '../../src/readers/line-chunks.js';
import type { ChunkSizes } from '../../src/readers/line-chunks.js';
import { splitSource } from '../../src/readers/split-source.js';
import { makeFolder } from '../helpers/make-folder.js';
import { describeReaderContract } from './contract.js';
import { keepDocument, readAll, readInRanges, recordEvents } from './record-events.js';
import type { ReadResult } from './record-events.js';

const usual: JsonLinesReaderOptions = { textField: 'text', idField: 'id', maxSize: null };

/** Parsers that must make no difference. */
const PARSERS: readonly [about: string, create: CreateLineParser][] = [
  ['JSON.parse', () => null],
  ['the kernel', (fields) => createLineParser('wasm', fields)],
];

for (const [about, createParser] of PARSERS) {
  describeReaderContract(
    {
      format: 'json-lines',
      createReader: ({ maxSize }) => createJsonLinesReader({ ...usual, maxSize }, createParser),
      writeDocument: (text) => `${JSON.stringify({ text })}\n`,
      readText: ({ utf8 }) => (utf8 === null ? 'no text' : Buffer.from(utf8).toString()),
    },
    ` through ${about}`,
  );
}

function makeSource(content: string | Uint8Array, isExplicit = true): Source {
  const file = join(makeFolder({ 'a.jsonl': content }), 'a.jsonl');
  return { path: 'a.jsonl', file, format: 'json-lines', byteLength: Buffer.byteLength(content), isExplicit };
}

/** Lines of every kind, short enough for several to lie within one range. */
const line = fc.oneof(
  fc
    .record({ text: fc.string({ unit: 'binary', maxLength: 12 }), id: fc.oneof(fc.string(), fc.nat()) })
    .map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '{"text":"plain","id":"a"}',
    '{"text":"esc\\n\\u00e9","id":"\\t"}',
    '{"id":-0,"text":""}',
    '{"text":"é漢😀","id":1e3}',
  ),
  fc.constantFrom(
    '',
    ' ',
    '\t',
    '\u00a0',
    '{"text":"cut',
    'no json',
    '[]',
    '1',
    '{"text":1}',
    '{"body":"b"}',
    '{"x":1,"y":{"text":"t"}}',
  ),
  fc.nat({ max: 400 }).map((length) => `{"text":"${'long '.repeat(length)}"}`),
);
const content = fc
  .record({
    lines: fc.oneof(
      fc.array(line, { maxLength: 40 }),
      // More faults than are told, before and after the field is met.
      fc.array(fc.constantFrom('{"a":1}', '{"b":1,"c":2}', 'broken', '{"text":1}', '{"text":"t"}'), { maxLength: 90 }),
      fc.array(fc.constantFrom('{"a":1}', '{"b":1,"c":2}', 'broken'), { maxLength: 90 }),
    ),
    end: fc.constantFrom('\n', '\n', '\r\n'),
    isEnded: fc.boolean(),
    isMarked: fc.boolean(),
    damage: fc.option(fc.nat({ max: 2000 }), { freq: 4 }),
  })
  .map(({ lines, end, isEnded, isMarked, damage }) => {
    const bytes = Buffer.from((isMarked ? '\ufeff' : '') + lines.join(end) + (isEnded ? end : ''));
    if (damage !== null && damage < bytes.length) bytes[damage] = 0xff;
    return bytes;
  });

const chunkSizes = fc.record({
  chunk: fc.integer({ min: 16, max: 300 }),
  tail: fc.integer({ min: 1, max: 100 }),
  longestLine: fc.constant(4096),
});
const flags = fc.record({ isExplicit: fc.boolean(), isBounded: fc.boolean() });

/** Ranges without gaps, as long as the cuts say. */
function cutSource(source: Source, cuts: readonly number[]): DocumentRange[] {
  const ranges: DocumentRange[] = [];
  let offset = 0;
  for (const cut of cuts) {
    const byteLength = Math.min(cut, source.byteLength - offset);
    // The last range is the only one that may reach the end.
    if (offset + byteLength >= source.byteLength) break;
    ranges.push({ source, offset, byteLength });
    offset += byteLength;
  }
  return [...ranges, { source, offset, byteLength: source.byteLength - offset }];
}

/** Line and message of every diagnostic; they must all be of this kind. */
function listFaults({ diagnostics }: ReadResult): [number | null, string][] {
  expect(diagnostics.every(({ code, path }) => code === 'DOCUMENT_MALFORMED' && path === 'a.jsonl')).toBe(true);
  return diagnostics.map(({ line, message }) => [line, message]);
}

describe.each(PARSERS)('createJsonLinesReader with %s', (_about, createParser) => {
  const createReader = (options: Partial<JsonLinesReaderOptions> = {}, sizes?: ChunkSizes): Reader =>
    createJsonLinesReader({ ...usual, ...options }, createParser, sizes);
  const read = (
    content: string | Uint8Array,
    options: Partial<JsonLinesReaderOptions> = {},
    isExplicit = true,
  ): ReadResult => readAll(createReader(options), makeSource(content, isExplicit));

  it('gives a document a line, with its id, its line and where it lies', () => {
    const content = '{"id":"x","text":"one"}\n\n  \n{"text":"two","id":7}\r\n{"text":"é","id":null}';
    const { documents, skips, diagnostics } = read(content);
    expect(documents).toEqual([
      { bytes: null, text: 'one', id: 'x', line: 1, offset: 0, byteLength: 23 },
      { bytes: null, text: 'two', id: '7', line: 4, offset: 28, byteLength: 21 },
      { bytes: null, text: 'é', id: null, line: 5, offset: 51, byteLength: 23 },
    ]);
    expect([...skips, ...diagnostics]).toEqual([]);
  });

  it('agrees with a plain split and JSON.parse on any objects, however they are encoded', () => {
    const record = fc.record({
      text: fc.string({ unit: 'binary', maxLength: 40 }),
      id: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
      other: fc.jsonValue({ maxDepth: 2 }),
    });
    const line = fc.oneof(
      { weight: 8, arbitrary: record.map((value) => JSON.stringify(value)) },
      fc.constantFrom('', '   ', '\r'),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.boolean(), (lines, end, isEnded) => {
        const content = lines.join(end) + (isEnded ? end : '');
        const bytes = Buffer.from(content);
        const result = read(content);
        const expected = lines.flatMap((text, index) => {
          if (text.trim() === '') return [];
          const value = JSON.parse(text) as { text: string; id: string | number | null };
          return [
            { text: value.text, id: value.id === null || value.id === '' ? null : String(value.id), line: index + 1 },
          ];
        });
        expect(result.documents.map(({ text, id, line }) => ({ text, id, line }))).toEqual(expected);
        expect([...result.skips, ...result.diagnostics]).toEqual([]);
        for (const { offset, byteLength, text } of result.documents) {
          const slice = bytes.toString('utf8', offset, offset + byteLength);
          expect(slice).not.toMatch(/[\r\n]$/);
          expect((JSON.parse(slice) as { text: string }).text).toBe(text);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it.each([
    ['ASCII', 'plain '],
    ['two-byte characters', 'é à ü '],
    ['characters beyond the basic plane', '😀 ok '],
  ])('finds every line and its place in a file of many chunks: %s', (_, words) => {
    const lines: string[] = [];
    let byteLength = 0;
    // Lines from a few bytes to most of a chunk, 11 MB in all.
    for (let i = 0; byteLength < 11_000_000; i++) {
      const text = words.repeat(i % 97 === 0 ? 150_000 : (i * 37) % 5000);
      lines.push(JSON.stringify({ id: i, text }));
      byteLength += Buffer.byteLength(lines[i]) + 1;
    }
    const content = Buffer.from(lines.join('\n'));
    const { documents, diagnostics } = read(content);
    expect(diagnostics).toEqual([]);
    expect(documents.length).toBe(lines.length);
    const isRight = documents.every(
      ({ id, line, offset, byteLength: length }, i) =>
        id === String(i) && line === i + 1 && content.toString('utf8', offset, offset + length) === lines[i],
    );
    expect(isRight).toBe(true);
  });

  it('reads the fields that the options name', () => {
    const { documents } = read('{"body":"b","key":"k","text":"t","id":"i"}', { textField: 'body', idField: 'key' });
    expect(documents).toMatchObject([{ text: 'b', id: 'k' }]);
  });

  it.each([['__proto__'], ['constructor'], ['length'], ['0']])(
    'takes %s for a field only where a line has it',
    (field) => {
      const content = `{"${field}":"own"}\n{}\n["a"]\n"a"`;
      const result = read(content, { textField: field });
      expect(result.documents).toMatchObject([{ text: 'own', line: 1 }]);
      expect(listFaults(result).map(([line]) => line)).toEqual([2, 3, 4]);
    },
  );

  it.each([
    ['true', null],
    ['""', null],
    ['["x"]', null],
    ['1.5', '1.5'],
    ['-0', '0'],
    ['9007199254740991', '9007199254740991'],
    ['9007199254740993', null],
    ['1e400', null],
    ['"  x "', '  x '],
  ])('makes of the id %s the id %s', (json, id) => {
    expect(read(`{"text":"t","id":${json}}`).documents).toMatchObject([{ id }]);
  });

  it('passes over a byte order mark at the start', () => {
    const { documents, diagnostics } = read('\ufeff{"text":"a"}\n{"text":"é"}\n');
    expect(documents).toMatchObject([
      { text: 'a', line: 1, offset: 3, byteLength: 12 },
      { text: 'é', line: 2, offset: 16 },
    ]);
    expect(diagnostics).toEqual([]);
  });

  it('tells what is wrong with a line, passes over it, and reads the others', () => {
    const lines = [
      '{"text":"good"}',
      '{"text":"cut of',
      'not json at all, and rather long for a quotation',
      '[1,2]',
      '"text"',
      'null',
      '{"body":"x"}',
      '{"text":5}',
      '{"text":null}',
      '{"text":["a"]}',
      '{"text":"good too"}',
    ];
    const result = read(lines.join('\n'));
    expect(result.documents.map(({ text, line }) => [text, line])).toEqual([
      ['good', 1],
      ['good too', 11],
    ]);
    expect(listFaults(result)).toEqual([
      [2, 'the line is not valid JSON: it ends before its object is closed; it begins with {"text":"cut of'],
      [3, 'the line is not valid JSON; it begins with not json at all, and rather long for a q…'],
      [4, 'the line is an array; an object is needed'],
      [5, 'the line is a string; an object is needed'],
      [6, 'the line is null; an object is needed'],
      [7, 'the object has no field "text"'],
      [8, 'field "text" is a number; a string is needed'],
      [9, 'field "text" is null; a string is needed'],
      [10, 'field "text" is an array; a string is needed'],
    ]);
  });

  it.each([
    ['a byte that is no UTF-8', [0xff]],
    ['a sequence that breaks off', [0xe2, 0x82]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
  ])('tells of a line with %s; the lines around it are read', (_, damage) => {
    const line = (text: string | Uint8Array): Buffer =>
      Buffer.concat([Buffer.from('{"text":"'), Buffer.from(text), Buffer.from('"}\n')]);
    const result = read(Buffer.concat([line('é'), line(Uint8Array.from(damage)), line('plain'), line('ü')]));
    expect(result.documents.map(({ text, line: number }) => [text, number])).toEqual([
      ['é', 1],
      ['plain', 3],
      ['ü', 4],
    ]);
    expect(listFaults(result)).toEqual([[2, 'the line is not valid UTF-8']]);
  });

  it('tells of a line with NUL bytes', () => {
    expect(listFaults(read('{"text":"a"}\n\0\0\0\n{"text":"b\0"}\n')).map(([line]) => line)).toEqual([2, 3]);
  });

  it('tells twenty faults in full and counts the rest', () => {
    const result = read(`{"text":"a"}\n${'{"text":1}\n'.repeat(500)}`);
    const faults = listFaults(result);
    expect(faults).toHaveLength(21);
    expect(faults[19]).toEqual([21, 'field "text" is a number; a string is needed']);
    expect(faults[20]).toEqual([null, '480 more lines are malformed']);
  });

  it('skips a walked file none of whose lines has the text field', () => {
    const { documents, skips, diagnostics } = read('{"a":1}\n[]\nbroken\n', {}, false);
    expect(documents).toEqual([]);
    expect(skips).toEqual([{ reason: 'no-text-field', path: 'a.jsonl' }]);
    expect(diagnostics).toEqual([]);
  });

  it('lists the fields seen where a named file has no text field', () => {
    const result = read('{"id":"1","body":"x"}\n{"title":"t","body":"y"}\n'.repeat(50));
    expect(listFaults(result)).toEqual([
      [null, 'no line has a field "text"; fields seen: "id", "body", "title"; choose one with --text-field'],
    ]);
    expect(result.skips).toEqual([]);
  });

  it('tells of a walked file that is no JSON at all line by line', () => {
    const result = read('one\ntwo\n', {}, false);
    expect(listFaults(result).map(([line]) => line)).toEqual([1, 2]);
    expect(result.skips).toEqual([]);
  });

  it('tells of lines without the field once another has it, in a walk too', () => {
    const result = read('{"a":1}\n{"text":"t"}\n{"b":1}\n', {}, false);
    expect(result.documents).toHaveLength(1);
    expect(listFaults(result).map(([line]) => line)).toEqual([1, 3]);
  });

  it('skips a walked binary; named, it is malformed', () => {
    const { skips, diagnostics } = read('\0\x01\x02\n\0', {}, false);
    expect(skips).toEqual([{ reason: 'binary', path: 'a.jsonl' }]);
    expect(diagnostics).toEqual([]);
    expect(listFaults(read('\0\x01\x02\n\0')).length).toBe(2);
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeff{"text":"a"}\n', 'utf16le'), /UTF-16/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 10, 10]), /gzip/],
  ])('tells once of a file that is %s', (_, content, message) => {
    for (const isExplicit of [true, false]) {
      const result = read(content, {}, isExplicit);
      expect(listFaults(result)).toEqual([[null, expect.stringMatching(message)]]);
      expect(result.documents).toEqual([]);
    }
  });

  it('skips lines over the size asked for and names them by their number', () => {
    const { documents, skips } = read('{"text":"a"}\n{"text":"aaaaaaaaaaaaa"}\n', { maxSize: 15 });
    expect(documents).toHaveLength(1);
    expect(skips).toEqual([{ reason: 'too-large', path: 'a.jsonl:2' }]);
  });

  it('tells of a line over the document limit and reads the lines after it', () => {
    const long = 'a'.repeat(9_000_000);
    const source = makeSource(`{"text":"a"}\n{"text":"${long}"}\n{"text":"b"}\n{"text":"c"}`);
    const { documents, diagnostics } = readAll(createReader({}, { ...CHUNK_SIZES, longestLine: 5_000_000 }), source);
    expect(documents.map(({ text, line, offset }) => [text, line, offset])).toEqual([
      ['a', 1, 0],
      ['b', 3, 9_000_025],
      ['c', 4, 9_000_038],
    ]);
    expect(diagnostics).toMatchObject([{ code: 'DOCUMENT_TOO_LARGE', path: 'a.jsonl', line: 2 }]);
    expect(diagnostics[0].message).toContain('9000011 bytes');
  });

  it('reads nothing again where a line has become another kind of thing', () => {
    const reader = createReader();
    for (const content of [
      '{"text":1}  ',
      '{"body":"a"}',
      '"text", text',
      '\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff',
    ]) {
      const source = makeSource(Buffer.from(content, 'latin1'));
      expect(reader.readAgain(source, 0, 12)).toBeNull();
    }
  });

  it('writes a lone surrogate that a line escapes as U+FFFD, as TextEncoder does', () => {
    expect(read('{"text":"a\\ud800b"}').documents).toMatchObject([{ text: 'a\ufffdb' }]);
  });

  it('gives the same documents and tells the same, whatever the ranges and the chunks', () => {
    fc.assert(
      fc.property(
        content,
        fc.array(fc.nat({ max: 60 }), { maxLength: 12 }),
        chunkSizes,
        flags,
        (text, cuts, sizes, on) => {
          const source = makeSource(text, on.isExplicit);
          const maxSize = on.isBounded ? 24 : null;
          const expected = readAll(createReader({ maxSize }, { ...CHUNK_SIZES, longestLine: 4096 }), source);
          const reader = createReader({ maxSize }, sizes);
          const { documents, skips, diagnostics } = readInRanges(reader, source, cutSource(source, cuts));
          expect(documents).toEqual(expected.documents);
          expect(skips).toEqual(expected.skips);
          expect(diagnostics).toEqual(expected.diagnostics);
          for (const { offset, byteLength, text: whole, id } of documents) {
            const again = reader.readAgain(source, offset, byteLength);
            expect(again === null ? null : keepDocument(again)).toMatchObject({ text: whole, id, line: null });
          }
        },
      ),
      { seed: 13, numRuns: 200 },
    );
  });

  it('drops what comes after the first range of a foreign source', () => {
    const lines = '{"text":"a"}\n'.repeat(2000);
    for (const [head, isExplicit] of [
      ['\0\n', false],
      ['\x1f\x8b\n', true],
      ['\xff\xfe\n', true],
    ] as const) {
      const source = makeSource(Buffer.from(head + lines, 'latin1'), isExplicit);
      const ranges = [...splitSource(source, () => 1000)];
      const { documents, skips, diagnostics } = readInRanges(createReader(), source, ranges);
      expect(ranges.length).toBeGreaterThan(20);
      expect([documents.length, skips.length + diagnostics.length]).toEqual([0, 1]);
    }
  });

  it('tells once of a source that is gone, however many ranges it has', () => {
    const source = { ...makeSource('{"text":"a"}\n'.repeat(100)), file: 'no/such/file' };
    const { documents, diagnostics } = readInRanges(createReader(), source, [...splitSource(source, () => 100)]);
    expect(documents).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'SOURCE_UNREADABLE', line: null }]);
  });

  it('goes on to the end of a file that has grown since it was found, and no range before the last one does', () => {
    const source = { ...makeSource('{"text":"a"}\n'.repeat(10)), byteLength: 39 };
    const count = (offset: number, byteLength: number): number =>
      readInRanges(createReader(), source, [{ source, offset, byteLength }]).documents.length;
    expect(count(0, 39)).toBe(10);
    expect(count(0, 26)).toBe(2);
    expect(count(26, 13)).toBe(8);
    expect(count(500, 13)).toBe(0);
  });

  it('has nothing to say of a range without a beginning of a line', () => {
    const source = makeSource(`{"text":"${'x'.repeat(5000)}"}\n{"text":"b"}\n`);
    const read = createReader().readRange({ source, offset: 100, byteLength: 4000 }, recordEvents());
    expect(read.next()).toEqual({ done: true, value: { lines: 0, firstFieldLine: null, faults: null } });
  });
});
