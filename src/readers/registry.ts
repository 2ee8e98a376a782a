// Which reader reads what: formats by extension, readers by format. A new format is a line in each table, a reader and
// a run of the contract suite. Refuses to read.

import type { DocumentFormat, Reader } from '../model.js';
import { createJsonLinesReader } from './json-lines.js';
import type { CreateLineParser } from './json-lines.js';
import { createTextReader } from './text-file.js';

export interface ReaderOptions {
  /** Field of a JSON line that holds its text. */
  readonly textField: string;
  /** Field of a JSON line that holds its id. */
  readonly idField: string;
  /** A document of more bytes is skipped; null for no limit. */
  readonly maxSize: number | null;
}

type CreateReader = (options: ReaderOptions, createLineParser?: CreateLineParser) => Reader;

const readerFactories: Readonly<Record<DocumentFormat, CreateReader>> = {
  text: createTextReader,
  'json-lines': createJsonLinesReader,
};

/** Every other extension, and none, is text. */
const formatsByExtension: ReadonlyMap<string, DocumentFormat> = new Map([
  ['.jsonl', 'json-lines'],
  ['.ndjson', 'json-lines'],
]);

/** Extensions that are taken off before the format is looked up. */
const compressedExtensions: ReadonlySet<string> = new Set(['.gz']);

/** What a path's name says about its bytes; letter case is no matter. */
export interface PathFormat {
  readonly format: DocumentFormat;
  readonly isCompressed: boolean;
}

/** The format by extension: `a.jsonl.gz` is compressed JSON lines, `a.gz` compressed text. */
export function formatOfPath(path: string): PathFormat {
  const outer = extensionOf(path);
  const isCompressed = compressedExtensions.has(outer);
  const extension = isCompressed ? extensionOf(path.slice(0, -outer.length)) : outer;
  return { format: formatsByExtension.get(extension) ?? 'text', isCompressed };
}

function extensionOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(dot).toLowerCase() : '';
}

/**
 * One reader a format. A reader's buffers are its own: give each worker its own readers. `createLineParser` makes the parsers of
 * JSON lines when they are needed; without it every line is left to JSON.parse.
 */
export function createReaders(
  options: ReaderOptions,
  createLineParser?: CreateLineParser,
): Readonly<Record<DocumentFormat, Reader>> {
  return {
    text: readerFactories.text(options),
    'json-lines': readerFactories['json-lines'](options, createLineParser),
  };
}
