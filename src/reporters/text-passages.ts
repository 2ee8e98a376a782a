// Shared passages in the text report: where they stand on both sides, how long they are, and how they begin. Each is
// one line of places and one of text, or two where both sides spell the same words differently. Refuses to find
// passages and to choose among them: it shows those of the record, in its order.
import type { Passage } from '../model.js';
import type { DocumentText } from './document-text.js';
import { padColumns } from './fit-text.js';
import { formatInteger, formatLines } from './format-quantity.js';
import type { TextPage } from './text-page.js';
import { writeQuote } from './text-page.js';

/** One side of the passages, as it is shown: upper and lower are places on the page, left and right sides of the pair. */
export interface ShownSide {
  /** What the side is called before its lines, e.g. `kept`. */
  readonly label: string;
  readonly side: 'left' | 'right';
  readonly text: DocumentText;
}

/** Letters of the scripts that are written without spaces, whose tokens are single characters and no words. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]/u;

/** Longer passages are not searched for such letters; their length is told in tokens. */
const MAX_SEARCHED_BYTES = 1_000_000;

/** Writes the passages of one pair, and how many more there are. */
export function writePassages(
  page: TextPage,
  indent: string,
  passages: readonly Passage[],
  total: number,
  upper: ShownSide,
  lower: ShownSide,
): void {
  const columns = passages.map((passage) =>
    [upper, lower].map(({ label, side }) => `${label} ${formatLines(passage[side])}`),
  );
  const upperWidth = Math.max(0, ...columns.map(([place]) => place.length));
  const lowerWidth = Math.max(0, ...columns.map(([, place]) => place.length));
  passages.forEach((passage, i) => {
    const [upperPlace, lowerPlace] = columns[i];
    const places = `${padColumns(upperPlace, upperWidth)} | ${padColumns(lowerPlace, lowerWidth)}`;
    page.writeLine(`${indent}${places}   ${describeLength(page, passage, upper)}`);
    writeBeginnings(page, `${indent}  `, passage, upper, lower);
  });
  if (total > passages.length) {
    page.writeLine(
      `${indent}${page.style.dim(`… and ${describeRest(total - passages.length)} (--passages ${total})`)}`,
    );
  }
}

function describeRest(rest: number): string {
  return rest === 1 ? '1 more passage' : `${formatInteger(rest)} more passages`;
}

/** `61 words`, where every token of the passage is a word; else `61 tokens`, or `characters` where they all are. */
function describeLength(page: TextPage, passage: Passage, shown: ShownSide): string {
  const noun = chooseNoun(page, passage, shown);
  return `${formatInteger(passage.tokens)} ${passage.tokens === 1 ? noun.slice(0, -1) : noun}`;
}

function chooseNoun(page: TextPage, passage: Passage, { side, text }: ShownSide): string {
  if (page.thresholds.tokens === 'words') return 'words';
  if (page.thresholds.tokens === 'characters') return 'characters';
  const { startByte, endByte } = passage[side];
  const stretch = endByte - startByte > MAX_SEARCHED_BYTES ? null : text.slice(startByte, endByte);
  return stretch === null || UNSPACED.test(stretch) ? 'tokens' : 'words';
}

function writeBeginnings(page: TextPage, indent: string, passage: Passage, upper: ShownSide, lower: ShownSide): void {
  const excerpt = ({ side, text }: ShownSide, columns: number): string | null =>
    text.excerpt(passage[side].startByte, passage[side].endByte, columns);
  const [first, second] = [excerpt(upper, page.width), excerpt(lower, page.width)];
  if (first === second || first === null || second === null) {
    const readable = first === null ? lower : upper;
    if (first === null && second === null) return;
    writeQuote(page, indent, '', (columns) => excerpt(readable, columns) ?? '');
    return;
  }
  const labelWidth = Math.max(upper.label.length, lower.label.length) + 1;
  for (const shown of [upper, lower]) {
    writeQuote(page, indent, padColumns(shown.label, labelWidth), (columns) => excerpt(shown, columns) ?? '');
  }
}
