// Makes a stream, a pipe or a compressed file into a file that can be read again at an offset: its copy in the spool.
//
// All or nothing: of bytes that break off or are damaged no copy remains. A text that will not be used anyway (binary,
// too large) is not copied to its end. Refuses to decide what is read.

import type { DiagnosticCode, DocumentFormat, SkipReason } from '../model.js';
import { BINARY_PROBE_BYTE_LENGTH, describeTooLarge, DOCUMENT_BYTE_LIMIT, isBinary } from './document-limits.js';
import { describeFileError } from './file-errors.js';
import { GzipDamage } from './gzip.js';
import type { Spool, SpoolFile } from './spool.js';

/** What became of the bytes: a copy, a reason to pass over them, or a fault to tell. */
export type SpoolOutcome =
  | { readonly kind: 'spooled'; readonly file: string; readonly byteLength: number }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'failed'; readonly code: DiagnosticCode; readonly message: string };

/**
 * Copies `chunks` to the spool. `maxSize` (null for none) and `byteLimit` limit a text; JSON lines may be of any length
 * together.
 * Throws InputError TEMP_DIR_UNUSABLE where the spool takes no more; faults of the stream become an outcome.
 */
export async function spoolSource(
  chunks: AsyncIterable<Uint8Array | string>,
  format: DocumentFormat,
  maxSize: number | null,
  spool: Spool,
  byteLimit = DOCUMENT_BYTE_LIMIT,
): Promise<SpoolOutcome> {
  const file = spool.createFile();
  let outcome: SpoolOutcome | null = null;
  try {
    outcome = format === 'text' ? await copyText(chunks, maxSize, byteLimit, file) : await copyAll(chunks, file);
  } catch (error) {
    outcome = describeFailure(error);
  } finally {
    if (outcome?.kind === 'spooled') file.close();
    else file.discard();
  }
  return outcome;
}

async function copyAll(chunks: AsyncIterable<Uint8Array | string>, file: SpoolFile): Promise<SpoolOutcome> {
  for await (const chunk of chunks) file.append(toBytes(chunk));
  return { kind: 'spooled', file: file.path, byteLength: file.byteLength };
}

async function copyText(
  chunks: AsyncIterable<Uint8Array | string>,
  maxSize: number | null,
  byteLimit: number,
  file: SpoolFile,
): Promise<SpoolOutcome> {
  let probe: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = toBytes(chunk);
    file.append(bytes);
    if (probe.length < BINARY_PROBE_BYTE_LENGTH) {
      probe = Buffer.concat([probe, bytes.subarray(0, BINARY_PROBE_BYTE_LENGTH - probe.length)]);
      // A lone first byte says nothing yet about a UTF-16 mark.
      if (probe.length > 1 && isBinary(probe)) return { kind: 'skipped', reason: 'binary' };
    }
    if (maxSize !== null && file.byteLength > maxSize) return { kind: 'skipped', reason: 'too-large' };
    if (file.byteLength > byteLimit) {
      return { kind: 'failed', code: 'DOCUMENT_TOO_LARGE', message: describeTooLarge(file.byteLength) };
    }
  }
  return { kind: 'spooled', file: file.path, byteLength: file.byteLength };
}

function toBytes(chunk: Uint8Array | string): Uint8Array {
  return typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

function describeFailure(error: unknown): SpoolOutcome {
  if (error instanceof GzipDamage) {
    const message = `the gzip data end early or are damaged (${error.message}); nothing of them was used`;
    return { kind: 'failed', code: 'SOURCE_TRUNCATED', message };
  }
  return { kind: 'failed', code: 'SOURCE_UNREADABLE', message: describeFileError(error) };
}
