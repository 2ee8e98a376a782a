// One very large document, as a text file and as a JSON line, beside a short excerpt of it. It is either compared, and
// then the excerpt is found in it, or refused in so many words: never silently left out.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDraws } from '../corpus/draws.js';
import { drawProse, writeProse } from '../corpus/prose.js';
import { makeVocabulary } from '../corpus/vocabulary.js';
import { openWriter } from '../corpus/write-lines.js';
import { expectCount, expectDocuments } from './expectations.js';

/** Written at a time; the first is the excerpt. */
const PIECE_WORDS = 2000;
const LARGE = 'large';
const EXCERPT = 'excerpt';

/** @type {import('./shape.js').Shape} */
export const largeDocument = {
  name: 'large-document',
  title: 'one document, as a text file',
  unit: 'MB',
  // What the project promises to survive is 500 MB: 2n.
  size: 250,
  leastSize: 0.1,
  statuses: [0, 1, 2],
  write(folder, megabytes, seed) {
    const path = join(folder, 'shape');
    mkdirSync(path);
    const large = openWriter(join(path, `${LARGE}.txt`));
    const excerpt = openWriter(join(path, `${EXCERPT}.txt`));
    writeLarge(
      seed,
      megabytes,
      (text) => large.write(text),
      (text) => excerpt.write(text),
    );
    return { path, documents: 2, byteLength: large.close() + excerpt.close() };
  },
  judge: judgeLarge,
};

/** @type {import('./shape.js').Shape} */
export const largeLine = {
  name: 'large-line',
  title: 'one document, as a JSON line',
  unit: 'MB',
  size: 100,
  leastSize: 0.1,
  statuses: [0, 1, 2],
  write(folder, megabytes, seed) {
    const path = join(folder, 'shape.jsonl');
    const writer = openWriter(path);
    let excerpt = '';
    const escape = (/** @type {string} */ text) => JSON.stringify(text).slice(1, -1);
    writer.write(`{"id":"${LARGE}","text":"`);
    writeLarge(
      seed,
      megabytes,
      (text) => writer.write(escape(text)),
      (text) => (excerpt = text),
    );
    writer.write('"}\n');
    writer.writeDocument(EXCERPT, excerpt);
    return { path, documents: 2, byteLength: writer.close() };
  },
  judge: judgeLarge,
};

/**
 * @param {number} seed
 * @param {number} megabytes
 * @param {(text: string) => void} write
 * @param {(text: string) => void} writeExcerpt called once
 */
function writeLarge(seed, megabytes, write, writeExcerpt) {
  const vocabulary = makeVocabulary(seed);
  const draws = startDraws(seed, 1);
  let length = 0;
  while (length < megabytes * 1e6) {
    const text = writeProse(vocabulary, draws, drawProse(vocabulary, draws, PIECE_WORDS));
    if (length === 0) writeExcerpt(text);
    write(`${text}\n`);
    length += text.length + 1;
  }
}

/**
 * @param {import('./read-report.js').ShapeReport} report
 * @param {import('./shape.js').MadeShape} made
 * @returns {import('./shape.js').Verdict}
 */
function judgeLarge(report, { documents }) {
  const refusals = report.diagnostics.filter(({ code }) => code === 'DOCUMENT_TOO_LARGE').length;
  if (refusals === 1) {
    const others = { ...report, diagnostics: report.diagnostics.filter(({ code }) => code !== 'DOCUMENT_TOO_LARGE') };
    const faults = [...expectDocuments(others, documents - 1), ...expectCount('clusters', 0, report.clusters.length)];
    return { faults, remarks: ['refused as too large'] };
  }
  const [cluster] = report.clusters;
  const member = cluster?.members[0];
  const isFound =
    report.clusters.length === 1 &&
    cluster.members.length === 1 &&
    cluster.representative.includes(LARGE) &&
    member.document.includes(EXCERPT) &&
    member.relation === 'contained' &&
    member.containment === 1;
  const faults = [
    ...expectDocuments(report, documents),
    ...(isFound ? [] : ['the excerpt is not found in the large document']),
  ];
  return { faults, remarks: [] };
}
