// Numbers that look drawn and are the same on every machine. Refuses the clock and Math.random.

/**
 * A stream of draws: `next` gives 32 bits, `below` a whole number from 0 up to a bound, `between` one from least to most,
 * both ends included.
 *
 * @typedef {{ next: () => number, below: (bound: number) => number, between: (least: number, most: number) => number }} Draws
 */

/**
 * Starts a stream from a seed and, for the stream of one of many things, its number: Doty-Humphrey's generator "sfc32"
 * of PractRand, warmed up for twelve rounds.
 *
 * @param {number} seed
 * @param {number} [number]
 * @returns {Draws}
 */
export function startDraws(seed, number = 0) {
  let [a, b, c, counter] = [seed | 0, number | 0, 0x243f6a88 | 0, 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  // Bounds here are far below 2³²: what the remainder favors is not seen.
  const below = (/** @type {number} */ bound) => next() % bound;
  return { next, below, between: (least, most) => least + below(most - least + 1) };
}

/**
 * A length as documents have them, log-normal (the logarithm is a sum of twelve even draws, nearly normal).
 *
 * @param {Draws} draws
 * @param {{ median: number, deviation: number, least: number, most: number }} shape `deviation` is that of the logarithm
 */
export function drawLength(draws, { median, deviation, least, most }) {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += draws.next() / 2 ** 32;
  return Math.min(most, Math.max(least, Math.round(median * Math.exp(deviation * sum))));
}

/**
 * Draws whole numbers from 0 with given weights, each in the same short time: Walker's aliases (1977), built as Vose
 * (1991) does.
 *
 * @param {Float64Array} weights a power of two of them, at most 65,536
 * @returns {(draws: Draws) => number}
 */
export function makeWeightedDraw(weights) {
  const size = weights.length;
  if (size > 65_536 || (size & (size - 1)) !== 0) {
    throw new RangeError(`weights must be a power of two of at most 65,536, not ${size}`);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => (weight * size) / total);
  // A column is kept when 16 bits of the draw lie below its bar, else its alias is taken.
  const bars = new Uint32Array(size).fill(65_536);
  const aliases = new Uint32Array(size);
  /** @type {number[]} */
  const low = [];
  /** @type {number[]} */
  const high = [];
  shares.forEach((share, i) => (share < 1 ? low : high).push(i));
  while (low.length > 0 && high.length > 0) {
    const poor = /** @type {number} */ (low.pop());
    const rich = /** @type {number} */ (high.pop());
    bars[poor] = Math.round(shares[poor] * 65_536);
    aliases[poor] = rich;
    shares[rich] -= 1 - shares[poor];
    (shares[rich] < 1 ? low : high).push(rich);
  }
  return (draws) => {
    const bits = draws.next();
    const column = bits & (size - 1);
    return bits >>> 16 < bars[column] ? column : aliases[column];
  };
}

/**
 * Weights by rank as words have them in prose: 1 / (rank + shift), Zipf's law as Mandelbrot bent it at the top.
 *
 * @param {number} size
 * @param {number} shift
 */
export function listZipfWeights(size, shift) {
  return Float64Array.from({ length: size }, (_, rank) => 1 / (rank + 1 + shift));
}
