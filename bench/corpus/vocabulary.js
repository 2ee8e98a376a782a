// Made-up words with the shape of a real vocabulary: a few short ones make half of a text, tens of thousands are rare.
//
// Words are syllables put together from a seed: nothing is taken from any text. Refuses to write sentences.

import { listZipfWeights, makeWeightedDraw, startDraws } from './draws.js';

/** @typedef {import('./draws.js').Draws} Draws */

/**
 * Words by rank, the most frequent first, and how to draw one. `drawPhrase` gives a set phrase, a few words that stand
 * together again and again, as "in the course of the" does.
 *
 * @typedef {{ words: readonly string[], drawWord: (draws: Draws) => number, drawPhrase: (draws: Draws) => Uint16Array }} Vocabulary
 */

/** As many words as 16 bits number: what a few million words of newspaper hold. */
const WORDS = 65_536;
/** With this shift the first word makes 5 % of a text, the first hundred 40 %: near to English. */
const WORD_SHIFT = 1;

const PHRASES = 8192;
/** The first phrase makes half a percent of them: in thousands of documents of a large corpus. */
const PHRASE_SHIFT = 30;

const ONSETS = ['b', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'z', 'st', 'tr', 'pl', 'sh'];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ea'];
const CODAS = ['', '', '', '', 'n', 'r', 's', 't', 'l', 'nd'];

/** Consonants, vowels and tone marks of Thai; SARA AM (U+0E33) among the vowels that follow. */
const THAI_CONSONANTS = [...'กขคงจชซดตถทนบปผพมยรลวสหอ'];
const THAI_BEFORE = ['', '', '', 'เ', 'แ', 'โ', 'ไ'];
const THAI_AFTER = ['', 'า', 'ี', 'ิ', 'ุ', 'ู', 'ะ', 'ำ'];
const THAI_TONES = ['', '', '่', '้'];
const THAI_FINALS = ['', '', 'ง', 'น', 'ม', 'ก', 'บ', 'ย'];

/**
 * The made-up vocabulary of a seed.
 *
 * @param {number} seed
 * @returns {Vocabulary}
 */
export function makeVocabulary(seed) {
  return assembleVocabulary(seed, (draws) => pick(draws, ONSETS) + pick(draws, VOWELS) + pick(draws, CODAS));
}

/**
 * The same with Thai letters, whose words are written without spaces.
 *
 * @param {number} seed
 * @returns {Vocabulary}
 */
export function makeThaiVocabulary(seed) {
  return assembleVocabulary(
    seed,
    (draws) =>
      pick(draws, THAI_BEFORE) +
      pick(draws, THAI_CONSONANTS) +
      pick(draws, THAI_TONES) +
      pick(draws, THAI_AFTER) +
      pick(draws, THAI_FINALS),
  );
}

/**
 * @param {number} seed
 * @param {(draws: Draws) => string} drawSyllable
 * @returns {Vocabulary}
 */
function assembleVocabulary(seed, drawSyllable) {
  const draws = startDraws(seed, -1);
  /** @type {Set<string>} */
  const words = new Set();
  while (words.size < WORDS) {
    // Frequent words are short (Zipf 1935): one syllable, then two, then three.
    const syllables = words.size < 200 ? 1 : words.size < 12_000 ? 2 : 3;
    let word = '';
    for (let i = 0; i < syllables; i++) word += drawSyllable(draws);
    words.add(word);
  }
  const drawWord = makeWeightedDraw(listZipfWeights(WORDS, WORD_SHIFT));
  const phrases = Array.from({ length: PHRASES }, () =>
    Uint16Array.from({ length: draws.between(4, 10) }, () => drawWord(draws)),
  );
  const drawPhraseNumber = makeWeightedDraw(listZipfWeights(PHRASES, PHRASE_SHIFT));
  return { words: [...words], drawWord, drawPhrase: (stream) => phrases[drawPhraseNumber(stream)] };
}

/**
 * @param {Draws} draws
 * @param {readonly string[]} list
 */
function pick(draws, list) {
  return list[draws.below(list.length)];
}
