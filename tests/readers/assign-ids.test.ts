import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/model.js';
import { assignIds } from '../../src/readers/assign-ids.js';
import { compareCodePoints } from '../../src/text-order.js';
import { packIds, readIds } from '../helpers/id-lists.js';
import { assignPlainIds, type PlainIds } from '../helpers/plain-ids.js';

interface Row {
  readonly path: string;
  /** 0 for a text file. */
  readonly line: number;
  readonly id: string | null;
}

const text = (path: string): Row => ({ path, line: 0, id: null });
const line = (path: string, number: number, id: string | null): Row => ({ path, line: number, id });

function assign(rows: readonly Row[]): PlainIds {
  const paths = [...new Set(rows.map(({ path }) => path))];
  const sources = Uint32Array.from(rows, ({ path }) => paths.indexOf(path));
  return assignRows(paths, sources, rows);
}

/** The ids as strings; on the way what the table says of them is held against the strings themselves. */
function assignRows(
  paths: readonly string[],
  sourceNumbers: Uint32Array,
  rows: readonly Pick<Row, 'line' | 'id'>[],
): { ids: string[]; diagnostics: Diagnostic[] } {
  const documents = { count: rows.length, sources: sourceNumbers, lines: Uint32Array.from(rows, (row) => row.line) };
  const sources = paths.map((path) => ({ path }));
  const ownIds = rows.map(({ id }) => id);
  const { ids: table, diagnostics } = assignIds(sources, documents, packIds(ownIds));
  const ids = readIds({ ids: table, count: rows.length });
  expect({ ids, diagnostics }).toEqual(assignPlainIds(sources, documents, ownIds));
  for (const [document, id] of ids.slice(0, 40).entries()) {
    expect(table.find(id)).toBe(document);
    const other = (7 * document + 1) % ids.length;
    expect(Math.sign(table.compare(document, other))).toBe(Math.sign(compareCodePoints(id, ids[other])));
  }
  expect(table.find('an id of nobody')).toBeNull();
  return { ids, diagnostics };
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
    const rows = [null, null, null].map((id) => ({ line: 0, id }));
    expect(assignRows(['\\xff', '\\xff', '\\xff'], Uint32Array.of(0, 1, 2), rows).ids).toEqual([
      '\\xff',
      '\\xff (2)',
      '\\xff (3)',
    ]);
  });

  it('numbers files that are shown alike even where an id looks like them', () => {
    const assignWith = (id: string): string[] =>
      assignRows(['x', 'a', 'a'], Uint32Array.of(0, 1, 2), [
        { line: 1, id },
        { line: 0, id: null },
        { line: 0, id: null },
      ]).ids;
    expect(assignWith('a')).toEqual(['x:1', 'a', 'a (2)']);
    expect(assignWith('a (2)')).toEqual(['a (2)', 'a', 'a (3)']);
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
    const { ids } = assignIds([{ path: 'x' }], documents, packIds(ownIds));
    expect(readIds({ ids, count }).every((id, i) => id === `x:${i + 1}`)).toBe(true);
  });

  it('equals what plain strings in a Map come to, whatever ids and paths are made of', () => {
    // Files shown alike and files called like lines are among them, and ids of characters that no file can hold.
    const part = fc.constantFrom('a', 'b', ':', '1', '2', '10', ' (2)', 'é', '\uffee', '\u{1f600}', '\ud800', '\udc00');
    const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
    const anySource = fc.record({
      path: name,
      ids: fc.option(fc.array(fc.option(name, { freq: 3 }), { maxLength: 12 }), { freq: 3 }),
    });
    fc.assert(
      fc.property(fc.array(anySource, { maxLength: 8, size: 'max' }), (sources) => {
        const rows = sources.flatMap(({ ids }, source) =>
          ids === null ? [{ source, line: 0, id: null }] : ids.map((id, i) => ({ source, line: i + 1, id })),
        );
        assignRows(
          sources.map(({ path }) => path),
          Uint32Array.from(rows, ({ source }) => source),
          rows,
        );
      }),
      { seed: 14, numRuns: 1500 },
    );
  });

  it('finds an id among many, and none that nobody has', () => {
    const count = 30_000;
    const documents = {
      ...{ count, sources: Uint32Array.from({ length: count }, (_, i) => i % 3) },
      lines: Uint32Array.from({ length: count }, (_, i) => 1 + Math.floor(i / 3)),
    };
    const ownIds = Array.from({ length: count }, (_, i) => (i % 5 < 2 ? `own ${i % 20_000}` : null));
    const sources = ['x', 'y', 'é/z'].map((path) => ({ path }));
    const { ids } = assignIds(sources, documents, packIds(ownIds));
    for (const [document, id] of readIds({ ids, count }).entries()) {
      if (ids.find(id) !== document) expect.fail(`${id} is not found`);
    }
    expect([ids.find('own 30000'), ids.find('x:0'), ids.find('')]).toEqual([null, null, null]);
  });
});
