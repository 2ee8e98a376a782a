// A source as ranges that can be read apart, in any order and in several threads. Refuses to look into the file: where lines
// begin is the reader's matter.

import type { DocumentRange, Source } from '../model.js';

/**
 * Yields the ranges of a source in order, without gaps; at least one. Each of JSON lines has as many bytes as `nextByteLength` says
 * when it is its turn, or what is left. A text file is one document and so one range.
 */
export function* splitSource(source: Source, nextByteLength: () => number): Generator<DocumentRange, void, void> {
  if (source.format === 'text') {
    yield wholeSource(source);
    return;
  }
  let offset = 0;
  do {
    const byteLength = Math.min(nextByteLength(), source.byteLength - offset);
    yield { source, offset, byteLength };
    offset += byteLength;
  } while (offset < source.byteLength);
}

/** The one range that is all of a source. */
export function wholeSource(source: Source): DocumentRange {
  return { source, offset: 0, byteLength: source.byteLength };
}
