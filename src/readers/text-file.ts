// The reader of format "text": a whole file is one document.
//
// One open, one read and one close for the usual file, into a buffer that is used again for the next. Binaries and files
// over the size asked for are skipped; what cannot be read is told. Refuses to decode: the bytes go out as they are.

import { closeSync, fstatSync, readSync } from 'node:fs';
import type { DocumentRange, RangeEnd, RawDocument, Reader, ReadEvents, Source } from '../model.js';
import { BINARY_PROBE_BYTE_LENGTH, describeTooLarge, DOCUMENT_BYTE_LIMIT, isBinary } from './document-limits.js';
import { describeFileError, isFileError } from './file-errors.js';
import { openFile, readFully } from './open-file.js';

export interface TextReaderOptions {
  /** A document of more bytes is skipped; null for no limit. */
  readonly maxSize: number | null;
}

/** Most files fit: one read takes them whole, and a binary is known before more of it is read. */
const FIRST_READ_BYTE_LENGTH = 64 * 1024;

/** A buffer beyond this is given back after its document: one huge file must not cost its size until the end. */
const KEPT_BUFFER_BYTE_LENGTH = 16 * 1024 * 1024;

/** A text has no lines to speak of, and its faults are told at once. */
const END: RangeEnd = { lines: 0, firstFieldLine: null, faults: null };

/** What reading a file came to; of `document`, `byteLength` bytes stand in the buffer. */
interface Outcome {
  readonly kind: 'document' | 'binary' | 'too-large' | 'beyond-limit' | 'no-file';
  readonly byteLength: number;
}

/**
 * Creates the reader of whole files. A document's `bytes` are a view of the reader's buffer, valid until the next
 * document is asked for; `readAgain` has a buffer of its own, valid until its next call.
 */
export function createTextReader(options: TextReaderOptions): Reader {
  const readBuffer = new GrowingBuffer();
  const againBuffer = new GrowingBuffer();
  const most = options.maxSize ?? Infinity;

  /** A text is one document: whatever the range, it is the whole file. */
  function* readRange({ source }: DocumentRange, events: ReadEvents): Generator<RawDocument, RangeEnd, void> {
    const { path } = source;
    if (source.byteLength > most) {
      events.skip({ reason: 'too-large', path });
      return END;
    }
    let outcome: Outcome;
    try {
      outcome = readWhole(source, readBuffer, most);
    } catch (error) {
      events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message: describeFileError(error) });
      return END;
    }
    const { kind, byteLength } = outcome;
    if (kind === 'document') {
      try {
        yield toDocument(readBuffer.bytes.subarray(0, byteLength), 0);
      } finally {
        readBuffer.shrink();
      }
    } else if (kind === 'beyond-limit') {
      events.diagnostic({ code: 'DOCUMENT_TOO_LARGE', path, line: null, message: describeTooLarge(byteLength) });
    } else if (kind === 'no-file') {
      events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message: 'it is no longer a file' });
    } else {
      events.skip({ reason: kind, path });
    }
    return END;
  }

  function readAgain(source: Source, offset: number, byteLength: number): RawDocument | null {
    const bytes = readToEnd(source.file, offset, byteLength, againBuffer);
    return bytes === null ? null : toDocument(bytes, offset);
  }

  // A text is read at once: nothing stays open.
  return { format: 'text', readRange, readAgain, close: () => undefined };
}

function toDocument(bytes: Uint8Array, offset: number): RawDocument {
  return { bytes, utf8: null, id: null, line: null, offset, byteLength: bytes.length };
}

/** Reads a file to its end into `buffer`, unless it is binary, or has more than `most` bytes or the limit. */
function readWhole(source: Source, buffer: GrowingBuffer, most: number): Outcome {
  const fd = openFile(source.file);
  try {
    buffer.reserve(Math.min(source.byteLength + 1, FIRST_READ_BYTE_LENGTH), 0);
    let length = readSync(fd, buffer.bytes, 0, buffer.bytes.length, null);
    let expected = source.byteLength;
    // A file that gives exactly what was found, into more room than that, has ended. Any other asks a closer look.
    let isEnded = length === expected && length < buffer.bytes.length;
    if (!isEnded) {
      const stats = fstatSync(fd);
      if (!stats.isFile()) return { kind: 'no-file', byteLength: 0 };
      expected = stats.size;
    }
    // Files that claim no size, such as those of /proc, come in small pieces.
    while (!isEnded && length < BINARY_PROBE_BYTE_LENGTH) {
      const more = readSync(fd, buffer.bytes, length, buffer.bytes.length - length, null);
      length += more;
      isEnded = more === 0;
    }
    if (isBinary(buffer.bytes.subarray(0, Math.min(length, BINARY_PROBE_BYTE_LENGTH)))) {
      return { kind: 'binary', byteLength: 0 };
    }
    for (;;) {
      const atLeast = isEnded ? length : Math.max(length, expected);
      if (atLeast > most) return { kind: 'too-large', byteLength: atLeast };
      if (atLeast > DOCUMENT_BYTE_LIMIT) return { kind: 'beyond-limit', byteLength: atLeast };
      if (isEnded) return { kind: 'document', byteLength: length };
      if (length === buffer.bytes.length) {
        buffer.reserve(Math.min(Math.max(expected, 2 * length), DOCUMENT_BYTE_LIMIT) + 1, length);
      }
      const more = readSync(fd, buffer.bytes, length, buffer.bytes.length - length, null);
      length += more;
      isEnded = more === 0 || (length === expected && length < buffer.bytes.length);
    }
  } finally {
    closeSync(fd);
  }
}

/** The bytes from `offset` to the end of a file; null where they are not exactly `byteLength`, or the file is gone. */
function readToEnd(
  file: string | Uint8Array,
  offset: number,
  byteLength: number,
  buffer: GrowingBuffer,
): Uint8Array | null {
  try {
    const fd = openFile(file);
    try {
      // What a huge file took serves the next one: it may well be its copy.
      if (byteLength < KEPT_BUFFER_BYTE_LENGTH) buffer.shrink();
      buffer.reserve(byteLength + 1, 0);
      const length = readFully(fd, buffer.bytes, byteLength + 1, offset);
      return length === byteLength ? buffer.bytes.subarray(0, byteLength) : null;
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (isFileError(error)) return null;
    throw error;
  }
}

/** Memory that is used again for every file and grows with the largest. */
class GrowingBuffer {
  bytes: Buffer = Buffer.alloc(0);

  /** Makes room for `byteLength` bytes, and for a usual file in any case; keeps the first `kept`. */
  reserve(byteLength: number, kept: number): void {
    if (this.bytes.length >= byteLength) return;
    // Of huge files alike in size the second one then fits too. What is not written to takes no memory.
    const step = byteLength > KEPT_BUFFER_BYTE_LENGTH ? KEPT_BUFFER_BYTE_LENGTH : FIRST_READ_BYTE_LENGTH;
    const grown = Buffer.allocUnsafeSlow(Math.ceil(byteLength / step) * step);
    this.bytes.copy(grown, 0, 0, kept);
    this.bytes = grown;
  }

  /** Gives a large buffer back; views of it stay as they are. */
  shrink(): void {
    if (this.bytes.length > KEPT_BUFFER_BYTE_LENGTH) this.bytes = Buffer.alloc(0);
  }
}
