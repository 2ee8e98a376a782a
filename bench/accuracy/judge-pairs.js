// Judges reported pairs against exact ones: what was missed, what is false, what is measured wrong.
//
// Pure. A pair within MARGIN of a threshold counts neither way. Of a pair that the corpus does not list, the measurer's
// own figures decide.

import { pairKey } from './corpus.js';
import { compareSizes } from './clusters.js';

/** Nearer to a threshold than this, a pair is neither required nor false. */
const MARGIN = 0.01;

/** A containment binds where the smaller side has this many shingles. */
const REQUIRED_SHINGLES = 32;

/**
 * @typedef {{ jaccard: number, containment: number, minWords: number, passage: number }} Thresholds
 * @typedef {import('./corpus.js').Corpus} Corpus
 * @typedef {import('./report.js').ReportedPair} ReportedPair
 * @typedef {import('./measures.js').Measurer} Measurer
 * @typedef {{ required: number, found: number }} Tally
 */

/**
 * Whether a listed pair must be found.
 *
 * @param {{ jaccard: number, containment: number, smallerSize: number }} pair
 * @param {Thresholds} thresholds
 */
export function isRequired(pair, { jaccard, containment }) {
  return (
    pair.jaccard >= jaccard + MARGIN ||
    (pair.containment >= containment + MARGIN && pair.smallerSize >= REQUIRED_SHINGLES)
  );
}

/**
 * What decides the order of a document among others.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @returns {(document: number) => import('./clusters.js').DocumentSize}
 */
export function makeSizes(corpus, measurer) {
  return (document) => ({
    shingles: measurer.shingles(document).length,
    tokens: measurer.tokens(document).numbers.length,
    idBytes: Buffer.from(corpus.ids[document]),
  });
}

/**
 * The exact measures of any pair: the listed ones, else the measurer's.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {{ left: number, right: number }} pair
 */
export function findExact(corpus, measurer, { left, right }) {
  return corpus.listed.get(pairKey(left, right)) ?? measurer.measure(left, right);
}

/**
 * Words of the smaller side, which `--min-words` asks about.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {{ left: number, right: number }} pair
 */
function countSmallerWords(corpus, measurer, { left, right }) {
  const sizeOf = makeSizes(corpus, measurer);
  return measurer.words(compareSizes(sizeOf(left), sizeOf(right)) < 0 ? right : left);
}

/**
 * The relation of a pair by the exact measures, with each threshold moved by `margin`; null where none holds.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {Thresholds} thresholds
 * @param {{ left: number, right: number }} pair
 * @param {{ jaccard?: number, containment?: number }} [margins] added to the thresholds
 */
export function nameRelation(corpus, measurer, thresholds, pair, margins = {}) {
  const exact = findExact(corpus, measurer, pair);
  if (exact.jaccard === 1) {
    if (corpus.texts[pair.left] === corpus.texts[pair.right]) return 'identical';
    if (measurer.isSameText(pair.left, pair.right)) return 'same-text';
  }
  if (exact.jaccard >= thresholds.jaccard + (margins.jaccard ?? 0)) return 'near';
  const isContained =
    exact.containment >= thresholds.containment + (margins.containment ?? 0) &&
    countSmallerWords(corpus, measurer, pair) >= thresholds.minWords;
  return isContained ? 'contained' : null;
}

/**
 * `false`: no relation of duplicates holds, generously read. `misnamed`: one holds, but not the reported one.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {Thresholds} thresholds
 * @param {ReportedPair} pair
 * @returns {'right' | 'misnamed' | 'false'}
 */
export function judgePair(corpus, measurer, thresholds, pair) {
  /** @param {number} jaccard @param {number} containment */
  const nameWith = (jaccard, containment) => nameRelation(corpus, measurer, thresholds, pair, { jaccard, containment });
  if (nameWith(0, 0) === pair.relation) return 'right';
  const generous = [nameWith(-MARGIN, 0), nameWith(MARGIN, -MARGIN)];
  if (generous.includes(pair.relation)) return 'right';
  return generous.every((relation) => relation === null) ? 'false' : 'misnamed';
}

/**
 * Judges a list of reported pairs: how many are false or misnamed (with examples), the largest error of a measure, and
 * how many count their shared shingles wrong.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {Thresholds} thresholds
 * @param {readonly ReportedPair[]} pairs
 */
export function judgePairs(corpus, measurer, thresholds, pairs) {
  const result = { reported: pairs.length, false: 0, misnamed: 0, largestError: 0, sharedWrong: 0, examples: [''] };
  result.examples = [];
  for (const pair of pairs) {
    const exact = findExact(corpus, measurer, pair);
    const error = Math.max(Math.abs(pair.jaccard - exact.jaccard), Math.abs(pair.containment - exact.containment));
    result.largestError = Math.max(result.largestError, error);
    if (pair.shared !== exact.shared) result.sharedWrong++;
    const verdict = judgePair(corpus, measurer, thresholds, pair);
    if (verdict === 'right') continue;
    result[verdict]++;
    if (result.examples.length < 3) {
      const [left, right] = [corpus.ids[pair.left], corpus.ids[pair.right]];
      result.examples.push(`${verdict}: ${left} / ${right} ${pair.relation} J ${exact.jaccard} C ${exact.containment}`);
    }
  }
  return result;
}

/**
 * What of the listed pairs was found: of the required ones, of those by kind, and of those with containment ≥ 0.9 and
 * Jaccard < 0.5 whose smaller side is long enough to be `contained` at all.
 *
 * @param {Corpus} corpus
 * @param {Measurer} measurer
 * @param {Thresholds} thresholds
 * @param {readonly ReportedPair[]} pairs
 */
export function measureRecall(corpus, measurer, thresholds, pairs) {
  const reported = new Set(pairs.map((pair) => pairKey(pair.left, pair.right)));
  const all = makeTally();
  const lowJaccard = makeTally();
  /** @type {Map<string, Tally & { total: number }>} */
  const kinds = new Map();
  /** @type {string[]} */
  const missed = [];
  for (const [key, pair] of corpus.listed) {
    const isFound = reported.has(key);
    const isNeeded = isRequired(pair, thresholds);
    if (isNeeded) {
      countPair(all, isFound);
      if (!isFound && missed.length < 5) {
        missed.push(
          `${corpus.ids[pair.left]} / ${corpus.ids[pair.right]} J ${pair.jaccard.toFixed(4)} C ${pair.containment.toFixed(4)}`,
        );
      }
    }
    const isLow = pair.containment >= 0.9 && pair.jaccard < 0.5 && pair.containment >= thresholds.containment;
    if (isLow && countSmallerWords(corpus, measurer, pair) >= thresholds.minWords) countPair(lowJaccard, isFound);
    if (pair.kind === null) continue;
    const kind = pair.kind.includes('+') ? 'relative+relative' : pair.kind;
    const tally = kinds.get(kind) ?? { ...makeTally(), total: 0 };
    kinds.set(kind, tally);
    tally.total++;
    if (isNeeded) countPair(tally, isFound);
  }
  return { ...all, recall: divide(all), lowJaccard, kinds, missed };
}

/** @returns {Tally} */
function makeTally() {
  return { required: 0, found: 0 };
}

/**
 * @param {Tally} tally
 * @param {boolean} isFound
 */
function countPair(tally, isFound) {
  tally.required++;
  if (isFound) tally.found++;
}

/**
 * The share found; 1 where nothing is required.
 *
 * @param {Tally} tally
 */
export function divide({ required, found }) {
  return required === 0 ? 1 : found / required;
}
