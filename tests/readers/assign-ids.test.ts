import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignIds, type AssignedIds } from '../../src/readers/assign-ids.js';

interface Row {
  readonly path: string;
  /** 0 for a text file. */
  readonly line: number;
  readonly id: string | null;
}

const text = (path: string): Row => ({ path, line: 0, id: null });
const line = (path: string, number: number, id: string | null): Row => ({ path, line: number, id });

function assign(rows: readonly Row[]): AssignedIds {
  const paths = [...new Set(rows.map(({ path }) => path))];
  const documents = {
    count: rows.length,
    sources: Uint32Array.from(rows, ({ path }) => paths.indexOf(path)),
    lines: Uint32Array.from(rows, (row) => row.line),
  };
  return assignIds(
    paths.map((path) => ({ path })),
    documents,
    rows.map(({ id }) => id),
  );
}

describe('assignIds', () => {
  it('names a text file by its path and a line by its id, else by path and line', () => {
    expect(assign([text('a.txt'), line('x.jsonl', 1, 'one'), line('x.jsonl', 2, null)])).toEqual({
      ids: ['a.txt', 'one', 'x.jsonl:2'],
      diagnostics: [],
    });
  });

  it('names every line of a repeated id by path and line, the first too, and tells the id once', () => {
    const { ids, diagnostics } = assign([
      line('x.jsonl', 1, 'a'),
      line('x.jsonl', 2, 'b'),
      line('y.jsonl', 1, 'a'),
      line('y.jsonl', 2, 'a'),
    ]);
    expect(ids).toEqual(['x.jsonl:1', 'b', 'y.jsonl:1', 'y.jsonl:2']);
    expect(diagnostics).toEqual([
      {
        code: 'DUPLICATE_ID',
        path: 'x.jsonl',
        line: 1,
        message: 'the id "a" stands for 3 documents; its JSON lines are named by path and line instead',
      },
    ]);
  });

  it('leaves a text file its path, whichever comes first', () => {
    const rows = [text('a.txt'), line('x.jsonl', 1, 'a.txt')];
    expect(assign(rows).ids).toEqual(['a.txt', 'x.jsonl:1']);
    expect(assign([...rows].reverse()).ids).toEqual(['x.jsonl:1', 'a.txt']);
    expect(assign(rows).diagnostics).toHaveLength(1);
  });

  it('leaves a line its path and number where another has that for an id', () => {
    expect(assign([line('x', 1, 'x:2'), line('x', 2, null)]).ids).toEqual(['x:1', 'x:2']);
    expect(assign([line('x', 1, 'x:2'), line('x', 2, 'a'), line('x', 3, 'a')]).ids).toEqual(['x:1', 'x:2', 'x:3']);
  });

  it('numbers files that are shown alike', () => {
    const sources = [{ path: '\\xff' }, { path: '\\xff' }, { path: '\\xff' }];
    const documents = { count: 3, sources: Uint32Array.of(0, 1, 2), lines: new Uint32Array(3) };
    expect(assignIds(sources, documents, [null, null, null]).ids).toEqual(['\\xff', '\\xff (2)', '\\xff (3)']);
  });

  it('numbers files that are shown alike even where an id looks like them', () => {
    const sources = [{ path: 'x' }, { path: 'a' }, { path: 'a' }];
    const documents = { count: 3, sources: Uint32Array.of(0, 1, 2), lines: Uint32Array.of(1, 0, 0) };
    expect(assignIds(sources, documents, ['a', null, null]).ids).toEqual(['x:1', 'a', 'a (2)']);
    expect(assignIds(sources, documents, ['a (2)', null, null]).ids).toEqual(['a (2)', 'a', 'a (3)']);
  });

  it('tells twenty repeated ids in full and counts the rest', () => {
    const rows = Array.from({ length: 60 }, (_, i) => line('x', i + 1, `id ${i % 30}`));
    const { diagnostics } = assign(rows);
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics[20]).toMatchObject({
      path: null,
      line: null,
      message: expect.stringMatching(/^10 more ids /) as string,
    });
  });

  it('quotes a bounded part of a long id', () => {
    const { diagnostics } = assign([line('x', 1, 'a'.repeat(10_000)), line('x', 2, 'a'.repeat(10_000))]);
    expect(diagnostics[0].message.length).toBeLessThan(400);
  });

  it('gives different ids, kept where they can be, whatever the order and however the ids look', () => {
    const path = fc.constantFrom('a', 'b', 'a:1', 'b:2');
    const id = fc.constantFrom(null, 'a', 'b', 'c', 'd', 'a:1', 'a:2', 'b:1', 'b:2', 'a:1:1');
    const places = fc.uniqueArray(fc.record({ path, line: fc.nat({ max: 3 }) }), {
      selector: ({ path: name, line: number }) => (number === 0 ? name : `${name}:${number}`),
      maxLength: 12,
    });
    const rows = places.chain((found) =>
      fc.tuple(...found.map((place) => id.map((own): Row => ({ ...place, id: place.line === 0 ? null : own })))),
    );
    fc.assert(
      fc.property(rows, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (documents, numbers) => {
        const { ids, diagnostics } = assign(documents);
        expect(new Set(ids).size).toBe(documents.length);
        const place = (row: Row): string => (row.line === 0 ? row.path : `${row.path}:${row.line}`);
        for (const [i, row] of documents.entries()) expect([row.id ?? place(row), place(row)]).toContain(ids[i]);
        // An id that nobody else has, and that is nobody's place, is kept.
        const places = new Set(documents.map(place));
        for (const [i, row] of documents.entries()) {
          if (row.id === null || places.has(row.id)) continue;
          const isAlone = documents.filter((other) => other.id === row.id).length === 1;
          expect(ids[i] === row.id).toBe(isAlone);
        }
        const order = documents.map((row, i) => ({ row, key: numbers[i] })).sort((a, b) => a.key - b.key);
        const shuffled = assign(order.map(({ row }) => row));
        const byPlace = new Map(order.map(({ row }, i) => [place(row), shuffled.ids[i]]));
        expect(documents.map((row) => byPlace.get(place(row)))).toEqual(ids);
        expect(shuffled.diagnostics.map(({ message }) => message).sort()).toEqual(
          diagnostics.map(({ message }) => message).sort(),
        );
      }),
      { seed: 13, numRuns: 1000 },
    );
  });

  it('takes a chain of ids that each name the next line in stride', () => {
    const count = 200_000;
    const documents = {
      count,
      sources: new Uint32Array(count),
      lines: Uint32Array.from({ length: count }, (_, i) => i + 1),
    };
    const ownIds = Array.from({ length: count }, (_, i) => (i === count - 1 ? 'x:1' : `x:${i + 2}`));
    ownIds[5] = 'x:1';
    const { ids } = assignIds([{ path: 'x' }], documents, ownIds);
    expect(ids.every((id, i) => id === `x:${i + 1}`)).toBe(true);
  });
});
