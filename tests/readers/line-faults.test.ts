import { describe, expect, it } from 'vitest';
import { createLineFaults, FAULTS_TOLD, nameKind } from '../../src/readers/line-faults.js';

describe('createLineFaults', () => {
  it('has nothing to say of a range without faults but how many lines it has and which is the first with the field', () => {
    const faults = createLineFaults('text');
    expect(faults.finish(0)).toEqual({ lines: 0, firstFieldLine: null, faults: null });
    faults.noteField(4);
    faults.noteField(5);
    expect(faults.finish(9)).toEqual({ lines: 9, firstFieldLine: 4, faults: null });
  });

  it('keeps the first twenty of each kind and counts all', () => {
    const faults = createLineFaults('text');
    for (let line = 1; line <= 100; line += 2) {
      faults.noteMalformed(line, 'bad');
      faults.noteWithoutField(line + 1, 5);
    }
    const end = faults.finish(100);
    expect(end.faults?.malformed.count).toBe(50);
    expect(end.faults?.malformed.first.map(({ line }) => line)).toEqual(
      Array.from({ length: FAULTS_TOLD }, (_, i) => 2 * i + 1),
    );
    expect(end.faults?.withoutField.count).toBe(50);
    expect(end.faults?.withoutField.first).toHaveLength(FAULTS_TOLD);
    expect(end.faults?.withoutField.first[0]).toEqual({
      line: 2,
      message: 'the line is a number; an object is needed',
      fields: [],
    });
  });

  it('keeps of each line the fields that are new, until a few are known, and of each name a part', () => {
    const faults = createLineFaults('text');
    faults.noteWithoutField(1, { a: 1, b: 2 });
    faults.noteWithoutField(2, { b: 1, c: 2 });
    faults.noteWithoutField(3, ['c']);
    faults.noteWithoutField(
      4,
      Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`.padEnd(200, 'f'), i])),
    );
    const listed = faults.finish(4).faults?.withoutField.first.map(({ fields }) => fields);
    expect(listed?.slice(0, 3)).toEqual([['a', 'b'], ['c'], []]);
    expect(listed?.[3]).toHaveLength(10);
    expect(listed?.[3][0]).toMatch(/^k0f{58}…$/);
  });

  it('keeps no fields once a line has the right one', () => {
    const faults = createLineFaults('text');
    faults.noteField(1);
    faults.noteWithoutField(2, { a: 1 });
    expect(faults.finish(2).faults?.withoutField.first).toEqual([
      { line: 2, message: 'the object has no field "text"', fields: [] },
    ]);
  });

  it('keeps every line that is too large', () => {
    const faults = createLineFaults('text');
    for (let line = 1; line <= 50; line++) faults.noteLarge(line, 1000 + line, line === 7);
    const large = faults.finish(50).faults?.large ?? [];
    expect(large).toHaveLength(50);
    expect(large[6]).toEqual({ line: 7, byteLength: 1007, isOverLimit: true });
  });

  it('says what makes a range unreadable or foreign, in data that crosses between threads', () => {
    const faults = createLineFaults('body');
    faults.noteForeign('gzip');
    faults.noteUnreadable('it vanished');
    const end = faults.finish(3);
    expect(end.faults).toMatchObject({ textField: 'body', foreign: 'gzip', unreadable: 'it vanished' });
    expect(structuredClone(end)).toEqual(end);
  });
});

describe('nameKind', () => {
  it('names every kind of JSON value with its article', () => {
    const values: unknown[] = [null, [], {}, 'a', 1, true];
    expect(values.map(nameKind)).toEqual(['null', 'an array', 'an object', 'a string', 'a number', 'a boolean']);
  });
});
