// What the bench measures by itself: tokens, shingle sets, shared passages, straight from the definition.
//
// Written apart from src/ on purpose, with strings and sets instead of hashes and tables, so that a fault of one is not
// a fault of the other. Slow; used for the pairs that a corpus does not list, and for the order of documents.

import { measureCounts } from './corpus.js';

/** Letters and numbers of the scripts without spaces. U+02BC is an ordinary letter. */
const UNSPACED =
  '(?!\\u02BC)(?=[\\p{L}\\p{N}])[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]';
const TOKEN = new RegExp(`${UNSPACED}\\p{M}*|(?:(?!${UNSPACED})[\\p{L}\\p{M}\\p{N}])+`, 'gu');
const IS_UNSPACED = new RegExp(`^${UNSPACED}`, 'u');

/**
 * A text as tokens. `numbers` names each token by a number that only its own table gives out; `halfWords` is 2 for a
 * word and 1 for a character of a script without spaces.
 *
 * @typedef {{ numbers: Int32Array, halfWords: Uint8Array }} Tokens
 */

/**
 * Cuts a text into tokens.
 *
 * @param {string} text
 * @param {Map<string, number>} table tokens met so far; grows
 * @returns {Tokens}
 */
export function cutTokens(text, table) {
  const found = text.normalize('NFKC').toLowerCase().match(TOKEN) ?? [];
  const numbers = new Int32Array(found.length);
  const halfWords = new Uint8Array(found.length);
  found.forEach((token, i) => {
    numbers[i] = lookUp(table, token);
    halfWords[i] = IS_UNSPACED.test(token) ? 1 : 2;
  });
  return { numbers, halfWords };
}

/**
 * The distinct shingles of a document as sorted numbers. A shingle ends at each token and is the shortest run that
 * reaches `shingleSize` words there; a shorter document is one shingle, one without tokens has none.
 *
 * @param {Tokens} tokens
 * @param {Map<string, number>} table shingles met so far; grows
 * @param {number} shingleSize words
 * @returns {Int32Array}
 */
export function collectShingles({ numbers, halfWords }, table, shingleSize) {
  /** @type {Set<number>} */
  const set = new Set();
  let start = 0;
  let length = 0;
  for (let end = 0; end < numbers.length; end++) {
    length += halfWords[end];
    while (length - halfWords[start] >= 2 * shingleSize) length -= halfWords[start++];
    if (length >= 2 * shingleSize) set.add(lookUp(table, numbers.subarray(start, end + 1).join(' ')));
  }
  if (set.size === 0 && numbers.length > 0) set.add(lookUp(table, numbers.join(' ')));
  return Int32Array.from(set).sort();
}

/**
 * The most words of a run of tokens that stands in both texts, 0 where none has `minTokens` tokens. Runs of that many
 * tokens are found by a rolling hash and lengthened token by token.
 *
 * @param {Tokens} left
 * @param {Tokens} right
 * @param {number} minTokens
 * @returns {number} words; a character of a script without spaces counts ½
 */
export function measureLongestPassage(left, right, minTokens) {
  /** @type {Map<number, number[]>} */
  const starts = new Map();
  for (const [hash, start] of rollHashes(left.numbers, minTokens)) {
    const list = starts.get(hash);
    if (list === undefined) starts.set(hash, [start]);
    else list.push(start);
  }
  let longest = 0;
  for (const [hash, r] of rollHashes(right.numbers, minTokens)) {
    for (const l of starts.get(hash) ?? []) {
      // Only where a run begins: what it lengthens to is then counted once.
      if (l > 0 && r > 0 && left.numbers[l - 1] === right.numbers[r - 1]) continue;
      let halfWords = 0;
      let tokens = 0;
      while (l + tokens < left.numbers.length && left.numbers[l + tokens] === right.numbers[r + tokens]) {
        halfWords += left.halfWords[l + tokens];
        tokens++;
      }
      if (tokens >= minTokens) longest = Math.max(longest, halfWords / 2);
    }
  }
  return longest;
}

/**
 * Measures documents of one corpus on demand, keeping tokens and shingles of those it was asked about.
 *
 * @param {readonly string[]} texts
 * @param {{ shingleSize?: number }} [options]
 */
export function makeMeasurer(texts, { shingleSize = 5 } = {}) {
  /** @type {Map<string, number>} */
  const tokenTable = new Map();
  /** @type {Map<string, number>} */
  const shingleTable = new Map();
  /** @type {Map<number, Tokens>} */
  const tokenCache = new Map();
  /** @type {Map<number, Int32Array>} */
  const shingleCache = new Map();
  /** @type {Map<number, number>} */
  const wordsCache = new Map();

  /** @param {number} document */
  const tokens = (document) => remember(tokenCache, document, () => cutTokens(texts[document], tokenTable));
  /** @param {number} document */
  const shingles = (document) =>
    remember(shingleCache, document, () => collectShingles(tokens(document), shingleTable, shingleSize));
  return {
    tokens,
    shingles,
    /** @param {number} document */
    words: (document) =>
      remember(wordsCache, document, () => tokens(document).halfWords.reduce((sum, length) => sum + length, 0) / 2),
    /**
     * @param {number} left
     * @param {number} right
     */
    measure: (left, right) => {
      const [a, b] = [shingles(left), shingles(right)];
      return measureCounts(countShared(a, b), a.length, b.length);
    },
    /**
     * @param {number} left
     * @param {number} right
     */
    isSameText: (left, right) => {
      const [a, b] = [tokens(left).numbers, tokens(right).numbers];
      return a.length === b.length && a.every((token, i) => token === b[i]);
    },
    /**
     * @param {number} left
     * @param {number} right
     * @param {number} minTokens
     */
    longestPassage: (left, right, minTokens) => measureLongestPassage(tokens(left), tokens(right), minTokens),
  };
}

/** @typedef {ReturnType<typeof makeMeasurer>} Measurer */

/**
 * @param {Int32Array} left sorted
 * @param {Int32Array} right sorted
 */
function countShared(left, right) {
  let shared = 0;
  for (let l = 0, r = 0; l < left.length && r < right.length;) {
    const difference = left[l] - right[r];
    if (difference === 0) shared++;
    if (difference <= 0) l++;
    if (difference >= 0) r++;
  }
  return shared;
}

/**
 * Yields a 32-bit hash of every run of `length` numbers with the run's start.
 *
 * @param {Int32Array} numbers
 * @param {number} length
 * @returns {Generator<[number, number], void, void>}
 */
function* rollHashes(numbers, length) {
  const factor = 0x01000193;
  let outgoing = 1;
  for (let i = 1; i < length; i++) outgoing = Math.imul(outgoing, factor);
  let hash = 0;
  for (let i = 0; i < numbers.length; i++) {
    if (i >= length) hash = (hash - Math.imul(numbers[i - length] + 1, outgoing)) | 0;
    hash = (Math.imul(hash, factor) + numbers[i] + 1) | 0;
    if (i >= length - 1) yield [hash, i - length + 1];
  }
}

/**
 * @param {Map<string, number>} table
 * @param {string} key
 */
function lookUp(table, key) {
  let number = table.get(key);
  if (number === undefined) table.set(key, (number = table.size));
  return number;
}

/**
 * @template Value
 * @param {Map<number, Value>} cache
 * @param {number} key
 * @param {() => Value} make
 * @returns {Value}
 */
function remember(cache, key, make) {
  let value = cache.get(key);
  if (value === undefined) cache.set(key, (value = make()));
  return value;
}
