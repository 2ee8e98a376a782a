// The contents page of a scan: from paths to a report, one call per phase.
//
// find sources → sketch documents → choose banding → match documents → find overlaps → report. Each phase is a room or a
// file of one; nothing is decided here. Refuses to print and to know reporters by name.
import type { Report } from './report/collect-report.js';
import { collectReport } from './report/collect-report.js';
import { countRelations, listClusters, summarizeScan } from './report/scan-findings.js';
import { listScanRecords } from './report/scan-records.js';
import type { ScanOptions } from './options.js';
import { parseOptions } from './options.js';
import { describeHeader, describeOutcome, describeRecall, emitReport } from './run/emit-report.js';
import { RunJournal } from './run/journal.js';
import type { RunHooks, RunOutcome } from './run/journal.js';
import { matchCorpus } from './run/match-corpus.js';
import { openCorpus } from './run/open-corpus.js';

/**
 * Finds the duplicates among the documents of `paths` (files, folders, globs; `.` when empty) and gives the report to the
 * reporters that `hooks` creates. Resolves when the report is written.
 * Rejects with a DedupeError for what the user can cure, with the signal's reason after an abort; faults of single
 * documents are diagnostics. Temporary files are gone in every case.
 */
export async function reportDuplicates(
  paths: readonly string[],
  options: Readonly<Partial<ScanOptions>>,
  hooks: RunHooks,
): Promise<RunOutcome> {
  const parsed = parseOptions(options);
  const journal = new RunJournal(hooks);
  const corpus = await openCorpus(paths, parsed, hooks, journal);
  try {
    const sketched = await corpus.sketch();
    const findings = await matchCorpus(sketched, parsed, journal);
    journal.begin('report', null, 'documents');
    const clusters = listClusters(findings);
    const summary = summarizeScan(findings, clusters);
    const recall = describeRecall(findings.banding.recall, sketched, findings.cover.leftOutByCaps);
    const header = describeHeader(sketched, parsed, 'scan', journal, { summary, recall });
    await emitReport(header, listScanRecords(findings, clusters), sketched, journal, hooks);
    journal.finish('report', { clusters: summary.clusters, redundant: summary.redundant });
    return describeOutcome(sketched, countRelations(findings, clusters), summary, journal);
  } finally {
    await corpus.close();
  }
}

/** The same for programs: the whole report as one object, as the JSON reporter writes it but with exact ratios. */
export async function findDuplicates(
  paths: readonly string[],
  options: Readonly<Partial<ScanOptions>> = {},
  hooks: Pick<RunHooks, 'events' | 'onDiagnostic' | 'signal' | 'stdin'> = {},
): Promise<Report> {
  const collector = collectReport(options.allPairs === true);
  await reportDuplicates(paths, options, { ...hooks, createReporters: () => [collector.reporter] });
  return collector.report();
}

/** The paths of the sources that a scan would read, in order. */
export async function listSources(
  paths: readonly string[],
  options: Readonly<Partial<ScanOptions>>,
  hooks: RunHooks,
): Promise<string[]> {
  const corpus = await openCorpus(paths, parseOptions(options), hooks, new RunJournal(hooks));
  try {
    return corpus.sources.map((source) => source.path);
  } finally {
    await corpus.close();
  }
}
