// Batches: every byte once, in order, and about as long as is said.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/model.js';
import { BATCH_BYTE_LENGTH, BatchLength, cutBatches } from '../../src/workers/cut-batches.js';

function makeSource(path: string, byteLength: number, isText: boolean): Source {
  return { path, file: path, format: isText ? 'text' : 'json-lines', byteLength, isExplicit: true };
}

describe('cutting batches', () => {
  it('covers every source once and in order, in batches as long as is asked for, whatever changes meanwhile', () => {
    const anySources = fc.array(fc.tuple(fc.nat({ max: 300 }), fc.boolean()), { maxLength: 30 });
    const lengths = fc.infiniteStream(fc.integer({ min: 1, max: 200 }));
    const property = fc.property(anySources, lengths, (drawn, stream) => {
      const sources = drawn.map(([byteLength, isText], i) => makeSource(`${i}`, byteLength, isText));
      const length = { next: 100 };
      const longest = Math.max(0, ...sources.map(({ byteLength }) => byteLength));
      const ends = sources.map(() => 0);
      let last = 0;
      let wanted = length.next;
      let isLast = false;
      for (const batch of cutBatches(sources, length)) {
        expect(isLast, 'only the last is short').toBe(false);
        const byteLength = batch.reduce((sum, { range }) => sum + range.byteLength, 0);
        expect(byteLength).toBeLessThan(wanted + Math.max(wanted, longest));
        isLast = byteLength < wanted;
        for (const { range, sourceNumber } of batch) {
          expect(sourceNumber).toBeGreaterThanOrEqual(last);
          expect([range.source, range.offset]).toEqual([sources[sourceNumber], ends[sourceNumber]]);
          ends[sourceNumber] += range.byteLength;
          last = sourceNumber;
        }
        // What is asked for is asked for when the next batch begins.
        length.next = stream.next().value as number;
        wanted = length.next;
      }
      expect(ends).toEqual(sources.map(({ byteLength }) => byteLength));
    });
    fc.assert(property, { seed: 5, numRuns: 300 });
  });

  it('puts no more than 256 files into a batch', () => {
    const sources = Array.from({ length: 600 }, (_, i) => makeSource(`${i}`, 1, true));
    expect([...cutBatches(sources, new BatchLength())].map((batch) => batch.length)).toEqual([256, 256, 88]);
  });
});

describe('the length of a batch', () => {
  it('is short at first, then that of eight thousand documents, but never more than is allowed', () => {
    const length = new BatchLength();
    expect(length.next).toBe(256 * 1024);
    length.note(256 * 1024, 2048);
    expect(length.next).toBe(1024 * 1024);
    length.note(1024 * 1024, 20);
    expect(length.next).toBe(BATCH_BYTE_LENGTH);
    length.note(1000, 10_000);
    expect(length.next).toBe(820);
    length.note(0, 5);
    expect(length.next).toBe(1);
    length.note(5, 0);
    expect(length.next).toBe(BATCH_BYTE_LENGTH);
  });

  it('is what is allowed where that is less, and without end where sources are not to be cut', () => {
    const short = new BatchLength(500);
    const endless = new BatchLength(Infinity);
    for (const length of [short, endless]) length.note(100, 1);
    expect([short.next, endless.next]).toEqual([500, Infinity]);
  });
});
