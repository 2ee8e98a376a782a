// Made-up texts as lists of tokens, so that an oracle knows their tokens without asking the code under test.
//
// Words are syllables, characters are Han; both are numbered, and a number always gives the same token. Tokens are drawn
// with Zipf's law, as in prose. Refuses files and sketches.

import type { Draws } from './seed-draws.js';

const CONSONANTS = [...'bdfgklmnprstvz'];
const VOWELS = [...'aeiou'];
const SYLLABLES = CONSONANTS.flatMap((consonant) => VOWELS.map((vowel) => consonant + vowel));

/** The word of a number from 0: two syllables or more, no two numbers the same. */
export function makeWord(number: number): string {
  let word = '';
  for (let rest = number; word.length < 4 || rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length];
  }
  return word;
}

const FIRST_CHARACTER = 0x4e00;
/** How many characters there are to number. */
export const CHARACTERS = 20_000;

/** The Han character of a number below `CHARACTERS`. */
export function makeCharacter(number: number): string {
  return String.fromCodePoint(FIRST_CHARACTER + number);
}

/** Length of a token made here: a word is 2 half words, a character 1. */
export function halfWordsOf(token: string): number {
  return token.charCodeAt(0) >= FIRST_CHARACTER ? 1 : 2;
}

export function sumHalfWords(tokens: readonly string[]): number {
  return tokens.reduce((sum, token) => sum + halfWordsOf(token), 0);
}

/** Written with spaces, without, or some of each. */
export type Script = 'words' | 'characters' | 'mixed';

/** So many words and characters are drawn from, as a reader of a newspaper knows. */
const VOCABULARY = { words: 8000, characters: 3000 };

/** Draws tokens; of a mixed text every tenth or so changes the script. */
export function drawTokens(draws: Draws, count: number, script: Script): string[] {
  let present: Exclude<Script, 'mixed'> = script === 'characters' ? 'characters' : 'words';
  return Array.from({ length: count }, () => {
    if (script === 'mixed' && draws.below(10) === 0) present = present === 'words' ? 'characters' : 'words';
    return drawToken(draws, present);
  });
}

function drawToken(draws: Draws, script: Exclude<Script, 'mixed'>): string {
  const rank = drawRank(draws, VOCABULARY[script]);
  return script === 'words' ? makeWord(rank) : makeCharacter(rank);
}

/** A rank from 0 whose likelihood falls as 1 / (rank + 1). */
function drawRank(draws: Draws, size: number): number {
  return Math.floor((size + 1) ** (draws.below(1 << 30) / (1 << 30))) - 1;
}

/** `count` words from the `start`-th on: tokens that no other stretch of numbers has. */
export function listWords(start: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => makeWord(start + i));
}

/** The plain text: a space between tokens, none between characters. */
export function writeTokens(tokens: readonly string[]): string {
  let text = '';
  tokens.forEach((token, i) => {
    const isJoined = i === 0 || (halfWordsOf(token) === 1 && halfWordsOf(tokens[i - 1]) === 1);
    text += isJoined ? token : ` ${token}`;
  });
  return text;
}

const GAPS = [' ', ' ', ' ', ', ', '. ', '\n', ' — ', '; '];

/** The same tokens in other capitals, spaces and marks: `same-text`, unless by chance nothing changes. */
export function rewriteTokens(tokens: readonly string[], draws: Draws): string {
  return tokens
    .map((token) => (draws.below(4) === 0 ? token.toUpperCase() : token) + draws.pick(GAPS))
    .join('')
    .trimEnd();
}

/** A copy in which each token is replaced, dropped or doubled with a chance of one in `every`. */
export function editTokens(tokens: readonly string[], every: number, draws: Draws): string[] {
  return tokens.flatMap((token) => {
    if (draws.below(every) !== 0) return [token];
    const other = drawToken(draws, halfWordsOf(token) === 1 ? 'characters' : 'words');
    return draws.pick([[other], [], [token, other]]);
  });
}
