// What a reader told, kept for a test to look at.

import type { Diagnostic, RawDocument, Reader, ReadEvents, Skip, Source } from '../../src/model.js';

export interface RecordedEvents extends ReadEvents {
  readonly skips: Skip[];
  readonly diagnostics: Diagnostic[];
}

export function recordEvents(): RecordedEvents {
  const skips: Skip[] = [];
  const diagnostics: Diagnostic[] = [];
  return {
    skips,
    diagnostics,
    skip: (skip) => skips.push(skip),
    diagnostic: (diagnostic) => diagnostics.push(diagnostic),
  };
}

/** A document whose bytes outlive the reader's next one. */
export interface KeptDocument extends Omit<RawDocument, 'bytes'> {
  readonly bytes: string | null;
}

export interface ReadResult extends RecordedEvents {
  readonly documents: KeptDocument[];
}

/** All documents of a source, bytes as Latin-1, and what was told meanwhile. */
export function readAll(reader: Reader, source: Source): ReadResult {
  const events = recordEvents();
  const documents: KeptDocument[] = [];
  for (const document of reader.readSource(source, events)) documents.push(keepDocument(document));
  return { ...events, documents };
}

export function keepDocument(document: RawDocument): KeptDocument {
  return { ...document, bytes: document.bytes === null ? null : Buffer.from(document.bytes).toString('latin1') };
}
