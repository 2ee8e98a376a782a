// A corpus of made-up documents with planted relatives, written to disk document by document.
//
// A document is a pure function of seed and number, so a relative draws its base again instead of looking it up: nothing
// is kept in memory. What a document is stands in its id (`near-812-of-77`), which is how a report is judged later.

import { drawLength, startDraws } from './draws.js';
import { drawProse, writeProse } from './prose.js';
import { makeVocabulary } from './vocabulary.js';
import { openWriter } from './write-lines.js';

/** @typedef {import('./vocabulary.js').Vocabulary} Vocabulary */

/**
 * What a document is: a text of its own; a copy, a near copy or an excerpt of another; a text that quotes another; a page
 * within the frame of its site.
 *
 * @typedef {'text' | 'copy' | 'near' | 'excerpt' | 'quote' | 'page'} Kind
 *
 * `base` is the number of the document that it is made from, or of the page's site; -1 for a text.
 *
 * @typedef {{ kind: Kind, base: number }} Role
 *
 * @typedef {{ seed: number, vocabulary: Vocabulary }} World
 */

/** How many documents of a thousand are of each kind; the others are texts. */
const PER_THOUSAND = /** @type {const} */ ([
  ['copy', 10],
  ['near', 10],
  ['excerpt', 10],
  ['quote', 10],
  ['page', 30],
]);
/** So many documents come before the first relative: there must be something to be like. */
const FIRST_RELATIVE = 100;

/** Words of a document: mostly abstracts, a few long ones. */
const LENGTHS = { median: 140, deviation: 0.9, least: 30, most: 20_000 };
/** Shorter texts have no relatives: one edit would be too much of them. */
const LEAST_BASE_WORDS = 120;
/** A near copy replaces one word in so many: a Jaccard of 0.85 to its base, above 0.7 to its siblings. */
const WORDS_PER_EDIT = 60;
/** Longer than the 50 words of `--passage`. */
const QUOTE_WORDS = 70;
/** Consecutive numbers that share a site: 300 pages or so, more than the 100 of the cap. */
const NUMBERS_PER_SITE = 10_000;
const FRAME = { above: 110, below: 90, leastOwn: 150 };

/**
 * Makes what all documents of a seed have in common.
 *
 * @param {number} seed
 * @returns {World}
 */
export function makeWorld(seed) {
  return { seed, vocabulary: makeVocabulary(seed) };
}

/**
 * What the document of a number is. A kind has bases of its own, so that nothing is a relative by two ways.
 *
 * @param {World} world
 * @param {number} number
 * @returns {Role}
 */
export function assignRole({ seed }, number) {
  const draws = startDraws(seed, 3 * number);
  let roll = draws.below(1000);
  if (number < FIRST_RELATIVE) return { kind: 'text', base: -1 };
  for (const [place, [kind, share]] of PER_THOUSAND.entries()) {
    roll -= share;
    if (roll >= 0) continue;
    if (kind === 'page') return { kind, base: Math.floor(number / NUMBERS_PER_SITE) };
    const base = findBase({ seed }, draws, number, place);
    return base === -1 ? { kind: 'text', base } : { kind, base };
  }
  return { kind: 'text', base: -1 };
}

/**
 * An earlier text that is long enough; -1 where the draws find none.
 *
 * @param {{ seed: number }} world
 * @param {import('./draws.js').Draws} draws
 * @param {number} number
 * @param {number} place of the kind
 */
function findBase({ seed }, draws, number, place) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const base = 4 * draws.below(Math.floor(number / 4)) + place;
    const isText = base < FIRST_RELATIVE || startDraws(seed, 3 * base).below(1000) >= sumShares();
    if (isText && drawWordCount(seed, base) >= LEAST_BASE_WORDS) return base;
  }
  return -1;
}

function sumShares() {
  return PER_THOUSAND.reduce((sum, [, share]) => sum + share, 0);
}

/**
 * @param {number} seed
 * @param {number} number
 */
function drawWordCount(seed, number) {
  return drawLength(startDraws(seed, 3 * number + 1), LENGTHS);
}

/**
 * The document of a number: its id, which tells its role, and its text.
 *
 * @param {World} world
 * @param {number} number
 */
export function makeDocument(world, number) {
  const role = assignRole(world, number);
  const { kind, base } = role;
  const id = kind === 'text' ? `text-${number}` : `${kind}-${number}-${kind === 'page' ? 'at' : 'of'}-${base}`;
  // A copy is written as its base was, the others in a way of their own.
  const writer = startDraws(world.seed, 3 * (kind === 'copy' ? base : number) + 2);
  return { id, role, text: writeProse(world.vocabulary, writer, drawDocument(world, number, role)) };
}

/**
 * @param {World} world
 * @param {number} number
 * @param {Role} role
 * @returns {Uint16Array}
 */
function drawDocument({ seed, vocabulary }, number, { kind, base }) {
  const drawText = (/** @type {number} */ of, least = 0) =>
    drawProse(vocabulary, startDraws(seed, 3 * of + 1), Math.max(least, drawWordCount(seed, of)));
  const draws = startDraws(seed, 3 * number + 2);
  if (kind === 'copy') return drawText(base);
  if (kind === 'near') {
    const words = drawText(base);
    for (let edits = Math.floor(words.length / WORDS_PER_EDIT); edits > 0; edits--) {
      words[draws.below(words.length)] = vocabulary.drawWord(draws);
    }
    return words;
  }
  if (kind === 'excerpt') {
    const words = drawText(base);
    const half = words.length >> 1;
    const start = draws.below(words.length - half);
    return words.subarray(start, start + half);
  }
  const own = drawText(number, kind === 'page' ? FRAME.leastOwn : 0);
  if (kind === 'quote') {
    const quoted = drawText(base);
    const start = draws.below(quoted.length - QUOTE_WORDS);
    return insertWords(own, draws.below(own.length), quoted.subarray(start, start + QUOTE_WORDS));
  }
  if (kind === 'page') {
    const frame = drawProse(vocabulary, startDraws(seed, -2 - base), FRAME.above + FRAME.below);
    return joinWords(frame.subarray(0, FRAME.above), own, frame.subarray(FRAME.above));
  }
  return own;
}

/**
 * @param {Uint16Array} words
 * @param {number} place
 * @param {Uint16Array} inserted
 */
function insertWords(words, place, inserted) {
  return joinWords(words.subarray(0, place), inserted, words.subarray(place));
}

/** @param {Uint16Array[]} parts */
export function joinWords(...parts) {
  const joined = new Uint16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return joined;
}

/**
 * Writes JSON lines until the file has `byteLength` bytes or a little more; `hasRelatives` false writes texts alone.
 * Gives how many documents there are of each kind.
 *
 * @param {string} path
 * @param {World} world
 * @param {number} byteLength
 * @param {{ hasRelatives?: boolean }} [options]
 */
export function plantCorpus(path, world, byteLength, { hasRelatives = true } = {}) {
  /** @type {Record<Kind, number>} */
  const planted = { text: 0, copy: 0, near: 0, excerpt: 0, quote: 0, page: 0 };
  const writer = openWriter(path);
  let documents = 0;
  for (let number = 0; writer.reach() < byteLength; number++) {
    if (!hasRelatives && assignRole(world, number).kind !== 'text') continue;
    const { id, role, text } = makeDocument(world, number);
    writer.writeDocument(id, text);
    planted[role.kind]++;
    documents++;
  }
  return { documents, planted, byteLength: writer.close() };
}
