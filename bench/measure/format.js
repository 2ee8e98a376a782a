// Figures and tables as lines for a terminal. Refuses to print.

/** @param {number} elapsedMs */
export function formatSeconds(elapsedMs) {
  const seconds = elapsedMs / 1000;
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

/**
 * Powers of 1,000; "not measured" for null.
 *
 * @param {number | null} byteLength
 */
export function formatMegabytes(byteLength) {
  if (byteLength === null) return 'not measured';
  const megabytes = byteLength / 1e6;
  return `${megabytes < 10 ? megabytes.toFixed(1) : formatCount(Math.round(megabytes))} MB`;
}

/** @param {number} count */
export function formatCount(count) {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/**
 * Two digits below ten, else one or none.
 *
 * @param {number} ratio
 */
export function formatRatio(ratio) {
  if (!Number.isFinite(ratio)) return '–';
  return ratio.toFixed(ratio < 9.995 ? 2 : ratio < 99.95 ? 1 : 0);
}

/** @param {{ median: number, least: number, most: number }} summary */
export function formatSpread({ median, least, most }) {
  return `${formatRatio(median)} (${formatRatio(least)}–${formatRatio(most)})`;
}

/**
 * Columns as wide as their widest cell: the first and those without a head (remarks) flush left, the others flush right.
 *
 * @param {readonly string[]} heads
 * @param {readonly (readonly string[])[]} rows
 * @returns {string[]}
 */
export function formatTable(heads, rows) {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column].length)));
  const isFlushLeft = heads.map((head, column) => column === 0 || head === '');
  return [heads, ...rows].map((row) =>
    row
      .map((cell, column) => (isFlushLeft[column] ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}
