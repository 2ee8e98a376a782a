// Signatures by the npm package `minhash`: the package's own, and an estimate as good as classic MinHash gives.

import { Minhash } from 'minhash';
import { describe, expect, it } from 'vitest';
import { createMinhashSigner } from '../../src/sketch/minhash-signature.js';
import { SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { shuffle } from '../helpers/shuffle.js';

type Shingles = readonly (readonly [high: number, low: number])[];

const signer = createMinhashSigner();

function sign(shingles: Shingles): Uint32Array {
  const lanes = new Uint32Array(SIGNATURE_LANES);
  const [high, low] = [0, 1].map((word) => Uint32Array.from(shingles, (shingle) => shingle[word]));
  signer(high, low, shingles.length, lanes);
  return lanes;
}

function drawShingles(count: number, seed: number): Shingles {
  const draws = seedDraws(seed);
  return Array.from({ length: count }, () => [draws.below(2 ** 32), draws.below(2 ** 32)] as const);
}

describe('a signature by the package', () => {
  it('is what the package makes of the shingles, told as text', () => {
    const shingles = drawShingles(30, 1);
    const minhash = new Minhash({ numPerm: SIGNATURE_LANES });
    for (const [high, low] of shingles) minhash.update(`${high.toString(36)}.${low.toString(36)}`);
    expect([...sign(shingles)]).toEqual(minhash.hashvalues);
  });

  it('is the same for every set from one signer, whichever sets it signed before', () => {
    const shingles = drawShingles(20, 2);
    const first = sign(shingles);
    sign(drawShingles(5, 3));
    expect(sign(shingles)).toEqual(first);
    const lanes = new Uint32Array(SIGNATURE_LANES);
    const [high, low] = [0, 1].map((word) => Uint32Array.from(shingles, (shingle) => shingle[word]));
    createMinhashSigner()(high, low, shingles.length, lanes);
    expect(lanes).toEqual(first);
  });

  it('depends neither on order nor on repeats, and of a union is the lane-wise least', () => {
    const [one, other] = [drawShingles(15, 4), drawShingles(25, 5)];
    expect(sign(shuffle([...one, ...one], seedDraws(6)))).toEqual(sign(one));
    const [left, right] = [sign(one), sign(other)];
    expect(sign([...one, ...other])).toEqual(left.map((lane, i) => Math.min(lane, right[i])));
  });

  it('without shingles has every lane at the top', () => {
    expect(sign([])).toEqual(new Uint32Array(SIGNATURE_LANES).fill(0xffffffff));
  });

  it('tells shingles apart whose words have the same digits in a row', () => {
    expect(sign([[1, 36]])).not.toEqual(sign([[37, 0]]));
    expect(sign([[0, 1]])).not.toEqual(sign([[1, 0]]));
  });

  it.each([
    [20, 5],
    [60, 20],
    [60, 45],
    [60, 57],
  ])('of sets of %i shingles, %i in common, estimates their Jaccard', (count, shared) => {
    const trials = 15;
    const jaccard = shared / (2 * count - shared);
    let sum = 0;
    for (let trial = 0; trial < trials; trial++) {
      const all = drawShingles(2 * count - shared, 100 + trial);
      const [left, right] = [sign(all.slice(0, count)), sign(all.slice(count - shared))];
      sum += left.filter((lane, i) => lane === right[i]).length / SIGNATURE_LANES;
    }
    const standardError = Math.sqrt((jaccard * (1 - jaccard)) / SIGNATURE_LANES / trials);
    expect(Math.abs(sum / trials - jaccard)).toBeLessThan(4 * standardError);
  });
});
