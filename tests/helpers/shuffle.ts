// Another order of the same values, equal for equal seeds: Fisher and Yates's shuffle.

import type { Draws } from './seed-draws.js';

/** A new array with the values in an order that the draws decide. */
export function shuffle<T>(values: readonly T[], draws: Draws): T[] {
  const shuffled = [...values];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = draws.below(i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}
