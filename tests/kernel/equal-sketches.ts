// That two sketchers say the same of a text, in every field; and sketches as plain data that outlives the next call.

import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { CollectedShingles, DocumentSketch, ShingleSequence, SketchOptions, Sketcher } from '../../src/model.js';
import { createSketcher } from '../../src/kernel/select.js';

export const USUAL_OPTIONS: SketchOptions = { shingleSize: 5, tokens: 'auto', window: 16, hashSeed: 0 };

const encoder = new TextEncoder();

/** Both sketchers of the same options. */
export interface SketcherPair {
  readonly options: SketchOptions;
  readonly reference: Sketcher;
  readonly wasm: Sketcher;
}

export function createPair(options: Partial<SketchOptions> = {}): SketcherPair {
  const all = { ...USUAL_OPTIONS, ...options };
  return { options: all, reference: createSketcher('reference', all), wasm: createSketcher('wasm', all) };
}

/** Fails, naming the field and showing the text, where the kernel's sketch, sequence or set is not the reference's. */
export function expectEqualSketches({ reference, wasm, options }: SketcherPair, text: string | Uint8Array): void {
  const utf8 = typeof text === 'string' ? encoder.encode(text) : text;
  expectEqualFields(wasm.sketchDocument(utf8), reference.sketchDocument(utf8), options, text);
  expectEqualFields(wasm.sequenceShingles(utf8), reference.sequenceShingles(utf8), options, text);
  expectEqualFields(pickSet(wasm.collectShingles(utf8)), pickSet(reference.collectShingles(utf8)), options, text);
  expectEqualFields(joinStretches(wasm, utf8), reference.sequenceShingles(utf8), options, text);
}

/** Whose memory a set lies in differs. */
function pickSet({ contentHash, set }: CollectedShingles): Omit<CollectedShingles, 'isOwned'> {
  return { contentHash, set };
}

/** The stretches of a walk as one sequence. */
function joinStretches(sketcher: Sketcher, utf8: Uint8Array): ShingleSequence {
  const columns: Record<'tokenHigh' | 'tokenLow' | 'tokenHalfWords' | 'high' | 'low' | 'firstTokens', number[]> = {
    tokenHigh: [],
    tokenLow: [],
    tokenHalfWords: [],
    high: [],
    low: [],
    firstTokens: [],
  };
  const stretches = sketcher.walkShingles(utf8);
  for (let next = stretches.next(); ; next = stretches.next()) {
    const { tokenHigh: all, high } = columns;
    if (next.done === true) {
      return {
        tokens: all.length,
        tokenHigh: Uint32Array.from(all),
        tokenLow: Uint32Array.from(columns.tokenLow),
        tokenHalfWords: Uint8Array.from(columns.tokenHalfWords),
        count: high.length,
        high: Uint32Array.from(high),
        low: Uint32Array.from(columns.low),
        firstTokens: Uint32Array.from(columns.firstTokens),
        contentHash: next.value,
      };
    }
    const stretch = next.value;
    expect([stretch.firstToken, stretch.firstShingle]).toEqual([all.length, high.length]);
    for (let t = 0; t < stretch.tokens; t++) {
      all.push(stretch.tokenHigh[t]);
      columns.tokenLow.push(stretch.tokenLow[t]);
      columns.tokenHalfWords.push(stretch.tokenHalfWords[t]);
    }
    for (let k = 0; k < stretch.count; k++) {
      high.push(stretch.high[k]);
      columns.low.push(stretch.low[k]);
      columns.firstTokens.push(stretch.firstTokens[k] + stretch.firstTokensFrom);
    }
  }
}

/** A sketch, sequence or set whose arrays are its own. */
export function copySketch<T extends DocumentSketch | ShingleSequence | CollectedShingles>(sketch: T): T {
  return structuredCloneViews(sketch);
}

/** A sketch and a sequence as short lines of text: counts as they are, arrays as hexadecimal or its SHA-256. */
export function digestSketches(sketcher: Sketcher, text: string): Readonly<Record<string, number | string>> {
  const utf8 = encoder.encode(text);
  const sketch = sketcher.sketchDocument(utf8);
  const ofSketch = {
    tokens: sketch.tokens,
    halfWords: sketch.halfWords,
    shingles: sketch.shingles,
    fingerprints: sketch.fingerprintHashes.length,
    contentHash: writeWords(sketch.contentHash),
    tokensHash: writeWords(sketch.tokensHash),
    signature: digest(sketch.signature),
    fingerprintHashes: digest(sketch.fingerprintHashes),
    fingerprintPositions: digest(sketch.fingerprintPositions),
  };
  const { tokenHigh, tokenLow, tokenHalfWords, high, low, firstTokens } = sketcher.sequenceShingles(utf8);
  return { ...ofSketch, sequence: digest(tokenHigh, tokenLow, tokenHalfWords, high, low, firstTokens) };
}

function expectEqualFields(
  actual: DocumentSketch | ShingleSequence | Omit<CollectedShingles, 'isOwned'>,
  expected: DocumentSketch | ShingleSequence | Omit<CollectedShingles, 'isOwned'>,
  options: SketchOptions,
  text: string | Uint8Array,
): void {
  const actualFields = new Map<string, unknown>(Object.entries(actual));
  expect([...actualFields.keys()].sort()).toEqual(Object.keys(expected).sort());
  for (const [field, value] of Object.entries(expected) as [
    string,
    number | Uint32Array | Uint16Array | Uint8Array,
  ][]) {
    // toEqual takes milliseconds for long arrays: it is asked only where it will fail.
    if (isEqual(actualFields.get(field), value)) continue;
    const shown = typeof text === 'string' ? text : new TextDecoder().decode(text);
    const message = `${field} with ${JSON.stringify(options)} of ${JSON.stringify(shown.slice(0, 1000))}`;
    expect(actualFields.get(field), message).toEqual(value);
    expect.unreachable(message);
  }
}

function isEqual(actual: unknown, expected: number | Uint32Array | Uint16Array | Uint8Array): boolean {
  if (typeof expected === 'number') return actual === expected;
  if (!(actual instanceof Uint32Array || actual instanceof Uint16Array || actual instanceof Uint8Array)) return false;
  return Buffer.compare(viewBytes(actual), viewBytes(expected)) === 0;
}

function structuredCloneViews<T extends object>(views: T): T {
  const copies = Object.entries(views).map(([field, value]: [string, unknown]) => {
    return [field, ArrayBuffer.isView(value) ? (value as Uint32Array).slice() : value];
  });
  return Object.fromEntries(copies) as T;
}

/** The bytes of words as they lie, which is little-endian wherever Node runs. */
function viewBytes(array: Uint32Array | Uint16Array | Uint8Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

function writeWords(words: Uint32Array): string {
  return viewBytes(words).toString('hex');
}

function digest(...arrays: readonly (Uint32Array | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const array of arrays) hash.update(viewBytes(array)).update(`/${array.length};`);
  return hash.digest('hex').slice(0, 32);
}
