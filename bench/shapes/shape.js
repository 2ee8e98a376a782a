// What a shape is: how its documents are written at a size, and what a right report of them says. Types, and the two
// things every shape does.

import { join } from 'node:path';
import { openWriter } from '../corpus/write-lines.js';

/**
 * What was written. `documents` are those that a report counts.
 *
 * @typedef {{ path: string, documents: number, byteLength: number }} MadeShape
 *
 * `faults` are empty for a right report; `remarks` say what a reader should know of it.
 *
 * @typedef {{ faults: string[], remarks: string[] }} Verdict
 *
 * `size` is n, in `unit`; below `leastSize` the right report would be another. `statuses` are the exit statuses that the
 * judge can judge.
 *
 * @typedef {{ name: string, title: string, unit: 'documents' | 'MB', size: number, leastSize: number,
 *   statuses: readonly number[],
 *   write: (folder: string, size: number, seed: number) => MadeShape,
 *   judge: (report: import('./read-report.js').ShapeReport, made: MadeShape, seed: number) => Verdict }} Shape
 */

/**
 * Writes one document a line: `make` gives the text of a number.
 *
 * @param {string} folder
 * @param {number} documents
 * @param {(number: number) => string} make
 * @returns {MadeShape}
 */
export function writeDocuments(folder, documents, make) {
  const path = join(folder, 'shape.jsonl');
  const writer = openWriter(path);
  for (let number = 0; number < documents; number++) writer.writeDocument(nameDocument(number), make(number));
  return { path, documents, byteLength: writer.close() };
}

/**
 * The id of a document: in order of number as text too.
 *
 * @param {number} number
 */
export function nameDocument(number) {
  return `d${String(number).padStart(8, '0')}`;
}
