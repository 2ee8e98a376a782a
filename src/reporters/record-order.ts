// Guards the contract between the commands and every reporter: begin, then the records in the order of model.ts, each
// group by id, then end with the summary that was announced. What breaks it is our own bug and throws a plain Error.
// Holds one record, nothing else; refuses to write and to judge what the records say.
import type { ReporterContext, ReportHeader, ReportRecord, ReportSummary } from '../model.js';
import { compareCodePoints } from '../text-order.js';

/** Checks calls in the shape of a Reporter; each throws a plain Error where the order is broken. */
export interface RecordOrder {
  begin(header: ReportHeader): void;
  record(record: ReportRecord): void;
  end(summary: ReportSummary): void;
}

/** The groups of records in the order in which they come. */
export const RECORD_GROUPS: readonly ReportRecord['type'][] = [
  'cluster',
  'overlap',
  'boilerplate',
  'pair',
  'document',
  'diagnostic',
];

/** Whether a report has pairs, even when there is none to tell: `compare`, and scans with `--all-pairs`. */
export function hasPairs(header: ReportHeader, command: ReporterContext['command']): boolean {
  return command === 'compare' || header.options['allPairs'] === true;
}

/** Starts guarding one report. */
export function createRecordOrder(command: ReporterContext['command']): RecordOrder {
  let header: ReportHeader | null = null;
  let isEnded = false;
  let group = 0;
  let last: ReportRecord | null = null;

  function requireOpen(call: string): ReportHeader {
    if (header === null) fail(`${call} before begin`);
    if (isEnded) fail(`${call} after end`);
    return header;
  }

  return {
    begin(opened) {
      if (header !== null) fail('begin twice');
      header = opened;
    },
    record(record) {
      const opened = requireOpen('record');
      const next = RECORD_GROUPS.indexOf(record.type);
      if (next < 0) fail(`a record of the unknown type ${String(record.type)}`);
      if (next < group) fail(`${record.type} after ${RECORD_GROUPS[group]}`);
      if (record.type === 'pair' && !hasPairs(opened, command)) fail('a pair in a report without pairs');
      if (last !== null && next === group) requireAfter(last, record);
      if (record.type === 'cluster') requireMembersAscending(record.members);
      group = next;
      last = record;
    },
    end(summary) {
      const announced = requireOpen('end').summary;
      for (const [name, value] of Object.entries(announced)) {
        const found = (summary as unknown as Readonly<Record<string, unknown>>)[name];
        if (found !== value)
          fail(`the summary ends with ${name} ${String(found)}, it was announced as ${String(value)}`);
      }
      isEnded = true;
    },
  };
}

/** Checks the ids that the records of a group are ordered by; nothing where the order is the caller's own. */
function requireAfter(before: ReportRecord, record: ReportRecord): void {
  if (record.type === 'cluster' && before.type === 'cluster') {
    requireAscending('cluster', before.representative, record.representative);
  } else if (record.type === 'document' && before.type === 'document') {
    requireAscending('document', before.id, record.id);
  } else if (record.type === 'overlap' && before.type === 'overlap') {
    requirePairsAscending(before, record);
  } else if (record.type === 'pair' && before.type === 'pair') {
    requirePairsAscending(before, record);
  }
}

interface Sides {
  readonly type: string;
  readonly left: string;
  readonly right: string;
}

function requirePairsAscending(before: Sides, after: Sides): void {
  const order = compareCodePoints(before.left, after.left) || compareCodePoints(before.right, after.right);
  if (order >= 0) failOrder(after.type, [before.left, before.right], [after.left, after.right]);
}

function requireMembersAscending(members: readonly { readonly document: string }[]): void {
  for (let i = 1; i < members.length; i++) requireAscending('member', members[i - 1].document, members[i].document);
}

function requireAscending(what: string, before: string, after: string): void {
  if (compareCodePoints(before, after) >= 0) failOrder(what, [before], [after]);
}

function failOrder(what: string, before: readonly string[], after: readonly string[]): never {
  fail(`${what} ${JSON.stringify(after)} after ${JSON.stringify(before)}`);
}

function fail(what: string): never {
  throw new Error(`report out of order: ${what}`);
}
