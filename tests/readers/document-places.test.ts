// Names of places: as strings, as bytes, and compared without either.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePlaces, PlaceWriter, readPlace } from '../../src/readers/document-places.js';
import type { PlacedDocuments } from '../../src/readers/document-places.js';
import { compareCodePoints } from '../../src/text-order.js';

const anyPath = fc
  .array(fc.constantFrom('a', 'b', ':', '1', '19', 'é', '\uffee', '\u{1f600}', 'long '.repeat(100)), { maxLength: 3 })
  .map((parts) => parts.join(''));
const anyLine = fc.oneof(
  fc.constantFrom(0, 1, 9, 10, 11, 19, 99, 100, 101, 1000, 10_000_000, 4_294_967_295),
  fc.nat({ max: 2000 }),
);

function place(rows: readonly (readonly [path: string, line: number])[]): PlacedDocuments {
  return {
    sources: rows.map(([path]) => ({ path })),
    documents: {
      count: rows.length,
      sources: Uint32Array.from(rows, ([path]) => rows.findIndex((row) => row[0] === path)),
      lines: Uint32Array.from(rows, ([, line]) => line),
    },
  };
}

const anyPlaces = fc.array(fc.tuple(anyPath, anyLine), { minLength: 1, maxLength: 12 }).map(place);

describe('the name of a place', () => {
  it('is the path of a text file, and path and line of a line', () => {
    const placed = place([
      ['a/b.txt', 0],
      ['c.jsonl', 12],
    ]);
    expect([0, 1].map((document) => readPlace(placed, document))).toEqual(['a/b.txt', 'c.jsonl:12']);
  });

  it('is written as the bytes of the string, whatever was written before', () => {
    const property = fc.property(anyPlaces, (placed) => {
      const writer = new PlaceWriter(placed);
      for (let document = 0; document < placed.documents.count; document++) {
        const end = writer.write(document);
        expect(Buffer.from(writer.bytes.subarray(0, end)).toString()).toBe(readPlace(placed, document));
      }
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  it('compares as the strings do: line 10 before line 9', () => {
    const property = fc.property(anyPlaces, (placed) => {
      for (let left = 0; left < placed.documents.count; left++) {
        for (let right = 0; right < placed.documents.count; right++) {
          const expected = compareCodePoints(readPlace(placed, left), readPlace(placed, right));
          expect(Math.sign(comparePlaces(placed, left, right))).toBe(Math.sign(expected));
        }
      }
    });
    fc.assert(property, { seed: 2, numRuns: 500 });
  });
});
