// Documents taken in pieces against the reference, bit for bit: pieces of a few bytes, so that a border falls everywhere; spills of a
// few shingles, so that documents are walked again and again.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../../src/errors.js';
import { GIANT_SIZES } from '../../src/kernel/giant-sketcher.js';
import type { GiantSizes } from '../../src/kernel/giant-sketcher.js';
import { createSketcher } from '../../src/kernel/select.js';
import { createWasmSketcher } from '../../src/kernel/wasm.js';
import type { SketchOptions } from '../../src/model.js';
import { decodeText } from '../../src/sketch/decode.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { expectEqualSketches, USUAL_OPTIONS } from './equal-sketches.js';
import type { SketcherPair } from './equal-sketches.js';
import { listScripts, makeMixture, makeProse, makeRepeats, makeScript } from './make-texts.js';

const SEED = 43;
const encoder = new TextEncoder();
const scripts = await listScripts();

/** The reference, and a kernel that takes everything in pieces. */
function createGiantPair(sizes: Partial<GiantSizes>, options: Partial<SketchOptions> = {}): SketcherPair {
  const all = { ...USUAL_OPTIONS, ...options };
  const wasm = createWasmSketcher(all, { ...GIANT_SIZES, ...sizes, giant: 0 });
  return { options: all, reference: createSketcher('reference', all), wasm };
}

const SIZES: readonly Partial<GiantSizes>[] = [
  { piece: 1 },
  { piece: 7 },
  { piece: 64, spill: 16, spillOfByte: 0, chunk: 1, crowd: 8 },
  { piece: 100, spill: 64, spillOfByte: 0, chunk: 4, crowd: 3 },
  { piece: 1000, chunk: 2, crowd: 1 },
];

interface GoldenText {
  readonly about: string;
  readonly options: Partial<SketchOptions>;
  readonly text: string;
  readonly times?: number;
}

const goldenTexts = JSON.parse(
  readFileSync(new URL('golden-texts.json', import.meta.url), 'utf8'),
) as readonly GoldenText[];

describe('a document taken in pieces has the sketch, sequence and set of the reference', () => {
  it.each(goldenTexts)('for $about', ({ options, text, times }) => {
    for (const sizes of SIZES) expectEqualSketches(createGiantPair(sizes, options), text.repeat(times ?? 1));
  });

  it('for texts of every length from 0 to 200', () => {
    const draws = seedDraws(SEED);
    const makers = [makeProse(draws), makeMixture(draws), makeRepeats(draws), (n: number) => 'x'.repeat(n)];
    for (const sizes of SIZES) {
      const pair = createGiantPair(sizes);
      for (let length = 0; length <= 200; length += 1 + draws.below(9)) {
        for (const make of makers) expectEqualSketches(pair, make(length));
      }
    }
  });

  it.each(['auto', 'words', 'characters'] as const)('for mixtures, with tokens %s and other options', (tokens) => {
    const draws = seedDraws(SEED);
    const makers = [makeProse(draws), makeMixture(draws), makeRepeats(draws)];
    for (const shingleSize of [1, 5, 64]) {
      for (const window of [1, 16, 33]) {
        for (const sizes of SIZES) {
          const pair = createGiantPair(sizes, { tokens, shingleSize, window, hashSeed: window });
          for (const make of makers) expectEqualSketches(pair, make(draws.pick([10, 300, 2000])));
        }
      }
    }
  });

  it.runIf(scripts.size > 0)('for texts of every script', () => {
    const draws = seedDraws(SEED);
    const modes = ['auto', 'words', 'characters'] as const;
    const pairs = modes.flatMap((tokens) => SIZES.map((sizes) => createGiantPair(sizes, { tokens })));
    for (const codePoints of scripts.values()) {
      const make = makeScript(draws, codePoints);
      for (let i = 0; i < 4; i++) expectEqualSketches(draws.pick(pairs), make(draws.pick([64, 300])));
    }
  });

  it('for a mark, a sigma, a ligature and a Hangul vowel at every place around a border', () => {
    for (const tokens of ['auto', 'words', 'characters'] as const) {
      const pair = createGiantPair({ piece: 16 }, { tokens, shingleSize: 2, window: 3 });
      for (const piece of [
        '\u0301',
        'Σ',
        "Σ'",
        'ΑΣ.Α',
        'ﬁ',
        '가\u1161',
        '=\u0338',
        '漢\u0301',
        '\u0e33',
        'ｶﾞ',
        'İ',
        '\u{1d165}',
      ]) {
        for (let before = 11; before <= 16; before++) {
          for (const filler of ['a', 'Α', '漢', '.']) {
            expectEqualSketches(pair, `${filler.repeat(before)}${piece}${filler.repeat(9)} b`);
          }
        }
      }
    }
  });

  it('for bytes that were no UTF-8 and had to be decoded first', () => {
    const draws = seedDraws(SEED);
    for (const sizes of SIZES) {
      const pair = createGiantPair(sizes);
      for (let i = 0; i < 20; i++) {
        const bytes = encoder.encode(makeMixture(draws)(300));
        for (let faults = 0; faults < 5; faults++) bytes[draws.below(bytes.length)] = draws.below(256);
        const { utf8 } = decodeText(bytes, { detectCharset: () => ({ encoding: null, confidence: 0 }) });
        expectEqualSketches(pair, utf8);
      }
    }
  });

  it.each([
    ['prose', makeProse(seedDraws(1))(1_200_000)],
    ['one line twenty thousand times', 'the same line once more, and again\n'.repeat(20_000)],
    ['a million letters without a separator', 'kernel'.repeat(170_000)],
    ['a million bytes of ideographs without a separator', '漢字書籍館'.repeat(70_000)],
    ['sixty thousand marks without a letter', '\u0301'.repeat(60_000)],
    ['two million spaces', ' '.repeat(2_000_000)],
  ])('for %s, in pieces of the usual size and small ones', (_, text) => {
    expectEqualSketches(createGiantPair({ crowd: 5000 }), text);
    expectEqualSketches(createGiantPair({ piece: 50_000, spill: 30_000, spillOfByte: 0, chunk: 32, crowd: 900 }), text);
  });
});

describe('the sketcher of giant documents', () => {
  it('takes turns with that of ordinary ones', () => {
    const draws = seedDraws(SEED);
    const make = makeProse(draws);
    const reference = createSketcher('reference', USUAL_OPTIONS);
    const wasm = createWasmSketcher(USUAL_OPTIONS, { ...GIANT_SIZES, giant: 5000, piece: 1000 });
    for (const length of [100, 9000, 100, 4999, 5000, 60_000, 3])
      expectEqualSketches({ options: USUAL_OPTIONS, reference, wasm }, make(length));
  });

  it('refuses in one sentence what can neither be cut nor prepared', () => {
    const marks = Buffer.alloc(2 ** 26 + 2, '\u0301');
    expect(() => createWasmSketcher(USUAL_OPTIONS).sketchDocument(marks)).toThrow(
      /^a text of 67108866 bytes that no white space or punctuation divides .* at most 67108864 bytes; split the document$/,
    );
  });

  it('refuses in one sentence what has too many hashes that begin alike', () => {
    const words = Array.from({ length: 250_000 }, (_, i) => `w${i}`).join(' ');
    const { wasm } = createGiantPair({ piece: 1000, spill: 0, spillOfByte: 0, chunk: 1 });
    expect(() => wasm.sketchDocument(encoder.encode(words))).toThrow(KernelError);
    expect(() => wasm.sketchDocument(encoder.encode(words))).toThrow(/begin alike .* choose another --hash-seed$/);
  });
});
