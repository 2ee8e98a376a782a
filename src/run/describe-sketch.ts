// From options to what sketches are made of.
import type { SketchOptions } from '../model.js';
import type { ScanOptions } from '../options.js';

/**
 * The winnowing window: 16 shingles are 20 words, the least document that can be contained, but never more than the
 * shingles of the shortest passage asked for (DESIGN 4).
 */
const MOST_WINDOW = 16;

export function describeSketch(options: ScanOptions): SketchOptions {
  const { shingleSize, tokens, hashSeed, passage } = options;
  return { shingleSize, tokens, hashSeed, window: Math.min(MOST_WINDOW, passage - shingleSize + 1) };
}
