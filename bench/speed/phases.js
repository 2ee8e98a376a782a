// The phases of a run, from what `--verbose` tells on standard error; there is no other way to learn them.

/**
 * What one phase took and what remained after it.
 *
 * @typedef {{ name: string, elapsedMs: number, counts: Record<string, number> }} Phase
 */

/**
 * Reads the lines `name: what 1,234, what 5, 678 ms` (or `12.3 s`) among others; a phase told twice counts twice.
 *
 * @param {string} stderr
 * @returns {Phase[]} in the order in which they ended
 */
export function parsePhases(stderr) {
  return stderr.split('\n').flatMap((line) => {
    const found = /^([a-z][a-z ]*): (?:(.+), )?(\d+(?:\.\d+)?) (ms|s)$/.exec(line.trimEnd());
    if (found === null) return [];
    const [, name, counts = '', amount, unit] = found;
    return [{ name, elapsedMs: Number(amount) * (unit === 's' ? 1000 : 1), counts: parseCounts(counts) }];
  });
}

/** @param {string} text */
function parseCounts(text) {
  const counts = text === '' ? [] : text.split(', ').map((part) => /^(\S+) ([\d,]+)$/.exec(part));
  return Object.fromEntries(
    counts.flatMap((found) => (found === null ? [] : [[found[1], Number(found[2].replaceAll(',', ''))]])),
  );
}

/**
 * The time of each phase in each of several runs, phases in the order of the first run that has them.
 *
 * @param {readonly (readonly Phase[])[]} runs
 * @returns {Map<string, number[]>} milliseconds, as many as runs; 0 where a run had no such phase
 */
export function collectPhaseTimes(runs) {
  /** @type {Map<string, number[]>} */
  const times = new Map();
  for (const [run, phases] of runs.entries()) {
    for (const { name, elapsedMs } of phases) {
      const list = times.get(name) ?? runs.map(() => 0);
      list[run] += elapsedMs;
      times.set(name, list);
    }
  }
  return times;
}
