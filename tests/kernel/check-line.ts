// One line through a line parser and through JSON.parse: what the parser says must be so, and what it leaves must deserve it.

import { isUtf8 } from 'node:buffer';
import { expect } from 'vitest';
import type { LineParser } from '../../src/model.js';

const LINE_FEED = 10;

/** A key, at whatever level, with an escape in it. */
const ESCAPED_KEY = /"(?:[^"\\]|\\.)*\\.(?:[^"\\]|\\.)*"[ \t\r]*:/;

/** Levels of nesting that a parser must have room for. */
const LEVELS = 60;

const encoder = new TextEncoder();

/** What the parser did with a line: read it; left it, rightly; or could not be asked, because the line is none. */
export type LineOutcome = 'read' | 'left' | 'no-line';

/**
 * Puts a line between others at `at` of the parser's input and compares. The fields are `text` and `id`. Bytes outside of
 * the line must stay as they are, and the line too where the parser leaves it.
 */
export function checkLine(parser: LineParser, line: Uint8Array, at = 0): LineOutcome {
  if (!isUtf8(line) || line.includes(LINE_FEED)) return 'no-line';
  const end = at + line.length;
  const behind = Buffer.from('\n{"text":"the \\"next\\" line","id":"n"}\n');
  const input = parser.reserve(end + behind.length, 0);
  input.fill(0x7b, 0, at);
  input.set(line, at);
  input.set(behind, end);
  const { utf8, idStart, idEnd, isIdPlain, ...parsed } = parser.parseLine(at);
  const json = Buffer.from(line).toString('utf8');
  expect(parsed.end).toBe(end);
  expect(Buffer.from(input.subarray(end, end + behind.length)).equals(behind), 'the next line stays').toBe(true);
  expect(input.subarray(0, at).every((byte) => byte === 0x7b)).toBe(true);
  const fields = parseObject(json);
  const text = fields !== null && Object.hasOwn(fields, 'text') ? fields['text'] : null;
  if (utf8 === null) {
    expect(Buffer.from(input.subarray(at, end)).equals(line), 'a line that is left stays as it is').toBe(true);
    expect(typeof text !== 'string' || ESCAPED_KEY.test(json) || countLevels(json) > LEVELS, json).toBe(true);
    return 'left';
  }
  expect(typeof text, json).toBe('string');
  const expected = encoder.encode(text as string);
  if (!Buffer.from(utf8).equals(expected)) expect(Buffer.from(utf8).toString(), json).toBe(text);
  if (fields === null || !Object.hasOwn(fields, 'id')) {
    expect([idStart, idEnd, isIdPlain], json).toEqual([0, 0, false]);
  } else {
    const id = Buffer.from(input.subarray(idStart, idEnd)).toString();
    expect(JSON.parse(id), json).toEqual(fields['id']);
    const isPlain = /^"[\x20-\x7f]*"$/.test(id) && !id.includes('\\');
    expect(isIdPlain, json).toBe(isPlain);
  }
  return 'read';
}

function parseObject(json: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return value as Readonly<Record<string, unknown>>;
  } catch {
    return null;
  }
}

function countLevels(json: string): number {
  let levels = 0;
  let most = 0;
  for (const character of json.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (character === '{' || character === '[') most = Math.max(most, ++levels);
    else if (character === '}' || character === ']') levels--;
  }
  return most;
}
