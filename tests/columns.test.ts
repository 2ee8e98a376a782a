import { describe, expect, it } from 'vitest';
import { createBytes, createDoubles, createHalfWords, createWords, growColumn, viewWhole } from '../src/columns.js';

describe('columns', () => {
  it('are zeros in shared memory, of any length', () => {
    for (const create of [createWords, createHalfWords, createBytes, createDoubles]) {
      for (const length of [0, 1, 1000]) {
        const column = create(length);
        expect(column.buffer).toBeInstanceOf(SharedArrayBuffer);
        expect([...column]).toEqual(new Array<number>(length).fill(0));
      }
    }
  });

  it('stay what they are while there is room', () => {
    const column = createWords(4);
    expect(growColumn(column, 4)).toBe(column);
    expect(growColumn(column, 0)).toBe(column);
  });

  it('grow to what is needed, at least twofold, keep what they hold, and stay shared or not', () => {
    for (const column of [createWords(3), new Uint32Array(3), createDoubles(3), new Uint16Array(3), createBytes(3)]) {
      column.set([1, 2, 3]);
      const twice = growColumn(column, 4);
      expect([...twice]).toEqual([1, 2, 3, 0, 0, 0]);
      expect(growColumn(column, 9)).toHaveLength(9);
      expect(twice.constructor).toBe(column.constructor);
      expect(twice.buffer.constructor).toBe(column.buffer.constructor);
    }
  });

  it('are seen whole through any part of them', () => {
    for (const column of [createWords(3), new Float64Array(3), createHalfWords(3), createBytes(3)]) {
      column.set([1, 2, 3]);
      const whole = viewWhole(column.subarray(1, 2));
      expect(whole).toEqual(column);
      expect(whole.buffer).toBe(column.buffer);
    }
  });

  it('grow from nothing', () => {
    expect(growColumn(createWords(0), 5)).toHaveLength(5);
  });
});
