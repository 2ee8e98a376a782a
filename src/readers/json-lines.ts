// The reader of format "json-lines": every line that is not blank is a JSON object with a text field: one document.
//
// The hot path of large corpora: a chunk of whole lines is checked and decoded at once, and JSON.parse does the rest.
// A line that cannot be used is told and passed over; the others are read. Refuses to judge texts and ids.

import { isAscii, isUtf8, transcode } from 'node:buffer';
import { closeSync, fstatSync } from 'node:fs';
import type { RawDocument, Reader, ReadEvents, Source } from '../model.js';
import {
  BINARY_PROBE_BYTE_LENGTH,
  describeTooLarge,
  DOCUMENT_BYTE_LIMIT,
  hasUtf16Mark,
  isBinary,
} from './document-limits.js';
import { describeFileError } from './file-errors.js';
import { CHUNK_BYTE_LENGTH, readLineChunks } from './line-chunks.js';
import { createLineFaults, nameKind, type LineFaults } from './line-faults.js';
import { createStretchReader, openFile } from './open-file.js';

export interface JsonLinesReaderOptions {
  readonly textField: string;
  readonly idField: string;
  /** A line of more bytes is skipped; null for no limit. */
  readonly maxSize: number | null;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** Chunks up to this are widened to UTF-16 at once; the single huge line of a larger chunk would take 4 times its size. */
const WIDENED_BYTE_LENGTH = 16 * 1024 * 1024;

/** How much of a line that is no JSON is quoted. */
const QUOTED_LENGTH = 40;

/** What JSON.parse cannot return: the line is no JSON. */
const NOT_JSON = Symbol('not JSON');

/**
 * Creates the reader of JSON lines. Documents are plain strings: valid for as long as anybody keeps them. `longestLine`,
 * in bytes, is for tests that cannot afford lines of the limit's size.
 */
export function createJsonLinesReader(options: JsonLinesReaderOptions, longestLine = DOCUMENT_BYTE_LIMIT): Reader {
  const { textField, idField } = options;
  const most = options.maxSize ?? Infinity;

  /** The document of a parsed line; null where its text field is absent or no string, which `faults` are told. */
  function toDocument(value: unknown, line: number | null, offset: number, byteLength: number): RawDocument | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const fields = value as Readonly<Record<string, unknown>>;
    // No look at ownership: nothing that an object inherits is a string or a number.
    const text = fields[textField];
    if (typeof text !== 'string') return null;
    return { bytes: null, text, id: readId(fields[idField]), line, offset, byteLength };
  }

  function* readLines(fd: number, source: Source, events: ReadEvents): Generator<RawDocument, void, void> {
    const faults = createLineFaults(source, textField, events);
    let line = 0;
    for (const { bytes, offset, tooLongByteLength } of readLineChunks(fd, CHUNK_BYTE_LENGTH, longestLine)) {
      if (tooLongByteLength !== null) {
        line++;
        if (tooLongByteLength > most) events.skip({ reason: 'too-large', path: `${source.path}:${line}` });
        else tellTooLarge(source, line, tooLongByteLength, events);
        continue;
      }
      if (offset === 0 && isForeign(bytes, source, events)) return;
      const decoded = decodeChunk(bytes);
      let start = offset === 0 && bytes.subarray(0, 3).equals(UTF8_MARK) ? UTF8_MARK.length : 0;
      let wideStart = start > 0 ? 1 : 0;
      let end: number;
      for (; start < bytes.length; start = end + 1) {
        line++;
        end = bytes.indexOf(LINE_FEED, start);
        if (end < 0) end = bytes.length;
        let lineText: string | null;
        if (decoded.wide !== null) {
          let wideEnd = decoded.wide.indexOf('\n', wideStart);
          if (wideEnd < 0) wideEnd = decoded.wide.length;
          lineText = decoded.wide.slice(wideStart, wideEnd);
          wideStart = wideEnd + 1;
        } else if (decoded.isAscii) {
          lineText = bytes.toString('latin1', start, end);
        } else {
          lineText = decoded.isValid || isUtf8(bytes.subarray(start, end)) ? bytes.toString('utf8', start, end) : null;
        }
        const byteLength = end - start - (end > start && bytes[end - 1] === CARRIAGE_RETURN ? 1 : 0);
        if (byteLength === 0) continue;
        if (byteLength > most) {
          events.skip({ reason: 'too-large', path: `${source.path}:${line}` });
          continue;
        }
        if (lineText === null) {
          faults.tellMalformed(line, 'the line is not valid UTF-8');
          continue;
        }
        const value = parseLine(lineText);
        const document = toDocument(value, line, offset + start, byteLength);
        if (document !== null) {
          faults.noteField();
          yield document;
        } else {
          tellFault(value, lineText, line, textField, faults);
        }
      }
    }
    faults.finish();
  }

  function* readSource(source: Source, events: ReadEvents): Generator<RawDocument, void, void> {
    let fd: number | null = null;
    try {
      fd = openFile(source.file);
      if (fstatSync(fd).isFile()) yield* readLines(fd, source, events);
      else tellUnreadable(source, 'it is no longer a file', events);
    } catch (error) {
      tellUnreadable(source, describeFileError(error), events);
    } finally {
      if (fd !== null) closeSync(fd);
    }
  }

  const stretches = createStretchReader();

  function readAgain(source: Source, offset: number, byteLength: number): RawDocument | null {
    const bytes = stretches.read(source.file, offset, byteLength);
    if (bytes === null || !isUtf8(bytes)) return null;
    return toDocument(parseLine(bytes.toString('utf8')), null, offset, byteLength);
  }

  return {
    format: 'json-lines',
    readSource,
    readAgain,
    close: () => {
      stretches.close();
    },
  };
}

interface DecodedChunk {
  readonly isAscii: boolean;
  readonly isValid: boolean;
  /** The chunk as UTF-16, where that is the fastest way to its lines. */
  readonly wide: string | null;
}

/**
 * Finds the fastest way to a chunk's lines. ASCII is copied line by line; other valid UTF-8 is widened at once, which is
 * four times as fast as decoding it line by line with Node 20; only a chunk with damage is checked line by line.
 */
function decodeChunk(bytes: Buffer): DecodedChunk {
  if (isAscii(bytes)) return { isAscii: true, isValid: true, wide: null };
  const isValid = isUtf8(bytes);
  const wide = isValid && bytes.length <= WIDENED_BYTE_LENGTH ? transcode(bytes, 'utf8', 'utf16le') : null;
  return { isAscii: false, isValid, wide: wide === null ? null : wide.toString('utf16le') };
}

function parseLine(lineText: string): unknown {
  try {
    return JSON.parse(lineText);
  } catch {
    return NOT_JSON;
  }
}

/**
 * The id of a document as text; null where the field is absent, empty or of another kind. A number beyond 2^53 is no id
 * either: the double it was rounded to is not what the file says.
 */
function readId(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value !== 'number') return null;
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : null;
}

function tellFault(value: unknown, lineText: string, line: number, textField: string, faults: LineFaults): void {
  if (value === NOT_JSON) {
    const trimmed = lineText.trim();
    if (trimmed !== '') faults.tellMalformed(line, describeNotJson(trimmed));
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, textField)) {
    faults.noteField();
    const text = (value as Readonly<Record<string, unknown>>)[textField];
    faults.tellMalformed(line, `field "${textField}" is ${nameKind(text)}; a string is needed`);
  } else {
    faults.tellWithoutField(line, value);
  }
}

function describeNotJson(trimmed: string): string {
  const isCut = trimmed.startsWith('{') && !trimmed.endsWith('}');
  const quoted = trimmed.length > QUOTED_LENGTH ? `${trimmed.slice(0, QUOTED_LENGTH)}…` : trimmed;
  return `the line is not valid JSON${isCut ? ': it ends before its object is closed' : ''}; it begins with ${quoted}`;
}

/** Tells, once for the whole source, of bytes that are no UTF-8 JSON lines at all; true where there is nothing to read. */
function isForeign(bytes: Buffer, source: Source, events: ReadEvents): boolean {
  const isWide = hasUtf16Mark(bytes);
  if (isWide || bytes.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) {
    const seen = isWide
      ? 'in UTF-16; convert the file to UTF-8'
      : 'compressed with gzip; decompress it, or name it .jsonl.gz';
    const message = `JSON lines must be UTF-8, and these are ${seen}`;
    events.diagnostic({ code: 'DOCUMENT_MALFORMED', path: source.path, line: null, message });
    return true;
  }
  if (source.isExplicit || !isBinary(bytes.subarray(0, BINARY_PROBE_BYTE_LENGTH))) return false;
  events.skip({ reason: 'binary', path: source.path });
  return true;
}

function tellTooLarge(source: Source, line: number, byteLength: number, events: ReadEvents): void {
  const message = describeTooLarge(byteLength);
  events.diagnostic({ code: 'DOCUMENT_TOO_LARGE', path: source.path, line, message });
}

function tellUnreadable(source: Source, message: string, events: ReadEvents): void {
  events.diagnostic({ code: 'SOURCE_UNREADABLE', path: source.path, line: null, message });
}
