// The shelf: copies that stay what they are while the memory they were copied from changes.

import { describe, expect, it } from 'vitest';
import { SequenceShelf, measureSequence } from '../../src/match/sequence-shelf.js';
import { listWords, makeCharacter, writeTokens } from '../helpers/made-texts.js';
import { sequenceText } from '../helpers/sketch-texts.js';

const texts = [
  listWords(0, 70),
  [],
  listWords(100, 3),
  Array.from({ length: 33 }, (_, i) => makeCharacter(i)),
  listWords(500, 40_000),
].map(writeTokens);

describe('SequenceShelf', () => {
  it('gives back what it was given, block after block, in the room that was asked for', () => {
    const shelf = new SequenceShelf();
    for (const block of [texts, texts.slice(0, 3), texts.toReversed()]) {
      const sequences = block.map((text) => sequenceText(text));
      shelf.clear(sequences.reduce((sum, { tokens }) => sum + measureSequence(tokens), 0));
      const shelved = sequences.map((sequence) => shelf.add(sequence));
      shelved.forEach((copy, i) => {
        expect(copy).toEqual(sequences[i]);
        expect(copy.high.buffer).not.toBe(sequences[i].high.buffer);
      });
    }
  });
});
