// Handing a report to its reporters: the header first, the records in their order, the summary last.
//
// Refuses to know what a reporter does with them.
import type { DiagnosticRecord, ReportHeader, ReportRecord, ReportSummary } from '../model.js';
import type { ScanOptions } from '../options.js';
import { reportedOptions } from '../options.js';
import { VERSION } from '../version.js';
import type { RunHooks, RunJournal, RunOutcome } from './journal.js';
import type { SketchedCorpus } from './open-corpus.js';

/** What a header says besides what the corpus and the options say. */
export interface HeaderFacts {
  readonly summary: ReportSummary;
  readonly recall: ReportHeader['recall'];
}

/** `jaccardLowerBound` is the share of pairs at the threshold that the banding finds; 1 where nothing is sketched away. */
export function describeRecall(
  jaccardLowerBound: number,
  corpus: SketchedCorpus,
  leftOutByCaps: number,
): ReportHeader['recall'] {
  const { window, shingleSize } = corpus.sketchOptions;
  return { jaccardLowerBound, guaranteedRunWords: window + shingleSize - 1, leftOutByCaps };
}

export function describeHeader(
  { documents, sketches }: SketchedCorpus,
  options: ScanOptions,
  command: 'scan' | 'compare',
  journal: RunJournal,
  { summary, recall }: HeaderFacts,
): ReportHeader {
  const sum = (column: Uint32Array | Float64Array): number => {
    let total = 0;
    for (const value of column) total += value;
    return total;
  };
  let empty = 0;
  for (const tokens of sketches.tokens) if (tokens === 0) empty++;
  return {
    schemaVersion: 1,
    tool: { name: 'dedupe', version: VERSION },
    options: reportedOptions(options, command),
    corpus: {
      documents: documents.count,
      byteLength: sum(documents.textByteLengths),
      tokens: sum(sketches.tokens),
      empty,
      skipped: journal.listSkipped(),
    },
    recall,
    summary,
  };
}

/** Makes a diagnostic of each document found changed or vanished when it was read again. */
function tellChanged({ sources, documents, isChanged }: SketchedCorpus, journal: RunJournal): void {
  for (let document = 0; document < documents.count; document++) {
    if (isChanged[document] === 0) continue;
    journal.diagnostic({
      code: 'DOCUMENT_CHANGED',
      path: sources[documents.sources[document]].path,
      line: documents.lines[document] === 0 ? null : documents.lines[document],
      message: 'the document changed or vanished while it was being compared; it is in no pair',
    });
  }
}

export function describeOutcome(
  { documents, isChanged, kernel }: SketchedCorpus,
  relations: RunOutcome['relations'],
  summary: ReportSummary,
  journal: RunJournal,
): RunOutcome {
  const { faults } = journal;
  const changed = isChanged.reduce((sum, byte) => sum + byte, 0);
  return { documents: documents.count, relations, faults, changed, summary, kernel };
}

/** Gives the whole report to every reporter, its diagnostics last. */
export async function emitReport(
  header: ReportHeader,
  records: Iterable<ReportRecord>,
  corpus: SketchedCorpus,
  journal: RunJournal,
  hooks: RunHooks,
): Promise<void> {
  const reporters = hooks.createReporters(createTextLookUp(corpus));
  for (const reporter of reporters) {
    await reporter.ready;
    reporter.begin(header);
  }
  let told = 0;
  for (const record of records) {
    for (const reporter of reporters) reporter.record(record);
    if ((++told & 63) === 0) await journal.pause();
  }
  // Not before: passages and texts were read for the records.
  tellChanged(corpus, journal);
  for (const diagnostic of journal.listDiagnostics()) {
    const { code, path, line, message } = diagnostic;
    const record: DiagnosticRecord = {
      type: 'diagnostic',
      code,
      ...(path === null ? {} : { path }),
      ...(line === null ? {} : { line }),
      message,
    };
    for (const reporter of reporters) reporter.record(record);
  }
  for (const reporter of reporters) reporter.end(header.summary);
}

/** Texts by id. */
function createTextLookUp({ documents, reader }: SketchedCorpus): (id: string) => string | null {
  return (id) => {
    const document = documents.ids.find(id);
    const utf8 = document === null ? null : reader.readText(document);
    return utf8 === null ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8);
  };
}
