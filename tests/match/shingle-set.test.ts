// Shingle sets looked into, against sets of the language.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCoveredTokens, hasShingle } from '../../src/match/shingle-set.js';
import type { ShingleSequence } from '../../src/model.js';
import { collectShingleSet } from '../../src/sketch/shingle-set.js';
import { SHINGLE_SIZE } from '../helpers/exact-documents.js';
import { anyHash, collectHashes, nameHashes } from '../helpers/hash-sets.js';
import { CHARACTERS, makeCharacter, makeWord, writeTokens } from '../helpers/made-texts.js';
import { sequenceText } from '../helpers/sketch-texts.js';

const SEED = 19_970_611;

describe('hasShingle', () => {
  it('finds what the set holds and nothing else', () => {
    const property = fc.property(fc.array(anyHash, { maxLength: 40 }), fc.array(anyHash), (held, asked) => {
      const set = collectHashes(held);
      const names = nameHashes(held);
      for (const [high, low] of [...held, ...asked]) {
        expect(hasShingle(set, high, low)).toBe(names.has(`${high}.${low}`));
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 200 });
  });
});

describe('countCoveredTokens', () => {
  /** Marks each token of each shared shingle. */
  const countByMarking = (sequence: ShingleSequence, other: ShingleSequence): number => {
    const shingles = new Set(Array.from(other.high, (high, k) => `${high}.${other.low[k]}`));
    const isCovered = new Uint8Array(sequence.tokens);
    for (let k = 0; k < sequence.count; k++) {
      if (!shingles.has(`${sequence.high[k]}.${sequence.low[k]}`)) continue;
      isCovered.fill(1, sequence.firstTokens[k], sequence.tokens - sequence.count + k + 1);
    }
    return isCovered.reduce((sum, mark) => sum + mark, 0);
  };
  const token = fc.oneof(fc.nat({ max: 2 }).map(makeWord), fc.nat({ max: 2 }).map(makeCharacter));
  const tokens = fc.array(token, { maxLength: 80, size: 'max' });

  it('equals marking every token of every shared shingle', () => {
    let sharing = 0;
    const property = fc.property(tokens, tokens, fc.integer({ min: 1, max: 3 }), (left, right, shingleSize) => {
      const sequence = sequenceText(writeTokens(left), { shingleSize });
      const other = sequenceText(writeTokens(right), { shingleSize });
      const covered = countCoveredTokens(sequence, collectShingleSet(other));
      expect(covered).toBe(countByMarking(sequence, other));
      if (covered > 0 && covered < left.length) sharing++;
    });
    fc.assert(property, { seed: SEED, numRuns: 400 });
    expect(sharing).toBeGreaterThan(50);
  });

  it('covers all of a document that the other has whole, and no token of one that shares no shingle', () => {
    const words = Array.from({ length: 30 }, (_, i) => makeWord(i));
    const sequence = sequenceText(writeTokens(words));
    const framed = sequenceText(writeTokens([makeCharacter(CHARACTERS - 1), ...words, makeWord(99)]));
    expect(countCoveredTokens(sequence, collectShingleSet(framed))).toBe(30);
    const others = sequenceText(writeTokens(words.filter((_, i) => i % SHINGLE_SIZE !== 0)));
    expect(countCoveredTokens(sequence, collectShingleSet(others))).toBe(0);
  });
});
