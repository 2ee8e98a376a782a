// The signature by its laws (unions, order, repeats) and by the error of its estimate, short documents above all.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeSignature, foldLane, SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { shuffle } from '../helpers/shuffle.js';
import { listShared, measureError } from './signature-error.js';

const RUNS = { seed: 20_171_015, numRuns: 200 } as const;
const EMPTY_LANE = 0xffffffff;

type Shingles = readonly (readonly [high: number, low: number])[];

function sign(shingles: Shingles): Uint32Array {
  const lanes = new Uint32Array(SIGNATURE_LANES);
  const [high, low] = [0, 1].map((word) => Uint32Array.from(shingles, (shingle) => shingle[word]));
  computeSignature(high, low, shingles.length, lanes);
  return lanes;
}

const anyWord = fc.oneof(
  fc.integer({ min: 0, max: 0xffffffff }),
  fc.integer({ min: 0, max: 3 }),
  fc.constant(0xffffffff),
);
const anyShingles: fc.Arbitrary<Shingles> = fc.oneof(
  fc.array(fc.tuple(anyWord, anyWord), { maxLength: 12 }),
  fc.array(fc.tuple(anyWord, anyWord), { minLength: 100, maxLength: 400 }),
);

describe('a signature', () => {
  // Whoever changes the signature changes these (vitest --update), and the version of everything that keeps sketches.
  it('has the values it had', () => {
    const lanes = sign([
      [0x01234567, 0x89abcdef],
      [0xfedcba98, 0x76543210],
    ]);
    const told = [0, 1, 2, 127].map((lane) => lanes[lane].toString(16));
    expect([...told, lanes.reduce((sum, lane) => (Math.imul(sum, 31) + lane) >>> 0, 0).toString(16)])
      .toMatchInlineSnapshot(`
      [
        "44d5e6f7",
        "89e5457e",
        "a190d0c2",
        "3b2a1908",
        "1b580ccf",
      ]
    `);
  });

  it('of a union is the lane-wise least of the signatures', () => {
    fc.assert(
      fc.property(anyShingles, anyShingles, (one, other) => {
        const [left, right] = [sign(one), sign(other)];
        expect(sign([...one, ...other])).toEqual(left.map((lane, i) => Math.min(lane, right[i])));
      }),
      RUNS,
    );
  });

  it('depends neither on the order of the shingles nor on repeats', () => {
    const draws = seedDraws(5);
    fc.assert(
      fc.property(anyShingles, (shingles) => {
        const plain = sign(shingles);
        expect(sign(shuffle(shingles, draws))).toEqual(plain);
        expect(sign(shuffle([...shingles, ...shingles, ...shingles.slice(0, 3)], draws))).toEqual(plain);
      }),
      RUNS,
    );
  });

  it('of one shingle has all lanes filled, whatever the shingle', () => {
    fc.assert(
      fc.property(anyWord, anyWord, (high, low) => {
        expect(sign([[high, low]])).not.toContain(EMPTY_LANE);
      }),
      { ...RUNS, numRuns: 2000 },
    );
  });

  it('without shingles has every lane at the top', () => {
    expect(sign([])).toEqual(new Uint32Array(SIGNATURE_LANES).fill(EMPTY_LANE));
  });

  it('forgets what its lanes held before', () => {
    const lanes = new Uint32Array(SIGNATURE_LANES);
    computeSignature(Uint32Array.of(7), Uint32Array.of(9), 1, lanes);
    expect(lanes).toEqual(sign([[7, 9]]));
  });

  it('looks at no shingle past the number given', () => {
    const lanes = new Uint32Array(SIGNATURE_LANES);
    computeSignature(Uint32Array.of(7, 1, 2), Uint32Array.of(9, 0, 0), 1, lanes);
    expect(lanes).toEqual(sign([[7, 9]]));
  });

  it('depends on both words of a shingle', () => {
    const plain = sign([[0x12345678, 0x9abcdef0]]);
    const others = [sign([[0x12345679, 0x9abcdef0]]), sign([[0x12345678, 0x9abcdef2]])];
    for (const other of others) expect(other.filter((lane, i) => lane === plain[i]).length).toBeLessThan(3);
  });

  it('of two disjoint sets agrees on no lane but by chance', () => {
    const draws = seedDraws(6);
    let equal = 0;
    for (let trial = 0; trial < 500; trial++) {
      const draw = (): Shingles => Array.from({ length: 5 }, () => [draws.below(2 ** 32), draws.below(2 ** 32)]);
      const [left, right] = [sign(draw()), sign(draw())];
      equal += left.filter((lane, i) => lane === right[i]).length;
    }
    // 64,000 lanes of at least 23 random bits.
    expect(equal).toBeLessThanOrEqual(1);
  });
});

describe('the share of equal lanes as an estimate of the Jaccard', () => {
  const cells = [5, 20, 100, 1000].flatMap((shingles) => listShared(shingles).map((shared) => ({ shingles, shared })));

  it.each(cells)('of sets of $shingles, $shared in common, is unbiased and as near as theory says', (cell) => {
    const { shingles, shared } = cell;
    const trials = shingles >= 1000 ? 1000 : 2000;
    const error = measureError(shingles, shared, trials, seedDraws(1000 * shingles + shared + 1));
    const standardError = error.rootMeanSquare / Math.sqrt(trials);
    // Folding makes lanes agree by chance once in 65,536.
    const foldedBias = (1 - error.jaccard) / 65_536;
    expect(Math.abs(error.bias)).toBeLessThanOrEqual(3 * standardError);
    expect(Math.abs(error.foldedBias - foldedBias)).toBeLessThanOrEqual(3 * standardError);
    expect(error.rootMeanSquare).toBeLessThanOrEqual(1.1 * error.theory);
    expect(error.foldedRootMeanSquare).toBeLessThanOrEqual(1.1 * error.theory);
  });
});

describe('a folded lane', () => {
  it('is both halves of the lane, one over the other', () => {
    expect([0, 0xffffffff, 0x12345678, 0x0000abcd, 0xabcd0000].map(foldLane)).toEqual([0, 0, 0x444c, 0xabcd, 0xabcd]);
  });

  it('is 16 bits, each as likely as its opposite', () => {
    const draws = seedDraws(7);
    const set = new Uint32Array(16);
    for (let i = 0; i < 10_000; i++) {
      const folded = foldLane(draws.below(2 ** 32));
      expect(folded >>> 16).toBe(0);
      for (let bit = 0; bit < 16; bit++) set[bit] += (folded >>> bit) & 1;
    }
    for (const count of set) expect(Math.abs(count - 5000)).toBeLessThan(6 * 50);
  });
});
