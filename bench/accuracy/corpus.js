// A corpus with its exact pairs, as a folder of ../shared/corpora holds it.
//
// Documents are numbers from 0 in the order of the file; a pair is one number made of two. This file refuses to
// measure anything: what it says of a pair is what the folder says.

import { basename, join, resolve } from 'node:path';
import { findFile, readLines, readTable } from './tables.js';

/**
 * The exact measures of a pair. `kind` is that of a planted pair, null elsewhere.
 *
 * @typedef {{ left: number, right: number, jaccard: number, containment: number, shared: number, smallerSize: number,
 *   kind: string | null }} ListedPair
 */

/**
 * `listed` holds every pair above the folder's floor, by `pairKey`. `components` are the folder's own connected
 * components: per document the name of its component at Jaccard 0.5 and 0.8; null where the folder has none.
 *
 * @typedef {{ name: string, file: string, ids: string[], numbers: Map<string, number>, texts: string[],
 *   isPlanted: boolean, listed: Map<number, ListedPair>,
 *   components: { at50: string[], at80: string[] } | null }} Corpus
 */

/**
 * One number for an unordered pair of documents; exact up to 2^26 documents.
 *
 * @param {number} left
 * @param {number} right
 */
export function pairKey(left, right) {
  return left < right ? left * 0x4000000 + right : right * 0x4000000 + left;
}

/**
 * Computes both measures from counts, at full precision (a listed ratio has six decimals).
 *
 * @param {number} shared
 * @param {number} leftSize
 * @param {number} rightSize
 */
export function measureCounts(shared, leftSize, rightSize) {
  const smallerSize = Math.min(leftSize, rightSize);
  return { jaccard: shared / (leftSize + rightSize - shared), containment: shared / smallerSize, shared, smallerSize };
}

/**
 * Reads a folder. Throws a RangeError that names the file where one is missing, or names an unknown document.
 *
 * @param {string} folder
 * @returns {Corpus}
 */
export function readCorpus(folder) {
  const name = basename(resolve(folder));
  const file = findFile(join(folder, 'docs.jsonl')) ?? findFile(join(folder, 'corpus.jsonl'));
  if (file === null)
    throw new RangeError(
      `${folder} holds no docs.jsonl.gz or corpus.jsonl.gz; name a folder like those of ../shared/corpora`,
    );
  const ids = [];
  const texts = [];
  /** @type {Map<string, number>} */
  const numbers = new Map();
  for (const line of readLines(file)) {
    if (line.trim() === '') continue;
    const { id, text } = /** @type {{ id: string, text: string }} */ (JSON.parse(line));
    numbers.set(id, ids.length);
    ids.push(id);
    texts.push(text);
  }
  // A planted set has its own list of pairs, with kinds; elsewhere truth.tsv holds the labels of the source.
  const isPlanted = findFile(join(folder, 'families.tsv')) !== null;
  const list = findFile(join(folder, isPlanted ? 'truth.tsv' : 'pairs.tsv'));
  if (list === null)
    throw new RangeError(`${folder} holds no list of exact pairs (pairs.tsv.gz, or truth.tsv.gz beside families.tsv)`);
  const componentsFile = findFile(join(folder, 'clusters.tsv'));
  return {
    name,
    file,
    ids,
    numbers,
    texts,
    isPlanted,
    listed: readPairs(list, isPlanted, numbers),
    components: componentsFile === null ? null : readComponents(componentsFile, ids, numbers),
  };
}

/**
 * @param {string} path
 * @param {boolean} hasKinds
 * @param {ReadonlyMap<string, number>} numbers
 */
function readPairs(path, hasKinds, numbers) {
  /** @type {Map<number, ListedPair>} */
  const listed = new Map();
  const columns = ['id1', 'id2', 'shared', 'size1', 'size2', ...(hasKinds ? ['kind'] : [])];
  for (const [id1, id2, shared, size1, size2, kind] of readTable(path, columns)) {
    const left = findNumber(id1, numbers, path);
    const right = findNumber(id2, numbers, path);
    const measures = measureCounts(Number(shared), Number(size1), Number(size2));
    listed.set(pairKey(left, right), { left, right, ...measures, kind: kind ?? null });
  }
  return listed;
}

/**
 * @param {string} path
 * @param {readonly string[]} ids
 * @param {ReadonlyMap<string, number>} numbers
 */
function readComponents(path, ids, numbers) {
  const at50 = [...ids];
  const at80 = [...ids];
  for (const [id, name50, name80] of readTable(path, ['id', 'at50', 'at80'])) {
    const document = findNumber(id, numbers, path);
    at50[document] = name50;
    if (name80 !== '-') at80[document] = name80;
  }
  return { at50, at80 };
}

/**
 * @param {string} id
 * @param {ReadonlyMap<string, number>} numbers
 * @param {string} path
 */
function findNumber(id, numbers, path) {
  const number = numbers.get(id);
  if (number === undefined)
    throw new RangeError(`${path} names the document ${JSON.stringify(id)}, which the corpus does not hold`);
  return number;
}
