// Pages of one site: a common frame with words of their own after it, at a Jaccard below the threshold. In English-like
// words, and in Thai, where characters are tokens.

import { startDraws } from '../corpus/draws.js';
import { joinWords } from '../corpus/plant-corpus.js';
import { drawProse, writeProse, writeUnspacedProse } from '../corpus/prose.js';
import { makeThaiVocabulary, makeVocabulary } from '../corpus/vocabulary.js';
import { expectDocuments, expectNoneRedundant, expectNoOverlaps, expectOneBoilerplate } from './expectations.js';
import { writeDocuments } from './shape.js';

/** Just past the cap of documents that makes text boilerplate. */
const LEAST_PAGES = 250;

/** @type {import('./shape.js').Shape} */
export const frames = {
  name: 'frames',
  title: 'pages, 200-word frame, 100 own words',
  unit: 'documents',
  size: 20_000,
  leastSize: LEAST_PAGES,
  statuses: [0],
  write: (folder, documents, seed) =>
    writePages(folder, documents, seed, makeVocabulary(seed), writeProse, { frame: 200, own: 100 }),
  judge(report, { documents }) {
    const faults = [
      ...expectDocuments(report, documents),
      ...expectNoneRedundant(report),
      ...expectNoOverlaps(report),
      ...expectOneBoilerplate(report, documents, 200),
    ];
    return { faults, remarks: [] };
  },
};

/** @type {import('./shape.js').Shape} */
export const thai = {
  name: 'thai',
  title: 'Thai pages of one site',
  unit: 'documents',
  size: 20_000,
  leastSize: LEAST_PAGES,
  statuses: [0],
  // Words of three syllables: 100 of the frame are some 700 characters, 350 words as passages are measured.
  write: (folder, documents, seed) =>
    writePages(folder, documents, seed, makeThaiVocabulary(seed), writeUnspacedProse, { frame: 100, own: 150 }),
  judge(report, { documents }) {
    const boilerplate = report.boilerplate.map((found) => found.documents);
    const isFound = boilerplate.filter((found) => found === documents).length === 1;
    // Forty characters that a hundred pages happen to share are boilerplate too: the most frequent words are few.
    const others = boilerplate.filter((found) => found !== documents);
    const isExpected = isFound && others.every((found) => found <= documents / 20);
    const faults = [
      ...expectDocuments(report, documents),
      ...expectNoneRedundant(report),
      ...expectNoOverlaps(report),
      ...(isExpected
        ? []
        : [`boilerplate in ${boilerplate.join(' and ') || 'no'} documents, not once in ${documents} and in few`]),
    ];
    return { faults, remarks: others.length === 0 ? [] : [`and ${others.length} phrases of more than 100 pages`] };
  },
};

/**
 * @param {string} folder
 * @param {number} documents
 * @param {number} seed
 * @param {import('../corpus/vocabulary.js').Vocabulary} vocabulary
 * @param {typeof writeProse} write
 * @param {{ frame: number, own: number }} words
 */
function writePages(folder, documents, seed, vocabulary, write, words) {
  const frame = drawProse(vocabulary, startDraws(seed, -1), words.frame);
  return writeDocuments(folder, documents, (number) => {
    const draws = startDraws(seed, number);
    // Punctuated by the page's own draws: tokens are the same, bytes are not.
    return write(vocabulary, draws, joinWords(frame, drawProse(vocabulary, draws, words.own)));
  });
}
