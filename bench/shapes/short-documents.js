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

export const shortDocuments = makeShortShape(
  { name: 'short-documents', title: 'documents of 5 words', size: 2_000_000, relation: 'identical' },
  (vocabulary, seed, told) => {
    const draws = startDraws(seed, told);
    const digit = (/** @type {number} */ power) => Math.floor(told / DIGITS ** power) % DIGITS;
    const numbers = [digit(0), vocabulary.drawWord(draws), digit(1), vocabulary.drawWord(draws), digit(2)];
    return numbers.map((word) => vocabulary.words[word]).join(' ');
  },
);

/** Words of a paragraph: some 300 bytes as a JSON line. */
const PARAGRAPH_WORDS = 45;

export const paragraphs = makeShortShape(
  { name: 'paragraphs', title: 'paragraphs of 45 words', size: 1_000_000, relation: 'near' },
  (vocabulary, seed, told, isAgain) => {
    const words = drawProse(vocabulary, startDraws(seed, told), PARAGRAPH_WORDS);
    // One other word in the middle takes five of 41 shingles.
    if (isAgain) words[22] = (words[22] + 1) % vocabulary.words.length;
    return writeProse(vocabulary, startDraws(seed, told), words);
  },
);

/**
 * A shape of short documents, some of them the one before again. `makeText` makes the text of the document `told`, or, where it is told
 * again, its copy, which has the `relation` to it.
 *
 * @param {{ name: string, title: string, size: number, relation: string }} shape
 * @param {(vocabulary: import('../corpus/vocabulary.js').Vocabulary, seed: number, told: number, isAgain: boolean) => string} makeText
 * @returns {import('./shape.js').Shape}
 */
function makeShortShape({ name, title, size, relation }, makeText) {
  return {
    ...{ name, title, unit: 'documents', size, leastSize: DOCUMENTS_PER_COPY, statuses: [1] },
    write(folder, documents, seed) {
      const vocabulary = makeVocabulary(seed);
      return writeDocuments(folder, documents, (number) =>
        makeText(vocabulary, seed, isCopy(number) ? number - 1 : number, isCopy(number)),
      );
    },
    judge: (report, { documents }) => judgeCopies(report, documents, relation),
  };
}

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
