import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentFormat, Source } from '../../src/model.js';
import { splitSource, wholeSource } from '../../src/readers/split-source.js';

const makeSource = (format: DocumentFormat, byteLength: number): Source => ({
  ...{ path: 'a', file: 'a', format, byteLength, isExplicit: true },
});

describe('splitSource', () => {
  it('covers JSON lines without gaps, in stretches of one length', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1000 }), fc.integer({ min: 1, max: 300 }), (byteLength, step) => {
        const source = makeSource('json-lines', byteLength);
        let end = 0;
        for (const range of splitSource(source, () => step)) {
          expect(range.source).toBe(source);
          expect(range.offset).toBe(end);
          end += range.byteLength;
          expect(range.byteLength === step || end === byteLength).toBe(true);
        }
        expect(end).toBe(byteLength);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('asks how long a range is to be when it is its turn', () => {
    let length = 1;
    const ranges = splitSource(makeSource('json-lines', 20), () => length);
    const lengths: number[] = [];
    for (const { byteLength } of ranges) {
      lengths.push(byteLength);
      length *= 2;
    }
    expect(lengths).toEqual([1, 2, 4, 8, 5]);
  });

  it('leaves a text whole, and gives an empty source a range too', () => {
    const text = makeSource('text', 1_000_000_000);
    expect([...splitSource(text, () => 10)]).toEqual([wholeSource(text)]);
    const empty = makeSource('json-lines', 0);
    expect([...splitSource(empty, () => 10)]).toEqual([{ source: empty, offset: 0, byteLength: 0 }]);
    expect([...splitSource(makeSource('json-lines', 20_000_000), () => Infinity)]).toHaveLength(1);
  });
});
