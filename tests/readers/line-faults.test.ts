import { describe, expect, it } from 'vitest';
import { createLineFaults, FAULTS_TOLD, type LineFaults, nameKind } from '../../src/readers/line-faults.js';
import { recordEvents, type RecordedEvents } from './record-events.js';

function collect(isExplicit: boolean, act: (faults: LineFaults) => void): RecordedEvents {
  const events = recordEvents();
  const source = { path: 'x.jsonl', file: 'x', format: 'json-lines', byteLength: 1, isExplicit } as const;
  act(createLineFaults(source, 'text', events));
  return events;
}

describe('createLineFaults', () => {
  it('tells nothing before a line has had the field, then everything in the order of lines', () => {
    const { diagnostics } = collect(false, (faults) => {
      faults.tellWithoutField(1, {});
      faults.tellMalformed(2, 'bad');
      faults.tellWithoutField(3, [1]);
      faults.noteField();
      faults.tellMalformed(5, 'worse');
      faults.finish();
    });
    expect(diagnostics.map(({ line }) => line)).toEqual([1, 2, 3, 5]);
  });

  it('never tells more than twenty and a count, however the faults are mixed', () => {
    const { diagnostics } = collect(true, (faults) => {
      for (let line = 1; line <= 100; line += 2) {
        faults.tellMalformed(line, 'bad');
        faults.tellWithoutField(line + 1, 5);
      }
      faults.noteField();
      for (let line = 101; line <= 200; line++) faults.tellMalformed(line, 'bad');
      faults.finish();
    });
    expect(diagnostics).toHaveLength(FAULTS_TOLD + 1);
    expect(diagnostics.slice(0, -1).map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(diagnostics[FAULTS_TOLD]).toMatchObject({ line: null, message: '180 more lines are malformed' });
  });

  it('counts a single line in the singular', () => {
    const { diagnostics } = collect(true, (faults) => {
      for (let line = 1; line <= 21; line++) faults.tellMalformed(line, 'bad');
      faults.finish();
    });
    expect(diagnostics.at(-1)?.message).toBe('1 more line is malformed');
  });

  it('lists a bounded number of fields, and of each a bounded part', () => {
    const value = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`.padEnd(200, 'f'), i]));
    const { diagnostics } = collect(true, (faults) => {
      faults.tellWithoutField(1, value);
      faults.finish();
    });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0].message.length).toBeLessThan(1000);
    expect(diagnostics[0].message).toMatch(/^no line has a field "text"; fields seen: "k0f+…", .*, …; choose one/);
  });

  it('says so where no line is an object', () => {
    const { diagnostics } = collect(true, (faults) => {
      faults.tellWithoutField(1, [1]);
      faults.finish();
    });
    expect(diagnostics).toMatchObject([{ line: null, message: 'no line is an object with a field "text"' }]);
  });

  it('tells, beside the missing field of a named source, which lines are no JSON', () => {
    const { diagnostics } = collect(true, (faults) => {
      faults.tellMalformed(1, 'bad');
      faults.tellWithoutField(2, { a: 1 });
      faults.finish();
    });
    expect(diagnostics.map(({ line }) => line)).toEqual([1, null]);
  });

  it('is silent about a source without faults', () => {
    const { skips, diagnostics } = collect(false, (faults) => {
      faults.finish();
    });
    expect([...skips, ...diagnostics]).toEqual([]);
  });
});

describe('nameKind', () => {
  it('names every kind of JSON value with its article', () => {
    const values: unknown[] = [null, [], {}, 'a', 1, true];
    expect(values.map(nameKind)).toEqual(['null', 'an array', 'an object', 'a string', 'a number', 'a boolean']);
  });
});
