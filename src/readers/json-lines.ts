// The reader of format "json-lines": every line that is not blank is a JSON object with a text field: one document.
//
// The hot path of large corpora: chunks of whole lines are read into the memory of a line parser, which finds and unescapes
// the text in place. What it leaves, JSON.parse decides. A line that cannot be used is noted and passed over; the others are
// read. Refuses to judge texts and ids.

import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync } from 'node:fs';
import type { DocumentRange, LineParser, ParsedLine, RangeEnd, RawDocument, Reader, Source } from '../model.js';
import { hasUtf16Mark, isBinary } from './document-limits.js';
import { describeFileError } from './file-errors.js';
import { noteFault, parseJson, readField, readId } from './json-document.js';
import { CHUNK_SIZES, readLineChunks } from './line-chunks.js';
import { createLineFaults } from './line-faults.js';
import { createLineRereader } from './line-rereader.js';
import { openFile } from './open-file.js';
import { createPlainLineParser } from './plain-line-parser.js';

export interface JsonLinesReaderOptions {
  readonly textField: string;
  readonly idField: string;
  /** A line of more bytes is skipped; null for no limit. */
  readonly maxSize: number | null;
}

/** Memory for a text beyond this is given back before the next text that is smaller. */
const KEPT_TEXT_BYTE_LENGTH = 16 * 1024 * 1024;

/** Makes a parser of its own for whoever needs one; null where every line is to be left to JSON.parse. */
export type CreateLineParser = (fields: { readonly textField: string; readonly idField: string }) => LineParser | null;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 0x22;
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/**
 * Creates the reader of JSON lines. A document's `utf8` is a view of the reader's memory, valid until the next document is asked
 * for; `readAgain` has a memory of its own. `sizes` are for tests that cannot afford lines of the limit's size.
 */
export function createJsonLinesReader(
  options: JsonLinesReaderOptions,
  createLineParser: CreateLineParser = () => null,
  sizes = CHUNK_SIZES,
): Reader {
  const { textField, idField } = options;
  const most = options.maxSize ?? Infinity;
  const texts = new EncodedText();
  const textsAgain = new EncodedText();
  const createParser = (): LineParser => createLineParser(options) ?? createPlainLineParser();
  let parser: LineParser | null = null;
  let again: Again | null = null;

  /** The id of a line that the parser has read: the bytes themselves where they are what they say. */
  function findId(input: Buffer, { idStart, idEnd, isIdPlain }: ParsedLine): string | Uint8Array | null {
    if (isIdPlain) {
      const byteLength = idEnd - idStart - 2;
      return byteLength === 0 ? null : new Uint8Array(input.buffer, input.byteOffset + idStart + 1, byteLength);
    }
    if (idEnd === 0) return null;
    // Objects and arrays may be large; nothing but a string or a number is an id.
    const first = input[idStart];
    if (first !== QUOTE && first > 0x39) return null;
    return readId(JSON.parse(input.toString('utf8', idStart, idEnd)));
  }

  function* readRange(range: DocumentRange): Generator<RawDocument, RangeEnd, void> {
    const { source } = range;
    const faults = createLineFaults(textField);
    parser ??= createParser();
    let line = 0;
    let fd: number | null = null;
    try {
      fd = openFile(source.file);
      if (!fstatSync(fd).isFile()) {
        faults.noteUnreadable('it is no longer a file');
        return faults.finish(0);
      }
      const end = range.offset + range.byteLength;
      const lines = { offset: range.offset, end: end >= source.byteLength ? Infinity : end };
      for (const { bytes, offset, head, tooLongByteLength } of readLineChunks(fd, parser, lines, sizes)) {
        const foreign = head === null ? null : findForeign(head, source);
        if (foreign !== null) {
          faults.noteForeign(foreign);
          return faults.finish(0);
        }
        if (tooLongByteLength !== null) {
          faults.noteLarge(++line, tooLongByteLength, tooLongByteLength <= most);
          continue;
        }
        const isValid = isUtf8(bytes);
        let start = head?.subarray(0, 3).equals(UTF8_MARK) === true ? UTF8_MARK.length : 0;
        while (start < bytes.length) {
          line++;
          const isLineValid = isValid || isUtf8(bytes.subarray(start, findEnd(bytes, start)));
          const parsed = isLineValid ? parser.parseLine(start) : null;
          const lineEnd = parsed?.end ?? findEnd(bytes, start);
          const lineStart = start;
          start = lineEnd + 1;
          const isReturned = lineEnd > lineStart && bytes[lineEnd - 1] === CARRIAGE_RETURN;
          const byteLength = lineEnd - lineStart - (isReturned ? 1 : 0);
          if (byteLength === 0) continue;
          if (byteLength > most) {
            faults.noteLarge(line, byteLength, false);
            continue;
          }
          if (parsed === null) {
            faults.noteMalformed(line, 'the line is not valid UTF-8');
            continue;
          }
          let { utf8 } = parsed;
          let id: RawDocument['id'];
          if (utf8 !== null) {
            id = findId(bytes, parsed);
          } else {
            const lineText = bytes.toString('utf8', lineStart, lineEnd);
            const value = parseJson(lineText);
            const text = readField(value, textField);
            if (typeof text !== 'string') {
              noteFault(value, lineText, line, textField, faults);
              continue;
            }
            utf8 = texts.encode(text);
            id = readId(readField(value, idField));
          }
          faults.noteField(line);
          yield { bytes: null, utf8, id, line, offset: offset + lineStart, byteLength };
        }
      }
    } catch (error) {
      faults.noteUnreadable(describeFileError(error));
    } finally {
      if (fd !== null) closeSync(fd);
    }
    return faults.finish(line);
  }

  function readAgain(source: Source, offset: number, byteLength: number): RawDocument | null {
    again ??= createAgain(createParser());
    const { rereader } = again;
    const start = rereader.read(source.file, offset, byteLength);
    if (start === null) return null;
    const { input } = rereader;
    const end = start + byteLength;
    if (!isUtf8(input.subarray(start, end))) return null;
    const parsed = again.parser.parseLine(start);
    // It was one line, and no longer is.
    if (parsed.end !== end) return null;
    let { utf8 } = parsed;
    let id: RawDocument['id'];
    if (utf8 !== null) {
      id = findId(input, parsed);
    } else {
      const value = parseJson(input.toString('utf8', start, end));
      const text = readField(value, textField);
      if (typeof text !== 'string') return null;
      utf8 = textsAgain.encode(text);
      id = readId(readField(value, idField));
    }
    return { bytes: null, utf8, id, line: null, offset, byteLength };
  }

  return {
    format: 'json-lines',
    readRange,
    readAgain,
    close: () => {
      again?.rereader.close();
    },
  };
}

/** What reads lines again. */
interface Again {
  readonly parser: LineParser;
  readonly rereader: ReturnType<typeof createLineRereader>;
}

function createAgain(parser: LineParser): Again {
  return { parser, rereader: createLineRereader(parser) };
}

/** Where the line from `start` on ends: its line feed, or the end of the file. */
function findEnd(bytes: Buffer, start: number): number {
  const end = bytes.indexOf(LINE_FEED, start);
  return end < 0 ? bytes.length : end;
}

/** What makes a source no UTF-8 JSON lines at all, by how it begins; null where it may be. */
function findForeign(head: Buffer, source: Source): 'binary' | 'gzip' | 'utf-16' | null {
  if (hasUtf16Mark(head)) return 'utf-16';
  if (head.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) return 'gzip';
  return !source.isExplicit && isBinary(head) ? 'binary' : null;
}

/** One text at a time as UTF-8, a lone surrogate as U+FFFD. Its memory is used again for the next. */
class EncodedText {
  #bytes = new Uint8Array(0);
  readonly #encoder = new TextEncoder();

  /** A view that the next call overwrites. */
  encode(text: string): Uint8Array {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    const needed = Math.max(3 * text.length, 64 * 1024);
    const isGiant = this.#bytes.length > KEPT_TEXT_BYTE_LENGTH && needed <= KEPT_TEXT_BYTE_LENGTH;
    if (needed > this.#bytes.length || isGiant) this.#bytes = new Uint8Array(needed);
    const { written } = this.#encoder.encodeInto(text, this.#bytes);
    return this.#bytes.subarray(0, written);
  }
}
