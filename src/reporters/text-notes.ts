// The frame of a text report: the headline that says what was found, and the notes at the end that say what was not
// looked at and what may have been missed. Refuses to claim more than the header does.
import type { ReportHeader, SkippedSummary, SkipReason } from '../model.js';
import { fitId } from './fit-text.js';
import { formatByteLength, formatCount, formatFinePercent, formatInteger } from './format-quantity.js';
import type { TextPage } from './text-page.js';
import { writeRows } from './text-page.js';

/** Why something was passed over, as people say it after a count. */
const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  binary: 'binary',
  'no-text-field': 'JSON lines without a text field',
  'too-large': 'larger than --max-size',
  'same-file': 'reached before under another name',
  ignored: 'ignored by .gitignore or .ignore',
  hidden: 'hidden',
  node_modules: 'node_modules',
  symlink: 'symbolic link',
  'special-file': 'no regular file',
  excluded: 'excluded by --exclude',
  'not-matched': 'not matched by --glob',
};

/** Writes the first line of a scan: how many documents, what is redundant, or plainly that nothing was found. */
export function writeHeadline(page: TextPage, header: ReportHeader): void {
  const { corpus, summary } = header;
  const { bold, green, yellow } = page.style;
  const documents = formatCount(corpus.documents, 'document');
  const overlaps = summary.overlaps === 0 ? '' : `, ${formatCount(summary.overlaps, 'overlap')}`;
  if (corpus.documents === 0) {
    page.writeLine(yellow('no documents to compare'));
  } else if (summary.clusters === 0) {
    page.writeLine(`${green(`no duplicates among ${documents}`)}${overlaps}`);
  } else {
    const redundant = `${formatInteger(summary.redundant)} redundant`;
    const byteLength = formatByteLength(summary.redundantByteLength);
    page.writeLine(
      `${bold(`${documents}, ${redundant} (${byteLength}) in ${formatCount(summary.clusters, 'cluster')}`)}${overlaps}`,
    );
  }
}

/** Writes what a reader of a scan should know besides: what was skipped, how much is found, how much was told aloud. */
export function writeNotes(page: TextPage, header: ReportHeader, diagnostics: number): void {
  const { corpus } = header;
  const rows: (readonly [string, string])[] = describeSkips(corpus.skipped);
  if (corpus.empty > 0) rows.push(['empty', `${formatCount(corpus.empty, 'document')} without words, never matched`]);
  if (corpus.documents > 1) rows.push(['recall', describeRecall(page, header)]);
  if (header.recall.leftOutByCaps > 0) {
    const documents = formatCount(header.recall.leftOutByCaps, 'kept document');
    rows.push(['caps', page.style.yellow(`may have hidden relations of ${documents}`)]);
  }
  rows.push(...listDiagnostics(page, diagnostics));
  if (rows.length === 0) return;
  page.writeGap();
  writeRows(page, rows);
}

/** The one note a comparison has: that there were diagnostics. */
export function writeDiagnosticsNote(page: TextPage, diagnostics: number): void {
  if (diagnostics === 0) return;
  page.writeGap();
  writeRows(page, listDiagnostics(page, diagnostics));
}

function listDiagnostics(page: TextPage, diagnostics: number): (readonly [string, string])[] {
  if (diagnostics === 0) return [];
  return [['diagnostics', page.style.yellow(`${formatInteger(diagnostics)}, told in --reporter json`)]];
}

function describeSkips(skipped: readonly SkippedSummary[]): (readonly [string, string])[] {
  const columns = Math.max(0, ...skipped.map(({ count }) => formatInteger(count).length));
  return skipped.map(({ reason, count, examples }) => {
    const example = examples.length === 0 ? '' : `, ${count > 1 ? 'e.g. ' : ''}${fitId(examples[0])}`;
    return ['skipped', `${formatInteger(count).padStart(columns)} ${SKIP_WORDS[reason]}${example}`];
  });
}

function describeRecall(page: TextPage, header: ReportHeader): string {
  const { jaccardLowerBound, guaranteedRunWords } = header.recall;
  const { jaccard } = page.thresholds;
  const pairs = `${formatFinePercent(jaccardLowerBound)} of pairs at jaccard ${jaccard ?? 'threshold'}`;
  const runs = `every shared run of ${formatCount(guaranteedRunWords, 'word')}`;
  return `${jaccardLowerBound < 1 ? 'at least ' : ''}${pairs}; ${runs}`;
}
