// Scores the command on one corpus: runs it with and without --all-pairs, judges both reports, names the shortfalls.
//
// What counts as a shortfall stands here and nowhere else; how it is printed stands in print-score.js.

import { performance } from 'node:perf_hooks';
import { judgeClusters, judgeOverlaps } from './judge-clusters.js';
import { divide, judgePairs, measureRecall } from './judge-pairs.js';
import { makeMeasurer } from './measures.js';
import { runCommand } from './report.js';

/** Reported measures have four decimals; anything farther from the exact value is a fault. */
const MAX_ERROR = 0.001;

/**
 * @typedef {import('./judge-pairs.js').Thresholds} Thresholds
 * @typedef {import('./corpus.js').Corpus} Corpus
 * @typedef {import('./report.js').Report} Report
 * @typedef {ReturnType<typeof judgeReports> & { elapsedMs: { scan: number, everyPair: number, judging: number } }} Score
 */

/**
 * @param {string} bin
 * @param {Corpus} corpus
 * @param {Thresholds} thresholds
 * @param {number} minRecall
 * @param {readonly string[]} extraOptions for both runs
 * @returns {Promise<Score>}
 */
export async function scoreCorpus(bin, corpus, thresholds, minRecall, extraOptions) {
  const options = [
    ...['--jaccard', String(thresholds.jaccard), '--containment', String(thresholds.containment)],
    ...['--min-words', String(thresholds.minWords), '--passage', String(thresholds.passage)],
    ...extraOptions,
  ];
  // One after the other: their times are printed.
  const scan = await runCommand(bin, corpus, options);
  const everyPair = await runCommand(bin, corpus, [...options, '--all-pairs']);
  const started = performance.now();
  const judged = judgeReports(corpus, thresholds, minRecall, scan, everyPair);
  const judging = performance.now() - started;
  return { ...judged, elapsedMs: { scan: scan.elapsedMs, everyPair: everyPair.elapsedMs, judging } };
}

/**
 * Judges two reports of one corpus. Pure.
 *
 * @param {Corpus} corpus
 * @param {Thresholds} thresholds
 * @param {number} minRecall least share of the required pairs
 * @param {Report} scan the default run
 * @param {Report} everyPair the run with `--all-pairs`
 */
export function judgeReports(corpus, thresholds, minRecall, scan, everyPair) {
  const measurer = makeMeasurer(corpus.texts);
  const recall = measureRecall(corpus, measurer, thresholds, everyPair.pairs);
  const pairs = judgePairs(corpus, measurer, thresholds, everyPair.pairs);
  const members = judgePairs(corpus, measurer, thresholds, scan.members);
  const clusters = judgeClusters(corpus, measurer, thresholds, scan, everyPair);
  const overlaps = judgeOverlaps(corpus, measurer, thresholds, scan);
  const unknownIds = [...scan.unknownIds, ...everyPair.unknownIds];
  const measured = [pairs, members];
  const largestError = Math.max(pairs.largestError, members.largestError, overlaps.largestError);

  /** @type {string[]} */
  const shortfalls = [];
  /** @param {boolean} isShort @param {string} sentence */
  const check = (isShort, sentence) => {
    if (isShort) shortfalls.push(sentence);
  };
  const documents = corpus.ids.length;
  check(scan.documents !== documents, `the report counts ${scan.documents} documents, the corpus has ${documents}`);
  check(unknownIds.length > 0, `the report names ${unknownIds.length} unknown documents, e.g. ${unknownIds[0]}`);
  check(recall.recall < minRecall, `recall ${recall.recall.toFixed(5)} is below ${minRecall}`);
  check(divide(recall.lowJaccard) < 1, 'a pair with containment ≥ 0.9 and Jaccard < 0.5 is missing');
  for (const [what, judged] of /** @type {const} */ ([
    ['pairs', pairs],
    ['members', members],
  ])) {
    check(judged.false > 0, `${judged.false} ${what} are no duplicates`);
    check(judged.misnamed > 0, `${judged.misnamed} ${what} have another relation`);
    check(judged.sharedWrong > 0, `${judged.sharedWrong} ${what} count their shared shingles wrong`);
  }
  check(largestError > MAX_ERROR, `a measure is wrong by ${largestError}`);
  check(clusters.kept > 0, `${clusters.kept} verified duplicate pairs have both sides kept`);
  check(clusters.unverified > 0, `${clusters.unverified} members have no verified relation to their representative`);
  check(clusters.misplaced > 0, `${clusters.misplaced} documents have another representative than the greedy clusters`);
  check(overlaps.unfounded > 0, `${overlaps.unfounded} overlaps do not share the passage they claim`);
  const { quoted } = overlaps;
  check(quoted.found < quoted.required, `${quoted.required - quoted.found} planted quotes or digests are missing`);
  const examples = [...measured.flatMap((judged) => judged.examples), ...overlaps.examples];
  return {
    name: corpus.name,
    documents,
    recall,
    pairs,
    members,
    clusters,
    overlaps,
    largestError,
    examples,
    shortfalls,
  };
}
