// The token pass behind places that are kept free, in memory that grows.

import { describe, expect, it } from 'vitest';
import { layOutMemory } from '../../src/kernel/memory-layout.js';
import { TokenPass } from '../../src/kernel/token-pass.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_OPTIONS } from './equal-sketches.js';
import { makeMixture } from './make-texts.js';

const encoder = new TextEncoder();

function createPass(front: number): TokenPass {
  return new TokenPass(USUAL_OPTIONS, (size, inputEnd) => layOutMemory(size, inputEnd, 16), 64, front);
}

describe('the token pass', () => {
  it.each([0, 3, 40])('leaves %i places free before the tokens, whatever has to grow or be prepared', (front) => {
    const pass = createPass(front);
    const reference = createReferenceSketcher(USUAL_OPTIONS);
    const make = makeMixture(seedDraws(3));
    for (const length of [10, 1000, 200, 30_000, 400_000]) {
      const utf8 = encoder.encode(make(length));
      const expected = reference.sequenceShingles(utf8);
      expect(pass.tokenize(utf8, true)).toBe(expected.tokens);
      const { layout, views } = pass;
      const start = layout.tokenHigh / 4 + front;
      expect(views.words.slice(start, start + expected.tokens)).toEqual(expected.tokenHigh.slice());
      expect(views.contentHash.slice()).toEqual(expected.contentHash);
    }
  });

  it('makes room that is asked for, and keeps what there is', () => {
    const pass = createPass(2);
    const before = pass.layout;
    pass.reserve(10, 10);
    expect(pass.layout).toBe(before);
    pass.reserve(0, 5000);
    expect(pass.layout.capacity).toEqual({ byteLength: before.capacity.byteLength, tokens: 5000 });
    pass.reserve(9000, 0);
    expect(pass.layout.capacity).toEqual({ byteLength: 9000, tokens: 5000 });
  });
});
