// Pieces of a document: what is told of each is the document's, and together they are all of it.

import { describe, expect, it } from 'vitest';
import { GiantPieces } from '../../src/kernel/giant-pieces.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_OPTIONS } from './equal-sketches.js';
import { makeMixture } from './make-texts.js';

const encoder = new TextEncoder();

describe('the pieces of a document', () => {
  it.each([1, 30, 500])('are all of it, in pieces of %i bytes, with those known before in front', (byteLength) => {
    const utf8 = encoder.encode(makeMixture(seedDraws(byteLength))(3000));
    const whole = createReferenceSketcher(USUAL_OPTIONS).sequenceShingles(utf8);
    const pieces = new GiantPieces(USUAL_OPTIONS, byteLength);
    const { pass } = pieces;
    let [tokens, shingles, told] = [0, 0, 0];
    for (const piece of pieces.walk(utf8, true)) {
      expect([piece.firstToken, piece.firstShingle]).toEqual([tokens, shingles]);
      const { layout, views } = pass;
      const viewWords = (column: number, place: number, count: number): Uint32Array =>
        views.words.slice(column / 4 + place, column / 4 + place + count);
      const first = tokens - piece.knownTokens;
      const firstShingle = shingles - piece.knownShingles;
      tokens += piece.tokens - piece.knownTokens;
      shingles += piece.shingles - piece.knownShingles;
      expect(viewWords(layout.tokenHigh, piece.place, piece.tokens)).toEqual(whole.tokenHigh.slice(first, tokens));
      expect(viewWords(layout.shingleHigh, 0, piece.shingles)).toEqual(whole.high.slice(firstShingle, shingles));
      // A window of shingles and what its first one holds.
      expect(piece.knownTokens).toBeLessThanOrEqual(2 * 5 - 1 + 16);
      told++;
    }
    expect(told).toBeGreaterThan(5);
    expect([pieces.tokens, pieces.shingles, tokens, shingles]).toEqual([
      ...[whole.tokens, whole.count],
      ...[whole.tokens, whole.count],
    ]);
    expect(pass.views.contentHash.slice()).toEqual(whole.contentHash);
  });

  it('are one for nothing, which is the last', () => {
    const pieces = new GiantPieces(USUAL_OPTIONS, 100);
    expect([...pieces.walk(new Uint8Array(0), true)]).toMatchObject([{ tokens: 0, shingles: 0, isLast: true }]);
  });
});
