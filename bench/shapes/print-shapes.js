// Puts the shapes into a table. Pure: refuses to measure and to print.

import { formatCount, formatMegabytes, formatRatio, formatSeconds, formatTable } from '../measure/format.js';

/**
 * @typedef {{ shape: import('./shape.js').Shape, samples: import('./measure-shape.js').ShapeSample[] }} MeasuredShape
 */

/**
 * @param {readonly MeasuredShape[]} measured
 * @returns {string[]}
 */
export function formatShapes(measured) {
  const heads = ['shape', 'documents', 'size', 'time', '2n ÷ n', 'unrelated', '÷ unrelated', 'peak memory', ''];
  const rows = measured.flatMap(({ shape, samples }) =>
    samples.map((sample, i) => [
      i === 0 ? shape.title : '',
      formatCount(sample.documents),
      formatMegabytes(sample.byteLength),
      formatTime(sample.elapsedMs),
      i === 0 ? '' : divideTimes(sample.elapsedMs, samples[0].elapsedMs),
      formatTime(sample.unrelatedMs),
      divideTimes(sample.elapsedMs, sample.unrelatedMs),
      formatMegabytes(sample.peakBytes),
      formatVerdict(sample),
    ]),
  );
  return formatTable(heads, rows);
}

/** @param {import('./measure-shape.js').ShapeSample} sample */
export function formatVerdict({ faults, remarks }) {
  return [faults.length === 0 ? 'right' : `WRONG: ${faults.join('; ')}`, ...remarks].join(', ');
}

/** @param {number | null} elapsedMs */
function formatTime(elapsedMs) {
  return elapsedMs === null ? '–' : formatSeconds(elapsedMs);
}

/**
 * @param {number | null} elapsedMs
 * @param {number | null} divisorMs
 */
function divideTimes(elapsedMs, divisorMs) {
  return elapsedMs === null || divisorMs === null ? '–' : formatRatio(elapsedMs / divisorMs);
}
