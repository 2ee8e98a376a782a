// What a line means once JSON.parse has made a value of it: its text, its id, or what is wrong with it. The definition, which
// a line parser must equal wherever it does not leave a line to this. Refuses to know where lines come from.

import type { LineFaults } from './line-faults.js';
import { nameKind } from './line-faults.js';

/** What JSON.parse cannot return: the line is no JSON. */
const NOT_JSON = Symbol('not JSON');

/** How much of a line that is no JSON is quoted. */
const QUOTED_LENGTH = 40;

/** The value of a line; a value of its own for what is no JSON. */
export function parseJson(lineText: string): unknown {
  try {
    return JSON.parse(lineText);
  } catch {
    return NOT_JSON;
  }
}

/** What a field of a value holds; undefined where it has none. */
export function readField(value: unknown, field: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  // No look at ownership: nothing that an object inherits is a string or a number.
  return (value as Readonly<Record<string, unknown>>)[field];
}

/**
 * The id of a document as text; null where the field is absent, empty or of another kind. A number beyond 2^53 is no id
 * either: the double it was rounded to is not what the file says.
 */
export function readId(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  if (typeof value !== 'number') return null;
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : null;
}

/** Says why a line whose text field is no string is no document: `value` is what `parseJson` made of `lineText`. */
export function noteFault(value: unknown, lineText: string, line: number, textField: string, faults: LineFaults): void {
  if (value === NOT_JSON) {
    const trimmed = lineText.trim();
    if (trimmed !== '') faults.noteMalformed(line, describeNotJson(trimmed));
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, textField)) {
    faults.noteField(line);
    faults.noteMalformed(line, `field "${textField}" is ${nameKind(readField(value, textField))}; a string is needed`);
  } else {
    faults.noteWithoutField(line, value);
  }
}

function describeNotJson(trimmed: string): string {
  const isCut = trimmed.startsWith('{') && !trimmed.endsWith('}');
  const quoted = trimmed.length > QUOTED_LENGTH ? `${trimmed.slice(0, QUOTED_LENGTH)}…` : trimmed;
  return `the line is not valid JSON${isCut ? ': it ends before its object is closed' : ''}; it begins with ${quoted}`;
}
