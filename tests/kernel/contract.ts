// What every sketcher promises: the suite that makes reference and kernel interchangeable.
//
// golden-sketches.json freezes the sketches themselves: corpus indexes hold them, so neither implementation may drift.
// A change on purpose changes what every index means; then: npx vitest run tests/kernel/sketchers.test.ts -u

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SketchOptions, Sketcher } from '../../src/model.js';
import { SIGNATURE_LANES } from '../../src/sketch/signature.js';
import { copySketch, digestSketches, USUAL_OPTIONS } from './equal-sketches.js';

interface Golden {
  readonly about: string;
  readonly options: Partial<SketchOptions>;
  readonly text: string;
  /** The text is taken so many times. */
  readonly times?: number;
}

const goldens = JSON.parse(readFileSync(new URL('golden-texts.json', import.meta.url), 'utf8')) as readonly Golden[];

const PROSE =
  'The court held that the statute does not apply, and the judgment of the court of appeals is therefore reversed. ' +
  'Four judges joined this opinion; two of them wrote separately, and one took no part in the decision of the case.';

const encoder = new TextEncoder();

/** Describes the contract for the sketchers that `create` makes. */
export function describeSketcher(create: (options: SketchOptions) => Sketcher): void {
  const sketchText = (text: string, options: Partial<SketchOptions> = {}): ReturnType<Sketcher['sketchDocument']> =>
    copySketch(create({ ...USUAL_OPTIONS, ...options }).sketchDocument(encoder.encode(text)));
  const sequenceText = (text: string, options: Partial<SketchOptions> = {}): ReturnType<Sketcher['sequenceShingles']> =>
    copySketch(create({ ...USUAL_OPTIONS, ...options }).sequenceShingles(encoder.encode(text)));

  const collectText = (text: string, options: Partial<SketchOptions> = {}): ReturnType<Sketcher['collectShingles']> =>
    copySketch(create({ ...USUAL_OPTIONS, ...options }).collectShingles(encoder.encode(text)));

  it('says the same as ever of texts of many kinds', async () => {
    const digests = goldens.map(({ about, options, text, times = 1 }) => {
      const sketcher = create({ ...USUAL_OPTIONS, ...options });
      return [about, digestSketches(sketcher, text.repeat(times))] as const;
    });
    expect(goldens.length).toBeGreaterThan(20);
    await expect(`${JSON.stringify(Object.fromEntries(digests), null, 2)}\n`).toMatchFileSnapshot(
      'golden-sketches.json',
    );
  });

  describe('a document without tokens', () => {
    it.each(['', ' \n\t', '…—!?', '\u200d', '\0\0\0'])('%j is empty', (text) => {
      const sketch = sketchText(text);
      expect(sketch).toMatchObject({ tokens: 0, halfWords: 0, shingles: 0 });
      expect(sketch.signature).toEqual(new Uint32Array(SIGNATURE_LANES).fill(0xffffffff));
      expect(sketch.fingerprintHashes).toHaveLength(0);
      expect(sketch.fingerprintPositions).toHaveLength(0);
      expect(sequenceText(text)).toMatchObject({ tokens: 0, count: 0 });
      expect(collectText(text)).toMatchObject({ contentHash: sketch.contentHash, set: new Uint32Array(0) });
    });

    it('is told from another by its bytes, not by its tokens', () => {
      expect(sketchText('').contentHash).not.toEqual(sketchText('\0').contentHash);
      expect(sketchText('').tokensHash).toEqual(sketchText('\0').tokensHash);
    });
  });

  describe('a sketch', () => {
    it('has the lengths that its counts say', () => {
      const sketch = sketchText(PROSE);
      expect(sketch.signature).toHaveLength(SIGNATURE_LANES);
      expect(sketch.contentHash).toHaveLength(4);
      expect(sketch.tokensHash).toHaveLength(4);
      expect(sketch.fingerprintPositions).toHaveLength(sketch.fingerprintHashes.length);
      expect(sketch.tokens).toBe(41);
      expect(sketch.halfWords).toBe(82);
      expect(sketch.shingles).toBe(37);
    });

    it('names fingerprints by ascending positions in the sequence, with their high words', () => {
      const sketch = sketchText(PROSE);
      const { high } = sequenceText(PROSE);
      const positions = [...sketch.fingerprintPositions];
      expect(positions.length).toBeGreaterThan(1);
      expect(positions).toEqual([...new Set(positions)].sort((left, right) => left - right));
      expect([...sketch.fingerprintHashes]).toEqual(positions.map((position) => high[position]));
    });

    it('keeps case, spacing and punctuation out of the tokens hash and in the content hash', () => {
      const plain = sketchText(PROSE);
      const other = sketchText(PROSE.toUpperCase().replaceAll(' ', '\n  «').replaceAll('.', ' …'));
      expect(other.tokensHash).toEqual(plain.tokensHash);
      expect(other.signature).toEqual(plain.signature);
      expect(other.contentHash).not.toEqual(plain.contentHash);
    });

    it('is the same for composed and decomposed letters, but for the content hash', () => {
      const text = 'Où est le garçon naïf? Ça dépend: à côté de l’hôtel, près de la forêt, disait-elle à Noël.';
      const { contentHash: composed, ...ofComposed } = sketchText(text.normalize('NFC'));
      const { contentHash: decomposed, ...ofDecomposed } = sketchText(text.normalize('NFD'));
      expect(ofDecomposed).toEqual(ofComposed);
      expect(decomposed).not.toEqual(composed);
    });

    it('counts what a document repeats once', () => {
      const once = sketchText(`${PROSE} `);
      const often = sketchText(`${PROSE} `.repeat(50));
      // Three copies have every shingle that fifty have: those within one and those across the seam.
      const thrice = sketchText(`${PROSE} `.repeat(3));
      expect(often.shingles).toBe(thrice.shingles);
      expect(often.signature).toEqual(thrice.signature);
      expect(often.shingles).toBe(once.shingles + 4);
    });

    it('of a union is lane by lane the least of the parts', () => {
      const words = PROSE.split(' ');
      const left = sketchText(words.slice(0, 25).join(' '));
      const right = sketchText(words.slice(21).join(' '));
      const least = left.signature.map((value, lane) => Math.min(value, right.signature[lane]));
      expect(sketchText(PROSE).signature).toEqual(least);
    });

    it('depends on each option', () => {
      const text = `${PROSE} 漢字とカナ`;
      const usual = sketchText(text);
      expect(sketchText(text, { hashSeed: 1 }).signature).not.toEqual(usual.signature);
      expect(sketchText(text, { hashSeed: 1 }).contentHash).not.toEqual(usual.contentHash);
      expect(sketchText(text, { shingleSize: 4 }).signature).not.toEqual(usual.signature);
      expect(sketchText(text, { window: 4 }).fingerprintHashes.length).toBeGreaterThan(usual.fingerprintHashes.length);
      expect(sketchText(text, { tokens: 'words' }).tokens).toBe(42);
      expect(sketchText(text, { tokens: 'characters' }).halfWords).toBe(
        sketchText(text, { tokens: 'characters' }).tokens,
      );
    });
  });

  describe('a sequence', () => {
    it.each([1, 2, 5, 64])(
      'ends a shingle of %i words at each token, and starts it no sooner than needed',
      (shingleSize) => {
        const text = `${PROSE} 漢字とカナ ${PROSE} 東京 ${PROSE}`;
        const { tokens, tokenHalfWords, count, firstTokens } = sequenceText(text, { shingleSize });
        expect(firstTokens).toHaveLength(count);
        for (let k = 0; k < count; k++) {
          const halfWords = tokenHalfWords.slice(firstTokens[k], tokens - count + k + 1);
          const length = halfWords.reduce((sum, half) => sum + half, 0);
          expect(length).toBeGreaterThanOrEqual(2 * shingleSize);
          expect(length - halfWords[0]).toBeLessThan(2 * shingleSize);
        }
      },
    );

    it('of a document shorter than a shingle is one shingle of all its tokens', () => {
      expect(sequenceText('one two three')).toMatchObject({ tokens: 3, count: 1 });
      expect(sequenceText('one two three', { shingleSize: 1000 }).firstTokens).toEqual(Uint32Array.of(0));
    });

    it('has equal hashes for equal tokens and equal shingles, wherever they stand', () => {
      const { tokenHigh, tokenLow, high, low } = sequenceText('a b c d e x a B c, D e');
      expect([tokenHigh[6], tokenLow[6]]).toEqual([tokenHigh[0], tokenLow[0]]);
      expect([high[6], low[6]]).toEqual([high[0], low[0]]);
      expect(high[1]).not.toBe(high[0]);
    });

    it('is the one that the sketch is made of', () => {
      const sketch = sketchText(PROSE);
      const sequence = sequenceText(PROSE);
      expect(sequence.tokens).toBe(sketch.tokens);
      expect(sequence.contentHash).toEqual(sketch.contentHash);
      expect(new Set(Array.from(sequence.high, (high, k) => `${high} ${sequence.low[k]}`)).size).toBe(sketch.shingles);
    });
  });

  describe('a set', () => {
    it.each([
      ['prose', PROSE],
      ['a word', 'word'],
      ['few words, often', 'to be or not to be '.repeat(300)],
      ['one word, often', 'da '.repeat(5000)],
      ['a mixture', `${PROSE} 漢字とカナ ${PROSE} 東京`],
      ['prose with ligatures', `${PROSE} ﬁve ${PROSE}`],
    ])('holds the distinct shingles of the sequence, ascending, the low word first: of %s', (_, text) => {
      const { high, low, contentHash } = sequenceText(text);
      const hashes = Array.from(high, (word, k) => (BigInt(word) << 32n) | BigInt(low[k]));
      const wanted = [...new Set(hashes)].sort((left, right) => (left < right ? -1 : 1));
      const { set, contentHash: ofSet } = collectText(text);
      const found = Array.from(
        { length: set.length / 2 },
        (__, k) => (BigInt(set[2 * k + 1]) << 32n) | BigInt(set[2 * k]),
      );
      expect(found).toEqual(wanted);
      expect(found).toHaveLength(sketchText(text).shingles);
      expect(ofSet).toEqual(contentHash);
    });

    it('depends on each option but the window', () => {
      const text = `${PROSE} 漢字とカナ`;
      const usual = collectText(text);
      expect(collectText(text, { window: 4 })).toEqual(usual);
      const others: readonly Partial<SketchOptions>[] = [{ hashSeed: 1 }, { shingleSize: 4 }, { tokens: 'words' }];
      for (const options of others) expect(collectText(text, options).set).not.toEqual(usual.set);
    });
  });

  describe('a sketcher', () => {
    it('leaves the bytes it is given as they are', () => {
      const utf8 = encoder.encode('The ÉCOLE, İSTANBUL and ΟΔΟΣ ﬁ');
      const before = utf8.slice();
      const sketcher = create(USUAL_OPTIONS);
      sketcher.sketchDocument(utf8);
      sketcher.sequenceShingles(utf8);
      sketcher.collectShingles(utf8);
      expect(utf8).toEqual(before);
    });

    it('takes a view into larger memory, at any offset', () => {
      const sketcher = create(USUAL_OPTIONS);
      const expected = sketchText(PROSE);
      for (let offset = 0; offset < 9; offset++) {
        const larger = encoder.encode(`${'x'.repeat(offset)}${PROSE}words behind it`);
        const view = larger.subarray(offset, offset + PROSE.length);
        expect(copySketch(sketcher.sketchDocument(view))).toEqual(expected);
      }
    });

    it('says the same of a document whatever came before it', () => {
      const sketcher = create(USUAL_OPTIONS);
      const texts = [PROSE.repeat(40), PROSE, '漢字'.repeat(3000), 'a', '', 'é'.repeat(70_000), `${PROSE} ﬁ`, PROSE];
      for (const text of texts) {
        expect(copySketch(sketcher.sketchDocument(encoder.encode(text)))).toEqual(sketchText(text));
        expect(copySketch(sketcher.collectShingles(encoder.encode(text)))).toEqual(collectText(text));
        expect(copySketch(sketcher.sequenceShingles(encoder.encode(text)))).toEqual(sequenceText(text));
      }
    });
  });
}
