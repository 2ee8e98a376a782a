// Reads tables and JSON lines of the corpora: tab-separated with a header, either kind perhaps gzipped.
//
// The formats are those that ../shared/corpora/README.md tells. This file refuses to know what a column means.

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * Finds a file under its own name or with `.gz` after it; null where there is neither.
 *
 * @param {string} path
 * @returns {string | null}
 */
export function findFile(path) {
  for (const candidate of [`${path}.gz`, path]) if (existsSync(candidate)) return candidate;
  return null;
}

/**
 * Yields the lines of a UTF-8 file, unpacked where its name ends in `.gz`, without line feeds and without the empty
 * last one. Lines are cut from the bytes: a corpus may be longer than a string.
 *
 * @param {string} path
 * @returns {Generator<string, void, void>}
 */
export function* readLines(path) {
  const raw = readFileSync(path);
  const bytes = path.endsWith('.gz') ? gunzipSync(raw) : raw;
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    yield bytes.toString('utf8', start, end);
    start = end + 1;
  }
}

/**
 * Yields the rows of a tab-separated file as lists of fields, in the order of `columns`. Throws a RangeError, naming
 * the columns that are there, where one of `columns` is not in the header.
 *
 * @param {string} path
 * @param {readonly string[]} columns
 * @returns {Generator<string[], void, void>}
 */
export function* readTable(path, columns) {
  /** @type {number[] | null} */
  let places = null;
  for (const line of readLines(path)) {
    if (line.trim() === '') continue;
    const fields = line.split('\t');
    if (places === null) {
      places = columns.map((column) => fields.indexOf(column));
      const missing = columns.filter((_, i) => places?.[i] === -1);
      if (missing.length > 0) {
        throw new RangeError(`${path} has no column ${missing.join(', ')}; it has ${fields.join(', ')}`);
      }
      continue;
    }
    yield places.map((place) => fields[place]);
  }
}
