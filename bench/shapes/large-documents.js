// One very large document, as a text file and as a JSON line, beside a short excerpt of it, which is found in it; and two such
// documents that differ in a few words.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDraws } from '../corpus/draws.js';
import { drawProse, writeProse } from '../corpus/prose.js';
import { makeVocabulary } from '../corpus/vocabulary.js';
import { openWriter } from '../corpus/write-lines.js';
import { expectDocuments, expectNoOverlaps } from './expectations.js';

/** Written at a time; the first is the excerpt. */
const PIECE_WORDS = 2000;
const PIECES_A_CHANGE = 50;
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
  statuses: [1],
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
  statuses: [1],
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

/** @type {import('./shape.js').Shape} */
export const largeCopies = {
  name: 'large-copies',
  title: 'two near-copies of one document, each so large',
  unit: 'MB',
  size: 150,
  leastSize: 0.1,
  statuses: [1],
  write(folder, megabytes, seed) {
    const path = join(folder, 'shape');
    mkdirSync(path);
    const writers = ['one', 'other'].map((name) => openWriter(join(path, `${LARGE}-${name}.txt`)));
    let pieces = 0;
    const write = (/** @type {string} */ text) => {
      writers[0].write(text);
      // A word of its own in every hundred thousand.
      writers[1].write(pieces++ % PIECES_A_CHANGE === 0 ? `changed ${text}` : text);
    };
    writeLarge(seed, megabytes, write, () => undefined);
    return { path, documents: 2, byteLength: writers[0].close() + writers[1].close() };
  },
  judge(report, { documents }) {
    const [cluster] = report.clusters;
    const member = cluster?.members[0];
    const isFound =
      report.clusters.length === 1 &&
      cluster.members.length === 1 &&
      member.relation === 'near' &&
      member.jaccard > 0.99;
    const faults = [
      ...expectDocuments(report, documents),
      ...expectNoOverlaps(report),
      ...(isFound ? [] : ['the two documents are not found to be near']),
    ];
    return { faults, remarks: [] };
  },
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
