import { appendFileSync, ftruncateSync, closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/model.js';
import { DOCUMENT_BYTE_LIMIT } from '../../src/readers/document-limits.js';
import { createTextReader } from '../../src/readers/text-file.js';
import { makeFolder } from '../helpers/make-folder.js';
import { describeReaderContract } from './contract.js';
import { readAll, readSource, recordEvents } from './record-events.js';

describeReaderContract({
  format: 'text',
  createReader: createTextReader,
  writeDocument: (text) => text,
  readText: ({ bytes }) => Buffer.from(bytes ?? []).toString('latin1'),
});

function makeSource(content: Uint8Array | string, byteLength = content.length): Source {
  const file = join(makeFolder({ 'a.txt': content }), 'a.txt');
  return { path: 'a.txt', file, format: 'text', byteLength, isExplicit: false };
}

/** A file of a size without its bytes on the disk. */
function makeSparse(start: string | Uint8Array, byteLength: number): Source {
  const source = makeSource(start);
  const fd = openSync(source.file as string, 'r+');
  writeSync(fd, Buffer.from(start));
  ftruncateSync(fd, byteLength);
  closeSync(fd);
  return { ...source, byteLength };
}

const read = (source: Source, maxSize: number | null = null): ReturnType<typeof readAll> =>
  readAll(createTextReader({ maxSize }), source);

describe('createTextReader', () => {
  it('gives the bytes of a file undecoded, without id and line', () => {
    expect(read(makeSource(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x0d, 0x0a]))).documents).toEqual([
      { bytes: '\xef\xbb\xbfa\xff\r\n', text: null, id: null, line: null, offset: 0, byteLength: 7 },
    ]);
  });

  it.each([
    ['at its start', 0],
    ['at byte 8,191', 8191],
  ])('skips a file with NUL %s as binary', (_, at) => {
    const bytes = Buffer.alloc(20_000, 'a');
    bytes[at] = 0;
    const { documents, skips, diagnostics } = read(makeSource(bytes));
    expect(documents).toEqual([]);
    expect(skips).toEqual([{ reason: 'binary', path: 'a.txt' }]);
    expect(diagnostics).toEqual([]);
  });

  it('reads a file whose first NUL lies after 8 KB', () => {
    const bytes = Buffer.alloc(20_000, 'a');
    bytes[8192] = 0;
    expect(read(makeSource(bytes)).documents).toHaveLength(1);
  });

  it.each([
    ['little', [0xff, 0xfe, 0x61, 0x00]],
    ['big', [0xfe, 0xff, 0x00, 0x61]],
  ])('reads UTF-16 with a mark, %s end first, in spite of its NULs', (_, bytes) => {
    expect(read(makeSource(Uint8Array.from(bytes))).documents).toHaveLength(1);
  });

  it('tells of a text over the limit, with its size and the limit, and reads none of it', () => {
    const { documents, diagnostics } = read(makeSparse('a'.repeat(9000), DOCUMENT_BYTE_LIMIT + 1));
    expect(documents).toEqual([]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'DOCUMENT_TOO_LARGE', path: 'a.txt', line: null });
    expect(diagnostics[0].message).toContain(`${DOCUMENT_BYTE_LIMIT + 1} bytes; at most ${DOCUMENT_BYTE_LIMIT} bytes`);
  });

  it('skips a binary over the limit like any other: a film in a folder is no fault', () => {
    const { skips, diagnostics } = read(makeSparse('\0film', DOCUMENT_BYTE_LIMIT + 1));
    expect(skips).toEqual([{ reason: 'binary', path: 'a.txt' }]);
    expect(diagnostics).toEqual([]);
  });

  it('skips a file that has outgrown the size asked for since it was found', () => {
    const { documents, skips } = read(makeSource('a'.repeat(100), 5), 50);
    expect(documents).toEqual([]);
    expect(skips).toEqual([{ reason: 'too-large', path: 'a.txt' }]);
  });

  it('gives the memory of a huge file back before the next', () => {
    const reader = createTextReader({ maxSize: null });
    const huge = readAll(reader, makeSource(Buffer.alloc(20_000_000, 'a')));
    expect(huge.documents).toHaveLength(1);
    const [small] = readSource(reader, makeSource('small'), huge);
    expect(small.bytes?.buffer.byteLength).toBeLessThan(1_000_000);
  });

  it('is one document whatever the range, and its faults are told at once', () => {
    const source = makeSource('the whole text');
    const reader = createTextReader({ maxSize: null });
    const events = recordEvents();
    const reading = reader.readRange({ source, offset: 4, byteLength: 2 }, events);
    expect(reading.next()).toMatchObject({ done: false, value: { offset: 0, byteLength: 14, line: null } });
    expect(reading.next()).toEqual({ done: true, value: { lines: 0, firstFieldLine: null, faults: null } });
    const absent = { ...source, file: 'no/such/file' };
    expect(reader.readRange({ source: absent, offset: 0, byteLength: 1 }, events).next().done).toBe(true);
    expect(events.diagnostics).toMatchObject([{ code: 'SOURCE_UNREADABLE', path: 'a.txt' }]);
  });

  it('reads nothing again of a file that has grown: its first bytes are another text', () => {
    const source = makeSource('once upon a time');
    appendFileSync(source.file as string, '!');
    expect(createTextReader({ maxSize: null }).readAgain(source, 0, 16)).toBeNull();
  });

  it.skipIf(!existsSync('/proc/self/status'))('reads a file that claims to have no bytes (needs /proc)', () => {
    const source: Source = {
      path: 'status',
      file: '/proc/self/status',
      format: 'text',
      byteLength: 0,
      isExplicit: true,
    };
    const { documents } = read(source);
    expect(documents).toHaveLength(1);
    expect(documents[0].bytes).toContain('Name:');
    expect(documents[0].byteLength).toBeGreaterThan(100);
  });
});
