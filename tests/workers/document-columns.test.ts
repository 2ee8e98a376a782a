// Rows of a document table, filled one by one and table by table, against a list of rows.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentRows } from '../../src/workers/document-columns.js';
import { DocumentColumns, dropIds } from '../../src/workers/document-columns.js';
import { listIds } from '../helpers/id-lists.js';

interface Row {
  readonly source: number;
  readonly offset: number;
  readonly byteLength: number;
  readonly textByteLength: number;
  readonly line: number;
}

const word = fc.nat({ max: 2 ** 32 - 1 });
/** Files may be larger than 32 bits say. */
const place = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const anyRow: fc.Arbitrary<Row> = fc.record({
  source: word,
  offset: place,
  byteLength: place,
  textByteLength: place,
  line: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e9 })),
});

function fill(rows: readonly Row[], isShared?: boolean): DocumentRows {
  const columns = new DocumentColumns(isShared);
  for (const { source, offset, byteLength, textByteLength, line } of rows) {
    columns.append(source, offset, byteLength, textByteLength, line);
  }
  expect(columns.count).toBe(rows.length);
  return columns.finish();
}

function listRows(rows: DocumentRows): Row[] {
  const { sources, offsets, byteLengths, textByteLengths, lines } = rows;
  for (const column of [sources, offsets, byteLengths, textByteLengths, lines]) expect(column).toHaveLength(rows.count);
  return Array.from({ length: rows.count }, (_, row) => ({
    source: sources[row],
    offset: offsets[row],
    byteLength: byteLengths[row],
    textByteLength: textByteLengths[row],
    line: lines[row],
  }));
}

describe('columns of documents', () => {
  it('cross to a thread without their ids', () => {
    const rows = fill([{ source: 1, offset: 2, byteLength: 3, textByteLength: 4, line: 5 }]);
    expect(structuredClone(dropIds({ ...rows, ids: listIds(['a']) }))).toEqual(rows);
  });

  it('hold the rows that were appended', () => {
    const property = fc.property(fc.array(anyRow, { maxLength: 30 }), fc.boolean(), (rows, isShared) => {
      expect(listRows(fill(rows, isShared))).toEqual(rows);
    });
    fc.assert(property, { seed: 20_260_131, numRuns: 60 });
  });

  it('hold stretches of tables, the lines of those that have one counted on', () => {
    const anyStretch = fc.record({
      rows: fc.array(anyRow, { maxLength: 20 }),
      bounds: fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 })),
      linesBefore: fc.nat({ max: 1e9 }),
    });
    const property = fc.property(fc.array(anyStretch, { maxLength: 12 }), (stretches) => {
      const columns = new DocumentColumns();
      const expected: Row[] = [];
      for (const { rows, bounds, linesBefore } of stretches) {
        const [first, end] = bounds.map((bound) => Math.min(bound, rows.length)).sort((a, b) => a - b);
        columns.appendRows(fill(rows), first, end, linesBefore);
        for (const row of rows.slice(first, end)) {
          expected.push({ ...row, line: row.line === 0 ? 0 : row.line + linesBefore });
        }
      }
      expect(listRows(columns.finish())).toEqual(expected);
    });
    fc.assert(property, { seed: 20_260_132, numRuns: 100 });
  });

  it.each([255, 256, 257, 2000])('lose none of %i rows as they grow, appended or copied', (count) => {
    const rows = Array.from({ length: count }, (_, i): Row => ({
      ...{ source: i, offset: i * 2 ** 33, byteLength: i + 1, textByteLength: i + 2, line: i },
    }));
    expect(listRows(fill(rows))).toEqual(rows);
    const columns = new DocumentColumns(true);
    for (const part of [rows.slice(0, 3), rows.slice(3)]) columns.appendRows(fill(part), 0, part.length, 0);
    expect(listRows(columns.finish())).toEqual(rows);
  });

  it('are in shared memory where that is asked for, grown or not, and else are not', () => {
    const row: Row = { source: 1, offset: 2, byteLength: 3, textByteLength: 4, line: 5 };
    for (const count of [1, 1000]) {
      for (const isShared of [true, false]) {
        const { count: rows, ...columns } = fill(Array<Row>(count).fill(row), isShared);
        const buffers = Object.values(columns).map(({ buffer }) => buffer instanceof SharedArrayBuffer);
        expect([rows, buffers]).toEqual([count, Array(5).fill(isShared)]);
      }
    }
  });
});
