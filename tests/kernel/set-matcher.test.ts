// Set matchers, the kernel's and the reference's, against sets of the language.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { KernelError } from '../../src/errors.js';
import { createHalfMatcher, createSetMatcher } from '../../src/kernel/set-matcher.js';
import type { SetMatcher, ShingleSet } from '../../src/model.js';
import type { Draws } from '../helpers/seed-draws.js';
import { seedDraws } from '../helpers/seed-draws.js';

const SEED = 19_970_611;

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The set of some numbers, sorted by the language. */
function toSet(numbers: Iterable<bigint>): ShingleSet {
  const words: number[] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => (a < b ? -1 : 1)))
    words.push(Number(number & 0xffffffffn), Number(number >> 32n));
  return Uint32Array.from(words);
}

const ZERO = 0n;
const GREATEST = 2n ** 64n - 1n;

/** Draws numbers of one kind, of which two draws are often equal or agree in a word. */
const KINDS: Readonly<Record<string, (draws: Draws) => bigint>> = {
  'uniform hashes': (draws) => (BigInt(draws.below(2 ** 32)) << 32n) | BigInt(draws.below(2 ** 32)),
  'few hashes': (draws) => BigInt(draws.below(4000)) * 0x9e3779b97f4an,
  'hashes of one high word': (draws) => BigInt(draws.below(3000)),
  'hashes of one low word': (draws) => BigInt(draws.below(3000)) << 32n,
  'hashes at the top': (draws) => GREATEST - BigInt(draws.below(3000)),
};

/** Two sets of about these sizes that share about so many of the smaller, the extremes now and then, and what they share. */
function drawPair(
  draws: Draws,
  draw: (draws: Draws) => bigint,
  sizes: readonly [number, number],
): { readonly one: ShingleSet; readonly other: ShingleSet; readonly shared: number } {
  const [one, other] = [new Set<bigint>(), new Set<bigint>()];
  const percent = draws.pick([0, 10, 50, 90, 100]);
  for (let i = 0; i < Math.max(...sizes); i++) {
    const number = draw(draws);
    const isShared = draws.below(100) < percent;
    if (i < sizes[0]) one.add(number);
    if (i < sizes[1]) other.add(isShared ? number : draw(draws));
  }
  for (const extreme of [ZERO, GREATEST]) {
    if (sizes[0] > 0 && draws.below(3) === 0) one.add(extreme);
    if (sizes[1] > 0 && draws.below(3) === 0) other.add(extreme);
  }
  let shared = 0;
  for (const number of one) if (other.has(number)) shared++;
  return { one: toSet(one), other: toSet(other), shared };
}

/** Asks for the number itself, and for numbers that are reached, just reached, and not reached. */
function expectCounts(matcher: SetMatcher, other: ShingleSet, shared: number): void {
  expect(matcher.countShared(other, 0)).toBe(shared);
  for (const least of [1, shared - 1, shared, shared + 1, shared + 2, 2 * shared + 40, 2 ** 31]) {
    if (least < 0) continue;
    const counted = matcher.countShared(other, least);
    if (shared >= least) expect(counted).toBe(shared);
    else expect(counted).toBeLessThan(least);
  }
}

describe.each(['wasm', 'reference'] as const)('the matcher %s', (kernel) => {
  const matcher = createSetMatcher(kernel);

  it('holds the empty set at first', () => {
    expect(createSetMatcher(kernel).countShared(Uint32Array.of(1, 2), 0)).toBe(0);
    expect(createSetMatcher(kernel).countShared(new Uint32Array(0), 0)).toBe(0);
  });

  it.each(Object.entries(KINDS))('counts what sets of all small sizes share, of %s', (_, draw) => {
    const draws = seedDraws(SEED);
    for (let size = 0; size <= 20; size++) {
      for (let otherSize = 0; otherSize <= 20; otherSize++) {
        const { one, other, shared } = drawPair(draws, draw, [size, otherSize]);
        matcher.hold(one);
        expectCounts(matcher, other, shared);
      }
    }
  });

  it.each(Object.entries(KINDS))('counts what sets of a document share, of %s', (_, draw) => {
    const draws = seedDraws(SEED);
    for (let round = 0; round < 60; round++) {
      const size = 1 + draws.below(draws.pick([50, 300, 1500]));
      // From as large to much larger, around the ratios from which on shingles are looked up.
      const ratio = draws.pick([1, 1, 1.2, 3, 15, 16, 17, 31, 32, 33, 80]);
      const { one, other, shared } = drawPair(draws, draw, [size, Math.min(20_000, Math.round(size * ratio))]);
      matcher.hold(one);
      expectCounts(matcher, other, shared);
      matcher.hold(other);
      expectCounts(matcher, one, shared);
    }
  });

  it('counts where one set lies between two numbers of the other, before it and behind it', () => {
    const step = 2n ** 40n;
    const wide = toSet(Array.from({ length: 100 }, (_, i) => BigInt(i + 1) * 1000n * step));
    for (const start of [0n, 3_500n, 1_000_000n]) {
      for (const count of [1, 3, 4, 5, 90, 2000, 5000]) {
        const narrow = toSet(Array.from({ length: count }, (_, i) => start * step + BigInt(i) + 1n));
        matcher.hold(wide);
        expectCounts(matcher, narrow, 0);
        matcher.hold(narrow);
        expectCounts(matcher, wide, 0);
        expectCounts(matcher, narrow, count);
      }
    }
  });

  it('keeps a copy of what it holds, whatever is compared with it and however large', () => {
    const draws = seedDraws(SEED);
    const { one, other, shared } = drawPair(draws, KINDS['uniform hashes'], [900, 900]);
    const large = drawPair(draws, KINDS['few hashes'], [20_000, 40_000]).other;
    const lent = one.slice();
    const fresh = createSetMatcher(kernel);
    fresh.hold(lent);
    lent.fill(7);
    for (const size of [10, 900, 3000, 9000]) {
      fresh.countShared(large.subarray(0, 2 * size), 0);
      expectCounts(fresh, other, shared);
    }
  });

  it('counts in giant sets, with large and small ones between', () => {
    // Past what the kernel copies: every number, every second, every third.
    const every = (step: number, count: number): ShingleSet =>
      Uint32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? 0 : step * (i >> 1)));
    const giant = every(1, 1_100_000);
    const half = every(2, 550_000);
    const small = every(100_000, 11);
    const fresh = createSetMatcher(kernel);
    for (const [one, other, shared] of [
      [giant, half, 550_000],
      [half, giant, 550_000],
      [small, giant, 11],
      [giant, small, 11],
      [half, every(3, 300_000), 150_000],
      [small, small, 11],
    ] as const) {
      fresh.hold(one);
      expect(fresh.countShared(other, shared)).toBe(shared);
      expect(fresh.countShared(other, shared + 1)).toBeLessThan(shared + 1);
    }
  });

  it('takes views into larger memory, shared memory too', () => {
    const draws = seedDraws(SEED);
    const { one, other, shared } = drawPair(draws, KINDS['uniform hashes'], [300, 200]);
    const arena = new Uint32Array(new SharedArrayBuffer(4 * (one.length + other.length + 3)));
    arena.set(one, 1);
    arena.set(other, one.length + 2);
    matcher.hold(arena.subarray(1, one.length + 1));
    expectCounts(matcher, arena.subarray(one.length + 2, one.length + 2 + other.length), shared);
  });
});

describe.each(['wasm', 'reference'] as const)('the matcher %s of high words', (kernel) => {
  const matcher = createHalfMatcher(kernel);

  /** Draws words of one kind, of which two draws are often equal or neighbors. */
  const kinds: Readonly<Record<string, (draws: Draws) => number>> = {
    'uniform words': (draws) => draws.below(2 ** 32),
    'few words': (draws) => Math.imul(draws.below(6000), 0x9e3779b1) >>> 0,
    'words at the bottom': (draws) => draws.below(6000),
    'words at the top': (draws) => 0xffffffff - draws.below(6000),
    'words around the sign': (draws) => 0x80000000 - 3000 + draws.below(6000),
  };

  /** Two ascending columns of just these sizes that share about so many of the smaller, and what they share. */
  function drawColumns(
    draws: Draws,
    draw: (draws: Draws) => number,
    sizes: readonly [number, number],
  ): { readonly one: Uint32Array; readonly other: Uint32Array; readonly shared: number } {
    const one = new Set<number>();
    while (one.size < sizes[0]) one.add(draw(draws));
    const percent = draws.pick([0, 10, 50, 90, 100]);
    const other = new Set([...one].filter(() => draws.below(100) < percent).slice(0, sizes[1]));
    while (other.size < sizes[1]) other.add(draw(draws));
    const shared = [...one].reduce((sum, word) => sum + (other.has(word) ? 1 : 0), 0);
    return { one: Uint32Array.from(one).sort(), other: Uint32Array.from(other).sort(), shared };
  }

  it('holds nothing at first', () => {
    expect(createHalfMatcher(kernel).countShared(Uint32Array.of(0, 1, 2), 0)).toBe(0);
    expect(createHalfMatcher(kernel).countShared(new Uint32Array(0), 0)).toBe(0);
  });

  it.each(Object.entries(kinds))('counts what columns of all small sizes share, of %s', (_, draw) => {
    const draws = seedDraws(SEED);
    for (let size = 0; size <= 20; size++) {
      for (let otherSize = 0; otherSize <= 20; otherSize++) {
        const { one, other, shared } = drawColumns(draws, draw, [size, otherSize]);
        matcher.hold(one);
        expectCounts(matcher, other, shared);
      }
    }
  });

  it.each(Object.entries(kinds))('counts what columns of a document share, of %s', (_, draw) => {
    const draws = seedDraws(SEED);
    for (let round = 0; round < 60; round++) {
      const size = 1 + draws.below(draws.pick([50, 300, 5000]));
      // From as large to much larger, around the ratios from which on words are looked up.
      const ratio = draws.pick([1, 1, 1.2, 3, 15, 16, 17, 31, 32, 33, 80]);
      const { one, other, shared } = drawColumns(draws, draw, [size, Math.min(5000, Math.round(size * ratio))]);
      matcher.hold(one);
      expectCounts(matcher, other, shared);
      matcher.hold(other);
      expectCounts(matcher, one, shared);
    }
  });

  it('counts columns of odd lengths, which sets never have, and keeps a copy past what was smaller', () => {
    const draws = seedDraws(SEED);
    const fresh = createHalfMatcher(kernel);
    const { one, other, shared } = drawColumns(draws, kinds['uniform words'], [901, 903]);
    const lent = one.slice();
    fresh.hold(lent);
    lent.fill(7);
    // Past the room there is at first, 4,096 words.
    for (const size of [1, 903, 4095, 4096, 4097, 9001]) {
      fresh.countShared(
        Uint32Array.from({ length: size }, (_, i) => i),
        0,
      );
      expectCounts(fresh, other, shared);
    }
  });

  it('counts where one column lies before the other, behind it, and between two of its words', () => {
    const wide = Uint32Array.from({ length: 100 }, (_, i) => 1_000_000 * (i + 1));
    for (const start of [0, 3_500_000, 200_000_000]) {
      for (const count of [1, 3, 4, 5, 90, 2000, 5000]) {
        const narrow = Uint32Array.from({ length: count }, (_, i) => start + i + 1);
        matcher.hold(wide);
        expectCounts(matcher, narrow, 0);
        matcher.hold(narrow);
        expectCounts(matcher, wide, 0);
        expectCounts(matcher, narrow, count);
      }
    }
  });
});

describe('createSetMatcher', () => {
  it.each([
    ['no WebAssembly', undefined],
    ['no SIMD', { validate: () => false }],
  ])('takes the reference by itself in an engine with %s, and refuses the kernel', (_, webAssembly) => {
    vi.stubGlobal('WebAssembly', webAssembly);
    const matcher = createSetMatcher('auto');
    matcher.hold(Uint32Array.of(1, 2, 3, 4));
    expect(matcher.countShared(Uint32Array.of(3, 4), 1)).toBe(1);
    const halfMatcher = createHalfMatcher('auto');
    halfMatcher.hold(Uint32Array.of(1, 2, 3));
    expect(halfMatcher.countShared(Uint32Array.of(2, 3, 4), 1)).toBe(2);
    expect(() => createHalfMatcher('wasm')).toThrow(KernelError);
    expect(() => createSetMatcher('wasm')).toThrow(KernelError);
    expect(() => createSetMatcher('wasm')).toThrow(/needs; use the kernel "reference" or "auto"$/);
  });

  it('counts all the same where the system gives no memory', () => {
    const { WebAssembly } = globalThis as unknown as {
      readonly WebAssembly: { readonly Memory: { readonly prototype: { grow: (pages: number) => number } } };
    };
    const { one, other, shared } = drawPair(seedDraws(SEED), KINDS['uniform hashes'], [20_000, 15_000]);
    const small = one.slice(0, 2000);
    const matcher = createSetMatcher('wasm');
    const grow = vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
    });
    matcher.hold(one);
    expectCounts(matcher, other, shared);
    expectCounts(matcher, small, 1000);
    matcher.hold(small);
    expectCounts(matcher, one, 1000);
    expect(grow).toHaveBeenCalled();
    grow.mockRestore();
    expectCounts(matcher, one, 1000);
    matcher.hold(one);
    expectCounts(matcher, other, shared);
  });
});
