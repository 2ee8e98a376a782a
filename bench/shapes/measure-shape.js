// Times `dedupe` on one shape at n and 2n, each beside as many bytes of unrelated text, and has the reports judged.
//
// What was written is removed as soon as it was measured. Refuses to print.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeWorld, plantCorpus } from '../corpus/plant-corpus.js';
import { CommandFailure, runDedupe } from '../measure/run-dedupe.js';
import { findMedian } from '../measure/statistics.js';
import { readShapeReport } from './read-report.js';

/**
 * One size of a shape. Times are medians, memory the most; null where the command failed, which is then among the faults.
 *
 * @typedef {{ size: number, documents: number, byteLength: number, elapsedMs: number | null,
 *   unrelatedMs: number | null, peakBytes: number | null, faults: string[], remarks: string[] }} ShapeSample
 *
 * @typedef {{ bin: string, runs: number, seed: number, scale: number, extraOptions: readonly string[],
 *   timeLimitMs: number, folder: string, tell?: (line: string) => void }} ShapeSettings
 */

/** Unrelated text has a seed of its own, apart from every shape's. */
const UNRELATED_SEED = 0x5eed;

/**
 * The sample at n, and the one at 2n unless the first could not be finished.
 *
 * @param {import('./shape.js').Shape} shape
 * @param {ShapeSettings} settings
 * @returns {Promise<ShapeSample[]>}
 */
export async function measureShape(shape, settings) {
  const scaled = Math.max(shape.leastSize, shape.size * settings.scale);
  const size = shape.unit === 'documents' ? Math.round(scaled) : scaled;
  const first = await measureSize(shape, size, settings);
  return first.elapsedMs === null ? [first] : [first, await measureSize(shape, 2 * size, settings)];
}

/**
 * @param {import('./shape.js').Shape} shape
 * @param {number} size
 * @param {ShapeSettings} settings
 * @returns {Promise<ShapeSample>}
 */
async function measureSize(shape, size, settings) {
  const { seed, tell } = settings;
  const folder = mkdtempSync(join(settings.folder, 'shape-'));
  try {
    tell?.(`${shape.name} at ${size} ${shape.unit}`);
    const made = shape.write(folder, size, seed);
    const sample = { size, documents: made.documents, byteLength: made.byteLength };
    const failed = { ...sample, elapsedMs: null, unrelatedMs: null, peakBytes: null, remarks: [] };
    const run = await runSeveralTimes(folder, made.path, shape.statuses, settings);
    if (run instanceof CommandFailure) return { ...failed, faults: [run.message] };
    const verdict = shape.judge(await readShapeReport(run.reportFile), made, seed);
    rmSync(made.path, { recursive: true });
    const unrelated = join(folder, 'unrelated.jsonl');
    plantCorpus(unrelated, makeWorld(seed ^ UNRELATED_SEED), made.byteLength, { hasRelatives: false });
    const beside = await runSeveralTimes(folder, unrelated, [0, 1], settings);
    const unrelatedMs = beside instanceof CommandFailure ? null : beside.elapsedMs;
    return { ...sample, elapsedMs: run.elapsedMs, unrelatedMs, peakBytes: run.peakBytes, ...verdict };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The median time of the runs and their highest peak; a CommandFailure instead where one fails.
 *
 * @param {string} folder
 * @param {string} path
 * @param {readonly number[]} statuses
 * @param {ShapeSettings} settings
 */
async function runSeveralTimes(folder, path, statuses, { bin, runs, extraOptions, timeLimitMs }) {
  const reportFile = join(folder, 'report.ndjson');
  const samples = [];
  try {
    for (let run = 0; run < runs; run++) {
      const args = [path, '--reporter', 'ndjson', ...extraOptions];
      samples.push(await runDedupe(bin, args, { reportFile, timeLimitMs, statuses }));
    }
  } catch (error) {
    if (error instanceof CommandFailure) return error;
    throw error;
  }
  const peaks = samples.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes]));
  return {
    reportFile,
    elapsedMs: findMedian(samples.map(({ elapsedMs }) => elapsedMs)),
    peakBytes: peaks.length === 0 ? null : Math.max(...peaks),
  };
}
