// Judges the clusters and overlaps of a default report.
//
// Pure. Clusters are compared with the greedy ones of the exact pairs and of the reported pairs; overlaps with the
// passages that the texts really share.

import { computeAdjustedRandIndex, makeGreedyClusters } from './clusters.js';
import { pairKey } from './corpus.js';
import { findExact, judgePair, makeSizes, nameRelation } from './judge-pairs.js';

/**
 * @typedef {import('./corpus.js').Corpus} Corpus
 * @typedef {import('./judge-pairs.js').Thresholds} Thresholds
 * @typedef {import('./measures.js').Measurer} Measurer
 * @typedef {import('./report.js').Report} Report
 */

/**
 * `kept`: verified duplicate pairs with both sides kept. `unverified`: members whose relation to their representative
 * is neither reported with `--all-pairs` nor true. `misplaced`: documents with another representative than the greedy
 * clusters of the reported pairs give them; `misplacedExact` the same of the exact pairs.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {Thresholds} thresholds
 * @param {Report} scan the default run
 * @param {Report} everyPair the run with `--all-pairs`
 */
export function judgeClusters(corpus, measurer, thresholds, scan, everyPair) {
  const sizeOf = makeSizes(corpus, measurer);
  const count = corpus.ids.length;
  const isKept = (/** @type {number} */ document) => scan.representatives[document] === document;
  const reported = new Set(everyPair.pairs.map((pair) => pairKey(pair.left, pair.right)));
  /** @type {Map<number, [number, number]>} */
  const exact = new Map();
  for (const pairs of [corpus.listed.values(), everyPair.pairs]) {
    for (const pair of pairs) {
      const key = pairKey(pair.left, pair.right);
      if (!exact.has(key) && nameRelation(corpus, measurer, thresholds, pair) !== null)
        exact.set(key, [pair.left, pair.right]);
    }
  }
  const fromExact = makeGreedyClusters(count, exact.values(), sizeOf);
  const fromReported = makeGreedyClusters(
    count,
    everyPair.pairs.map((pair) => [pair.left, pair.right]),
    sizeOf,
  );
  const { representatives } = scan;
  return {
    redundant: scan.members.length,
    kept: everyPair.pairs.filter((pair) => isKept(pair.left) && isKept(pair.right)).length,
    unverified: scan.members.filter(
      (pair) =>
        !reported.has(pairKey(pair.left, pair.right)) && judgePair(corpus, measurer, thresholds, pair) !== 'right',
    ).length,
    misplaced: countDifferences(representatives, fromReported),
    misplacedExact: countDifferences(representatives, fromExact),
    index: computeAdjustedRandIndex(representatives, fromExact),
    indexAt50: corpus.components && computeAdjustedRandIndex(representatives, corpus.components.at50),
    indexAt80: corpus.components && computeAdjustedRandIndex(representatives, corpus.components.at80),
  };
}

/**
 * `unfounded`: reported overlaps whose texts share no such passage; `largestError` of their measures. `quoted`: kept pairs behind planted quotes and digests that share a passage of
 * `--passage` words, and how many of them are reported. Two sides of one cluster count as found; a pair that shares
 * the passage only beside the representatives' texts is not asked for, because overlaps are told of kept documents.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {Thresholds} thresholds
 * @param {Report} scan the default run
 */
export function judgeOverlaps(corpus, measurer, thresholds, scan) {
  const result = { reported: scan.overlaps.length, unfounded: 0, largestError: 0, examples: [''] };
  result.examples = [];
  /** @type {Set<number>} */
  const reported = new Set();
  for (const overlap of scan.overlaps) {
    const { left, right, words } = overlap;
    reported.add(pairKey(left, right));
    const exact = findExact(corpus, measurer, overlap);
    const error = Math.max(
      Math.abs(overlap.jaccard - exact.jaccard),
      Math.abs(overlap.containment - exact.containment),
    );
    result.largestError = Math.max(result.largestError, error);
    const longest = measurer.longestPassage(left, right, thresholds.passage);
    // Boilerplate may shorten a passage and a half word may be rounded, but nothing lengthens one.
    if (longest > words - 1 && words >= thresholds.passage) continue;
    result.unfounded++;
    if (result.examples.length < 3) {
      result.examples.push(`${corpus.ids[left]} / ${corpus.ids[right]}: said ${words} words, shares ${longest}`);
    }
  }
  return { ...result, quoted: tallyQuotes(corpus, measurer, thresholds, scan, reported) };
}

/**
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {Thresholds} thresholds
 * @param {Report} scan
 * @param {ReadonlySet<number>} reported keys of the reported overlaps
 */
function tallyQuotes(corpus, measurer, { passage }, scan, reported) {
  const tally = { required: 0, found: 0, beside: 0, missed: [''] };
  tally.missed = [];
  for (const pair of corpus.listed.values()) {
    if (pair.kind === null || !/\b(quote|digest)\b/.test(pair.kind)) continue;
    if (measurer.longestPassage(pair.left, pair.right, passage) < passage) continue;
    const left = scan.representatives[pair.left];
    const right = scan.representatives[pair.right];
    const isSameCluster = left === right;
    if (!isSameCluster && measurer.longestPassage(left, right, passage) < passage) {
      tally.beside++;
      continue;
    }
    tally.required++;
    if (isSameCluster || reported.has(pairKey(left, right))) tally.found++;
    else if (tally.missed.length < 3) tally.missed.push(`${corpus.ids[left]} / ${corpus.ids[right]} (${pair.kind})`);
  }
  return tally;
}

/**
 * @param {Int32Array} left
 * @param {Int32Array} right
 */
function countDifferences(left, right) {
  let differences = 0;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) differences++;
  return differences;
}
