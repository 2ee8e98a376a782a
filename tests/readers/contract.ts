// What every reader promises, run over each of them: a reader that keeps this can take another's place.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DocumentFormat, RawDocument, Reader, Source } from '../../src/model.js';
import { makeFolder } from '../helpers/make-folder.js';
import { keepDocument, readAll, readSource, recordEvents } from './record-events.js';

export interface ReaderUnderTest {
  readonly format: DocumentFormat;
  createReader(options: { readonly maxSize: number | null }): Reader;
  /** A file of this format that holds one document of this text. */
  writeDocument(text: string): string;
  /** What the reader made of a document's text; ASCII. */
  readText(document: RawDocument): string;
}

const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';
const hasProc = existsSync('/proc/self/mem');

/** Runs the suite over one reader; `variant` tells it from others of its format. */
export function describeReaderContract(subject: ReaderUnderTest, variant = ''): void {
  const { format } = subject;

  function makeSource(content: string | Uint8Array, path = 'a'): Source & { readonly file: string } {
    const file = join(makeFolder({ [path]: content }), path);
    return { path, file, format, byteLength: statSync(file).size, isExplicit: true };
  }

  function createReader(): Reader {
    return subject.createReader({ maxSize: null });
  }

  function expectUnreadable(source: Source, message: RegExp): void {
    const { documents, skips, diagnostics } = readAll(createReader(), source);
    expect(documents).toEqual([]);
    expect(skips).toEqual([]);
    expect(diagnostics).toEqual([
      { code: 'SOURCE_UNREADABLE', path: source.path, line: null, message: expect.stringMatching(message) as string },
    ]);
  }

  describe(`the contract of readers, kept by ${format}${variant}`, () => {
    it('names its format', () => {
      expect(createReader().format).toBe(format);
    });

    it.each([
      ['ASCII', 'a quiet harbor'],
      ['no text at all', ''],
      ['lines that end with CRLF', 'one\r\ntwo\r\n'],
      ['nine million bytes in one line', 'word '.repeat(1_800_000)],
    ])('gives a document of %s as it is, once and again', (_, text) => {
      const reader = createReader();
      const source = makeSource(subject.writeDocument(text));
      const events = recordEvents();
      const texts: string[] = [];
      for (const document of readSource(reader, source, events)) {
        texts.push(subject.readText(document));
        const again = reader.readAgain(source, document.offset, document.byteLength);
        expect(again).not.toBeNull();
        expect(again !== null && subject.readText(again) === text).toBe(true);
        expect(subject.readText(document) === text, 'reading again leaves the first reading alone').toBe(true);
      }
      expect(texts.length).toBe(1);
      expect(events).toMatchObject({ skips: [], diagnostics: [] });
    });

    it('leaves a document alone while another is read again', () => {
      const reader = createReader();
      const other = makeSource(subject.writeDocument('another text of some length'));
      const [found] = readAll(reader, other).documents;
      for (const document of readSource(reader, makeSource(subject.writeDocument('one text')), recordEvents())) {
        expect(reader.readAgain(other, found.offset, found.byteLength)).not.toBeNull();
        expect(subject.readText(document)).toBe('one text');
      }
    });

    it('reads one source after the other with the same buffers', () => {
      const reader = createReader();
      const texts = ['a'.repeat(300_000), 'b', '', 'c'.repeat(70_000), 'd'];
      const read = texts.map((text) => {
        const [document] = readSource(reader, makeSource(subject.writeDocument(text)), recordEvents());
        return subject.readText(document);
      });
      expect(read).toEqual(texts);
    });

    it('tells of a file that is absent', () => {
      expectUnreadable({ path: 'x/a', file: 'no/such/file', format, byteLength: 3, isExplicit: false }, /vanished/);
    });

    it('tells of a file that vanished after it was found', () => {
      const source = makeSource(subject.writeDocument('text'));
      rmSync(source.file);
      expectUnreadable(source, /vanished/);
    });

    it('tells of a folder in the place of a file', () => {
      const source = makeSource(subject.writeDocument('text'));
      rmSync(source.file);
      mkdirSync(source.file);
      expectUnreadable(source, /folder|no longer a file/);
    });

    it.skipIf(isWindows)(
      'tells of a pipe in the place of a file, and does not wait for a writer (no pipes on Windows)',
      () => {
        const source = makeSource(subject.writeDocument('text'));
        rmSync(source.file);
        execFileSync('mkfifo', [source.file]);
        expectUnreadable(source, /no longer a file/);
      },
    );

    it.skipIf(isRoot || isWindows)('tells of a file that it may not read (permission bits do not bind root)', () => {
      const source = makeSource(subject.writeDocument('text'));
      chmodSync(source.file, 0);
      expectUnreadable(source, /permission/);
    });

    it.skipIf(!hasProc)('tells of a file that opens and then cannot be read (needs /proc)', () => {
      expectUnreadable({ path: 'mem', file: '/proc/self/mem', format, byteLength: 0, isExplicit: true }, /EIO/);
    });

    it('skips a document larger than asked for, and reads one just as large', () => {
      const source = makeSource(subject.writeDocument('twelve words or so'));
      const [{ byteLength }] = readAll(createReader(), source).documents;
      expect(readAll(subject.createReader({ maxSize: byteLength }), source).documents).toHaveLength(1);
      const { documents, skips, diagnostics } = readAll(subject.createReader({ maxSize: byteLength - 1 }), source);
      expect(documents).toEqual([]);
      expect(diagnostics).toEqual([]);
      expect(skips).toEqual([{ reason: 'too-large', path: expect.stringMatching(/^a(:1)?$/) as string }]);
    });

    it('reads nothing again of a file that vanished, shrank, or holds something else', () => {
      const reader = createReader();
      const source = makeSource(subject.writeDocument('once upon a time'));
      const [document] = readAll(reader, source).documents;
      const readAgain = (): unknown => reader.readAgain(source, document.offset, document.byteLength);
      expect(readAgain()).not.toBeNull();
      truncateSync(source.file, document.byteLength - 1);
      expect(readAgain()).toBeNull();
      rmSync(source.file);
      expect(readAgain()).toBeNull();
      mkdirSync(source.file);
      expect(readAgain()).toBeNull();
    });

    it('reads again what a reader before it found', () => {
      const source = makeSource(subject.writeDocument('once upon a time'));
      const [document] = readAll(createReader(), source).documents;
      const again = createReader().readAgain(source, document.offset, document.byteLength);
      expect(again === null ? null : keepDocument(again)).toEqual({ ...document, line: null });
    });

    it.skipIf(!hasProc)('closes its file at the end, at a fault and when it is left early (counted in /proc)', () => {
      const reader = createReader();
      const source = makeSource(subject.writeDocument('text'));
      const countOpen = (): number => readdirSync('/proc/self/fd').length;
      const before = countOpen();
      readAll(reader, source);
      for (const document of readSource(reader, source, recordEvents())) {
        expect(document.byteLength).toBeGreaterThan(0);
        break;
      }
      readAll(reader, { ...source, file: '/proc/self/mem' });
      reader.readAgain(source, 0, 1);
      reader.readAgain(source, 0, 1_000_000);
      reader.close();
      expect(countOpen()).toBe(before);
      reader.close();
      expect(countOpen()).toBe(before);
    });

    it.skipIf(process.platform !== 'linux')(
      'opens a name that is not UTF-8 by its bytes (only Linux has such names)',
      () => {
        const source = makeSource(subject.writeDocument('text'));
        const file = Buffer.concat([Buffer.from(source.file), Buffer.from([0xff])]);
        renameSync(source.file, file);
        const named = { ...source, file: new Uint8Array(file) };
        const { documents } = readAll(createReader(), named);
        expect(documents).toHaveLength(1);
        expect(createReader().readAgain(named, documents[0].offset, documents[0].byteLength)).not.toBeNull();
      },
    );

    it('gives no document for an empty JSON file and one empty document for an empty text, without a fault', () => {
      const { documents, skips, diagnostics } = readAll(createReader(), makeSource(''));
      expect(documents.map(({ byteLength }) => byteLength)).toEqual(format === 'text' ? [0] : []);
      expect([...skips, ...diagnostics]).toEqual([]);
    });

    it('reads what a file holds by now, when it has grown or shrunk since it was found', () => {
      for (const text of ['longer than it was before', 's']) {
        const source = makeSource(subject.writeDocument('as long as that'));
        writeFileSync(source.file, subject.writeDocument(text));
        const [document] = readSource(createReader(), source, recordEvents());
        expect(subject.readText(document)).toBe(text);
      }
    });
  });
}
