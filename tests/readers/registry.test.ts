import { describe, expect, it } from 'vitest';
import { createReaders, formatOfPath } from '../../src/readers/registry.js';

describe('formatOfPath', () => {
  it.each([
    ['a.jsonl', 'json-lines', false],
    ['b/A.NDJSON', 'json-lines', false],
    ['a.jsonl.gz', 'json-lines', true],
    ['a.JsonL.GZ', 'json-lines', true],
    ['a.txt', 'text', false],
    ['a.txt.gz', 'text', true],
    ['a.gz', 'text', true],
    ['a.json', 'text', false],
    ['jsonl', 'text', false],
    ['x.jsonl/readme', 'text', false],
    ['x.gz/readme', 'text', false],
    ['a.constructor', 'text', false],
    ['.gz', 'text', true],
    ['', 'text', false],
  ])('says of %s that it is %s, compressed: %s', (path, format, isCompressed) => {
    expect(formatOfPath(path)).toEqual({ format, isCompressed });
  });
});

describe('createReaders', () => {
  it('creates for every format the reader that says it is of that format', () => {
    const readers = createReaders({ textField: 'text', idField: 'id', maxSize: null });
    expect(Object.entries(readers).map(([format, reader]) => [format, reader.format])).toEqual([
      ['text', 'text'],
      ['json-lines', 'json-lines'],
    ]);
  });
});
