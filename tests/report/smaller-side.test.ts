// Which side is the smaller, tie by tie.

import { describe, expect, it } from 'vitest';
import { smallerOf } from '../../src/report/smaller-side.js';
import { listIds } from '../helpers/id-lists.js';

/** The smaller of two documents, told as its id. */
function nameSmaller(left: [id: string, shingles: number, tokens: number], right: typeof left): string {
  const ids = [left[0], right[0]];
  const sketches = { shingles: Uint32Array.of(left[1], right[1]), tokens: Uint32Array.of(left[2], right[2]) };
  const smaller = ids[smallerOf(sketches, listIds(ids), 0, 1)];
  expect(ids[smallerOf(sketches, listIds(ids), 1, 0)]).toBe(smaller);
  return smaller;
}

describe('the smaller side of a pair', () => {
  it('has fewer distinct shingles, whatever else', () => {
    expect(nameSmaller(['a', 9, 500], ['b', 10, 14])).toBe('a');
    expect(nameSmaller(['a', 10, 14], ['b', 9, 500])).toBe('b');
  });

  it('of as many shingles has fewer tokens', () => {
    expect(nameSmaller(['a', 10, 14], ['b', 10, 15])).toBe('a');
    expect(nameSmaller(['a', 10, 15], ['b', 10, 14])).toBe('b');
  });

  it('of as many shingles and tokens has the id that comes later by its UTF-8 bytes', () => {
    expect(nameSmaller(['a', 10, 14], ['b', 10, 14])).toBe('b');
    expect(nameSmaller(['Z', 10, 14], ['a', 10, 14])).toBe('a');
    expect(nameSmaller(['\uffee', 10, 14], ['\u{1f600}', 10, 14])).toBe('\u{1f600}');
    expect(nameSmaller(['a', 0, 0], ['aa', 0, 0])).toBe('aa');
  });
});
