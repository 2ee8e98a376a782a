// The command on real corpora with exact pairs, where ../shared/corpora lies beside the project; a short form of
// `npm run bench:accuracy`, which measures all of them.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../bench/accuracy/corpus.js';
import { scoreCorpus } from '../bench/accuracy/score-corpus.js';
import { programPath, requireBuild } from './helpers/run-dedupe.js';

const CORPORA = new URL('../../shared/corpora/', import.meta.url);
const THRESHOLDS = { jaccard: 0.6, containment: 0.8, minWords: 20, passage: 50 };

describe('../shared/corpora', () => {
  // Ten planted near-copies and nothing else; and families of licenses, most of them contained in one another.
  it.for([
    ['minhash-articles-1000', 10],
    ['spdx-licenses', 1056],
  ] as const)('%s: all %i required pairs are found, and nothing false', async ([name, required], { skip }) => {
    const folder = fileURLToPath(new URL(name, CORPORA));
    skip(!existsSync(folder), `there is no ../shared/corpora/${name} beside the project`);
    requireBuild();
    const score = await scoreCorpus(programPath, readCorpus(folder), THRESHOLDS, 1, []);
    expect(score.recall.missed).toEqual([]);
    expect(score.shortfalls).toEqual([]);
    expect(score.recall.required).toBe(required);
  });
});
