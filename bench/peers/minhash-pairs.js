// minhash of npm: signatures in its LSH index; candidate pairs, unverified. Refuses to mend its speed.

import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { LshIndex, Minhash } from 'minhash';
import { makeMeasurer } from '../accuracy/measures.js';
import { printResult, readPeerArguments, readTexts } from './print-result.js';

const SHINGLE_SIZE = 5;
/** As bench/peers/shared.py chooses them for the others: 98 of 100 pairs at a Jaccard of 0.6. */
const ROWS_PER_BAND = 4;

const { corpus, jaccard } = readPeerArguments();
const startedAt = performance.now();
const texts = readTexts(corpus);
const index = new LshIndex({ bandSize: ROWS_PER_BAND });
/** @type {[number, number][]} */
const pairs = [];
for (const [right, text] of texts.entries()) {
  const signature = new Minhash();
  for (const shingle of cutShingles(text)) signature.update(shingle);
  // Inserted first: its query throws on a band that it has not seen.
  index.insert(right, signature);
  for (const left of index.query(signature)) if (Number(left) < right) pairs.push([Number(left), right]);
}
const peerSeconds = (performance.now() - startedAt) / 1000;

const measurer = makeMeasurer(texts);
const verified = pairs.filter(([left, right]) => measurer.measure(left, right).jaccard >= jaccard);
printResult({
  version: createRequire(import.meta.url)('minhash/package.json').version,
  gives: 'candidate pairs, unverified',
  documents: texts.length,
  pairs: pairs.length,
  verifiedPairs: verified.length,
  redundant: new Set(verified.map(([, right]) => right)).size,
  peerSeconds,
});

/**
 * The distinct runs of five words.
 *
 * @param {string} text
 */
function cutShingles(text) {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length < SHINGLE_SIZE) return new Set(words.length === 0 ? [] : [words.join(' ')]);
  return new Set(words.slice(SHINGLE_SIZE - 1).map((_, i) => words.slice(i, i + SHINGLE_SIZE).join(' ')));
}
