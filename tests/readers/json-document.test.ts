import { describe, expect, it } from 'vitest';
import { noteFault, parseJson, readField, readId } from '../../src/readers/json-document.js';
import { createLineFaults } from '../../src/readers/line-faults.js';

/** What is noted of a line that is no document. */
function describeFault(lineText: string): unknown[] {
  const faults = createLineFaults('text');
  noteFault(parseJson(lineText), lineText, 3, 'text', faults);
  const end = faults.finish(3);
  const { malformed, withoutField } = end.faults ?? { malformed: { first: [] }, withoutField: { first: [] } };
  return [end.firstFieldLine, ...malformed.first, ...withoutField.first].map((found) =>
    typeof found === 'object' && found !== null ? found.message : found,
  );
}

describe('readField', () => {
  it('reads what an object has, and nothing of any other value', () => {
    expect(readField(parseJson('{"text":"t"}'), 'text')).toBe('t');
    expect(readField(parseJson('{"__proto__":"t"}'), '__proto__')).toBe('t');
    for (const json of ['["t"]', '"text"', 'null', '5', '{}', 'broken']) {
      expect(readField(parseJson(json), 'text')).toBeUndefined();
      expect(readField(parseJson(json), 'length')).toBeUndefined();
    }
  });
});

describe('readId', () => {
  it('takes strings that are not empty, and numbers that a double holds', () => {
    expect(['a', ' ', 0, -0, 1.5, 2 ** 53 - 1].map(readId)).toEqual(['a', ' ', '0', '0', '1.5', '9007199254740991']);
    expect(['', 2 ** 53, Infinity, null, true, [], {}, undefined].map(readId)).toEqual(Array(8).fill(null));
  });
});

describe('noteFault', () => {
  it.each([
    ['{"text":5}', [3, 'field "text" is a number; a string is needed']],
    ['{"a":5}', [null, 'the object has no field "text"']],
    ['[]', [null, 'the line is an array; an object is needed']],
    [
      '{"text":"cut',
      [null, 'the line is not valid JSON: it ends before its object is closed; it begins with {"text":"cut'],
    ],
    ['\ufeff', [null]],
    [' \t\u00a0', [null]],
  ])('of %j says %j', (lineText, expected) => {
    expect(describeFault(lineText)).toEqual(expected);
  });
});
