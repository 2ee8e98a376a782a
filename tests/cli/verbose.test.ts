import { describe, expect, it } from 'vitest';
import { createVerboseEvents, describeUsage, joinPhaseEvents } from '../../src/cli/verbose.js';
import type { PhaseEvents } from '../../src/index.js';

describe('createVerboseEvents', () => {
  it('tells a line for each phase: what remained, and how long it took', () => {
    const lines: string[] = [];
    let time = 0;
    const events = createVerboseEvents(
      (line) => lines.push(line),
      () => time,
    );
    events.phase('find sources', null, 'sources');
    time = 12;
    events.advance(3);
    events.done('find sources', { sources: 1234, skipped: 1 });
    events.phase('report', 1, 'documents');
    time = 20_000;
    events.done('report', {});
    expect(lines).toEqual(['find sources: sources 1,234, skipped 1, 12 ms', 'report: 20.0 s']);
  });
});

describe('describeUsage', () => {
  it('says what ran, and what it took', () => {
    expect(describeUsage({ kernel: 'wasm', workers: 1, elapsedMs: 1234.5, peakByteLength: 85_200_000 })).toBe(
      'kernel wasm, 1 worker, peak memory 85 MB, 1235 ms in all',
    );
    expect(describeUsage({ kernel: 'wasm', workers: 8, elapsedMs: 1, peakByteLength: 1 })).toContain('8 workers');
  });
});

describe('joinPhaseEvents', () => {
  it('passes everything on to everybody, in order', () => {
    const heard: string[] = [];
    const listen = (who: string): PhaseEvents => ({
      phase: (...args) => heard.push(`${who} phase ${args.join(' ')}`),
      advance: (done) => heard.push(`${who} advance ${done}`),
      done: (name) => heard.push(`${who} done ${name}`),
    });
    const joined = joinPhaseEvents([listen('a'), listen('b')]);
    joined.phase('report', 2, 'documents');
    joined.advance(1);
    joined.done('report', {});
    expect(heard).toEqual([
      'a phase report 2 documents',
      'b phase report 2 documents',
      'a advance 1',
      'b advance 1',
      'a done report',
      'b done report',
    ]);
  });
});
