// The hash by its statistics, by what is known to break weak hashes, and by frozen values: a change of one bit would make
// every saved sketch and every seeded run incomparable, so it must be noticed.

import { describe, expect, it } from 'vitest';
import {
  deriveSeeds,
  hashContent,
  type HashLanes,
  type HashSeeds,
  hashShingle,
  hashToken,
  hashTokens,
  mixWord,
  rotateLeft,
} from '../../src/sketch/hash.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { shuffle } from '../helpers/shuffle.js';

const encoder = new TextEncoder();
const SEEDS = deriveSeeds(0);

function hex(...words: readonly number[]): string {
  return words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ');
}

function tokenLanes(token: Uint8Array, seeds: HashSeeds = SEEDS): HashLanes {
  const lanes = { high: 0, low: 0 };
  hashToken(token, 0, token.length, seeds, lanes);
  return { high: lanes.high >>> 0, low: lanes.low >>> 0 };
}

function shingleLanes(high: readonly number[], low: readonly number[], seeds: HashSeeds = SEEDS): HashLanes {
  const lanes = { high: 0, low: 0 };
  hashShingle(Uint32Array.from(high), Uint32Array.from(low), 0, high.length - 1, seeds, lanes);
  return { high: lanes.high >>> 0, low: lanes.low >>> 0 };
}

function tokensHash(high: readonly number[], low: readonly number[], seeds: HashSeeds = SEEDS): string {
  return hex(...hashTokens(Uint32Array.from(high), Uint32Array.from(low), high.length, seeds));
}

function contentHash(bytes: Uint8Array, seeds: HashSeeds = SEEDS): string {
  return hex(...hashContent(bytes, seeds));
}

function makeBytes(byteLength: number, seed: number): Uint8Array {
  const draws = seedDraws(seed);
  return Uint8Array.from({ length: byteLength }, () => draws.below(256));
}

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = bytes.slice();
  flipped[bit >> 3] ^= 1 << (bit & 7);
  return flipped;
}

function countBits(word: number): number {
  let bits = 0;
  for (; word !== 0; word &= word - 1) bits++;
  return bits;
}

/** Fails with the first value that occurs twice. */
function expectDistinct(values: readonly (string | number)[]): void {
  const seen = new Set<string | number>();
  const repeated = values.find((value) => seen.size === seen.add(value).size);
  expect(repeated).toBeUndefined();
}

/** Pairs of equal values among the sorted `values`. */
function countEqualPairs(values: ArrayLike<number | bigint>): number {
  let pairs = 0;
  let run = 0;
  for (let i = 1; i < values.length; i++) {
    run = values[i] === values[i - 1] ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

describe('the hash', () => {
  // Whoever changes the hash changes these (vitest -u), and the version of everything that keeps sketches.
  it('has the values it had', () => {
    const seeds = deriveSeeds(1);
    expect(hex(seeds.tokenHigh, seeds.tokenLow, seeds.shingleHigh, seeds.shingleLow)).toMatchInlineSnapshot(
      `"f7969670 69e1781c 8937d51c 7f69c4cb"`,
    );
    const tokens = ['', 'a', 'word', 'resemblance', '漢', 'Donaudampfschifffahrt'].map((token) => {
      const { high, low } = tokenLanes(encoder.encode(token));
      return hex(high, low);
    });
    expect(tokens).toMatchInlineSnapshot(`
      [
        "1388a0fb ede1521e",
        "7924cbd2 950a641a",
        "2e38e676 8c4dfd71",
        "c924bca5 50ae988c",
        "b91449c0 1bbf3ed3",
        "dabbb33f bed91b82",
      ]
    `);
    const shingle = shingleLanes([1, 2, 3, 4, 0xffffffff], [5, 6, 7, 8, 0x80000000]);
    expect(hex(shingle.high, shingle.low)).toMatchInlineSnapshot(`"4f01682c ec498585"`);
    const text = encoder.encode('Sketches only propose; every number is computed on the full shingle sets.');
    const contents = [0, 1, 16, 31, 32, 33, text.length].map((end) => contentHash(text.subarray(0, end)));
    expect(contents).toMatchInlineSnapshot(`
      [
        "dd572753 1719d1da 7ae90dbf f7999375",
        "b2e267ec bbf1de37 0b208403 082bb733",
        "74baea61 ea7b9261 c94bf737 4bb622f5",
        "15eef322 c616977d fb119ff7 4f693a7b",
        "4930894a 9cfd9241 12ec6226 9e9f5927",
        "8111920c db64612a 7d89b8d0 900bb174",
        "aeace2cb 611deebd b5c83f8c fc44b29a",
      ]
    `);
    const sequences = [
      tokensHash([], []),
      tokensHash([1, 2, 3], [4, 5, 6]),
      tokensHash([1, 2, 3], [4, 5, 6], deriveSeeds(0xffffffff)),
    ];
    expect(sequences).toMatchInlineSnapshot(`
      [
        "59ea9dac 3a369d71 ba858908 e73a82c2",
        "6b565c5d 709cc382 b1c78099 1a5ef88f",
        "ea046b55 3129fb84 bfa8177f 47257b33",
      ]
    `);
  });

  it('rotates as the words of a machine do', () => {
    for (let bits = 1; bits < 32; bits++) {
      expect(rotateLeft(0x80000001, bits) >>> 0).toBe(2 ** bits + 2 ** (bits - 1));
    }
  });

  it('mixes a word without losing anything: every value comes from one other', () => {
    const unmix = (value: number): number => {
      value ^= value >>> 16;
      value = Math.imul(value, 0x7ed1b41d);
      value ^= (value >>> 13) ^ (value >>> 26);
      value = Math.imul(value, 0xa5cb9243);
      return (value ^ (value >>> 16)) >>> 0;
    };
    const draws = seedDraws(1);
    for (let i = 0; i < 10_000; i++) {
      const value = draws.below(2 ** 32);
      expect(unmix(mixWord(value))).toBe(value);
    }
  });
});

describe('the hash of a token', () => {
  it('moves every bit of both lanes with every bit of the token', () => {
    const trials = 256;
    const trialSeeds = Array.from({ length: trials }, (_, trial) => deriveSeeds(trial));
    // Six standard deviations of a fair coin thrown 256 times.
    const tolerance = 6 * Math.sqrt(0.25 / trials);
    for (let byteLength = 1; byteLength <= 17; byteLength++) {
      for (let bit = 0; bit < 8 * byteLength; bit++) {
        const moved = new Uint32Array(64);
        for (let trial = 0; trial < trials; trial++) {
          // A seed a trial, because there are few tokens of one byte.
          const seeds = trialSeeds[trial];
          const token = makeToken(byteLength, trial);
          const plain = tokenLanes(token, seeds);
          const flipped = tokenLanes(flipBit(token, bit), seeds);
          countMoved(moved, plain.high ^ flipped.high, 0);
          countMoved(moved, plain.low ^ flipped.low, 32);
        }
        const worst = moved.reduce((most, count) => Math.max(most, Math.abs(count / trials - 0.5)), 0);
        if (worst > tolerance) expect.fail(`bit ${bit} of ${byteLength} bytes: ${worst} from one half`);
      }
    }
  });

  it('tells apart zero bytes and lengths', () => {
    const zeros = Array.from({ length: 41 }, (_, byteLength) => tokenLanes(new Uint8Array(byteLength)));
    const padded = Array.from({ length: 41 }, (_, byteLength) =>
      tokenLanes(Uint8Array.of(97, ...new Uint8Array(byteLength))),
    );
    expectDistinct([...zeros, ...padded].map(({ high }) => high));
    expectDistinct([...zeros, ...padded].map(({ low }) => low));
  });

  it('looks at nothing but the bytes of the token', () => {
    const bytes = makeBytes(64, 5);
    for (let start = 0; start < 24; start++) {
      for (let end = start; end < start + 24; end++) {
        const lanes = { high: 0, low: 0 };
        hashToken(bytes, start, end, SEEDS, lanes);
        const alone = tokenLanes(bytes.slice(start, end));
        expect(hex(lanes.high, lanes.low)).toBe(hex(alone.high, alone.low));
      }
    }
  });

  it.each([
    ['numbers', (n: number) => String(n)],
    ['numbers of eight digits', (n: number) => String(10_000_000 + 7 * n)],
    ['syllables', (n: number) => spellSyllables(n)],
    ['Cyrillic letters', (n: number) => spellLetters(n, 0x430, 32)],
    ['Chinese characters', (n: number) => spellLetters(n, 0x4e00, 20_000)],
  ])(
    'collides for no two of a million tokens made of %s, and in 32 bits no more often than chance does',
    (_, spell) => {
      const count = 1_000_000;
      const high = new Uint32Array(count);
      const low = new Uint32Array(count);
      const both = new BigUint64Array(count);
      const words = new Uint32Array(both.buffer);
      const bytes = new Uint8Array(64);
      const lanes = { high: 0, low: 0 };
      for (let n = 0; n < count; n++) {
        hashToken(bytes, 0, encoder.encodeInto(spell(n), bytes).written, SEEDS, lanes);
        words[2 * n] = high[n] = lanes.high;
        words[2 * n + 1] = low[n] = lanes.low;
      }
      expect(countEqualPairs(both.sort())).toBe(0);
      // Of n tokens n(n − 1) / 2 pairs collide with probability 2⁻³² each: 116, give or take 11. Tokens of up to four bytes
      // may collide less: a lane can be a bijection of them.
      const expected = (count * (count - 1)) / 2 / 2 ** 32;
      for (const lane of [high.sort(), low.sort()]) {
        expect(countEqualPairs(lane)).toBeLessThan(expected + 5 * Math.sqrt(expected));
      }
    },
  );

  it('changes with the seed', () => {
    const token = encoder.encode('resemblance');
    const bySeed = Array.from({ length: 1000 }, (_, seed) => tokenLanes(token, deriveSeeds(seed)));
    expectDistinct(bySeed.map(({ high }) => high));
    expectDistinct(bySeed.map(({ low }) => low));
    expectHalfOfBitsMoved(bySeed.map(({ high, low }) => [high, low]));
  });
});

describe('the hash of a shingle', () => {
  it('tells the Thue–Morse sequences of two tokens apart, at every length', () => {
    const draws = seedDraws(11);
    const tokenPairs = [
      [0, 0xffffffff],
      [1, 2],
      [draws.below(2 ** 32), draws.below(2 ** 32)],
      ['left', 'right'].map((token) => tokenLanes(encoder.encode(token)).high),
      ['0', '1'].map((token) => tokenLanes(encoder.encode(token)).low),
    ];
    for (const [one, other] of tokenPairs) {
      const hashes: HashLanes[] = [];
      for (let tokens = 2; tokens <= 1024; tokens++) {
        for (const flip of [0, 1]) {
          const sequence = Array.from({ length: tokens }, (_, i) => ((countBits(i) + flip) & 1 ? one : other));
          hashes.push(shingleLanes(sequence, sequence));
        }
      }
      expectDistinct(hashes.map(({ high }) => high));
      expectDistinct(hashes.map(({ low }) => low));
    }
  });

  it('tells every order of five tokens apart', () => {
    const tokens = ['we', 'shall', 'fight', 'on', 'beaches'].map((token) => tokenLanes(encoder.encode(token)));
    const hashes = listOrders(tokens).map((order) =>
      shingleLanes(
        order.map((t) => t.high),
        order.map((t) => t.low),
      ),
    );
    expect(hashes).toHaveLength(120);
    expectDistinct(hashes.map(({ high }) => high));
    expectDistinct(hashes.map(({ low }) => low));
  });

  it('tells runs of one token apart by their length, of the token 0 too', () => {
    const hashes = [0, 0xffffffff, 0x12345678].flatMap((token) =>
      Array.from({ length: 300 }, (_, i) =>
        shingleLanes(new Array<number>(i + 1).fill(token), [...new Array<number>(i + 1).fill(token)]),
      ),
    );
    expectDistinct(hashes.map(({ high }) => high));
    expectDistinct(hashes.map(({ low }) => low));
  });

  it('keeps the lanes apart: each depends on its own lane of the tokens only', () => {
    const [high, low] = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const plain = shingleLanes(high, low);
    expect(shingleLanes(high, [7, 8, 9]).high).toBe(plain.high);
    expect(shingleLanes(high, [7, 8, 9]).low).not.toBe(plain.low);
    expect(shingleLanes([7, 8, 9], low).low).toBe(plain.low);
    expect(shingleLanes([7, 8, 9], low).high).not.toBe(plain.high);
  });

  it('looks at nothing but the tokens of the shingle', () => {
    const high = Uint32Array.from([9, 1, 2, 3, 9]);
    const low = Uint32Array.from([9, 4, 5, 6, 9]);
    const lanes = { high: 0, low: 0 };
    hashShingle(high, low, 1, 3, SEEDS, lanes);
    const { high: h, low: l } = shingleLanes([1, 2, 3], [4, 5, 6]);
    expect(hex(lanes.high, lanes.low)).toBe(hex(h, l));
  });

  it('collides for no two of 300,000 shingles of a small vocabulary', () => {
    const draws = seedDraws(7);
    const vocabulary = Array.from({ length: 40 }, (_, i) => tokenLanes(encoder.encode(`w${i}`)));
    const count = 300_000;
    const seen = new Set<string>();
    const both = new BigUint64Array(count);
    const words = new Uint32Array(both.buffer);
    for (let n = 0; n < count;) {
      const picked = Array.from({ length: 5 }, () => draws.below(40));
      const name = picked.join();
      if (seen.has(name)) continue;
      seen.add(name);
      const { high, low } = shingleLanes(
        picked.map((i) => vocabulary[i].high),
        picked.map((i) => vocabulary[i].low),
      );
      words[2 * n] = high;
      words[2 * n + 1] = low;
      n++;
    }
    expect(countEqualPairs(both.sort())).toBe(0);
  });

  it('changes with the seed, even for tokens of equal hashes', () => {
    const bySeed = Array.from({ length: 1000 }, (_, seed) => shingleLanes([1, 2, 3], [1, 2, 3], deriveSeeds(seed)));
    expectDistinct(bySeed.map(({ high }) => high));
    expectDistinct(bySeed.map(({ low }) => low));
    expectHalfOfBitsMoved(bySeed.map(({ high, low }) => [high, low]));
  });
});

describe('the hash of a text', () => {
  it('differs for every single flipped bit, in half of its bits on average', () => {
    for (const byteLength of [1, 3, 4, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100]) {
      const bytes = makeBytes(byteLength, byteLength);
      const hashes = [hashContent(bytes, SEEDS)];
      for (let bit = 0; bit < 8 * byteLength; bit++) hashes.push(hashContent(flipBit(bytes, bit), SEEDS));
      expectDistinct(hashes.map((hash) => hex(...hash)));
      for (let word = 0; word < 4; word++) expectDistinct(hashes.map((hash) => hash[word]));
      const moved = hashes
        .slice(1)
        .map((hash) => hash.reduce((bits, word, i) => bits + countBits(word ^ hashes[0][i]), 0));
      for (const bits of moved) expect(Math.abs(bits - 64)).toBeLessThan(6 * Math.sqrt(32));
    }
  });

  it('differs for two flipped bits, whichever they are', () => {
    const bytes = makeBytes(40, 3);
    const hashes = [contentHash(bytes)];
    for (let one = 0; one < 320; one++) {
      for (let other = one + 1; other < 320; other++) hashes.push(contentHash(flipBit(flipBit(bytes, one), other)));
    }
    expectDistinct(hashes);
  });

  it('differs for all texts that differ in two digits, wherever these stand', () => {
    const draws = seedDraws(21);
    const text = Uint8Array.from({ length: 64 }, () => 48 + draws.below(10));
    for (let one = 0; one < 64; one++) {
      for (let other = one + 1; other < 64; other += 1 + draws.below(3)) {
        expectDistinct(listNumbered(text, [one, other]).map((numbered) => contentHash(numbered)));
      }
    }
  });

  it('differs for all texts that differ in four digits of neighboring blocks', () => {
    const draws = seedDraws(22);
    for (let trial = 0; trial < 20; trial++) {
      const text = Uint8Array.from({ length: 96 }, () => 48 + draws.below(10));
      const lane = 4 * draws.below(4);
      // Where the differences of a word would have to be made up for, were it only multiplied once and shifted.
      const places = [32 + lane + 3, 64 + lane + 3, 64 + lane + 1, 64 + ((lane + 12) % 16) + 2];
      expectDistinct(listNumbered(text, places).map((numbered) => contentHash(numbered)));
    }
  });

  it('differs when any two blocks change places, and for every rotation', () => {
    const blocks = Array.from({ length: 12 }, (_, i) => makeBytes(16, 100 + i));
    const joined = (order: readonly Uint8Array[]): string =>
      contentHash(Uint8Array.from(order.flatMap((block) => [...block])));
    const hashes = [joined(blocks)];
    for (let one = 0; one < blocks.length; one++) {
      for (let other = one + 1; other < blocks.length; other++) {
        const swapped = [...blocks];
        [swapped[one], swapped[other]] = [swapped[other], swapped[one]];
        hashes.push(joined(swapped));
      }
    }
    for (let by = 1; by < blocks.length - 1; by++) hashes.push(joined([...blocks.slice(by), ...blocks.slice(0, by)]));
    expectDistinct(hashes);
  });

  it('differs when the words or bytes of a block change places', () => {
    const draws = seedDraws(8);
    const bytes = Uint8Array.from({ length: 48 }, (_, i) => i);
    const hashes = [contentHash(bytes)];
    const seen = new Set([[...bytes].join()]);
    for (let i = 0; i < 5000; i++) {
      const shuffled = Uint8Array.from(shuffle([...bytes], draws));
      if (seen.size < seen.add([...shuffled].join()).size) hashes.push(contentHash(shuffled));
    }
    expect(hashes.length).toBeGreaterThan(4000);
    expectDistinct(hashes);
  });

  it('differs for every beginning of a text, for zeros at its end, and for texts of zeros', () => {
    const bytes = makeBytes(200, 9);
    const beginnings = Array.from({ length: 201 }, (_, end) => bytes.subarray(0, end));
    const extended = Array.from({ length: 100 }, (_, zeros) =>
      Uint8Array.from([...bytes, ...new Uint8Array(zeros + 1)]),
    );
    const zeros = Array.from({ length: 200 }, (_, i) => new Uint8Array(i + 1));
    expectDistinct([...beginnings, ...extended, ...zeros].map((text) => contentHash(text)));
  });

  it('differs for a text repeated', () => {
    const text = makeBytes(16, 4);
    const repeated = Array.from({ length: 100 }, (_, times) => new Uint8Array(16 * times).map((_, i) => text[i & 15]));
    expectDistinct(repeated.map((bytes) => contentHash(bytes)));
  });

  it('changes with the seed', () => {
    const bySeed = Array.from({ length: 500 }, (_, seed) => [
      ...hashContent(encoder.encode('a text'), deriveSeeds(seed)),
    ]);
    for (let word = 0; word < 4; word++) expectDistinct(bySeed.map((hash) => hash[word]));
    expectHalfOfBitsMoved(bySeed);
  });
});

describe('the hash of a token sequence', () => {
  it('tells the Thue–Morse sequences of two tokens apart, at every length', () => {
    const [one, other] = [tokenLanes(encoder.encode('left')), tokenLanes(encoder.encode('right'))];
    const hashes: string[] = [];
    for (let tokens = 2; tokens <= 1024; tokens++) {
      for (const flip of [0, 1]) {
        const sequence = Array.from({ length: tokens }, (_, i) => ((countBits(i) + flip) & 1 ? one : other));
        hashes.push(
          tokensHash(
            sequence.map((t) => t.high),
            sequence.map((t) => t.low),
          ),
        );
      }
    }
    expectDistinct(hashes);
  });

  it('tells every order of six tokens apart', () => {
    const hashes = listOrders([1, 2, 3, 4, 5, 6]).map((order) =>
      tokensHash(
        order,
        order.map((token) => token + 100),
      ),
    );
    expect(hashes).toHaveLength(720);
    expectDistinct(hashes);
  });

  it('tells tokens of zeros, beginnings and lengths apart', () => {
    const draws = seedDraws(12);
    const tokens = Array.from({ length: 60 }, () => draws.below(2 ** 32));
    const beginnings = Array.from({ length: 61 }, (_, end) => tokens.slice(0, end));
    const extended = Array.from({ length: 20 }, (_, zeros) => [...tokens, ...new Array<number>(zeros + 1).fill(0)]);
    const zeros = Array.from({ length: 60 }, (_, i) => new Array<number>(i + 1).fill(0));
    expectDistinct([...beginnings, ...extended, ...zeros].map((sequence) => tokensHash(sequence, sequence)));
  });

  it('depends on both lanes of every token, in half of its bits', () => {
    const draws = seedDraws(13);
    for (const tokens of [1, 2, 3, 9]) {
      const high = Array.from({ length: tokens }, () => draws.below(2 ** 32));
      const low = Array.from({ length: tokens }, () => draws.below(2 ** 32));
      const plain = hashTokens(Uint32Array.from(high), Uint32Array.from(low), tokens, SEEDS);
      for (let bit = 0; bit < 64 * tokens; bit++) {
        const flipped = [high.slice(), low.slice()];
        flipped[bit & 1][bit >> 6] ^= 1 << ((bit >> 1) & 31);
        const hash = hashTokens(Uint32Array.from(flipped[0]), Uint32Array.from(flipped[1]), tokens, SEEDS);
        const moved = hash.reduce((bits, word, i) => bits + countBits(word ^ plain[i]), 0);
        expect(Math.abs(moved - 64)).toBeLessThan(6 * Math.sqrt(32));
      }
    }
  });

  it('looks at no token past the number given', () => {
    const high = Uint32Array.of(1, 2, 3, 4);
    expect(hex(...hashTokens(high, high, 3, SEEDS))).toBe(tokensHash([1, 2, 3], [1, 2, 3]));
  });
});

/** The text with every combination of digits at these places. */
function listNumbered(text: Uint8Array, places: readonly number[]): Uint8Array[] {
  return Array.from({ length: 10 ** places.length }, (_, number) => {
    const numbered = text.slice();
    places.forEach((place, i) => (numbered[place] = 48 + (Math.floor(number / 10 ** i) % 10)));
    return numbered;
  });
}

function makeToken(byteLength: number, trial: number): Uint8Array {
  return makeBytes(byteLength, 1000 * byteLength + trial);
}

function countMoved(moved: Uint32Array, difference: number, at: number): void {
  for (let bit = 0; bit < 32; bit++) moved[at + bit] += (difference >>> bit) & 1;
}

/** Neighboring seeds have nothing to do with one another. */
function expectHalfOfBitsMoved(hashes: readonly (readonly number[])[]): void {
  let moved = 0;
  for (let i = 1; i < hashes.length; i++) {
    moved += hashes[i].reduce((bits, word, lane) => bits + countBits(word ^ hashes[i - 1][lane]), 0);
  }
  const bits = 32 * hashes[0].length * (hashes.length - 1);
  expect(Math.abs(moved - bits / 2)).toBeLessThan(6 * Math.sqrt(bits / 4));
}

function listOrders<T>(values: readonly T[]): T[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((value, i) =>
    listOrders([...values.slice(0, i), ...values.slice(i + 1)]).map((rest) => [value, ...rest]),
  );
}

const SYLLABLES = ['ba', 'ko', 'ti', 'ren', 'mu', 'sal', 'ver', 'lin', 'do', 'gra'];

/** Six syllables a number: words of 12 to 18 letters that have much in common. */
function spellSyllables(n: number): string {
  let word = '';
  for (let i = 0; i < 6; i++, n = Math.floor(n / 10)) word += SYLLABLES[n % 10];
  return word;
}

/** The number in a base of so many letters from one of Unicode on; a leading letter keeps lengths apart. */
function spellLetters(n: number, first: number, letters: number): string {
  let word = '';
  do word += String.fromCharCode(first + (n % letters));
  while ((n = Math.floor(n / letters)) > 0);
  return word;
}
