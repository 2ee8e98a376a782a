// Lines of JSON as no serializer would write them, and lines that are nearly JSON: for line parsers to be tried with.
//
// Everything is drawn, so that a seed gives the same lines everywhere. About half of the lines are valid.

import type { Draws } from '../helpers/seed-draws.js';

const NUMBERS = ['0', '-0', '7', '120', '-3.25', '0.0e0', '1E+5', '2e-7', '1e400', '9007199254740993', '-1.5E-10'];
const NO_NUMBERS = ['01', '1.', '.5', '-', '-01', '1e', '1E+', '+1', '00', '0x10', 'NaN', 'Infinity', '1e5.5', '--1'];
const LITERALS = ['true', 'false', 'null'];
const NO_LITERALS = ['tru', 'nul', 'fals', 'True', 'nulll', 'truefalse', 'undefined', "'a'", '', ','];
const KEYS = ['text', 'text', 'id', 'id', 'meta', 'tex', 'texts', 'Text', '', '__proto__', 'constructor', 'é', '0'];
const CHARACTERS = [
  ...'ab "\\/{}[]:,0',
  '\u007f',
  '\u00a0',
  'é',
  '\u2028',
  '漢',
  '\ufeff',
  '\uffff',
  '😀',
  '\u{10ffff}',
];
const SHORT_ESCAPES = [...'"\\/bfnrt'];
const SPACES = ['', '', '', '', ' ', '\t', '\r', '  '];
const SURROGATES = ['d800', 'dbff', 'dc00', 'DFFF', 'd83d', 'De00'];

/** A line without its line feed; JSON or nearly. */
export function makeJsonLine(draws: Draws): string {
  const line = makeTop(draws);
  switch (draws.below(8)) {
    case 0:
      return line.slice(0, draws.below(line.length + 1));
    case 1:
      return line + draws.pick(['}', ' {}', ',', ' \t\r', '\u00a0', '\ufeff', 'x', '"']);
    case 2:
      return draws.pick(['\ufeff', '\u00a0', ' ', '\t ', '\u000b', ',', '{']) + line;
    default:
      return line;
  }
}

/** The line with one byte changed, taken out or put in, mostly by one that means something to JSON. */
export function mutateLine(line: Uint8Array, draws: Draws): Uint8Array {
  const at = draws.below(line.length + 1);
  const byte = draws.below(3) === 0 ? draws.below(256) : draws.pick([...Buffer.from('"\\{}[]:,u0-.eE \t\x1f')]);
  const kind = draws.below(3);
  const inserted = kind === 0 ? [] : [byte];
  return Uint8Array.from([...line.subarray(0, at), ...inserted, ...line.subarray(kind === 2 ? at : at + 1)]);
}

function makeTop(draws: Draws): string {
  if (draws.below(12) === 0) return makeValue(draws, 3);
  const members: string[] = [];
  for (let i = draws.below(4); i > 0; i--) members.push(makeMember(draws, draws.pick(KEYS)));
  const text = `"text"${space(draws)}:${space(draws)}${makeString(draws)}`;
  members.splice(draws.below(members.length + 1), 0, text);
  return space(draws) + wrap(draws, '{', members, '}') + space(draws);
}

function makeMember(draws: Draws, key: string): string {
  const name = draws.below(12) === 0 ? makeString(draws) : JSON.stringify(key);
  return `${name}${space(draws)}:${space(draws)}${makeValue(draws, 3)}`;
}

function makeValue(draws: Draws, depth: number): string {
  const isBroken = draws.below(40) === 0;
  switch (draws.below(depth === 0 ? 4 : 6)) {
    case 0:
      return draws.pick(isBroken ? NO_NUMBERS : NUMBERS);
    case 1:
      return draws.pick(isBroken ? NO_LITERALS : LITERALS);
    case 2:
    case 3:
      return makeString(draws);
    case 4: {
      const members = Array.from({ length: draws.below(4) }, () => makeMember(draws, draws.pick(KEYS)));
      return nest(draws, wrap(draws, '{', members, '}'));
    }
    default: {
      const elements = Array.from({ length: draws.below(4) }, () => makeValue(draws, depth - 1));
      return nest(draws, wrap(draws, '[', elements, ']'));
    }
  }
}

/** Now and then dozens of levels around a value: about as many as a parser may have room for. */
function nest(draws: Draws, value: string): string {
  if (draws.below(20) > 0) return value;
  const levels = draws.below(80);
  const isObject = draws.below(2) === 0;
  return (isObject ? '{"a":' : '[').repeat(levels) + value + (isObject ? '}' : ']').repeat(levels);
}

function wrap(draws: Draws, open: string, parts: readonly string[], close: string): string {
  const comma = draws.below(60) === 0 ? draws.pick([',,', '', ';']) : ',';
  const end = draws.below(60) === 0 ? draws.pick([`,${close}`, draws.pick(['}', ']']), '']) : close;
  return open + space(draws) + parts.map((part) => part + space(draws)).join(`${comma}${space(draws)}`) + end;
}

function makeString(draws: Draws): string {
  let content = '';
  for (let pieces = draws.below(6); pieces > 0; pieces--) content += makePiece(draws);
  return `"${content}"`;
}

function makePiece(draws: Draws): string {
  switch (draws.below(7)) {
    case 0:
      return 'The quick brown fox jumps over the lazy dog. '.repeat(2).slice(0, draws.below(90));
    case 1:
      return `\\${draws.pick(SHORT_ESCAPES)}`;
    case 2:
      return `\\u${draws.pick(SURROGATES)}${draws.below(3) === 0 ? '' : `\\u${draws.pick(SURROGATES)}`}`;
    case 3: {
      const unit = draws
        .below(draws.pick([0x80, 0x800, 0x10000]))
        .toString(16)
        .padStart(4, '0');
      return `\\u${draws.below(2) === 0 ? unit.toUpperCase() : unit}`;
    }
    case 4:
      return draws.below(30) === 0 ? makeFault(draws) : '';
    default: {
      const character = draws.pick(CHARACTERS);
      return character === '"' || character === '\\' ? `\\${character}` : character;
    }
  }
}

function makeFault(draws: Draws): string {
  const unit = draws.pick(['12', '123g', 'd8 0', '', '-123', '00']);
  return draws.pick([`\\u${unit}`, '\\x', '\\U0041', '\\', '"', String.fromCharCode(draws.below(10)), '\u001f', '\r']);
}

function space(draws: Draws): string {
  return draws.pick(SPACES);
}
