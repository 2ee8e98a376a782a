// The reference sketcher: that it is its steps put together, the corner cases of the definition from text to sketch, and
// that a document never sees what the one before it left behind.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentSketch, ShingleSequence, SketchOptions } from '../../src/model.js';
import { deriveSeeds, hashContent, hashToken, hashTokens } from '../../src/sketch/hash.js';
import { sequenceShingles } from '../../src/sketch/shingle.js';
import { computeSignature, foldLane, SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { prepareText, tokenizeText } from '../../src/sketch/tokenize.js';
import { winnowShingles } from '../../src/sketch/winnow.js';
import { anyText, TEXT_SEED } from '../helpers/unicode-texts.js';

const DEFAULTS: SketchOptions = { shingleSize: 5, tokens: 'auto', window: 16, hashSeed: 0 };
const RUNS = { seed: TEXT_SEED, numRuns: 300 } as const;
const encoder = new TextEncoder();

/** A sketch that outlives the sketcher's next call. */
function sketch(text: string, options: Partial<SketchOptions> = {}): DocumentSketch {
  return structuredClone(createReferenceSketcher({ ...DEFAULTS, ...options }).sketchDocument(encoder.encode(text)));
}

function sequence(text: string, options: Partial<SketchOptions> = {}): ShingleSequence {
  return structuredClone(createReferenceSketcher({ ...DEFAULTS, ...options }).sequenceShingles(encoder.encode(text)));
}

/** A document's sequence and sketch from the steps, each called by hand. */
function composeSteps(text: string, options: SketchOptions): { sequence: ShingleSequence; sketch: DocumentSketch } {
  const seeds = deriveSeeds(options.hashSeed);
  const utf8 = encoder.encode(text);
  const spans = tokenizeText(prepareText(text), options.tokens);
  const [tokenHigh, tokenLow, high, low, firstTokens, hashes, positions] = Array.from(
    { length: 7 },
    () => new Uint32Array(spans.count),
  );
  const lanes = { high: 0, low: 0 };
  for (let t = 0; t < spans.count; t++) {
    hashToken(spans.bytes, spans.starts[t], spans.ends[t], seeds, lanes);
    tokenHigh[t] = lanes.high;
    tokenLow[t] = lanes.low;
  }
  const into = { high, low, firstTokens };
  const count = sequenceShingles(tokenHigh, tokenLow, spans.halfWords, spans.count, options.shingleSize, seeds, into);
  const fingerprints = winnowShingles(high, low, count, options.window, hashes, positions);
  const signature = new Uint32Array(SIGNATURE_LANES);
  computeSignature(high, low, count, signature);
  const contentHash = hashContent(utf8, seeds);
  return {
    sequence: {
      tokens: spans.count,
      tokenHigh,
      tokenLow,
      tokenHalfWords: spans.halfWords.slice(),
      count,
      high: high.slice(0, count),
      low: low.slice(0, count),
      firstTokens: firstTokens.slice(0, count),
      contentHash,
    },
    sketch: {
      tokens: spans.count,
      halfWords: spans.halfWords.reduce((sum, half) => sum + half, 0),
      shingles: new Set(Array.from({ length: count }, (_, k) => `${high[k]} ${low[k]}`)).size,
      signature,
      foldedSignature: Uint16Array.from(signature, foldLane),
      fingerprintHashes: hashes.slice(0, fingerprints),
      fingerprintPositions: positions.slice(0, fingerprints),
      contentHash,
      tokensHash: hashTokens(tokenHigh, tokenLow, spans.count, seeds),
      // These texts are small.
      shingleFilter: new Uint32Array(0),
    },
  };
}

const anyOptions: fc.Arbitrary<SketchOptions> = fc.record({
  shingleSize: fc.integer({ min: 1, max: 8 }),
  tokens: fc.constantFrom('auto', 'words', 'characters'),
  window: fc.integer({ min: 1, max: 20 }),
  hashSeed: fc.integer({ min: 0, max: 0xffffffff }),
});

/** Text as it comes out of decoding: without lone surrogates. */
const decodedText = anyText.map((text) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(encoder.encode(text)));

describe('a sketch', () => {
  it('is what its steps give, one after the other, for any text and options', () => {
    fc.assert(
      fc.property(decodedText, anyOptions, (text, options) => {
        const expected = composeSteps(text, options);
        expect(sequence(text, options)).toEqual(expected.sequence);
        expect(sketch(text, options)).toEqual(expected.sketch);
      }),
      RUNS,
    );
  });

  it('does not depend on the documents that the sketcher saw before', () => {
    const sketcher = createReferenceSketcher(DEFAULTS);
    const long = encoder.encode('a long text comes first '.repeat(500));
    fc.assert(
      fc.property(fc.array(decodedText, { maxLength: 5 }), (texts) => {
        sketcher.sketchDocument(long);
        for (const text of texts) {
          const utf8 = encoder.encode(text);
          expect(structuredClone(sketcher.sketchDocument(utf8))).toEqual(sketch(text));
          expect(structuredClone(sketcher.sequenceShingles(utf8))).toEqual(sequence(text));
        }
      }),
      { ...RUNS, numRuns: 100 },
    );
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' \t\r\n\u00a0\u3000'],
    ['punctuation', '... --- ... !? « » 。'],
    ['emoji', '😀 🎉'],
    ['a soft hyphen and joiners', '\u00ad\u200c\u200d'],
  ])('of %s is empty: no tokens, no shingles, no fingerprints, every lane at the top', (_, text) => {
    const { tokens, halfWords, shingles, signature, fingerprintHashes, fingerprintPositions } = sketch(text);
    expect({ tokens, halfWords, shingles }).toEqual({ tokens: 0, halfWords: 0, shingles: 0 });
    expect([fingerprintHashes.length, fingerprintPositions.length]).toEqual([0, 0]);
    expect(new Set(signature)).toEqual(new Set([0xffffffff]));
  });

  it('tells empty documents of different bytes apart by content, and not by tokens', () => {
    expect(sketch(' ').contentHash).not.toEqual(sketch('').contentHash);
    expect(sketch(' ').tokensHash).toEqual(sketch('').tokensHash);
  });

  it('of one word is one shingle, one fingerprint and a full signature', () => {
    const { tokens, halfWords, shingles, signature, fingerprintPositions } = sketch('Hello');
    expect({ tokens, halfWords, shingles, positions: [...fingerprintPositions] }).toEqual({
      ...{ tokens: 1, halfWords: 2, shingles: 1 },
      positions: [0],
    });
    expect(signature).not.toContain(0xffffffff);
  });

  it.each([
    // text, tokens, length in half words, distinct shingles
    ['one two three four', 4, 8, 1],
    ['one two three four five', 5, 10, 1],
    ['one two three four five six', 6, 12, 2],
    ['go go go go go go go go', 8, 16, 1],
    ['½m²', 2, 4, 1],
    ['snake_case co\u00adop a\u200db', 6, 12, 2],
    ['o\u02bcclock', 1, 2, 1],
    ['\u0301 a', 2, 4, 1],
    ['漢字', 2, 2, 1],
    ['一二三四五六七八九', 9, 9, 1],
    ['一二三四五六七八九十', 10, 10, 1],
    ['一二三四五六七八九十百', 11, 11, 2],
    ['one two 三四五六 seven eight', 8, 12, 2],
    ['ภาษาไทย', 7, 7, 1],
    ['ที่นี่', 2, 2, 1],
    ['コンピューター', 7, 7, 1],
    ['葛\u{e0100}飾', 2, 2, 1],
    ['don’t', 2, 4, 1],
  ])('of %j counts %i tokens, %i half words and %i distinct shingles', (text, tokens, halfWords, shingles) => {
    const counted = sketch(text);
    expect([counted.tokens, counted.halfWords, counted.shingles]).toEqual([tokens, halfWords, shingles]);
  });

  it.each([
    ['case', 'The Quick Brown Fox', 'the quick BROWN fox'],
    ['spacing and punctuation', 'One, two; three.', 'one\r\n\r\ntwo – three'],
    ['normal form', 'Café naïve', 'Cafe\u0301 nai\u0308ve'],
    ['ligatures and widths', 'ﬁne Ｗｉｄｅ', 'fine wide'],
    ['final sigma', 'ΟΔΟΣ', 'οδος'],
    ['the Turkish dot', 'İstanbul', 'i\u0307stanbul'],
    ['SARA AM', '\u0e01\u0e33', '\u0e01\u0e4d\u0e32'],
    ['half-width kana marks', '\uff76\uff9e', '\u30ac'],
  ])('of texts that differ in %s has the same tokens and another content', (_, left, right) => {
    const [one, other] = [sketch(left), sketch(right)];
    expect(other).toEqual({ ...one, contentHash: other.contentHash });
    expect(other.contentHash).not.toEqual(one.contentHash);
  });

  it('keeps apart what only looks alike', () => {
    const differing = ['resume', 'résumé', 'ｒésumè', 'rеsume', 're sume', 'sigma ς', 'sigma σ', 'straße', 'strasse'];
    expect(new Set(differing.map((text) => sketch(text).tokensHash.join())).size).toBe(differing.length);
  });

  it('takes U+FEFF that is no mark of order for what it is: a separator', () => {
    expect(sketch('\ufeffone \ufefftwo').tokens).toBe(2);
    expect(sketch('\ufeffone').contentHash).not.toEqual(sketch('one').contentHash);
  });

  it('counts characters of unspaced scripts as the option says', () => {
    const text = 'Dedupe 重複 data';
    const counts = (['auto', 'words', 'characters'] as const).map((tokens) => {
      const counted = sketch(text, { tokens });
      return [counted.tokens, counted.halfWords];
    });
    expect(counts).toEqual([
      [4, 6],
      [3, 6],
      [12, 12],
    ]);
  });

  it('changes wholly with the hash seed', () => {
    const text = 'The quick brown fox jumps over the lazy dog.';
    const [one, other] = [sketch(text), sketch(text, { hashSeed: 1 })];
    expect(other.signature.filter((lane, i) => lane === one.signature[i])).toHaveLength(0);
    expect(other.contentHash).not.toEqual(one.contentHash);
    expect(other.tokensHash).not.toEqual(one.tokensHash);
    expect(other.shingles).toBe(one.shingles);
  });

  it('is signed by the engine it is given', () => {
    const sketcher = createReferenceSketcher(DEFAULTS, (high, _low, count, lanes) => {
      lanes.fill(count);
      lanes[0] = high[0];
    });
    const utf8 = encoder.encode('one two three four five six');
    const { signature } = sketcher.sketchDocument(utf8);
    expect([signature[0], signature[1]]).toEqual([sequence('one two three four five six').high[0], 2]);
  });

  it('counts distinct shingles of a text that repeats one page a thousand times', () => {
    const page = Array.from({ length: 100 }, (_, i) => `word${i}`).join(' ');
    // A hundred shingles, four of them across the turn of a page.
    expect(sketch(`${page} `.repeat(1000)).shingles).toBe(100);
  });
});
