import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCompactJson, formatJson, formatJsonBlock } from '../../src/reporters/format-json.js';
import { anyText, RUNS } from './arbitraries.js';

describe('formatJson', () => {
  it('means what JSON.stringify means', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(8), (value, indent) => {
        const expected: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(formatJson(value, indent))).toEqual(expected);
        expect(JSON.parse(formatCompactJson(value))).toEqual(expected);
        expect(JSON.parse(formatJsonBlock({ value }, indent))).toEqual({ value: expected });
      }),
      RUNS,
    );
  });

  it('gives strings back as they were, on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const written = formatJson({ [text]: text }, 2);
        expect(written).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(Object.entries(JSON.parse(written) as object)).toEqual([[text, text]]);
      }),
      RUNS,
    );
  });

  it('writes an object on one line, a list of objects one a line', () => {
    expect(formatJson({ a: 1, b: [1, 'x'], c: {}, d: [], e: null, f: undefined }, 2)).toBe(
      '{ "a": 1, "b": [1, "x"], "c": {}, "d": [], "e": null }',
    );
    expect(formatJson({ a: [{ b: 1 }, { b: 2 }], c: 3 }, 2)).toBe(
      '{ "a": [\n    { "b": 1 },\n    { "b": 2 }\n  ], "c": 3 }',
    );
  });

  it('writes a block one field a line', () => {
    expect(formatJsonBlock({ a: 1, b: [{ c: 2 }] }, 2)).toBe(
      '{\n    "a": 1,\n    "b": [\n      { "c": 2 }\n    ]\n  }',
    );
    expect(formatJsonBlock({}, 2)).toBe('{}');
  });

  it('escapes what JSON leaves raw and terminals or line readers obey', () => {
    expect(formatCompactJson('\x1b\x7f\x85\x9b\u2028\u2029é')).toBe('"\\u001b\\u007f\\u0085\\u009b\\u2028\\u2029é"');
    expect(formatCompactJson(undefined)).toBe('null');
  });
});
