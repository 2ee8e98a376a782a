import { describe, expect, it } from 'vitest';
import { createLineFaults, FAULTS_TOLD } from '../../src/readers/line-faults.js';
import type { LineFaults } from '../../src/readers/line-faults.js';
import { createSourceFaults } from '../../src/readers/source-faults.js';
import type { SourceFaults } from '../../src/readers/source-faults.js';
import { recordEvents } from './record-events.js';
import type { RecordedEvents } from './record-events.js';

/** What happens to a line; `null`: it has the field and is fine. */
type Note = ((faults: LineFaults, line: number) => void) | null;

const malformed: Note = (faults, line) => {
  faults.noteMalformed(line, 'bad');
};
const without =
  (value: unknown): Note =>
  (faults, line) => {
    faults.noteWithoutField(line, value);
  };
const large =
  (byteLength: number, isOverLimit: boolean): Note =>
  (faults, line) => {
    faults.noteLarge(line, byteLength, isOverLimit);
  };

function createTeller(isExplicit: boolean): { teller: SourceFaults; events: RecordedEvents } {
  const events = recordEvents();
  const source = { path: 'x.jsonl', file: 'x', format: 'json-lines', byteLength: 1, isExplicit } as const;
  return { teller: createSourceFaults(source, events), events };
}

/** What is told of a source of these lines in ranges of `rangeLines` lines. */
function tell(isExplicit: boolean, notes: readonly Note[], rangeLines = Infinity): RecordedEvents {
  const { teller, events } = createTeller(isExplicit);
  for (let start = 0; start < notes.length; start += rangeLines) {
    const range = notes.slice(start, start + rangeLines);
    const faults = createLineFaults('text');
    range.forEach((note, i) => {
      if (note === null) faults.noteField(i + 1);
      else note(faults, i + 1);
    });
    teller.takeRange(structuredClone(faults.finish(range.length)));
  }
  expect(teller.lines).toBe(notes.length);
  teller.finish();
  return events;
}

/** The same, told of whatever ranges. */
function tellAlways(isExplicit: boolean, notes: readonly Note[]): RecordedEvents {
  const whole = tell(isExplicit, notes);
  for (const rangeLines of [1, 2, 3, 7, 30]) {
    const { skips, diagnostics } = tell(isExplicit, notes, rangeLines);
    expect({ skips, diagnostics }).toEqual({ skips: whole.skips, diagnostics: whole.diagnostics });
  }
  return whole;
}

const repeat = (count: number, ...notes: readonly Note[]): Note[] => Array.from({ length: count }, () => notes).flat();

describe('createSourceFaults', () => {
  it('tells nothing before a line has had the field, then everything in the order of lines', () => {
    const { diagnostics } = tellAlways(false, [without({}), malformed, without([1]), null, malformed]);
    expect(diagnostics.map(({ line }) => line)).toEqual([1, 2, 3, 5]);
  });

  it('never tells more than twenty and a count, however the faults are mixed', () => {
    const notes = [...repeat(50, malformed, without(5)), null, ...repeat(99, malformed)];
    const { diagnostics } = tellAlways(true, notes);
    expect(diagnostics).toHaveLength(FAULTS_TOLD + 1);
    expect(diagnostics.slice(0, -1).map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(diagnostics[FAULTS_TOLD]).toMatchObject({ line: null, message: '179 more lines are malformed' });
  });

  it('counts a single line in the singular', () => {
    const { diagnostics } = tellAlways(true, repeat(21, malformed));
    expect(diagnostics.at(-1)?.message).toBe('1 more line is malformed');
  });

  it('lists a bounded number of fields, and of each a bounded part', () => {
    const value = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`.padEnd(200, 'f'), i]));
    const { diagnostics } = tellAlways(true, [without(value)]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0].message.length).toBeLessThan(1000);
    expect(diagnostics[0].message).toMatch(/^no line has a field "text"; fields seen: "k0f+…", .*, …; choose one/);
  });

  it('lists the fields of the first twenty lines without the field, whatever range they are in', () => {
    const notes = [
      ...repeat(10, malformed, without({ a: 1, b: 2 })),
      without({ a: 1, c: 1 }),
      ...repeat(9, without({})),
    ];
    const { diagnostics } = tellAlways(true, [...notes, without({ tooLate: 1 })]);
    expect(diagnostics.at(-1)?.message).toContain('fields seen: "a", "b", "c"; choose');
    const few = tellAlways(
      true,
      Array.from({ length: 40 }, (_, i) => without({ [`f${i}`]: 1 })),
    );
    expect(few.diagnostics[0].message).toMatch(/seen: ("f\d+", ){12}…;/);
  });

  it('says so where no line is an object', () => {
    const { diagnostics } = tellAlways(true, [without([1])]);
    expect(diagnostics).toMatchObject([{ line: null, message: 'no line is an object with a field "text"' }]);
  });

  it('tells, beside the missing field of a named source, which lines are no JSON', () => {
    const { diagnostics } = tellAlways(true, [malformed, without({ a: 1 })]);
    expect(diagnostics.map(({ line }) => line)).toEqual([1, null]);
  });

  it('skips a source met in a walk that has the field nowhere', () => {
    const { skips, diagnostics } = tellAlways(false, [malformed, ...repeat(50, without({ a: 1 }))]);
    expect(skips).toEqual([{ reason: 'no-text-field', path: 'x.jsonl' }]);
    expect(diagnostics).toEqual([]);
  });

  it('tells of lines too large by their number in the source', () => {
    const { skips, diagnostics } = tellAlways(false, [null, large(99, false), null, large(500, true), large(9, false)]);
    expect(skips.map(({ path }) => path)).toEqual(['x.jsonl:2', 'x.jsonl:5']);
    expect(diagnostics).toMatchObject([{ code: 'DOCUMENT_TOO_LARGE', line: 4 }]);
    expect(diagnostics[0].message).toContain('has 500 bytes');
  });

  it('is silent about a source without faults, and about one without ranges', () => {
    const { skips, diagnostics } = tellAlways(false, [null, null, null]);
    expect([...skips, ...diagnostics]).toEqual([]);
    expect(tell(true, []).diagnostics).toEqual([]);
  });

  it('is cut where the source is foreign, and says nothing more', () => {
    const { teller, events } = createTeller(false);
    const foreign = createLineFaults('text');
    foreign.noteForeign('binary');
    expect(teller.isCut).toBe(false);
    teller.takeRange(foreign.finish(0));
    expect(teller.isCut).toBe(true);
    const later = createLineFaults('text');
    later.noteMalformed(1, 'bad');
    later.noteField(2);
    teller.takeRange(later.finish(2));
    teller.finish();
    expect(events.skips).toEqual([{ reason: 'binary', path: 'x.jsonl' }]);
    expect(events.diagnostics).toEqual([]);
  });

  it('is cut where the source cannot be read further, after what was found until there', () => {
    const { teller, events } = createTeller(true);
    const first = createLineFaults('text');
    first.noteField(1);
    first.noteMalformed(2, 'bad');
    first.noteUnreadable('it is gone');
    teller.takeRange(first.finish(2));
    teller.takeRange(first.finish(2));
    teller.finish();
    expect(events.diagnostics.map(({ code, line }) => [code, line])).toEqual([
      ['DOCUMENT_MALFORMED', 2],
      ['SOURCE_UNREADABLE', null],
    ]);
    expect([teller.isCut, teller.lines]).toEqual([true, 2]);
  });
});
