// One pair explained, for `compare`: the relation first and what it rests on, the measures, the shared passages, and
// what stands in one document only. What no passage covers is derived here from the passages and the texts, and only
// when the record lists every passage. Refuses to measure anything itself.
import type { DocumentRecord, Passage, PairRecord } from '../model.js';
import type { DocumentText, UnsharedStretch } from './document-text.js';
import { openDocumentText } from './document-text.js';
import { fitId, padColumns } from './fit-text.js';
import {
  formatByteLength,
  formatCount,
  formatFinePercent,
  formatInteger,
  formatJaccard,
  formatLines,
  formatPercent,
} from './format-quantity.js';
import { paintRelation, RELATION_WORDS } from './text-clusters.js';
import type { TextPage } from './text-page.js';
import { writeQuote, writeRows } from './text-page.js';
import { writePassages } from './text-passages.js';

type Side = 'left' | 'right';

/** Stretches shown for each document, the longest: the first ones say what an edition added. */
const MAX_STRETCHES = 20;

/** Writes the comparison; `documents` are the records of the two sides by id, where the report has them. */
export function writeComparison(
  page: TextPage,
  pair: PairRecord,
  documents: ReadonlyMap<string, DocumentRecord>,
): void {
  writeRelation(page, pair, documents);
  page.writeGap();
  writeMeasures(page, pair, documents);
  const { passages, passagesTotal = passages?.length } = pair;
  if (passages === undefined || passagesTotal === undefined) return;
  const left = openDocumentText(pair.left, page.readText);
  const right = openDocumentText(pair.right, page.readText);
  page.writeGap();
  page.writeLine(page.style.bold(describePassages(passages.length, passagesTotal)));
  writePassages(
    page,
    '  ',
    passages,
    passagesTotal,
    { label: 'left', side: 'left', text: left },
    { label: 'right', side: 'right', text: right },
  );
  if (passagesTotal === 0) return;
  const isComplete = passages.length === passagesTotal;
  writeUnshared(page, 'left', left, isComplete ? passages : null);
  writeUnshared(page, 'right', right, isComplete ? passages : null);
}

function writeRelation(page: TextPage, pair: PairRecord, documents: ReadonlyMap<string, DocumentRecord>): void {
  const { bold, green } = page.style;
  const word =
    pair.relation === null
      ? green('not duplicates')
      : paintRelation(page, pair.relation)(RELATION_WORDS[pair.relation]);
  page.writeLine(`${word}: ${bold(describeRelation(page, pair, documents))}`);
}

function describeRelation(page: TextPage, pair: PairRecord, documents: ReadonlyMap<string, DocumentRecord>): string {
  const larger = pair.smaller === 'left' ? 'right' : 'left';
  switch (pair.relation) {
    case 'identical':
      return 'both texts are the same';
    case 'same-text':
      return 'only case, spacing or punctuation differ';
    case 'near':
    case 'contained': {
      const coverage = pair.smaller === 'left' ? pair.leftCoverage : pair.rightCoverage;
      if (coverage === undefined) return `the ${pair.smaller} document stands in the ${larger} one`;
      return `${formatPercent(coverage)} of the words of the ${pair.smaller} document stand in the ${larger} one`;
    }
    case 'overlap':
      return 'not duplicates, but they share a passage';
    case null:
      return describeDifference(page, pair, documents);
  }
}

/** Why no relation holds, in the order of the relations. */
function describeDifference(page: TextPage, pair: PairRecord, documents: ReadonlyMap<string, DocumentRecord>): string {
  const empty = (['left', 'right'] as const).filter((side) => documents.get(pair[side])?.tokens === 0);
  if (empty.length === 2) return 'both documents are empty';
  if (empty.length === 1) return `the ${empty[0]} document is empty`;
  const { jaccard, containment, minWords } = page.thresholds;
  if (jaccard === null || containment === null || minWords === null) return 'no relation reaches its threshold';
  const near = `jaccard ${formatJaccard(pair.jaccard, jaccard)} is below ${jaccard}`;
  if (pair.containment < containment) {
    return `${near}, containment ${formatPercent(pair.containment)} below ${formatFinePercent(containment)}`;
  }
  return `${near}, and the ${pair.smaller} document has fewer than ${formatCount(minWords, 'word')}`;
}

function writeMeasures(page: TextPage, pair: PairRecord, documents: ReadonlyMap<string, DocumentRecord>): void {
  const larger = pair.smaller === 'left' ? 'right' : 'left';
  const describeSide = (side: Side, coverage: number | undefined): readonly [string, string][] => {
    const tokens = documents.get(pair[side])?.tokens;
    const facts = [
      ...(tokens === undefined ? [] : [formatCount(tokens, 'token')]),
      ...(coverage === undefined ? [] : [`${formatPercent(coverage)} of them in shared shingles`]),
    ];
    return [[side, fitId(pair[side])], ...(facts.length === 0 ? [] : [[side, facts.join(', ')] as [string, string]])];
  };
  writeRows(page, [
    ...describeSide('left', pair.leftCoverage),
    ...describeSide('right', pair.rightCoverage),
    ['containment', `${formatPercent(pair.containment)} of the ${pair.smaller} (smaller) in the ${larger}`],
    ['jaccard', formatJaccard(pair.jaccard, page.thresholds.jaccard ?? 1)],
    ['shared', formatCount(pair.sharedShingles, 'shingle')],
  ]);
}

function describePassages(listed: number, total: number): string {
  if (total === 0) return 'no shared passages';
  if (listed < total) return `the longest ${formatInteger(listed)} of ${formatInteger(total)} shared passages`;
  return `${formatCount(total, 'shared passage')}${total === 1 ? '' : ', longest first'}`;
}

/** Writes what only one side has; null passages: not all of them are known, so nothing can be called unshared. */
function writeUnshared(page: TextPage, side: Side, text: DocumentText, passages: readonly Passage[] | null): void {
  const { bold, dim } = page.style;
  page.writeGap();
  const title = bold(`only ${side}`);
  if (passages === null) {
    page.writeLine(`${title}  ${dim('not told: that takes every shared passage (--passages)')}`);
    return;
  }
  const stretches = text.listUnshared(passages.map((passage) => passage[side]));
  if (stretches === null) {
    page.writeLine(`${title}  ${dim('not told: the document cannot be read any more')}`);
    return;
  }
  if (stretches.length === 0) {
    page.writeLine(`${title}  ${dim('nothing')}`);
    return;
  }
  const total = stretches.reduce((sum, stretch) => sum + measureStretch(stretch), 0);
  page.writeLine(
    `${title}  ${dim(`${formatCount(stretches.length, 'stretch', 'stretches')}, ${formatByteLength(total)}`)}`,
  );
  writeStretches(page, text, stretches);
}

function writeStretches(page: TextPage, text: DocumentText, stretches: readonly UnsharedStretch[]): void {
  const longestFirst = [...stretches].sort(
    (one, other) => measureStretch(other) - measureStretch(one) || one.startByte - other.startByte,
  );
  const shown = longestFirst.slice(0, MAX_STRETCHES);
  const columns = Math.max(0, ...shown.map((stretch) => formatLines(stretch).length));
  for (const stretch of shown) {
    page.writeLine(`  ${padColumns(formatLines(stretch), columns)}   ${formatByteLength(measureStretch(stretch))}`);
    writeQuote(page, '    ', '', (width) => text.excerpt(stretch.startByte, stretch.endByte, width) ?? '');
  }
  if (stretches.length > shown.length) {
    page.writeLine(page.style.dim(`  … and ${formatInteger(stretches.length - shown.length)} shorter`));
  }
}

function measureStretch({ startByte, endByte }: UnsharedStretch): number {
  return endByte - startByte;
}
