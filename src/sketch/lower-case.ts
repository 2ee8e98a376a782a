// Unicode's full default lower-casing, by the tables of Unicode 17.0 (The Unicode Standard, section 3.13).
//
// Two mappings are more than a code point for a code point: İ becomes i + U+0307, and Σ becomes ς at the end of a word.
// This file refuses the engine's own toLowerCase, whose Unicode version is the Node version's, and every language's
// special rules (Turkish, Lithuanian).
import { CASE_IGNORABLE, CASED, getLowerCase, getProperties, HAS_LOWER_CASE, SPECIAL_LOWER_CASE } from './unicode.js';

const CAPITAL_SIGMA = 0x03a3;
const SMALL_SIGMA = 0x03c3;
const FINAL_SIGMA = 0x03c2;
/** U+0130 is the only code point whose lower-case form is two: this and a combining dot above. */
const SMALL_I = 0x69;
const DOT_ABOVE = 0x0307;

/** UTF-16 units gathered before they become a string: below what any engine takes as arguments, above what loops cost. */
const CHUNK_UNITS = 4096;

/** The text in lower case, not normalized again. Takes time linear in its length; a lone surrogate stays as it is. */
export function lowerCaseText(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  const units = new Uint16Array(CHUNK_UNITS + 2);
  let count = 0;
  let lowered = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      units[count++] = unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit;
    } else {
      const codePoint = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(i) ?? unit) : unit;
      const properties = getProperties(codePoint);
      let lower = codePoint;
      if ((properties & SPECIAL_LOWER_CASE) !== 0) {
        if (codePoint === CAPITAL_SIGMA) {
          lower = isFinalSigma(text, i) ? FINAL_SIGMA : SMALL_SIGMA;
        } else {
          units[count++] = SMALL_I;
          lower = DOT_ABOVE;
        }
      } else if ((properties & HAS_LOWER_CASE) !== 0) {
        lower = getLowerCase(codePoint);
      }
      if (codePoint > 0xffff) {
        units[count++] = 0xd800 + ((lower - 0x10000) >> 10);
        units[count++] = 0xdc00 + ((lower - 0x10000) & 0x3ff);
        i++;
      } else {
        units[count++] = lower;
      }
    }
    if (count >= CHUNK_UNITS) {
      lowered += joinUnits(units.subarray(0, count));
      count = 0;
    }
  }
  return lowered + joinUnits(units.subarray(0, count));
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x80) return false;
  return true;
}

function joinUnits(units: Uint16Array): string {
  // `apply` takes anything with a length and indices; its type asks for an array.
  return String.fromCharCode.apply(null, units as unknown as number[]);
}

/**
 * The condition Final_Sigma (table 3-17): before the sigma stands a cased letter, after it none; case-ignorable code
 * points between are passed over. One that is cased and case-ignorable is passed over too, as by ICU and CPython.
 * Two sigmas never pass over the same code points, as a sigma is not case-ignorable: all looks together are linear.
 */
function isFinalSigma(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0) {
    const codePoint = readCodePointBefore(text, i);
    const properties = getProperties(codePoint);
    if ((properties & CASE_IGNORABLE) === 0) {
      if ((properties & CASED) === 0) return false;
      break;
    }
    i -= codePoint > 0xffff ? 2 : 1;
  }
  if (i < 0) return false;
  i = at + 1;
  while (i < text.length) {
    const codePoint = text.codePointAt(i) ?? 0;
    const properties = getProperties(codePoint);
    if ((properties & CASE_IGNORABLE) === 0) return (properties & CASED) === 0;
    i += codePoint > 0xffff ? 2 : 1;
  }
  return true;
}

/** The code point whose last UTF-16 unit is at `last`. */
function readCodePointBefore(text: string, last: number): number {
  const unit = text.charCodeAt(last);
  if (unit < 0xdc00 || unit > 0xdfff || last === 0) return unit;
  const codePoint = text.codePointAt(last - 1) ?? unit;
  return codePoint > 0xffff ? codePoint : unit;
}
