// Hashes of shingles as properties draw them, and their sets made by the reference.

import fc from 'fast-check';
import type { ShingleSet } from '../../src/model.js';
import { collectShingleSet } from '../../src/sketch/shingle-set.js';

/** A hash of which either word often agrees with another's; the extremes among them. */
export const anyWord = fc.oneof(fc.nat({ max: 5 }), fc.constantFrom(0x7fffffff, 0x80000000, 0xffffffff), fc.nat());
export const anyHash = fc.tuple(anyWord, anyWord);
export type Hash = readonly [high: number, low: number];

/** The set of some hashes, repeats taken out. */
export function collectHashes(hashes: readonly Hash[]): ShingleSet {
  return collectShingleSet({
    count: hashes.length,
    high: Uint32Array.from(hashes, ([high]) => high),
    low: Uint32Array.from(hashes, ([, low]) => low),
  });
}

/** The same as strings. */
export function nameHashes(hashes: readonly Hash[]): Set<string> {
  return new Set(hashes.map(([high, low]) => `${high}.${low}`));
}
