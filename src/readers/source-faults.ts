// What is wrong with a source of JSON lines, told once its ranges come together, in bounds: the first faults in full, then how
// many more there are. Whatever the ranges are, the same is told.
//
// While no line has had the text field, faults wait, because a whole file without it is one fault and not a thousand:
// met in a walk it is some other kind of JSON and skipped, named explicitly it is an error that lists the fields seen.

import type { CountedFaults, LineFault, RangeEnd, RangeFaults, ReadEvents, Source } from '../model.js';
import { describeTooLargeLine } from './document-limits.js';
import { FAULTS_TOLD, FIELDS_LISTED } from './line-faults.js';

/** Takes the ends of a source's ranges, one after the other in the order of the file, and tells of the source. */
export interface SourceFaults {
  /**
   * Nothing of the source counts behind the last range taken: it is no JSON lines at all, or could not be read further. The
   * documents of later ranges are to be dropped; their ends need not be handed over.
   */
  readonly isCut: boolean;
  /** The lines of the ranges taken so far: what is to be added to the line numbers of the next. */
  readonly lines: number;
  takeRange(end: RangeEnd): void;
  /** The source has no more ranges: what is still to be said is said. */
  finish(): void;
}

/** Faults of one kind that wait for a line with the field: the first of them and how many there are. */
interface WaitingFaults {
  readonly first: LineFault[];
  count: number;
}

/** Something about a line, to be told in the order of lines; `line` is the source's. */
interface Happening {
  readonly line: number;
  tell(): void;
}

const FOREIGN_KINDS: Readonly<Record<'gzip' | 'utf-16', string>> = {
  gzip: 'compressed with gzip; decompress it, or name it .jsonl.gz',
  'utf-16': 'in UTF-16; convert the file to UTF-8',
};

/** Creates the teller of one source. Of text files, whose ranges have no faults, it tells nothing. */
export function createSourceFaults(source: Source, events: ReadEvents): SourceFaults {
  const { path, isExplicit } = source;
  const malformed: WaitingFaults = { first: [], count: 0 };
  const withoutField: WaitingFaults = { first: [], count: 0 };
  const fields = new Set<string>();
  let textField = '';
  let hasField = false;
  let count = 0;
  let lines = 0;
  let isCut = false;

  function tell(line: number | null, message: string): void {
    events.diagnostic({ code: 'DOCUMENT_MALFORMED', path, line, message });
  }

  function takeFault(fault: LineFault, waiting: WaitingFaults): void {
    if (hasField) {
      if (count++ < FAULTS_TOLD) tell(fault.line, fault.message);
    } else {
      if (waiting.count++ >= FAULTS_TOLD) return;
      waiting.first.push(fault);
      addFields(fault.fields, fields);
    }
  }

  /** Those that a range counted and did not keep come after twenty of their kind: no one of them is told. */
  function takeCount({ first, count: all }: CountedFaults, waiting: WaitingFaults): void {
    if (hasField) count += all - first.length;
    else waiting.count += all - first.length;
  }

  function flush(...waitings: WaitingFaults[]): void {
    const faults = waitings.flatMap((waiting) => waiting.first).sort((a, b) => a.line - b.line);
    for (const fault of faults.slice(0, FAULTS_TOLD)) tell(fault.line, fault.message);
    count = waitings.reduce((sum, waiting) => sum + waiting.count, 0);
  }

  function noteField(): void {
    if (hasField) return;
    hasField = true;
    flush(malformed, withoutField);
  }

  function tellForeign(kind: NonNullable<RangeFaults['foreign']>): void {
    if (kind === 'binary') events.skip({ reason: 'binary', path });
    else tell(null, `JSON lines must be UTF-8, and these are ${FOREIGN_KINDS[kind]}`);
  }

  function listHappenings({ malformed: bad, withoutField: other, large }: RangeFaults): Happening[] {
    const happenOf = (faults: CountedFaults, waiting: WaitingFaults): Happening[] =>
      faults.first.map((fault) => {
        const line = lines + fault.line;
        return {
          line,
          tell: () => {
            takeFault({ ...fault, line }, waiting);
          },
        };
      });
    const largeLines = large.map(({ line: relative, byteLength, isOverLimit }): Happening => {
      const line = lines + relative;
      return {
        line,
        tell: () => {
          if (!isOverLimit) events.skip({ reason: 'too-large', path: `${path}:${line}` });
          else events.diagnostic({ code: 'DOCUMENT_TOO_LARGE', path, line, message: describeTooLargeLine(byteLength) });
        },
      };
    });
    return [...happenOf(bad, malformed), ...happenOf(other, withoutField), ...largeLines];
  }

  return {
    get isCut() {
      return isCut;
    },
    get lines() {
      return lines;
    },
    takeRange(end) {
      const { firstFieldLine, faults } = end;
      if (isCut) return;
      if (faults === null) {
        if (firstFieldLine !== null) noteField();
      } else {
        textField = faults.textField;
        if (faults.foreign !== null) {
          isCut = true;
          tellForeign(faults.foreign);
          return;
        }
        const happenings = listHappenings(faults);
        // Before the faults of the same line: a line may have the field and no string in it. Sorting is stable.
        if (firstFieldLine !== null) happenings.unshift({ line: lines + firstFieldLine, tell: noteField });
        happenings.sort((a, b) => a.line - b.line);
        for (const happening of happenings) happening.tell();
        takeCount(faults.malformed, malformed);
        takeCount(faults.withoutField, withoutField);
        if (faults.unreadable !== null) {
          isCut = true;
          events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message: faults.unreadable });
        }
      }
      lines += end.lines;
    },
    finish() {
      if (isCut) return;
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

function addFields(names: readonly string[], fields: Set<string>): void {
  for (const name of names) {
    if (fields.size > FIELDS_LISTED) return;
    fields.add(name);
  }
}

function describeFields(fields: ReadonlySet<string>, textField: string): string {
  if (fields.size === 0) return `no line is an object with a field "${textField}"`;
  const listed = [...fields].slice(0, FIELDS_LISTED).map((field) => `"${field}"`);
  if (fields.size > FIELDS_LISTED) listed.push('…');
  return `no line has a field "${textField}"; fields seen: ${listed.join(', ')}; choose one with --text-field`;
}
