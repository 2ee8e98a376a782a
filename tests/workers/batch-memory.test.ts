// Memory for batches: given back and taken again, but for what giants took.

import { describe, expect, it } from 'vitest';
import { BatchMemory } from '../../src/workers/batch-memory.js';
import type { SketchBatch } from '../../src/workers/sketch-ranges.js';
import { sketchRanges } from '../../src/workers/sketch-ranges.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { createMemoryFiles } from '../helpers/memory-corpus.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

function sketch(text: string): SketchBatch {
  const { sources, readerOf } = createMemoryFiles({ 'a.txt': text });
  const range = { source: sources[0], offset: 0, byteLength: text.length };
  const task = { ranges: [{ range, sourceNumber: 0 }], used: null };
  return sketchRanges(task, readerOf, createReferenceSketcher(USUAL_SKETCH));
}

describe('the memory of batches', () => {
  it('is that which was given back last, as long as there is any, and never twice', () => {
    const memory = new BatchMemory();
    const [first, second] = [sketch('one'), sketch('two three')];
    expect(memory.take()).toBeNull();
    memory.giveBack(first);
    memory.giveBack(second);
    expect(memory.take()?.sketches).toBe(second.sketches);
    // What the ranges told is no memory.
    expect(memory.take()).toEqual({
      ...{ rows: first.rows, ownIds: first.ownIds, sketches: first.sketches, signatures: first.signatures },
    });
    expect(memory.take()).toBeNull();
  });

  it('of a giant is not kept, whatever part of it the batch shows', () => {
    const usual = sketch('one two three');
    const memory = new BatchMemory(256 * 1024);
    memory.giveBack(usual);
    expect(memory.take()).not.toBeNull();
    const large = new Uint32Array(new SharedArrayBuffer(4 * 100_000)).subarray(0, 1);
    memory.giveBack({ ...usual, sketches: { ...usual.sketches, fingerprintHashes: large } });
    memory.giveBack({ ...usual, signatures: new Uint16Array(200_000) });
    expect(memory.take()).toBeNull();
  });
});
