// What is wrong with the lines of one range, kept in bounds: the first faults in full, and how many there are.
//
// A range does not know what the ranges before it hold, so nothing is told here: src/readers/source-faults.ts does that, once
// the ranges of a source come together. Only lines too large are kept one by one, because each is told by its number.

import type { CountedFaults, LargeLine, LineFault, RangeEnd, RangeFaults } from '../model.js';

/** How many faults of a source are told in full, and from how many lines fields are collected: enough to see what it is. */
export const FAULTS_TOLD = 20;

/** How many fields are listed; one more is collected, to know that there are more. */
export const FIELDS_LISTED = 12;

/** How much of a field's name is listed. */
const FIELD_NAME_LENGTH = 60;

/** Collects the faults of one range's lines. Lives as long as the range is read. */
export interface LineFaults {
  /** The source is not what the range's format says. */
  noteForeign(kind: 'binary' | 'gzip' | 'utf-16'): void;
  /** The range cannot be read, or not further. */
  noteUnreadable(message: string): void;
  /** A line too large to be looked at. */
  noteLarge(line: number, byteLength: number, isOverLimit: boolean): void;
  /** A line that cannot be used, whatever its fields are. */
  noteMalformed(line: number, message: string): void;
  /** A line of valid JSON that does not have the text field; `value` is what it has. */
  noteWithoutField(line: number, value: unknown): void;
  /** A line has the text field. Cheap when repeated. */
  noteField(line: number): void;
  /** What is to be said of a range of so many lines. */
  finish(lines: number): RangeEnd;
}

/** Creates the collector for one range. */
export function createLineFaults(textField: string): LineFaults {
  const malformed: { readonly first: LineFault[]; count: number } = { first: [], count: 0 };
  const withoutField: { readonly first: LineFault[]; count: number } = { first: [], count: 0 };
  const large: LargeLine[] = [];
  const fields = new Set<string>();
  let firstFieldLine: number | null = null;
  let foreign: RangeFaults['foreign'] = null;
  let unreadable: string | null = null;

  return {
    noteForeign: (kind) => {
      foreign = kind;
    },
    noteUnreadable: (message) => {
      unreadable = message;
    },
    noteLarge: (line, byteLength, isOverLimit) => {
      large.push({ line, byteLength, isOverLimit });
    },
    noteMalformed: (line, message) => {
      if (malformed.count++ < FAULTS_TOLD) malformed.first.push({ line, message, fields: [] });
    },
    noteWithoutField: (line, value) => {
      if (withoutField.count++ >= FAULTS_TOLD) return;
      const isLookedAt = firstFieldLine === null;
      withoutField.first.push({
        line,
        message: describeWithoutField(value, textField),
        fields: isLookedAt ? collectFields(value, fields) : [],
      });
    },
    noteField: (line) => {
      firstFieldLine ??= line;
    },
    finish: (lines) => {
      const isFaultless = malformed.count + withoutField.count + large.length === 0;
      if (isFaultless && foreign === null && unreadable === null) return { lines, firstFieldLine, faults: null };
      const counted: Record<'malformed' | 'withoutField', CountedFaults> = { malformed, withoutField };
      return { lines, firstFieldLine, faults: { textField, foreign, unreadable, large, ...counted } };
    },
  };
}

/** The kind of a JSON value with its article, for sentences. */
export function nameKind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function describeWithoutField(value: unknown, textField: string): string {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? `the object has no field "${textField}"` : `the line is ${nameKind(value)}; an object is needed`;
}

/** The fields of a value that `seen` does not have yet, which takes them, until it is full. */
function collectFields(value: unknown, seen: Set<string>): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const added: string[] = [];
  for (const field of Object.keys(value)) {
    if (seen.size > FIELDS_LISTED) break;
    const name = field.length > FIELD_NAME_LENGTH ? `${field.slice(0, FIELD_NAME_LENGTH)}…` : field;
    if (!seen.has(name)) added.push(name);
    seen.add(name);
  }
  return added;
}
