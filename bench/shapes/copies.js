// Many copies of one document: what makes n² pairs of everything that spells pairs out.

import { startDraws } from '../corpus/draws.js';
import { drawProse, writeProse } from '../corpus/prose.js';
import { makeVocabulary } from '../corpus/vocabulary.js';
import { expectDocuments, expectNoOverlaps, expectOneCluster } from './expectations.js';
import { writeDocuments } from './shape.js';

/** Two kilobytes, so that 100,000 copies are 200 MB. */
const WORDS = 300;

/** @type {import('./shape.js').Shape} */
export const copies = {
  name: 'copies',
  title: 'copies of one document',
  unit: 'documents',
  size: 100_000,
  leastSize: 2,
  statuses: [1],
  write(folder, documents, seed) {
    const vocabulary = makeVocabulary(seed);
    const text = writeProse(vocabulary, startDraws(seed, 1), drawProse(vocabulary, startDraws(seed, 2), WORDS));
    return writeDocuments(folder, documents, () => text);
  },
  judge(report, { documents }) {
    const faults = [
      ...expectDocuments(report, documents),
      ...expectOneCluster(report, documents, { relations: ['identical'], leastJaccard: 1, mostJaccard: 1 }),
      ...expectNoOverlaps(report),
    ];
    return { faults, remarks: [] };
  },
};
