// The kernel against the reference, bit for bit: every length, every script, every kind of code point, every option;
// and what only the kernel has, its memory.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { KernelError } from '../../src/errors.js';
import type { SketchOptions } from '../../src/model.js';
import { createWasmSketcher } from '../../src/kernel/wasm.js';
import { decodeText } from '../../src/sketch/decode.js';
import { getProperties } from '../../src/sketch/unicode.js';
import { makeLongLine } from '../helpers/make-long-line.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { copySketch, createPair, expectEqualSketches, USUAL_OPTIONS } from './equal-sketches.js';
import { listCarefulCodePoints, listScripts, makeMixture, makeProse, makeRepeats, makeScript } from './make-texts.js';

const SEED = 41;
const scripts = await listScripts();
const encoder = new TextEncoder();

const OPTIONS: readonly SketchOptions[] = (['auto', 'words', 'characters'] as const).flatMap((tokens) =>
  [1, 2, 3, 5, 7, 64, 1000].flatMap((shingleSize) =>
    [1, 2, 4, 5, 15, 16, 17, 33, 500].map((window) => ({
      shingleSize,
      tokens,
      window,
      hashSeed: shingleSize === 5 ? 0 : 0x9e3779b9 * window,
    })),
  ),
);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the kernel equals the reference', () => {
  it('for texts of every length from 0 to 300', () => {
    const pair = createPair();
    const draws = seedDraws(SEED);
    const makers = [makeProse(draws), makeMixture(draws), makeRepeats(draws), () => '', (n: number) => 'x'.repeat(n)];
    for (let length = 0; length <= 300; length++) {
      for (const make of makers) expectEqualSketches(pair, make(length));
    }
  });

  it('for a word, a character and a mark at every place of a block and across its end', () => {
    const pair = createPair();
    const characters = createPair({ tokens: 'characters' });
    for (const piece of [
      'é',
      'É',
      '漢',
      '\u{20000}',
      '\u{10400}',
      'x\u0301',
      '漢\u0301',
      '漢\ufe0f漢a',
      'a漢b',
      '\u0301',
    ]) {
      for (let before = 0; before <= 66; before++) {
        for (const filler of ['a', ' ', 'Z ']) {
          const text = `${filler.repeat(before).slice(0, before)}${piece}b c`;
          expectEqualSketches(pair, text);
          expectEqualSketches(characters, text);
        }
      }
    }
  });

  it.runIf(scripts.size > 0).each([...scripts])('for texts of the script %s', (_, codePoints) => {
    const draws = seedDraws(SEED);
    const pairs = [createPair(), createPair({ tokens: 'words' }), createPair({ tokens: 'characters' })];
    const make = makeScript(draws, codePoints);
    for (const length of [1, 2, 5, 20, 63, 64, 65, 200, 700]) {
      for (const pair of pairs) expectEqualSketches(pair, make(length));
    }
  });

  it.each([...listCarefulCodePoints()])(
    'for every code point with %s, between letters and among its like',
    (_, list) => {
      const pair = createPair();
      const draws = seedDraws(SEED);
      for (const codePoint of list) {
        const character = String.fromCodePoint(codePoint);
        const neighbor = String.fromCodePoint(draws.pick(list));
        expectEqualSketches(pair, `a${character}b ${character}${neighbor} ${neighbor}A${character}`);
      }
    },
  );

  it('for every code point there is, in texts of 256; where all are alike, for the first and last of them', () => {
    const pair = createPair({ shingleSize: 2 });
    for (let first = 0; first < 0x110000; first += 256) {
      if (first >= 0xd800 && first < 0xe000) continue;
      const all = Array.from({ length: 256 }, (_, i) => first + i);
      const isUniform = all.every((codePoint) => getProperties(codePoint) === getProperties(first));
      const codePoints = isUniform ? [first, first + 255] : all;
      expectEqualSketches(pair, String.fromCodePoint(...codePoints));
      expectEqualSketches(pair, codePoints.map((codePoint) => `${String.fromCodePoint(codePoint)} x`).join(''));
    }
  });

  it.each(['auto', 'words', 'characters'] as const)('for mixtures, with tokens %s and all other options', (tokens) => {
    const draws = seedDraws(SEED);
    const makers = [makeProse(draws), makeMixture(draws), makeMixture(draws), makeRepeats(draws)];
    for (const options of OPTIONS.filter((candidate) => candidate.tokens === tokens)) {
      const pair = createPair(options);
      for (const make of makers) {
        for (let i = 0; i < 3; i++) expectEqualSketches(pair, make(draws.pick([10, 70, 300, 1500])));
      }
    }
  });

  it('for texts of many lengths, one after the other', () => {
    const draws = seedDraws(SEED);
    const pair = createPair();
    const makers = [makeProse(draws), makeMixture(draws), makeRepeats(draws)];
    for (let i = 0; i < 300; i++)
      expectEqualSketches(pair, draws.pick(makers)(draws.below(draws.pick([50, 500, 9000]))));
  });

  it('for bytes that were no UTF-8 and had to be decoded first', () => {
    const draws = seedDraws(SEED);
    const pair = createPair();
    for (let i = 0; i < 200; i++) {
      const bytes = encoder.encode(makeMixture(draws)(200));
      for (let faults = 0; faults < 5; faults++) bytes[draws.below(bytes.length)] = draws.below(256);
      const { utf8 } = decodeText(bytes, { detectCharset: () => ({ encoding: null, confidence: 0 }) });
      expectEqualSketches(pair, utf8);
    }
  });

  it.each([
    ['prose of more than a chunk', makeProse(seedDraws(1))(40_000)],
    ['a million letters without a separator', 'kernel'.repeat(170_000)],
    ['a million bytes of ideographs without a separator', '漢字書籍館'.repeat(70_000)],
    ['two hundred thousand marks without a letter', '\u0301'.repeat(200_000)],
    ['a line of a million bytes', makeLongLine(1_000_000)],
    ['as many tokens as bytes allow', 'a '.repeat(100_000)],
    ['large prose', makeProse(seedDraws(2))(1_100_000)],
    ['large decomposed prose', makeProse(seedDraws(3))(1_000_000).replaceAll('o', 'o\u0308').replaceAll('the', 'thé')],
    ['large prose with a ligature at its end', `${makeProse(seedDraws(4))(1_060_000)} ﬁn`],
    ['prose with more ligatures than are listed', makeProse(seedDraws(5))(200_000).replaceAll('that', 'ﬁt'.repeat(9))],
  ])('for %s', (_, text) => {
    expectEqualSketches(createPair(), text);
    expectEqualSketches(createPair({ tokens: 'characters', window: 5 }), text.slice(-50_000));
  });
});

describe('the memory of the kernel', () => {
  it('grows between documents, and results are good after growth', () => {
    const pair = createPair();
    const draws = seedDraws(SEED);
    const make = makeProse(draws);
    for (const length of [100, 70_000, 100, 150_000, 100, 1_100_000, 100, 70_000, 100]) {
      expectEqualSketches(pair, make(length));
    }
  });

  it('grows while a document is prepared that becomes longer', () => {
    // NFKC makes 33 bytes of these 3.
    expectEqualSketches(createPair(), 'ﷺ '.repeat(16_000));
    expectEqualSketches(createPair(), 'ﷺ '.repeat(40_000));
  });

  it('is given back after a giant document', () => {
    const pair = createPair();
    const sizeOf = (text: string): number => pair.wasm.sketchDocument(encoder.encode(text)).signature.buffer.byteLength;
    const small = sizeOf('a small document');
    expect(sizeOf('a b '.repeat(1_000_000))).toBeGreaterThan(2 ** 26);
    expect(sizeOf('a small document')).toBe(small);
    expect(pair.wasm.collectShingles(encoder.encode('a b '.repeat(1_000_000))).set).toHaveLength(4);
    expect(pair.wasm.collectShingles(encoder.encode('a small document')).set.buffer.byteLength).toBe(small);
    expectEqualSketches(pair, 'a small document');
  });

  it('is refused with a sentence where a document takes more than there is, and serves the next document', () => {
    const sketcher = createWasmSketcher(USUAL_OPTIONS);
    const small = encoder.encode('a small document');
    const expected = copySketch(sketcher.sketchDocument(small));
    vi.spyOn(findMemoryPrototype(), 'grow').mockImplementation(() => {
      throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
    });
    const large = encoder.encode('a b '.repeat(500_000));
    expect(() => sketcher.sketchDocument(large)).toThrow(KernelError);
    expect(() => sketcher.sketchDocument(large)).toThrow(
      /^a document of 2000000 bytes takes \d+ bytes of kernel memory, of which there are at most 4294967296, .*; split the document$/,
    );
    expect(copySketch(sketcher.sketchDocument(small))).toEqual(expected);
    vi.restoreAllMocks();
    expect(sketcher.sketchDocument(large).tokens).toBe(1_000_000);
  });
});

/** What every WebAssembly memory inherits from. */
function findMemoryPrototype(): { grow: (pages: number) => number } {
  const { WebAssembly } = globalThis as unknown as {
    readonly WebAssembly: { readonly Memory: { readonly prototype: { grow: (pages: number) => number } } };
  };
  return WebAssembly.Memory.prototype;
}
