// Very many short documents: of five words, one shingle each, so that whatever is paid per document is paid for nothing; and of
// forty-five, of which ten millions are a corpus.

import { startDraws } from '../corpus/draws.js';
import { drawProse, writeProse } from '../corpus/prose.js';
import { makeVocabulary } from '../corpus/vocabulary.js';
import { countMembers, expectCount, expectDocuments, expectNoOverlaps } from './expectations.js';
import { nameDocument, writeDocuments } from './shape.js';

/** One document in so many is the one before it again: a report that finds nothing is wrong. */
const DOCUMENTS_PER_COPY = 1000;
/** Three words out of so many spell the document's number: no two others are alike. */
const DIGITS = 400;

/** @type {import('./shape.js').Shape} */
export const shortDocuments = {
  name: 'short-documents',
  title: 'documents of 5 words',
  unit: 'documents',
  size: 2_000_000,
  leastSize: DOCUMENTS_PER_COPY,
  statuses: [1],
  write(folder, documents, seed) {
    const vocabulary = makeVocabulary(seed);
    return writeDocuments(folder, documents, (number) => {
      const told = isCopy(number) ? number - 1 : number;
      const draws = startDraws(seed, told);
      const digit = (/** @type {number} */ power) => Math.floor(told / DIGITS ** power) % DIGITS;
      const numbers = [digit(0), vocabulary.drawWord(draws), digit(1), vocabulary.drawWord(draws), digit(2)];
      return numbers.map((word) => vocabulary.words[word]).join(' ');
    });
  },
  judge: (report, { documents }) => judgeCopies(report, documents, 'identical'),
};

/** Words of a paragraph: some 300 bytes as a JSON line. */
const PARAGRAPH_WORDS = 45;

/** @type {import('./shape.js').Shape} */
export const paragraphs = {
  name: 'paragraphs',
  title: 'paragraphs of 45 words',
  unit: 'documents',
  size: 1_000_000,
  leastSize: DOCUMENTS_PER_COPY,
  statuses: [1],
  write(folder, documents, seed) {
    const vocabulary = makeVocabulary(seed);
    return writeDocuments(folder, documents, (number) => {
      const told = isCopy(number) ? number - 1 : number;
      const words = drawProse(vocabulary, startDraws(seed, told), PARAGRAPH_WORDS);
      // One other word in the middle takes five of 41 shingles.
      if (isCopy(number)) words[22] = (words[22] + 1) % vocabulary.words.length;
      return writeProse(vocabulary, startDraws(seed, told), words);
    });
  },
  judge: (report, { documents }) => judgeCopies(report, documents, 'near'),
};

/**
 * One cluster of two for each document that is the one before it again, and no other.
 *
 * @param {import('./read-report.js').ShapeReport} report
 * @param {number} documents
 * @param {string} relation
 */
function judgeCopies(report, documents, relation) {
  const copies = Math.floor(documents / DOCUMENTS_PER_COPY);
  const isPlanted = (/** @type {import('./read-report.js').ShapeReport['clusters'][number]} */ cluster) => {
    const [member] = cluster.members;
    if (member === undefined || cluster.members.length > 1 || member.relation !== relation) return false;
    // Of two that are equally long the least id stands for both.
    const number = Math.max(...[member.document, cluster.representative].map((id) => Number(id.slice(1))));
    const names = [member.document, cluster.representative].sort();
    return isCopy(number) && names[0] === nameDocument(number - 1) && names[1] === nameDocument(number);
  };
  const wrong = report.clusters.filter((cluster) => !isPlanted(cluster));
  const faults = [
    ...expectDocuments(report, documents),
    ...expectCount('clusters', copies, report.clusters.length),
    ...expectCount('redundant', copies, countMembers(report.clusters)),
    ...(wrong.length === 0 ? [] : [`${wrong.length} clusters that were not planted, as of ${wrong[0].representative}`]),
    ...expectNoOverlaps(report),
  ];
  return { faults, remarks: [] };
}

/** @param {number} number */
function isCopy(number) {
  return number % DOCUMENTS_PER_COPY === DOCUMENTS_PER_COPY - 1;
}
