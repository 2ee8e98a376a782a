// The page a text report is written on: lines, the gaps between its parts, the width it has, and the few colors it
// uses. What a cluster or a passage looks like is not decided here. Refuses text that was not escaped: whoever passes
// something of a document or a file name here has sent it through fit-text.ts first.
import type { ReporterContext, ReportHeader } from '../model.js';
import { padColumns } from './fit-text.js';

/** Wraps a text in the codes of one style; gives it back unchanged where the report is not colored. */
export type Paint = (text: string) => string;

/** The styles of the text report. */
export interface TextStyle {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly green: Paint;
}

/** Where the parts of a text report write. */
export interface TextPage {
  /** Columns to fill, at least 40. */
  readonly width: number;
  readonly style: TextStyle;
  /** The thresholds of the run, for numbers that must not seem to reach them. */
  readonly thresholds: Thresholds;
  /** The decoded text of a document; null where it cannot be read any more. */
  readonly readText: (id: string) => string | null;
  writeLine(line: string): void;
  /** An empty line, unless the page begins here or the line before is empty already. */
  writeGap(): void;
}

/** What the report's options say, as far as the text report tells them; null where a report does not say. */
export interface Thresholds {
  readonly jaccard: number | null;
  readonly containment: number | null;
  readonly minWords: number | null;
  readonly tokens: string | null;
}

/** Below this nothing lines up; a narrower terminal folds the lines. */
const MIN_WIDTH = 40;
/** Longer lines of running text are hard to follow. */
const MAX_WIDTH = 200;
/** A quote that is cut to less says nothing. */
const MIN_QUOTE_COLUMNS = 10;

/** Opens the page of a report. A width that is no number is taken as 80 columns. */
export function createTextPage(context: ReporterContext, header: ReportHeader): TextPage {
  let isGapNeeded = false;
  return {
    width: Number.isNaN(context.width) ? 80 : Math.min(Math.max(Math.floor(context.width), MIN_WIDTH), MAX_WIDTH),
    style: createTextStyle(context.isColored),
    thresholds: readThresholds(header.options),
    readText: (id) => context.readText(id),
    writeLine(line) {
      context.write(`${line}\n`);
      isGapNeeded = true;
    },
    writeGap() {
      if (isGapNeeded) context.write('\n');
      isGapNeeded = false;
    },
  };
}

/** The styles, as ANSI codes or as nothing. Bold and dim end with the same code: they do not nest. */
export function createTextStyle(isColored: boolean): TextStyle {
  const paint = (start: number, end: number): Paint =>
    isColored ? (text) => (text === '' ? '' : `\x1b[${start}m${text}\x1b[${end}m`) : (text) => text;
  return { bold: paint(1, 22), dim: paint(2, 22), red: paint(31, 39), yellow: paint(33, 39), green: paint(32, 39) };
}

/** Rows of a label and what it says, the labels in one column: `recall    at least …`. A repeated label is shown once. */
export function writeRows(page: TextPage, rows: readonly (readonly [label: string, text: string])[]): void {
  const columns = Math.max(0, ...rows.map(([label]) => label.length)) + 2;
  let last = '';
  for (const [label, text] of rows) {
    page.writeLine(`${page.style.dim(padColumns(label === last ? '' : label, columns))}${text}`);
    last = label;
  }
}

/**
 * A line of a document's text under what it belongs to, set off by a bar. `fit` gives the text, escaped and cut to the
 * columns there are.
 */
export function writeQuote(page: TextPage, indent: string, label: string, fit: (columns: number) => string): void {
  const columns = Math.max(MIN_QUOTE_COLUMNS, page.width - indent.length - label.length - 2);
  page.writeLine(`${indent}${page.style.dim(`│ ${label}`)}${fit(columns)}`);
}

function readThresholds(options: ReportHeader['options']): Thresholds {
  const readNumber = (name: string): number | null => {
    const value = options[name];
    return typeof value === 'number' ? value : null;
  };
  const { tokens } = options;
  return {
    jaccard: readNumber('jaccard'),
    containment: readNumber('containment'),
    minWords: readNumber('minWords'),
    tokens: typeof tokens === 'string' ? tokens : null,
  };
}
