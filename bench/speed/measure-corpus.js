// Times `wc -w` and `dedupe` on one corpus, in turn, several times. Refuses to print.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { judgePlanted } from '../corpus/judge-planted.js';
import { findMedian, summarizeRatios, summarizeValues } from '../measure/statistics.js';
import { runDedupe } from '../measure/run-dedupe.js';
import { collectPhaseTimes, parsePhases } from './phases.js';
import { countWords } from './word-count.js';

/**
 * @typedef {{ path: string, isFolder: boolean, byteLength: number, origin: string,
 *   planted: Record<string, number> | null }} Corpus `planted` is null where the corpus was not generated
 *
 * @typedef {{ median: number, least: number, most: number }} Summary
 *
 * `processorMs` and `peakBytes` are medians, null where the system does not tell; `phases` medians by name.
 *
 * @typedef {{ workers: string | null, elapsedMs: Summary, ratio: Summary, processorMs: number | null,
 *   peakBytes: number | null, phases: Record<string, number>, counts: Record<string, Record<string, number>> }} CommandSpeed
 *
 * @typedef {{ words: number, documents: number, wordCountMs: Summary, commands: CommandSpeed[],
 *   verdict: import('../corpus/judge-planted.js').PlantedVerdict | null }} CorpusSpeed
 */

/** A longer report is not read as one string. */
const JUDGED_BYTES = 400e6;

/**
 * Bytes of a file, or of all files of a folder. Throws a RangeError where there is none.
 *
 * @param {string} path
 * @returns {{ isFolder: boolean, byteLength: number }}
 */
export function sizeCorpus(path) {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) throw new RangeError(`there is no corpus ${path}`);
  if (!status.isDirectory()) return { isFolder: false, byteLength: status.size };
  let byteLength = 0;
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) byteLength += statSync(join(entry.parentPath, entry.name)).size;
  }
  return { isFolder: true, byteLength };
}

/**
 * Throws a CommandFailure where the command fails, a RangeError where `wc` does.
 *
 * @param {Corpus} corpus
 * @param {{ bin: string, runs: number, workers: readonly (string | null)[], extraOptions: readonly string[],
 *   timeLimitMs: number, folder: string, tell?: (line: string) => void }} settings `workers` null leaves the number to
 *   the command; `folder` takes the reports
 * @returns {Promise<CorpusSpeed>}
 */
export async function measureCorpus(corpus, { bin, runs, workers, extraOptions, timeLimitMs, folder, tell }) {
  const reportFile = join(folder, 'report.json');
  // Untimed: afterwards the corpus is in the memory of the system, for both commands.
  const { words } = await countWords(corpus.path, corpus.isFolder);
  /** @type {number[]} */
  const wordCountMs = [];
  /** @type {import('../measure/run-process.js').ProcessRun[][]} */
  const samples = workers.map(() => []);
  for (let run = 0; run < runs; run++) {
    tell?.(`run ${run + 1} of ${runs}`);
    wordCountMs.push((await countWords(corpus.path, corpus.isFolder)).elapsedMs);
    for (const [i, count] of workers.entries()) {
      const args = [corpus.path, '--reporter', 'json', ...(count === null ? [] : ['--workers', count])];
      samples[i].push(await runDedupe(bin, [...args, ...extraOptions], { reportFile, timeLimitMs }));
    }
  }
  const isJudged = corpus.planted !== null && statSync(reportFile).size <= JUDGED_BYTES;
  const commands = workers.map((count, i) => summarizeCommand(count, samples[i], wordCountMs));
  return {
    words,
    documents: commands[0].counts['sketch documents']?.documents ?? NaN,
    wordCountMs: summarizeValues(wordCountMs),
    commands,
    verdict: isJudged ? judgePlanted(JSON.parse(readFileSync(reportFile, 'utf8'))) : null,
  };
}

/**
 * @param {string | null} workers
 * @param {readonly import('../measure/run-process.js').ProcessRun[]} runs
 * @param {readonly number[]} wordCountMs
 * @returns {CommandSpeed}
 */
function summarizeCommand(workers, runs, wordCountMs) {
  const elapsed = runs.map(({ elapsedMs }) => elapsedMs);
  const phases = runs.map(({ stderr }) => parsePhases(stderr));
  const medians = [...collectPhaseTimes(phases)].map(([name, times]) => [name, findMedian(times)]);
  const counts = (phases.at(-1) ?? []).map(({ name, counts }) => [name, counts]);
  return {
    workers,
    elapsedMs: summarizeValues(elapsed),
    ratio: summarizeRatios(elapsed, wordCountMs),
    processorMs: findMedianOrNull(runs.map((run) => run.processorMs)),
    peakBytes: findMedianOrNull(runs.map((run) => run.peakBytes)),
    phases: Object.fromEntries(medians),
    counts: Object.fromEntries(counts),
  };
}

/** @param {readonly (number | null)[]} values */
function findMedianOrNull(values) {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? findMedian(known) : null;
}
