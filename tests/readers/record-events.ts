// What a reader gives and tells, kept for a test to look at.

import type { Diagnostic, DocumentRange, RawDocument, Reader, ReadEvents, Skip, Source } from '../../src/model.js';
import { createSourceFaults } from '../../src/readers/source-faults.js';
import { wholeSource } from '../../src/readers/split-source.js';

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

/** A document that outlives the reader's next one. */
export interface KeptDocument extends Omit<RawDocument, 'bytes' | 'utf8' | 'id'> {
  readonly id: string | null;
  /** As Latin-1. */
  readonly bytes: string | null;
  readonly text: string | null;
}

export interface ReadResult extends RecordedEvents {
  readonly documents: KeptDocument[];
}

/** The documents of a source as its one range, and what is wrong with it told at the end. */
export function* readSource(reader: Reader, source: Source, events: ReadEvents): Generator<RawDocument, void, void> {
  const faults = createSourceFaults(source, events);
  faults.takeRange(yield* reader.readRange(wholeSource(source), events));
  faults.finish();
}

/** All documents of a source, and what was told meanwhile. */
export function readAll(reader: Reader, source: Source): ReadResult {
  const events = recordEvents();
  const documents: KeptDocument[] = [];
  for (const document of readSource(reader, source, events)) documents.push(keepDocument(document));
  return { ...events, documents };
}

/**
 * The same by ranges, read from the last to the first and then put together, as a host does whose workers are done in any
 * order: what comes back crossed between threads.
 */
export function readInRanges(reader: Reader, source: Source, ranges: readonly DocumentRange[]): ReadResult {
  const events = recordEvents();
  const parts = [...ranges].reverse().map((range) => {
    const documents: KeptDocument[] = [];
    const reading = reader.readRange(range, events);
    let next = reading.next();
    for (; next.done !== true; next = reading.next()) documents.push(keepDocument(next.value));
    return structuredClone({ documents, end: next.value });
  });
  const faults = createSourceFaults(source, events);
  const all: KeptDocument[] = [];
  for (const { documents, end } of parts.reverse()) {
    if (faults.isCut) continue;
    const before = faults.lines;
    all.push(...documents.map((document) => ({ ...document, line: (document.line ?? 0) + before })));
    faults.takeRange(end);
  }
  faults.finish();
  return { ...events, documents: all };
}

export function keepDocument({ bytes, utf8, id, ...document }: RawDocument): KeptDocument {
  return {
    ...document,
    id: id === null || typeof id === 'string' ? id : Buffer.from(id).toString(),
    bytes: bytes === null ? null : Buffer.from(bytes).toString('latin1'),
    text: utf8 === null ? null : Buffer.from(utf8).toString(),
  };
}
