// A source as ranges that can be read apart, in any order and in several threads. Refuses to look into the file: where lines
// begin is the reader's matter.

import type { DocumentRange, Source } from '../model.js';

/**
 * 8 MiB of JSON lines: some hundredth of a second of work, so that no worker waits long for the last one, and few enough to be
 * handed out one by one.
 */
const RANGE_BYTE_LENGTH = 8 * 1024 * 1024;

/** The ranges of a source in order, without gaps; at least one. A text file is one document and so one range. */
export function splitSource(source: Source, byteLength = RANGE_BYTE_LENGTH): DocumentRange[] {
  if (source.format === 'text') return [wholeSource(source)];
  const ranges: DocumentRange[] = [];
  let offset = 0;
  do {
    ranges.push({ source, offset, byteLength: Math.min(byteLength, source.byteLength - offset) });
    offset += byteLength;
  } while (offset < source.byteLength);
  return ranges;
}

/** The one range that is all of a source. */
export function wholeSource(source: Source): DocumentRange {
  return { source, offset: 0, byteLength: source.byteLength };
}
