// Texts for properties of the text end of the sketch room: rich in all that normalization, lower-casing and tokens
// treat in a special way, and now and then any code point at all, lone surrogates included.

import fc from 'fast-check';

/** Seed of every property over texts: equal runs everywhere. */
export const TEXT_SEED = 20_170_917;

const LETTERS = [...'abcXYZ019éÀßñøŁžıIiÅ', ...'дЖЯёΑαΆώאבعرہकषிअẞǅ', '\u{10400}', '\u{1e900}', 'Ⱥ', 'Ⴀ', 'Ꭰ', 'ẛ'];
const SIGMA_CONTEXTS = [
  'Σ',
  'σ',
  'ς',
  'Σ',
  'İ',
  'ʰ',
  'ˀ',
  '\u0345',
  '·',
  '’',
  "'",
  '.',
  ':',
  '\u00ad',
  'ͺ',
  'ª',
  '\u{1f130}',
];
const SEPARATORS = [
  ' ',
  '\n',
  '-',
  '_',
  ',',
  '(',
  '\u2044',
  '\u200d',
  '\u200c',
  '\u3000',
  '。',
  '€',
  '😀',
  '\ufeff',
  '\ud800',
  '\udc00',
];
const MARKS = [
  ...['\u0301', '\u0307', '\u0308', '\u0316', '\u0323', '\u0327', '\u0334', '\u0338', '\u035c', '\u0344', '\u0340'],
  ...['\u05b0', '\u0651', '\u093c', '\u0f71', '\u0f72', '\u0f73', '\u0f74', '\u3099', '\u309a', '\u1dce', '\u20dd'],
  ...['\ufe0f', '\u{e0100}', '\u{1d165}', '\u{1d16d}', '\u{110ba}', '\u09be', '\u0bd7', '\u0903'],
];
const JAMO = ['\u1100', '\u1112', '\u1161', '\u1175', '\u11a8', '\u11c2', '가', '각', '힣', 'ㄱ', 'ﾡ', 'ㅏ'];
const COMPATIBLES = [
  ...[
    '½',
    '²',
    'ﬁ',
    'ﬃ',
    'Ａ',
    'ｚ',
    '１',
    '\u00a0',
    '…',
    '´',
    '¨',
    'ǆ',
    '㍿',
    '㌔',
    'ﷺ',
    '①',
    '𝐀',
    '🄀',
    '™',
    'Å',
    'Ω',
  ],
  ...[
    'ｶ',
    'ﾞ',
    'ﾟ',
    'ﾊ',
    'ｰ',
    'ヷ',
    'ヿ',
    'ﻻ',
    'ﺍ',
    '\u0958',
    '\u0f77',
    '\ufb1d',
    '\u{2f800}',
    '\u1e9b',
    '︙',
    '͵',
    '\u{1d15e}',
  ],
];
const UNSPACED = [
  '漢',
  '字',
  '々',
  '〇',
  'あ',
  'が',
  'カ',
  'ー',
  'ก',
  'ำ',
  '่',
  'า',
  'ກ',
  'ຳ',
  'ក',
  '្',
  'က',
  'ာ',
  'ཀ',
  'ྐ',
  '\u{20000}',
  '๑',
];
const COMPOSING_PAIRS = [
  '\u{16d63}',
  '\u{16d67}',
  '\u{16d68}',
  '\u{113c2}',
  '\u{113c5}',
  '\u{11131}',
  '\u{11127}',
  '\u09c7',
  '\u0dd9',
  '\u0dca',
  '\u0dcf',
];

const pieces = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...LETTERS) },
  { weight: 3, arbitrary: fc.constantFrom(...SEPARATORS) },
  { weight: 3, arbitrary: fc.constantFrom(...MARKS) },
  { weight: 3, arbitrary: fc.constantFrom(...COMPATIBLES) },
  { weight: 3, arbitrary: fc.constantFrom(...UNSPACED) },
  { weight: 2, arbitrary: fc.constantFrom(...SIGMA_CONTEXTS) },
  { weight: 2, arbitrary: fc.constantFrom(...JAMO) },
  { weight: 1, arbitrary: fc.constantFrom(...COMPOSING_PAIRS) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x10ffff }).map((codePoint) => String.fromCodePoint(codePoint)) },
);

/** Any text. */
export const anyText = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));

/** Marks that all belong to one run: of a combining class, or decomposing to such. The last two are of class 0. */
const RUN_MARKS = [
  ...['\u0301', '\u0308', '\u0316', '\u0323', '\u0334', '\u0344', '\u0340', '\u035c', '\u05b0', '\u093c', '\u1dce'],
  ...['\u0f71', '\u0f72', '\u0f74', '\u3099', '\u309a', '\u{1d165}', '\u0345', 'ﾞ', '\u0f75'],
];

/** A text with a run of marks longer than any real text has. */
export const textOfManyMarks = fc
  .tuple(anyText, fc.array(fc.constantFrom(...RUN_MARKS), { minLength: 50, maxLength: 200 }), anyText)
  .map(([before, marks, after]) => before + marks.join('') + after);
