// Clusters computed from a list of pairs, and how alike two clusterings are.
//
// Refuses to know where the pairs come from: the same greedy rule is applied to the exact pairs and to the reported
// ones, and both are compared with the clusters of the report.

/**
 * What decides the order of documents.
 *
 * @typedef {{ shingles: number, tokens: number, idBytes: Buffer }} DocumentSize
 */

/**
 * Most distinct shingles first, then most tokens, then the id by UTF-8 bytes. Negative where `left` comes first.
 *
 * @param {DocumentSize} left
 * @param {DocumentSize} right
 */
export function compareSizes(left, right) {
  return right.shingles - left.shingles || right.tokens - left.tokens || left.idBytes.compare(right.idBytes);
}

/**
 * The clusters that lose no text: in the order of `compareSizes`, a document joins the first representative with which
 * it makes a pair, or becomes a representative. Since the smaller of two comes later, a contained document always meets
 * the larger one.
 *
 * @param {number} count documents
 * @param {Iterable<readonly [number, number]>} pairs duplicates, each once
 * @param {(document: number) => DocumentSize} sizeOf asked only for documents of pairs
 * @returns {Int32Array} per document its representative; itself where it is kept
 */
export function makeGreedyClusters(count, pairs, sizeOf) {
  /** @type {Map<number, number[]>} */
  const neighbors = new Map();
  for (const [left, right] of pairs) {
    for (const [from, to] of [
      [left, right],
      [right, left],
    ]) {
      const list = neighbors.get(from);
      if (list === undefined) neighbors.set(from, [to]);
      else list.push(to);
    }
  }
  const sized = [...neighbors.keys()].map((document) => ({ document, size: sizeOf(document) }));
  sized.sort((a, b) => compareSizes(a.size, b.size));
  const rank = new Map(sized.map(({ document }, i) => [document, i]));
  const representatives = Int32Array.from({ length: count }, (_, document) => document);
  /** @type {Set<number>} */
  const kept = new Set();
  for (const { document } of sized) {
    let best = -1;
    let bestRank = Infinity;
    for (const neighbor of neighbors.get(document) ?? []) {
      const neighborRank = rank.get(neighbor) ?? Infinity;
      if (kept.has(neighbor) && neighborRank < bestRank) [best, bestRank] = [neighbor, neighborRank];
    }
    if (best === -1) kept.add(document);
    else representatives[document] = best;
  }
  return representatives;
}

/**
 * The adjusted Rand index of two clusterings of the same documents (Hubert and Arabie 1985, *Comparing Partitions*):
 * 1 where they are equal, near 0 where they agree no more than chance. Two clusterings that leave nothing to agree on
 * (all alone, or all together, in both) are equal: 1.
 *
 * @param {ArrayLike<number | string>} left per document the name of its cluster
 * @param {ArrayLike<number | string>} right
 * @returns {number}
 */
export function computeAdjustedRandIndex(left, right) {
  if (left.length !== right.length) {
    throw new RangeError(`two clusterings of the same documents are needed, not of ${left.length} and ${right.length}`);
  }
  const both = sumPairs(left.length, (i) => `${left[i]}\t${right[i]}`);
  const ofLeft = sumPairs(left.length, (i) => left[i]);
  const ofRight = sumPairs(right.length, (i) => right[i]);
  const total = choosePairs(left.length);
  const expected = total === 0 ? 0 : (ofLeft * ofRight) / total;
  const most = (ofLeft + ofRight) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/**
 * How many pairs of documents share a name.
 *
 * @param {number} count
 * @param {(document: number) => number | string} nameOf
 */
function sumPairs(count, nameOf) {
  /** @type {Map<number | string, number>} */
  const sizes = new Map();
  for (let i = 0; i < count; i++) sizes.set(nameOf(i), (sizes.get(nameOf(i)) ?? 0) + 1);
  let sum = 0;
  for (const size of sizes.values()) sum += choosePairs(size);
  return sum;
}

/** @param {number} size */
function choosePairs(size) {
  return (size * (size - 1)) / 2;
}
