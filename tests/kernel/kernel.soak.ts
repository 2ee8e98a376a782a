// The kernel against the reference for as long as one likes: random texts of every kind, random options.
//
// SOAK_ROUNDS is how many texts (3,000 without it), SOAK_SEED where the random numbers start.

import process from 'node:process';
import { it } from 'vitest';
import { seedDraws } from '../helpers/seed-draws.js';
import { createPair, expectEqualSketches, type SketcherPair } from './equal-sketches.js';
import { listScripts, makeMixture, makeProse, makeRepeats, makeScript } from './make-texts.js';

const ROUNDS = Number(process.env['SOAK_ROUNDS'] ?? '3000');
const SEED = Number(process.env['SOAK_SEED'] ?? '1');
const scripts = [...(await listScripts()).values()];

it('the kernel equals the reference for any text and any options', () => {
  const draws = seedDraws(SEED);
  const pairs: SketcherPair[] = [];
  const makers = [makeProse(draws), makeMixture(draws), makeMixture(draws), makeRepeats(draws)];
  for (let round = 0; round < ROUNDS; round++) {
    if (round % 25 === 0) pairs.unshift(drawPair(draws));
    const make =
      scripts.length > 0 && draws.below(5) === 0 ? makeScript(draws, draws.pick(scripts)) : draws.pick(makers);
    const length = draws.below(draws.pick([10, 100, 100, 1000, 1000, 5000, 100_000]));
    // Of sketchers that have seen many documents too, but not of all: each has a memory.
    expectEqualSketches(draws.pick(pairs.slice(0, 8)), make(length));
  }
});

function drawPair(draws: ReturnType<typeof seedDraws>): SketcherPair {
  return createPair({
    tokens: draws.pick(['auto', 'auto', 'words', 'characters']),
    shingleSize: draws.pick([1, 2, 3, 4, 5, 5, 5, 6, 10, 64, 1 + draws.below(200)]),
    window: draws.pick([1, 2, 3, 8, 16, 16, 16, 26, 1 + draws.below(5000)]),
    hashSeed: draws.pick([0, 0, 1, 2 ** 32 - 1, draws.below(2 ** 32)]),
  });
}
