// Numbers as the progress line and `--verbose` show them: counts with separators, sizes, times.
//
// The same on every machine: no locale. Reports have their own ways; nothing here stands in one.

/** `1234567` as `1,234,567`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Bytes in powers of 1,000 with three digits at most: `612 MB`, `1.4 GB`. */
export function formatByteLength(byteLength: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let amount = byteLength;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  const digits = unit > 0 && amount < 9.95 ? 1 : 0;
  return `${amount.toFixed(digits)} ${units[unit]}`;
}

/** Milliseconds below ten seconds, seconds from there. */
export function formatElapsed(elapsedMs: number): string {
  return elapsedMs < 10_000 ? `${Math.round(elapsedMs)} ms` : `${(elapsedMs / 1000).toFixed(1)} s`;
}
