// One article on many sites, each with a frame of its own: the pages are near, because the article is most of them.

import { startDraws } from '../corpus/draws.js';
import { joinWords } from '../corpus/plant-corpus.js';
import { drawProse, writeProse } from '../corpus/prose.js';
import { makeVocabulary } from '../corpus/vocabulary.js';
import { expectDocuments, expectNoOverlaps, expectOneCluster } from './expectations.js';
import { writeDocuments } from './shape.js';

const ARTICLE_WORDS = 2000;
const FRAME_WORDS = 600;
/** 1996 shared shingles of 2 × 2596 − 1996; a little more where frames share a set phrase, or a page repeats one. */
const JACCARD = { least: 0.62, most: 0.64 };

/** @type {import('./shape.js').Shape} */
export const article = {
  name: 'article',
  title: 'an article on sites with 600 own words each',
  unit: 'documents',
  size: 2000,
  leastSize: 2,
  statuses: [1],
  write(folder, documents, seed) {
    const vocabulary = makeVocabulary(seed);
    const text = drawProse(vocabulary, startDraws(seed, -1), ARTICLE_WORDS);
    return writeDocuments(folder, documents, (number) => {
      const draws = startDraws(seed, number);
      const frame = drawProse(vocabulary, draws, FRAME_WORDS);
      const half = FRAME_WORDS / 2;
      return writeProse(vocabulary, draws, joinWords(frame.subarray(0, half), text, frame.subarray(half)));
    });
  },
  judge(report, { documents }) {
    const faults = [
      ...expectDocuments(report, documents),
      ...expectOneCluster(report, documents, {
        relations: ['near'],
        leastJaccard: JACCARD.least,
        mostJaccard: JACCARD.most,
      }),
      ...expectNoOverlaps(report),
    ];
    return { faults, remarks: [] };
  },
};
