// The kernel's line parser against JSON.parse for as long as one likes: made-up lines, and each with a few bytes changed.
//
// SOAK_ROUNDS is how many lines (20,000 without it), SOAK_SEED where the random numbers start.

import process from 'node:process';
import { expect, it } from 'vitest';
import { createLineParser } from '../../src/kernel/line-parser.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { checkLine } from './check-line.js';
import { makeJsonLine, mutateLine } from './make-json-lines.js';

const ROUNDS = Number(process.env['SOAK_ROUNDS'] ?? '20000');
const SEED = Number(process.env['SOAK_SEED'] ?? '1');

/** Mutants of each line, every one made of the one before. */
const MUTANTS = 6;

it('the line parser says what JSON.parse says of any line, or leaves it', () => {
  const draws = seedDraws(SEED);
  const parser = createLineParser('wasm', { textField: 'text', idField: 'id' });
  if (parser === null) throw new Error('no parser');
  let read = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let line: Uint8Array = Buffer.from(makeJsonLine(draws));
    for (let mutant = 0; mutant <= MUTANTS; mutant++) {
      if (checkLine(parser, line, draws.below(64)) === 'read') read++;
      line = mutateLine(line, draws);
    }
  }
  expect(read).toBeGreaterThan(ROUNDS / 2);
});
