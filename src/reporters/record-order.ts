// Guards the contract between the commands and every reporter: begin, then the records in the order of model.ts, each
// group by id, then end with the summary that was announced. What breaks it is our own bug and throws a plain Error.
// Holds the ids of one record, nothing else; refuses to write and to judge what the records say.
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
  let last: readonly string[] = [];

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
      const ids = listOrderedIds(record);
      if (next === group) requireAscending(record.type, last, ids);
      if (record.type === 'cluster') requireMembersAscending(record.members);
      group = next;
      last = ids;
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

/** The ids a group is ordered by; none where its order is the caller's own. */
function listOrderedIds(record: ReportRecord): readonly string[] {
  switch (record.type) {
    case 'cluster':
      return [record.representative];
    case 'overlap':
    case 'pair':
      return [record.left, record.right];
    case 'document':
      return [record.id];
    case 'boilerplate':
    case 'diagnostic':
      return [];
  }
}

function requireMembersAscending(members: readonly { readonly document: string }[]): void {
  for (let i = 1; i < members.length; i++) {
    requireAscending('member', [members[i - 1].document], [members[i].document]);
  }
}

function requireAscending(what: string, before: readonly string[], after: readonly string[]): void {
  if (before.length === 0 || after.length === 0) return;
  for (let i = 0; i < after.length; i++) {
    const order = compareCodePoints(before[i], after[i]);
    if (order < 0) return;
    if (order > 0) break;
  }
  fail(`${what} ${JSON.stringify(after)} after ${JSON.stringify(before)}`);
}

function fail(what: string): never {
  throw new Error(`report out of order: ${what}`);
}
