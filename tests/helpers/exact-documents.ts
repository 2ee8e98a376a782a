// Brute force over whole documents: shingle sets of strings, relations, clusters and common runs, straight from their
// definitions. Slow on purpose, and nothing of src/ in it: what the fast code is held against.

import { halfWordsOf, sumHalfWords } from './made-texts.js';

/** A non-empty document. */
export interface ExactDocument {
  readonly id: string;
  readonly tokens: readonly string[];
  readonly halfWords: number;
  /** The distinct shingles, each as its tokens joined by spaces. */
  readonly shingles: ReadonlySet<string>;
}

/** Thresholds in thousandths, so that no rounding is involved; lengths in words. */
export interface ExactThresholds {
  readonly jaccardThousandths: number;
  readonly containmentThousandths: number;
  readonly minWords: number;
}

/** The defaults of the command line. */
export const USUAL_THRESHOLDS: ExactThresholds = {
  jaccardThousandths: 600,
  containmentThousandths: 800,
  minWords: 20,
};

export const SHINGLE_SIZE = 5;

/** The shingles in order: at each token the shortest run that ends there and reaches five words; else all tokens. */
export function listShingles(tokens: readonly string[]): string[] {
  const shingles: string[] = [];
  for (let last = 0; last < tokens.length; last++) {
    let halfWords = 0;
    for (let first = last; first >= 0; first--) {
      halfWords += halfWordsOf(tokens[first]);
      if (halfWords < 2 * SHINGLE_SIZE) continue;
      shingles.push(tokens.slice(first, last + 1).join(' '));
      break;
    }
  }
  return shingles.length > 0 || tokens.length === 0 ? shingles : [tokens.join(' ')];
}

export function describeExactly(id: string, tokens: readonly string[]): ExactDocument {
  return { id, tokens, halfWords: sumHalfWords(tokens), shingles: new Set(listShingles(tokens)) };
}

export function countShared(left: ExactDocument, right: ExactDocument): number {
  let shared = 0;
  for (const shingle of left.shingles) if (right.shingles.has(shingle)) shared++;
  return shared;
}

export function hasSameTokens(left: ExactDocument, right: ExactDocument): boolean {
  return left.tokens.length === right.tokens.length && left.tokens.every((token, i) => token === right.tokens[i]);
}

/** Most distinct shingles first, then most tokens, then the id by its UTF-8 bytes. */
export function compareOrder(left: ExactDocument, right: ExactDocument): number {
  return (
    right.shingles.size - left.shingles.size ||
    right.tokens.length - left.tokens.length ||
    Buffer.compare(Buffer.from(left.id), Buffer.from(right.id))
  );
}

export type ExactRelation = 'same-text' | 'near' | 'contained';

/** What two documents are; `same-text` stands for `identical` too. `smaller` comes later in order. */
export function relateExactly(
  larger: ExactDocument,
  smaller: ExactDocument,
  thresholds: ExactThresholds,
): ExactRelation | null {
  if (hasSameTokens(larger, smaller)) return 'same-text';
  const shared = countShared(larger, smaller);
  const union = larger.shingles.size + smaller.shingles.size - shared;
  if (1000 * shared >= thresholds.jaccardThousandths * union) return 'near';
  const isContained = 1000 * shared >= thresholds.containmentThousandths * smaller.shingles.size;
  return isContained && smaller.halfWords >= 2 * thresholds.minWords ? 'contained' : null;
}

export interface ExactPair {
  readonly larger: ExactDocument;
  readonly smaller: ExactDocument;
  readonly relation: ExactRelation;
  readonly shared: number;
}

/** Every duplicate pair. Documents that share no shingle are none; for all others the shared ones are counted in full. */
export function listDuplicatePairs(documents: readonly ExactDocument[], thresholds: ExactThresholds): ExactPair[] {
  const earlier = new Map<string, ExactDocument[]>();
  const pairs: ExactPair[] = [];
  for (const smaller of [...documents].sort(compareOrder)) {
    const met = new Set<ExactDocument>();
    for (const shingle of smaller.shingles) {
      const holders = earlier.get(shingle) ?? [];
      for (const larger of holders) met.add(larger);
      earlier.set(shingle, [...holders, smaller]);
    }
    for (const larger of met) {
      const relation = relateExactly(larger, smaller, thresholds);
      if (relation !== null) pairs.push({ larger, smaller, relation, shared: countShared(larger, smaller) });
    }
  }
  return pairs;
}

/** Per id the id of its representative, itself where it is kept: each joins the first representative it duplicates. */
export function clusterGreedily(documents: readonly ExactDocument[], pairs: readonly ExactPair[]): Map<string, string> {
  const largerOf = new Map(documents.map(({ id }) => [id, new Set<string>()]));
  for (const { larger, smaller } of pairs) largerOf.get(smaller.id)?.add(larger.id);
  const representatives: string[] = [];
  const clusters = new Map<string, string>();
  for (const { id } of [...documents].sort(compareOrder)) {
    const found = representatives.find((representative) => largerOf.get(id)?.has(representative));
    if (found === undefined) representatives.push(id);
    clusters.set(id, found ?? id);
  }
  return clusters;
}

/** Per id the first document, in order, of its connected component. */
export function clusterComponents(
  documents: readonly ExactDocument[],
  pairs: readonly ExactPair[],
): Map<string, string> {
  const clusters = new Map<string, string>();
  for (const document of [...documents].sort(compareOrder)) {
    if (clusters.has(document.id)) continue;
    const queue = [document.id];
    clusters.set(document.id, document.id);
    for (const id of queue) {
      for (const { larger, smaller } of pairs) {
        const other = larger.id === id ? smaller.id : smaller.id === id ? larger.id : null;
        if (other === null || clusters.has(other)) continue;
        clusters.set(other, document.id);
        queue.push(other);
      }
    }
  }
  return clusters;
}

/** Length in half words of the longest run of tokens that two documents share. */
export function measureCommonRun(left: readonly string[], right: readonly string[]): number {
  let longest = 0;
  let above = new Uint32Array(right.length + 1);
  for (const token of left) {
    const row = new Uint32Array(right.length + 1);
    for (let j = 0; j < right.length; j++) {
      if (right[j] !== token) continue;
      row[j + 1] = above[j] + halfWordsOf(token);
      if (row[j + 1] > longest) longest = row[j + 1];
    }
    above = row;
  }
  return longest;
}
