// Foreign text in columns: escaped, cut between graphemes to the columns it may fill, padded. Columns are those of a
// terminal (string-width), graphemes those of Intl.Segmenter. Refuses to cut an escape in two, and to look at more of a
// text than the columns can show.
import { countStringColumns } from '../string-columns.js';
import { escapeText } from './escape-text.js';

/** Stands where something was cut. */
const ELLIPSIS = '…';

/** UTF-16 units looked at for each column: more than any real grapheme has; what piles up more marks is cut. */
const UNITS_PER_COLUMN = 16;

/** No UTF-16 unit is wider in a terminal, so most texts are seen to fit without being taken apart. */
const MAX_COLUMNS_PER_UNIT = 2;

/** An id is there to be copied, so it is shown whole; this ends only what nobody ever named a document. */
const MAX_ID_COLUMNS = 1000;

/**
 * Characters whose columns need no graphemes: precomposed letters of Latin, Greek and Cyrillic fill one, kana, Chinese
 * characters, Hangul syllables and full-width forms two. string-width takes 65 µs for a Chinese file name, this below 1.
 */
const SIMPLE =
  /^[\x20-\x7e\u00c0-\u024f\u0391-\u03a1\u03a3-\u03c9\u0400-\u045f\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/;
const WIDE = /[\u3041-\uff60]/g;

/** What a cut leaves of a character outside the basic plane. */
const HALF_PAIR = /[\ud800-\udbff]$/;

let segmenter: Intl.Segmenter | null = null;

/** Made when the first text has to be cut: that takes 10 ms. */
function openSegmenter(): Intl.Segmenter {
  // eslint-disable-next-line no-restricted-syntax -- only cuts lines meant for eyes, as string-width measures them
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter;
}

/**
 * Escapes a text and cuts it to at most `columns` (at least 1); where something was cut, it ends with an ellipsis. So it
 * does with `isContinued`: the text given is only the beginning.
 */
export function fitText(text: string, columns: number, isContinued = false): string {
  const limit = columns * UNITS_PER_COLUMN;
  const isLong = text.length > limit || isContinued;
  if (!isLong) {
    const escaped = escapeText(text);
    if (escaped.length * MAX_COLUMNS_PER_UNIT <= columns) return escaped;
    if (SIMPLE.test(escaped) && measureColumns(escaped) <= columns) return escaped;
  }
  let fitted = '';
  let filled = 0;
  // What still fits beside an ellipsis, should one be needed.
  let cut = '';
  const looked = text.length > limit ? text.slice(0, limit).replace(HALF_PAIR, '') : text;
  for (const { segment } of openSegmenter().segment(looked)) {
    const escaped = escapeText(segment);
    filled += measureColumns(escaped);
    if (filled > columns) return cut + ELLIPSIS;
    fitted += escaped;
    if (filled < columns) cut = fitted;
  }
  return isLong ? cut + ELLIPSIS : fitted;
}

/** The id of a document, or a path, as shown: escaped, whole up to a thousand columns. */
export function fitId(id: string): string {
  return fitText(id, MAX_ID_COLUMNS);
}

/** The beginning of a text on one line: runs of white space are one space, the ends are trimmed, escaped, cut to fit. */
export function fitExcerpt(text: string, columns: number, isContinued = false): string {
  return fitText(text.replace(/\s+/gu, ' ').trim(), columns, isContinued);
}

/** How many columns a text fills in a terminal; colors fill none. */
export function measureColumns(text: string): number {
  return SIMPLE.test(text) ? text.length + (text.match(WIDE)?.length ?? 0) : countStringColumns(text);
}

/** Adds spaces at the end until the text fills `columns`; a text that is wider stays as it is. */
export function padColumns(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - measureColumns(text)));
}
