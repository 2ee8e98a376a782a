// Numbers that look drawn and are the same on every machine: what made-up texts and simulations are made of.

/** A stream of draws. */
export interface Draws {
  /** A whole number from 0 up to `bound`, exclusive; each exactly as likely as the others. */
  below(bound: number): number;
  pick<T>(list: readonly T[]): T;
}

/** Starts a stream from a seed: Doty-Humphrey's generator "sfc32" of PractRand, warmed up for twelve rounds. */
export function seedDraws(seed: number): Draws {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  const below = (bound: number): number => {
    // Values past the last whole multiple of the bound would favor small numbers.
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let value = next();
    while (value >= limit) value = next();
    return value % bound;
  };
  return { below, pick: (list) => list[below(list.length)] };
}
