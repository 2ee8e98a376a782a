// NFKC, the form in which texts are compared, and the segments in which it can be done piece by piece.
//
// Text that the tables show to be in NFKC already is returned as it came. The rest goes to String.normalize, after long
// runs of combining marks are put in order: engines sort a run by insertion, so that 200,000 marks take half a minute.
// This file refuses to change case or to look at tokens.
import { getCombiningClass, getProperties, HAS_COMBINING_CLASS, NOT_QUICK_NFKC } from './unicode.js';

/** Everything below is in NFKC and never composes with what stands before it: U+00A0 is the first code point with a mapping. */
const FIRST_NOT_INERT = 0xa0;

/**
 * Runs of combining marks up to this many UTF-16 units are left to the engine. Twice the 30 marks of the Stream-Safe
 * Text Format (UAX #15, section 13): real text stays below, and sorting so few by insertion costs nothing.
 */
const LONGEST_UNSORTED_RUN = 60;

/** How the compatibility decomposition of a code point begins: with a starter that never composes backward … */
const BEGINS_SEGMENT = 1;
/** … with a starter that may compose with the one before it … */
const BEGINS_WITH_JOINER = 2;
/** … or with a combining mark. */
const BEGINS_WITH_MARK = 3;

/** NFKC of the text (UAX #15), in time linear in its length. A lone surrogate stays as it is. */
export function normalizeText(text: string): string {
  return needsNormalization(text) ? orderLongMarkRuns(text).normalize('NFKC') : text;
}

/**
 * Whether NFKC might change the text: some code point has NFKC_Quick_Check No or Maybe, or combining classes are out of
 * order (UAX #15, section 9, "Detecting Normalization Forms"). False is certain, true is not.
 */
export function needsNormalization(text: string): boolean {
  let previousClass = 0;
  for (let i = 0; i < text.length; i++) {
    let codePoint = text.charCodeAt(i);
    if (codePoint < FIRST_NOT_INERT) {
      previousClass = 0;
      continue;
    }
    if (codePoint >= 0xd800 && codePoint <= 0xdbff) {
      codePoint = text.codePointAt(i) ?? codePoint;
      if (codePoint > 0xffff) i++;
    }
    const properties = getProperties(codePoint);
    if ((properties & NOT_QUICK_NFKC) !== 0) return true;
    if ((properties & HAS_COMBINING_CLASS) === 0) {
      previousClass = 0;
      continue;
    }
    const combiningClass = getCombiningClass(codePoint);
    if (combiningClass < previousClass) return true;
    previousClass = combiningClass;
  }
  return false;
}

/**
 * Calls `visit` with the [start, end) of each segment, in UTF-16 units and in order. Segments cover the text, and its
 * NFKC is the concatenation of theirs: each begins where nothing that follows can combine with anything before. That
 * holds before every code point with NFKC_Quick_Check=Yes and combining class 0, and before those that decompose to
 * begin with one (a full-width letter, a ligature, a no-break space), so that segments stay small in such texts too.
 */
export function segmentText(text: string, visit: (start: number, end: number) => void): void {
  let start = 0;
  while (start < text.length) {
    const end = findSegmentEnd(text, start);
    visit(start, end);
    start = end;
  }
}

function findSegmentEnd(text: string, start: number): number {
  let i = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  while (i < text.length) {
    const codePoint = text.codePointAt(i) ?? 0;
    if (codePoint < FIRST_NOT_INERT || classifyBeginning(codePoint) === BEGINS_SEGMENT) break;
    i += codePoint > 0xffff ? 2 : 1;
  }
  return i;
}

/** At most one entry for each of the some 17,000 code points with NFKC_Quick_Check No or Maybe. */
const beginnings = new Map<number, number>();

function classifyBeginning(codePoint: number): number {
  const properties = getProperties(codePoint);
  if ((properties & HAS_COMBINING_CLASS) !== 0) return BEGINS_WITH_MARK;
  if ((properties & NOT_QUICK_NFKC) === 0) return BEGINS_SEGMENT;
  let beginning = beginnings.get(codePoint);
  if (beginning === undefined) {
    const first = getProperties(String.fromCodePoint(codePoint).normalize('NFKD').codePointAt(0) ?? 0);
    if ((first & HAS_COMBINING_CLASS) !== 0) beginning = BEGINS_WITH_MARK;
    else beginning = (first & NOT_QUICK_NFKC) === 0 ? BEGINS_SEGMENT : BEGINS_WITH_JOINER;
    beginnings.set(codePoint, beginning);
  }
  return beginning;
}

/** The text with every run of more than `LONGEST_UNSORTED_RUN` marks decomposed and in canonical order. */
function orderLongMarkRuns(text: string): string {
  let ordered = '';
  let copied = 0;
  let runStart = 0;
  let i = 0;
  while (i <= text.length) {
    const codePoint = i < text.length ? (text.codePointAt(i) ?? 0) : 0;
    const isMark = codePoint >= FIRST_NOT_INERT && classifyBeginning(codePoint) === BEGINS_WITH_MARK;
    const next = i + (codePoint > 0xffff ? 2 : 1);
    if (!isMark) {
      if (i - runStart > LONGEST_UNSORTED_RUN) {
        ordered += text.slice(copied, runStart) + orderMarks(text.slice(runStart, i));
        copied = i;
      }
      runStart = next;
    }
    i = next;
  }
  return copied === 0 ? text : ordered + text.slice(copied);
}

/** A run of marks in NFKD: decomposed one by one, then sorted by combining class, equal classes in their old order. */
function orderMarks(run: string): string {
  const marksByClass: string[][] = [];
  for (const mark of run) {
    for (const part of mark.normalize('NFKD')) {
      const combiningClass = getCombiningClass(part.codePointAt(0) ?? 0);
      (marksByClass[combiningClass] ??= []).push(part);
    }
  }
  return marksByClass.flatMap((marks) => marks.join('')).join('');
}
