// The lists of the text report that stand beside the clusters: overlaps, boilerplate, and all pairs where they were
// asked for. Every entry leads with its figure; the two documents stand one under the other, so that ids line up and
// are never cut. Refuses to sort: records come in their order and go.
import type { BoilerplateRecord, OverlapRecord, PairRecord } from '../model.js';
import { openDocumentText } from './document-text.js';
import { fitExcerpt, fitId, measureColumns, padColumns } from './fit-text.js';
import { formatCount, formatInteger, formatJaccard } from './format-quantity.js';
import { paintRelation, RELATION_COLUMNS, RELATION_WORDS } from './text-clusters.js';
import type { TextPage } from './text-page.js';
import { writeQuote } from './text-page.js';
import { writePassages } from './text-passages.js';

/** Entries of overlaps and of boilerplate that are shown: they are worth knowing, and nothing to act on. */
export const MAX_LISTED = 50;

/** Columns of the figure an overlap leads with; six digits keep the ids in line. */
const FIGURE_COLUMNS = 13;

/** An overlap: its longest passage, both documents, and the passages where the record has them. */
export function writeOverlap(page: TextPage, overlap: OverlapRecord): void {
  const figure = formatCount(overlap.longestPassageWords, 'word').padStart(FIGURE_COLUMNS);
  writeStacked(page, `${page.style.yellow(figure)}   `, overlap.left, overlap.right);
  const { passages = [], passagesTotal = passages.length } = overlap;
  if (passagesTotal === 0) return;
  const sides = (['left', 'right'] as const).map((side) => ({
    label: side,
    side,
    text: openDocumentText(overlap[side], page.readText),
  }));
  writePassages(page, ' '.repeat(FIGURE_COLUMNS + 3), passages, passagesTotal, sides[0], sides[1]);
}

/** A pair of `--all-pairs`: relation and jaccard, both documents. */
export function writePair(page: TextPage, pair: PairRecord): void {
  const word = pair.relation === null ? 'none' : RELATION_WORDS[pair.relation];
  const paint = pair.relation === null ? page.style.dim : paintRelation(page, pair.relation);
  const jaccard = `jaccard ${formatJaccard(pair.jaccard, page.thresholds.jaccard ?? 1)}`;
  writeStacked(
    page,
    `  ${paint(padColumns(word, RELATION_COLUMNS))}  ${page.style.dim(jaccard)}   `,
    pair.left,
    pair.right,
  );
}

/** Boilerplate: in how many documents, how long, one of them, and how it begins. */
export function writeBoilerplate(page: TextPage, boilerplate: BoilerplateRecord): void {
  const figures = `${formatCount(boilerplate.words, 'word')} in ${formatCount(boilerplate.documents, 'document')}`;
  page.writeLine(`  ${page.style.yellow(figures)}, e.g. ${fitId(boilerplate.example)}`);
  writeQuote(page, '    ', '', (columns) => fitExcerpt(boilerplate.text, columns));
}

/** What a list leaves out. */
export function writeRest(page: TextPage, rest: number): void {
  if (rest > 0) page.writeLine(page.style.dim(`  … and ${formatInteger(rest)} more (--reporter json lists all)`));
}

function writeStacked(page: TextPage, lead: string, left: string, right: string): void {
  page.writeLine(`${lead}${fitId(left)}`);
  page.writeLine(`${' '.repeat(measureColumns(lead))}${fitId(right)}`);
}
