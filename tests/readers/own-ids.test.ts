// Ids packed one by one and stretch by stretch, against a list of strings.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import type { OwnIds } from '../../src/model.js';
import { OwnIdColumns } from '../../src/readers/own-ids.js';
import { packIds, unpackIds } from '../helpers/id-lists.js';

const anyId = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constantFrom('a', '\ud800', '\udfff\ud800x'),
    fc.constant('long '.repeat(2000)),
  ),
  { freq: 4 },
);
const anyIds = fc.array(anyId, { maxLength: 40 });

/** What is here, as bytes where a reader would have those. */
function fill(columns: OwnIdColumns, ids: readonly (string | null)[]): OwnIds {
  for (const id of ids) {
    const isPlain = id !== null && /^[a-z ]+$/.test(id);
    columns.append(isPlain ? Buffer.from(id) : id);
  }
  return columns.finish();
}

describe('own ids', () => {
  it('are what was appended, string or bytes', () => {
    const property = fc.property(anyIds, (ids) => {
      expect(unpackIds(fill(new OwnIdColumns(), ids))).toEqual(ids);
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
    const many = Array.from({ length: 5000 }, (_, i) => (i % 3 === 0 ? null : `id ${i}`));
    expect(unpackIds(packIds(many))).toEqual(many);
  });

  it('take stretches of others', () => {
    const anyPart = fc.record({ ids: anyIds, bounds: fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 })) });
    const property = fc.property(fc.array(anyPart, { maxLength: 12 }), (parts) => {
      const columns = new OwnIdColumns();
      const expected: (string | null)[] = [];
      for (const { ids, bounds } of parts) {
        const [first, end] = bounds.map((bound) => Math.min(bound, ids.length)).sort((a, b) => a - b);
        columns.appendRows(packIds(ids), first, end);
        expected.push(...ids.slice(first, end));
        columns.append('own');
        expected.push('own');
      }
      expect(unpackIds(columns.finish())).toEqual(expected);
    });
    fc.assert(property, { seed: 2, numRuns: 100 });
  });

  it('in memory that others used are the same', () => {
    const property = fc.property(anyIds, anyIds, (before, after) => {
      const used = packIds(before);
      expect(unpackIds(fill(new OwnIdColumns(used), after))).toEqual(after);
    });
    fc.assert(property, { seed: 3, numRuns: 100 });
  });

  it('stand in shared memory', () => {
    const { bytes, starts } = packIds(Array.from({ length: 1000 }, (_, i) => `id ${i}`));
    expect([bytes.buffer, starts.buffer].map((buffer) => buffer instanceof SharedArrayBuffer)).toEqual([true, true]);
  });

  it('that are more than an offset can count are told in a sentence', () => {
    const columns = new OwnIdColumns(null, 10_000);
    for (let i = 0; i < 100; i++) columns.append(Buffer.from('x'.repeat(100)));
    expect(() => {
      columns.append(Buffer.from('y'));
    }).toThrow(
      /^the ids of the documents come to about 10001 bytes, of which at most 10000 can be held; .*--id-field$/,
    );
    const joined = new OwnIdColumns(null, 10_000);
    joined.appendRows(packIds(['x'.repeat(6000)]), 0, 1);
    expect(() => {
      joined.appendRows(packIds(['x'.repeat(6000)]), 0, 1);
    }).toThrow(InputError);
  });
});
