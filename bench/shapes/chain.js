// A chain: every document is the one before with one sentence replaced. Neighbors are duplicates, and a few steps on
// nothing is left in common. What is right is what brute force finds over all pairs that can share a sentence.

import { makeGreedyClusters } from '../accuracy/clusters.js';
import { measureCounts } from '../accuracy/corpus.js';
import { collectShingles, cutTokens } from '../accuracy/measures.js';
import { startDraws } from '../corpus/draws.js';
import { joinWords } from '../corpus/plant-corpus.js';
import { writeProse } from '../corpus/prose.js';
import { makeVocabulary } from '../corpus/vocabulary.js';
import { expectCount, expectDocuments } from './expectations.js';
import { nameDocument, writeDocuments } from './shape.js';

/** Sentences of a document: after so many steps all are replaced. */
const SENTENCES = 10;
const SENTENCE_WORDS = { least: 10, most: 20 };
const SHINGLE_SIZE = 5;
const THRESHOLDS = { jaccard: 0.6, containment: 0.8 };

/** @type {import('./shape.js').Shape} */
export const chain = {
  name: 'chain',
  title: 'near-copies in a chain, one sentence on',
  unit: 'documents',
  size: 50_000,
  leastSize: 2,
  statuses: [1],
  write: (folder, documents, seed) => writeDocuments(folder, documents, makeLinks(seed)),
  judge(report, { documents }, seed) {
    const expected = clusterChain(documents, makeLinks(seed));
    const covering = new Set(expected.filter((representative, number) => representative !== number));
    const names = Array.from(expected, (_, number) => nameDocument(number));
    const found = new Map(names.map((name) => [name, name]));
    for (const { representative, members } of report.clusters) {
      for (const { document } of members) found.set(document, representative);
    }
    const wrong = names.filter((name, number) => found.get(name) !== nameDocument(expected[number]));
    const [example] = wrong;
    const faults = [
      ...expectDocuments(report, documents),
      ...expectCount('clusters', covering.size, report.clusters.length),
      ...expectCount('names', documents, found.size),
      ...(wrong.length === 0
        ? []
        : [
            `${wrong.length} documents are elsewhere than by brute force, as ${example}, covered by ${found.get(example)}`,
          ]),
    ];
    return { faults, remarks: [`${report.clusters.length} clusters`] };
  },
};

/**
 * The text of each document. Sentence t stands in the documents t − 9 to t, always in the same place.
 *
 * @param {number} seed
 * @returns {(number: number) => string}
 */
export function makeLinks(seed) {
  const vocabulary = makeVocabulary(seed);
  const drawSentence = (/** @type {number} */ sentence) => {
    const draws = startDraws(seed, sentence);
    const length = draws.between(SENTENCE_WORDS.least, SENTENCE_WORDS.most);
    return Uint16Array.from({ length }, () => vocabulary.drawWord(draws));
  };
  return (number) => {
    const sentences = Array.from({ length: SENTENCES }, (_, place) => {
      const steps = (((place - number) % SENTENCES) + SENTENCES) % SENTENCES;
      return drawSentence(number + steps);
    });
    return writeProse(vocabulary, startDraws(seed, -1 - number), joinWords(...sentences));
  };
}

/**
 * The clusters by definition, from whole shingle sets of every two documents that share a sentence.
 *
 * @param {number} documents
 * @param {(number: number) => string} makeLink
 * @returns {Int32Array} per document its representative
 */
export function clusterChain(documents, makeLink) {
  const tokenTable = new Map();
  const shingleTable = new Map();
  /** @type {import('../accuracy/clusters.js').DocumentSize[]} */
  const sizes = [];
  /** @type {[number, number][]} */
  const pairs = [];
  /** @type {{ number: number, set: Set<number> }[]} */
  const recent = [];
  for (let number = 0; number < documents; number++) {
    const tokens = cutTokens(makeLink(number), tokenTable);
    const shingles = collectShingles(tokens, shingleTable, SHINGLE_SIZE);
    sizes.push({
      shingles: shingles.length,
      tokens: tokens.numbers.length,
      idBytes: Buffer.from(nameDocument(number)),
    });
    const set = new Set(shingles);
    for (const earlier of recent) {
      const shared = shingles.reduce((sum, shingle) => sum + Number(earlier.set.has(shingle)), 0);
      const { jaccard, containment } = measureCounts(shared, earlier.set.size, set.size);
      if (jaccard >= THRESHOLDS.jaccard || containment >= THRESHOLDS.containment) pairs.push([earlier.number, number]);
    }
    recent.push({ number, set });
    if (recent.length === SENTENCES) recent.shift();
  }
  return makeGreedyClusters(documents, pairs, (document) => sizes[document]);
}
