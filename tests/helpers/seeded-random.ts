// Random numbers that are equal on every machine: Doty-Humphrey's sfc32, three words of state and a counter.
//
// Good enough for statistics over millions of draws. Refuses a clock: the seed is all there is.

export interface SeededRandom {
  /** 32 random bits. */
  word(): number;
  /** A whole number from 0 to `bound` − 1. */
  below(bound: number): number;
  /** One of the values. */
  pick<T>(values: readonly T[]): T;
}

export function seedRandom(seed: number): SeededRandom {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const word = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Seeds that differ in one bit have nothing in common after a dozen rounds.
  for (let i = 0; i < 15; i++) word();
  const below = (bound: number): number => Math.floor((word() / 0x1_0000_0000) * bound);
  return { word, below, pick: (values) => values[below(values.length)] };
}

/** A new array with the values in another order. */
export function shuffle<T>(values: readonly T[], random: SeededRandom): T[] {
  const shuffled = [...values];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}
