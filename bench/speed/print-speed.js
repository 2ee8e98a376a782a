// Puts the speed on one corpus into lines for a terminal. Pure: refuses to measure and to print.

import { formatCount, formatMegabytes, formatSeconds, formatSpread, formatTable } from '../measure/format.js';

/** @typedef {import('./measure-corpus.js').Corpus} Corpus */
/** @typedef {import('./measure-corpus.js').CorpusSpeed} CorpusSpeed */

/**
 * @param {Corpus} corpus
 * @param {CorpusSpeed} speed
 * @returns {string[]}
 */
export function formatSpeed(corpus, speed) {
  const { documents, words, wordCountMs, commands } = speed;
  const rate = (/** @type {number} */ elapsedMs) => (corpus.byteLength / 1e3 / elapsedMs).toFixed(0);
  const rows = commands.map((command) => [
    nameCommand(command.workers),
    formatSeconds(command.elapsedMs.median),
    formatRange(command.elapsedMs),
    rate(command.elapsedMs.median),
    formatSpread(command.ratio),
    command.processorMs === null ? 'not measured' : formatSeconds(command.processorMs),
    formatMegabytes(command.peakBytes),
    command.peakBytes === null ? 'not measured' : formatCount(Math.round(command.peakBytes / documents)),
  ]);
  const wordCountRow = ['wc -w', formatSeconds(wordCountMs.median), formatRange(wordCountMs), rate(wordCountMs.median)];
  return [
    `${corpus.origin}: ${formatMegabytes(corpus.byteLength)}, ${formatCount(documents)} documents of ${formatCount(Math.round(corpus.byteLength / documents))} bytes, ${formatCount(words)} words`,
    '',
    ...formatTable(
      ['', 'median', 'least–most', 'MB/s', '÷ wc -w', 'CPU', 'peak memory', 'bytes/document'],
      [[...wordCountRow, '1', '', '', ''], ...rows],
    ),
    '',
    ...formatPhases(speed),
    ...formatVerdict(corpus, speed),
  ];
}

/** @param {CorpusSpeed} speed */
function formatPhases({ commands }) {
  const names = [...new Set(commands.flatMap(({ phases }) => Object.keys(phases)))];
  const last = commands[commands.length - 1];
  const rows = names.map((name) => [
    name,
    ...commands.map(({ phases }) => `${Math.round(phases[name] ?? 0)} ms`),
    Object.entries(last.counts[name] ?? {})
      .map(([what, count]) => `${what} ${formatCount(count)}`)
      .join(', '),
  ]);
  if (rows.length === 0) return ['phases: not told by this command'];
  return formatTable(['phase', ...commands.map(({ workers }) => nameCommand(workers)), ''], rows);
}

/**
 * @param {Corpus} corpus
 * @param {CorpusSpeed} speed
 */
function formatVerdict({ planted }, { verdict }) {
  if (planted === null) return [];
  if (verdict === null) return ['', 'planted relatives: the report is too long to be judged'];
  const kinds = Object.entries(verdict.found).map(([kind, count]) => `${kind} ${count} of ${planted[kind]}`);
  return [
    '',
    `planted relatives found: ${kinds.join(', ')}; ${verdict.unexpected.length} unexpected`,
    ...verdict.unexpected.slice(0, 3).map((example) => `  ${example}`),
  ];
}

/** @param {string | null} workers */
function nameCommand(workers) {
  return workers === null ? 'dedupe' : `--workers ${workers}`;
}

/** @param {{ least: number, most: number }} summary */
function formatRange({ least, most }) {
  return `${(least / 1000).toFixed(2)}–${(most / 1000).toFixed(2)}`;
}
