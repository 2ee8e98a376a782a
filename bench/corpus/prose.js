// Words become prose: drawn, then written with sentences, commas and lines. Refuses to know documents.

/** @typedef {import('./draws.js').Draws} Draws */
/** @typedef {import('./vocabulary.js').Vocabulary} Vocabulary */

/** One place in so many opens a set phrase: a tenth of the fingerprints of a corpus occur again, as in abstracts. */
const PLACES_PER_PHRASE = 40;

/**
 * Draws the numbers of `count` words, set phrases among them.
 *
 * @param {Vocabulary} vocabulary
 * @param {Draws} draws
 * @param {number} count
 * @returns {Uint16Array}
 */
export function drawProse(vocabulary, draws, count) {
  const words = new Uint16Array(count);
  for (let i = 0; i < count;) {
    if (draws.below(PLACES_PER_PHRASE) === 0) {
      const phrase = vocabulary.drawPhrase(draws).subarray(0, count - i);
      words.set(phrase, i);
      i += phrase.length;
    } else words[i++] = vocabulary.drawWord(draws);
  }
  return words;
}

/**
 * Writes words as sentences: `wc -w` counts as many words as there are numbers.
 *
 * @param {Vocabulary} vocabulary
 * @param {Draws} draws where sentences end; equal draws write equal words equally
 * @param {Uint16Array} numbers
 */
export function writeProse({ words }, draws, numbers) {
  let text = '';
  let left = 0;
  for (let i = 0; i < numbers.length; i++) {
    const word = words[numbers[i]];
    if (left === 0) {
      left = draws.between(6, 28);
      text += i === 0 ? '' : draws.below(6) === 0 ? '.\n' : '. ';
      text += word[0].toUpperCase() + word.slice(1);
    } else text += left % 11 === 5 ? `, ${word}` : ` ${word}`;
    left--;
  }
  return text === '' ? '' : `${text}.`;
}

/**
 * Writes words of a script without spaces: a space ends a clause.
 *
 * @param {Vocabulary} vocabulary
 * @param {Draws} draws
 * @param {Uint16Array} numbers
 */
export function writeUnspacedProse({ words }, draws, numbers) {
  let text = '';
  let left = draws.between(6, 20);
  for (const number of numbers) {
    if (left-- === 0) {
      text += ' ';
      left = draws.between(6, 20);
    }
    text += words[number];
  }
  return text;
}
