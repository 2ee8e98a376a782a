// One sentence in every document, long enough that winnowing takes the same fingerprint of it everywhere, and too short
// to make a passage.

import { startDraws } from '../corpus/draws.js';
import { joinWords } from '../corpus/plant-corpus.js';
import { drawProse, writeProse } from '../corpus/prose.js';
import { makeVocabulary } from '../corpus/vocabulary.js';
import { expectDocuments, expectNoneRedundant, expectNoOverlaps } from './expectations.js';
import { writeDocuments } from './shape.js';

/** 20 words hold a window of 16 shingles; 50 would be an overlap. */
const SENTENCE_WORDS = 24;
const OWN_WORDS = 150;

/** @type {import('./shape.js').Shape} */
export const hotFingerprint = {
  name: 'hot-fingerprint',
  title: 'a sentence of 24 words in every document',
  unit: 'documents',
  size: 100_000,
  leastSize: 250,
  statuses: [0],
  write(folder, documents, seed) {
    const vocabulary = makeVocabulary(seed);
    const sentence = drawProse(vocabulary, startDraws(seed, -1), SENTENCE_WORDS);
    return writeDocuments(folder, documents, (number) => {
      const draws = startDraws(seed, number);
      const own = drawProse(vocabulary, draws, OWN_WORDS);
      const place = draws.below(OWN_WORDS);
      return writeProse(vocabulary, draws, joinWords(own.subarray(0, place), sentence, own.subarray(place)));
    });
  },
  judge(report, { documents }) {
    const many = report.boilerplate.length > 1 ? [`${report.boilerplate.length} boilerplate, not 1 or none`] : [];
    const faults = [
      ...expectDocuments(report, documents),
      ...expectNoneRedundant(report),
      ...expectNoOverlaps(report),
      ...many,
    ];
    return { faults, remarks: [] };
  },
};
