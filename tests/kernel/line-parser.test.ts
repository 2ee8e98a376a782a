// The kernel's line parser against JSON.parse and TextEncoder: it may leave what is unusual, and may not be wrong.

import { describe, expect, it, vi } from 'vitest';
import { createLineParser } from '../../src/kernel/line-parser.js';
import type { LineFields } from '../../src/kernel/line-parser.js';
import type { LineParser } from '../../src/model.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { checkLine } from './check-line.js';
import { makeJsonLine, mutateLine } from './make-json-lines.js';

const FIELDS: LineFields = { textField: 'text', idField: 'id' };
const SEED = 5;

function create(fields = FIELDS): LineParser {
  const parser = createLineParser('wasm', fields);
  if (parser === null) throw new Error('no parser');
  return parser;
}

const parser = create();
const check = (line: string, at = 0): string => checkLine(parser, Buffer.from(line), at);

/** What the parser says of one line, in words. */
function parse(line: string, fields = FIELDS): { text: string | null; id: string | null } {
  const one = create(fields);
  const bytes = Buffer.from(`${line}\n`);
  const input = one.reserve(bytes.length, 0);
  input.set(bytes);
  const { utf8, idStart, idEnd } = one.parseLine(0);
  const id = idEnd === 0 ? null : Buffer.from(input.subarray(idStart, idEnd)).toString();
  return { text: utf8 === null ? null : Buffer.from(utf8).toString(), id };
}

describe('the line parser of the kernel', () => {
  it('says what JSON.parse says of any line, or leaves it', () => {
    const draws = seedDraws(SEED);
    const outcomes = { read: 0, left: 0, 'no-line': 0 };
    for (let round = 0; round < 6000; round++) {
      const line = Buffer.from(makeJsonLine(draws));
      outcomes[checkLine(parser, line, draws.below(40))]++;
      outcomes[checkLine(parser, mutateLine(line, draws), draws.below(40))]++;
    }
    // Both ways are well trodden.
    expect(outcomes.read).toBeGreaterThan(3000);
    expect(outcomes.left).toBeGreaterThan(3000);
    expect(outcomes['no-line']).toBeLessThan(2000);
  });

  it('takes and refuses every byte after a backslash as JSON does', () => {
    const read: string[] = [];
    for (let byte = 0; byte < 128; byte++) {
      const c = String.fromCharCode(byte);
      if (check(`{"text":"a\\${c}b"}`) === 'read') read.push(c);
      check(`{"text":"\\u00${c}0"}`);
      check(`{"text":"\\u${c}"}`);
      check(`{"text":"\\${c}`);
    }
    expect(read.sort().join('')).toBe('"/\\bfnrt');
  });

  it('refuses every control character within a string, wherever it stands, and takes every other byte', () => {
    for (let byte = 0; byte < 128; byte++) {
      if (byte === 10) continue;
      for (const before of [0, 1, 14, 15, 16, 17, 31, 32, 33]) {
        const outcome = check(`{"text":"${'x'.repeat(before)}${String.fromCharCode(byte)}yz"}`, before % 7);
        expect(outcome).toBe(byte < 0x20 || byte === 0x22 || byte === 0x5c ? 'left' : 'read');
        check(`{"text":"t","${'x'.repeat(before)}${String.fromCharCode(byte)}":1}`);
      }
    }
  });

  it('unescapes every UTF-16 unit, alone and before another', () => {
    const hex = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
    for (let start = 0; start < 0x10000; start += 64) {
      const units = Array.from({ length: 64 }, (_, i) => hex(start + i));
      expect(check(`{"text":"${units.join('')}","id":"i"}`)).toBe('read');
      expect(check(`{"text":"${units.join(' ')}"}`)).toBe('read');
    }
    const edges = [0xd7ff, 0xd800, 0xd83d, 0xdbff, 0xdc00, 0xde00, 0xdfff, 0xe000, 0x41];
    for (const first of edges) {
      for (const second of edges) {
        for (const third of edges) {
          expect(check(`{"text":"${hex(first)}${hex(second)}${hex(third)}"}`)).toBe('read');
          check(`{"text":"${hex(first)}\\n${hex(second)}\\\\${hex(third).slice(1)}"}`);
        }
      }
    }
  });

  it('unescapes in strings of every length and place, and leaves what follows as it is', () => {
    for (let length = 0; length < 70; length++) {
      for (const escape of ['\\n', '\\u2019', '\\ud83d\\ude00', '\\"\\"', '\\\\']) {
        const run = 'abcdefghijklmnopqrstuvwxyz'.repeat(3).slice(0, length);
        expect(check(`{"text":"${run}${escape}${run}","id":"${run}"}`, length % 16)).toBe('read');
        expect(check(`{"id":"${run}","text":"${escape}${run}${escape}"}`, length % 5)).toBe('read');
      }
    }
  });

  it.each([
    ['0', true],
    ['-0', true],
    ['01', false],
    ['-01', false],
    ['1.', false],
    ['.5', false],
    ['1.5', true],
    ['-', false],
    ['--1', false],
    ['+1', false],
    ['1e', false],
    ['1e+', false],
    ['1E+5', true],
    ['1e-5', true],
    ['1.0e05', true],
    ['1e5.5', false],
    ['1 2', false],
    ['true', true],
    ['tru', false],
    ['truee', false],
    ['nul', false],
    ['null', true],
    ['falsy', false],
    ['false', true],
    ['[]', true],
    ['[ ]', true],
    ['[,]', false],
    ['[1,]', false],
    ['[1 2]', false],
    ['[1}', false],
    ['{}', true],
    ['{ }', true],
    ['{,}', false],
    ['{"a"}', false],
    ['{"a":}', false],
    ['{"a":1,}', false],
    ['{a:1}', false],
    ['{"a":1]', false],
    ['{"a":{"b":[{"c":[]},[[],{}]]}}', true],
    ['"a', false],
    ['', false],
  ])('of %s as a value says that it is JSON: %s', (json, isValid) => {
    for (const line of [
      `{"text":"t","id":${json}}`,
      `{"id":[0,${json}],"text":"t"}`,
      `{"a":{"b":${json}},"text":"t"}`,
    ]) {
      expect(check(line)).toBe(isValid ? 'read' : 'left');
    }
  });

  it.each([
    ['', false],
    ['{', false],
    ['{}', false],
    [' \t\r', false],
    ['{"text":"t"}\r', true],
    ['\t { "text" \r: "t" } ', true],
    ['{"text":"t"}}', false],
    ['{"text":"t"},', false],
    ['{"text":"t",}', false],
    ['{,"text":"t"}', false],
    ['{"text" "t"}', false],
    ['\ufeff{"text":"t"}', false],
    ['\u00a0{"text":"t"}', false],
    ['{"text":"t"}\u2028', false],
    ['["text"]', false],
    ['"text"', false],
    ['{"text":null}', false],
    ['{"text":["t"]}', false],
    ['{"__proto__":"x","text":"t"}', true],
    ['{"__proto__":{"text":"t"}}', false],
    ['{"a":{"text":"t"}}', false],
    ['{"":"","text":""}', true],
  ])('reads the line %j: %s', (line, isRead) => {
    expect(check(line)).toBe(isRead ? 'read' : 'left');
  });

  it('takes the last of a field that is there twice, as JSON.parse does', () => {
    expect(parse('{"text":"a\\n","id":1,"text":"b","id":"\\t"}')).toEqual({ text: 'b', id: '"\\t"' });
    expect(parse('{"text":"a","text":"b\\n\\n"}')).toEqual({ text: 'b\n\n', id: null });
    expect(check('{"text":"a","text":1}')).toBe('left');
    expect(check('{"text":1,"text":"a"}')).toBe('read');
  });

  it('leaves keys with escapes, which may be any field', () => {
    expect(check('{"te\\u0078t":"a"}')).toBe('left');
    expect(check('{"text":"a","te\\u0078t":"b"}')).toBe('left');
    expect(check('{"text":"a","meta":{"te\\u0078t":"b"}}')).toBe('read');
  });

  it('reads dozens of levels and leaves what is nested deeper, however deep', () => {
    const nest = (levels: number): string => `{"text":"t","a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(check(nest(64))).toBe('read');
    expect(check(nest(65))).toBe('left');
    expect(check(`{"text":"t","a":${'{"b":['.repeat(32)}1${']}'.repeat(32)}}`)).toBe('read');
    expect(check(`{"text":"t","a":${'['.repeat(1_000_000)}`)).toBe('left');
  });

  it('takes any names for the fields', () => {
    for (const name of ['', 'é', 'a b', '漢字', 'constructor', 'x'.repeat(4096), 'text ']) {
      const line = `{"${name}":"t\\n","text":"no","other":1,"key":"k"}`;
      expect(parse(line, { textField: name, idField: 'key' })).toEqual({ text: 't\n', id: '"k"' });
    }
  });

  it('reads one field as text and as id, unless it must be read twice', () => {
    const both: LineFields = { textField: 'text', idField: 'text' };
    expect(parse('{"text":"same"}', both)).toEqual({ text: 'same', id: '"same"' });
    expect(parse('{"text":"sa\\u006de"}', both)).toEqual({ text: null, id: null });
  });

  it('reads long strings in memory that grew for them, and in a small one afterwards', () => {
    const one = create();
    const read = (byteLength: number): number => {
      const text = Buffer.alloc(byteLength, 'a long line ');
      const line = Buffer.concat([Buffer.from('{"id":"i","text":"\\n'), text, Buffer.from('\\u2019"}\n')]);
      const input = one.reserve(line.length, 0);
      input.set(line);
      const { utf8, end } = one.parseLine(0);
      expect(end).toBe(line.length - 1);
      const expected = Buffer.concat([Buffer.from('\n'), text, Buffer.from('’')]);
      expect(utf8 !== null && Buffer.compare(utf8, expected) === 0).toBe(true);
      return input.buffer.byteLength;
    };
    expect(read(100)).toBeLessThan(1_000_000);
    expect(read(5_000_000)).toBeGreaterThan(5_000_000);
    expect(read(70_000_000)).toBeGreaterThan(70_000_000);
    expect(read(100)).toBeLessThan(1_000_000);
  });

  it('keeps the bytes that it is asked to keep when its memory changes', () => {
    const one = create();
    one.reserve(10, 0).set(Buffer.from('kept bytes'));
    for (const byteLength of [1000, 3_000_000, 100_000_000, 10]) {
      const input = one.reserve(byteLength, 10);
      expect(input.length).toBeGreaterThanOrEqual(byteLength);
      expect(Buffer.from(input.subarray(0, 10)).toString()).toBe('kept bytes');
    }
  });
});

describe('createLineParser', () => {
  it('leaves everything to JSON.parse where the reference is asked for', () => {
    expect(createLineParser('reference', FIELDS)).toBeNull();
    expect(createLineParser('auto', FIELDS)).not.toBeNull();
  });

  it('leaves fields to JSON.parse that have no UTF-8, or too much of it', () => {
    for (const name of ['\ud800', 'a\udc00b', 'x'.repeat(4097), 'é'.repeat(2049)]) {
      expect(createLineParser('wasm', { textField: name, idField: 'id' })).toBeNull();
      expect(createLineParser('wasm', { textField: 'text', idField: name })).toBeNull();
    }
  });

  it('says so where the engine has no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    try {
      expect(createLineParser('auto', FIELDS)).toBeNull();
      expect(() => createLineParser('wasm', FIELDS)).toThrow(expect.objectContaining({ code: 'KERNEL_UNAVAILABLE' }));
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
