// What of the options goes into sketches, the winnowing window above all.

import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../src/options.js';
import { describeSketch } from '../../src/run/describe-sketch.js';

describe('the sketch options of a run', () => {
  it('are those of the signature, and a window of sixteen', () => {
    const options = parseOptions({ shingleSize: 4, tokens: 'words', hashSeed: 7 });
    expect(describeSketch(options)).toEqual({ shingleSize: 4, tokens: 'words', hashSeed: 7, window: 16 });
  });

  it.each([
    // passage, shingle size, window: never more than the shingles of the shortest passage
    [50, 5, 16],
    [20, 5, 16],
    [19, 5, 15],
    [6, 5, 2],
    [5, 5, 1],
    [50, 35, 16],
    [50, 50, 1],
  ])('have for passages of %i words and shingles of %i a window of %i', (passage, shingleSize, window) => {
    expect(describeSketch(parseOptions({ passage, shingleSize })).window).toBe(window);
  });
});
