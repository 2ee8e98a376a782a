// Writes JSON lines and long texts to disk in pieces, so that a corpus is never in memory.

import { closeSync, openSync, writeSync } from 'node:fs';

/** So many characters are gathered before they are written. */
const GATHERED_CHARACTERS = 1 << 20;

/**
 * Opens a file for writing. `write` takes text, `writeDocument` an id and a text as one JSON line; `close` writes what
 * is left and gives the file's size.
 *
 * @param {string} path
 */
export function openWriter(path) {
  const file = openSync(path, 'w');
  let gathered = '';
  let byteLength = 0;
  const flush = () => {
    const bytes = Buffer.from(gathered);
    gathered = '';
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    byteLength += bytes.length;
  };
  const write = (/** @type {string} */ text) => {
    gathered += text;
    if (gathered.length >= GATHERED_CHARACTERS) flush();
  };
  return {
    write,
    writeDocument: (/** @type {string} */ id, /** @type {string} */ text) => {
      write(`{"id":${JSON.stringify(id)},"text":${JSON.stringify(text)}}\n`);
    },
    /** What is written or waits to be: exact after a flush, in characters until then. */
    reach: () => byteLength + gathered.length,
    close: () => {
      flush();
      closeSync(file);
      return byteLength;
    },
  };
}
