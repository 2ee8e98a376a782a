// What is wrong with the lines of one source, told in bounds: the first faults in full, then how many more there are.
//
// While no line has had the text field, faults wait, because a whole file without it is one fault and not a thousand:
// met in a walk it is some other kind of JSON and skipped, named explicitly it is an error that lists the fields seen.

import type { ReadEvents, Source } from '../model.js';

/** How many faults of a source are told in full. */
export const FAULTS_TOLD = 20;

/** From how many lines fields are collected, how many are listed, and how much of each name: enough to see which it is. */
const LINES_LOOKED_AT = 20;
const FIELDS_LISTED = 12;
const FIELD_NAME_LENGTH = 60;

/** Collects the faults of one source's lines. Lives as long as the source is read. */
export interface LineFaults {
  /** A line that cannot be used, whatever its fields are. */
  tellMalformed(line: number, message: string): void;
  /** A line of valid JSON that does not have the text field; `value` is what it has. */
  tellWithoutField(line: number, value: unknown): void;
  /** A line has the text field: what waited is told, and from now on every fault as it comes. Cheap when repeated. */
  noteField(): void;
  /** The source is read to its end: what is still to be said is said. */
  finish(): void;
}

interface Fault {
  readonly line: number;
  readonly message: string;
}

/** Bounded: keeps the first faults and counts all. */
interface WaitingFaults {
  readonly first: Fault[];
  count: number;
}

/** Creates the collector for one source; diagnostics have the code DOCUMENT_MALFORMED. */
export function createLineFaults(source: Source, textField: string, events: ReadEvents): LineFaults {
  const { path, isExplicit } = source;
  const malformed: WaitingFaults = { first: [], count: 0 };
  const withoutField: WaitingFaults = { first: [], count: 0 };
  const fields = new Set<string>();
  let hasField = false;
  let count = 0;

  function tell(line: number | null, message: string): void {
    events.diagnostic({ code: 'DOCUMENT_MALFORMED', path, line, message });
  }

  function add(fault: Fault, waiting: WaitingFaults): void {
    if (hasField) {
      if (count++ < FAULTS_TOLD) tell(fault.line, fault.message);
    } else {
      if (waiting.count++ < FAULTS_TOLD) waiting.first.push(fault);
    }
  }

  function flush(...waitings: WaitingFaults[]): void {
    const faults = waitings.flatMap((waiting) => waiting.first).sort((a, b) => a.line - b.line);
    for (const fault of faults.slice(0, FAULTS_TOLD)) tell(fault.line, fault.message);
    count = waitings.reduce((sum, waiting) => sum + waiting.count, 0);
  }

  return {
    tellMalformed(line, message) {
      add({ line, message }, malformed);
    },
    tellWithoutField(line, value) {
      if (!hasField && withoutField.count < LINES_LOOKED_AT) collectFields(value, fields);
      add({ line, message: describeWithoutField(value, textField) }, withoutField);
    },
    noteField() {
      if (hasField) return;
      hasField = true;
      flush(malformed, withoutField);
    },
    finish() {
      if (!hasField) {
        if (withoutField.count > 0 && !isExplicit) {
          events.skip({ reason: 'no-text-field', path });
          return;
        }
        flush(malformed);
        if (withoutField.count > 0) tell(null, describeFields(fields, textField));
      }
      const rest = count - FAULTS_TOLD;
      if (rest > 0) tell(null, `${rest} more ${rest === 1 ? 'line is' : 'lines are'} malformed`);
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

function collectFields(value: unknown, fields: Set<string>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const field of Object.keys(value)) {
    if (fields.size > FIELDS_LISTED) return;
    fields.add(field.length > FIELD_NAME_LENGTH ? `${field.slice(0, FIELD_NAME_LENGTH)}…` : field);
  }
}

function describeFields(fields: ReadonlySet<string>, textField: string): string {
  if (fields.size === 0) return `no line is an object with a field "${textField}"`;
  const listed = [...fields].slice(0, FIELDS_LISTED).map((field) => `"${field}"`);
  if (fields.size > FIELDS_LISTED) listed.push('…');
  return `no line has a field "${textField}"; fields seen: ${listed.join(', ')}; choose one with --text-field`;
}
