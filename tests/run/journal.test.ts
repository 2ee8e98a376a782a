// What a run is told on its way: skips counted, diagnostics in order, progress added up, and stopping when asked.

import { describe, expect, it } from 'vitest';
import type { Diagnostic, Skip } from '../../src/model.js';
import { RunJournal, type RunHooks } from '../../src/run/journal.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { shuffle } from '../helpers/shuffle.js';

function openJournal(hooks: Partial<RunHooks> = {}): RunJournal {
  return new RunJournal({ createReporters: () => [], ...hooks });
}

function makeDiagnostic(changes: Partial<Diagnostic>): Diagnostic {
  return { code: 'DOCUMENT_MALFORMED', path: 'a', line: null, message: 'no', ...changes };
}

describe('the skips of a run', () => {
  it('are counted by reason, with the first three paths by UTF-8 bytes, whatever the order they came in', () => {
    const binaries = Array.from({ length: 500 }, (_, i) => `b${String(i).padStart(4, '0')}`);
    const skips: Skip[] = [
      ...binaries.map((path) => ({ reason: 'binary', path }) as const),
      ...['\u{1f600}', '\uffee', 'é', 'z'].map((path) => ({ reason: 'too-large', path }) as const),
      { reason: 'hidden', path: '.a' },
    ];
    for (let seed = 0; seed < 5; seed++) {
      const journal = openJournal();
      for (const skip of shuffle(skips, seedDraws(seed))) journal.skip(skip);
      expect(journal.listSkipped()).toEqual([
        { reason: 'binary', count: 500, examples: ['b0000', 'b0001', 'b0002'] },
        { reason: 'hidden', count: 1, examples: ['.a'] },
        { reason: 'too-large', count: 4, examples: ['z', 'é', '\uffee'] },
      ]);
    }
  });

  it('can be listed more than once', () => {
    const journal = openJournal();
    journal.skip({ reason: 'binary', path: 'b' });
    expect(journal.listSkipped()).toEqual(journal.listSkipped());
    journal.skip({ reason: 'binary', path: 'a' });
    expect(journal.listSkipped()).toEqual([{ reason: 'binary', count: 2, examples: ['a', 'b'] }]);
  });

  it('are none where nothing was skipped', () => {
    expect(openJournal().listSkipped()).toEqual([]);
  });
});

describe('the diagnostics of a run', () => {
  it('come by path, line, code and message, whatever the order they came in', () => {
    const ordered = [
      makeDiagnostic({ path: null, message: 'of no path' }),
      makeDiagnostic({ path: 'a', line: null }),
      makeDiagnostic({ path: 'a', line: 2 }),
      makeDiagnostic({ path: 'a', line: 10, code: 'CHARSET_GUESSED' }),
      makeDiagnostic({ path: 'a', line: 10, message: 'a' }),
      makeDiagnostic({ path: 'a', line: 10, message: 'b' }),
      makeDiagnostic({ path: 'b', line: 1 }),
      makeDiagnostic({ path: '\uffee' }),
      makeDiagnostic({ path: '\u{1f600}' }),
    ];
    for (let seed = 0; seed < 5; seed++) {
      const journal = openJournal();
      for (const diagnostic of shuffle(ordered, seedDraws(seed))) journal.diagnostic(diagnostic);
      expect(journal.listDiagnostics()).toEqual(ordered);
    }
  });

  it('are told as they occur', () => {
    const told: Diagnostic[] = [];
    const journal = openJournal({ onDiagnostic: (diagnostic) => told.push(diagnostic) });
    const diagnostics = [makeDiagnostic({ path: 'z' }), makeDiagnostic({ path: 'a' })];
    for (const diagnostic of diagnostics) journal.diagnostic(diagnostic);
    expect(told).toEqual(diagnostics);
  });

  it('count as faults where an input could not be used as it is', () => {
    const counts = (
      [
        ...(['DOCUMENT_MALFORMED', 'DOCUMENT_TOO_LARGE', 'PATH_NOT_FOUND', 'SOURCE_UNREADABLE'] as const),
        ...(['SOURCE_TRUNCATED', 'CHARSET_GUESSED', 'DUPLICATE_ID', 'DOCUMENT_CHANGED'] as const),
      ] as const
    ).map((code) => {
      const journal = openJournal();
      journal.diagnostic(makeDiagnostic({ code }));
      return journal.faults;
    });
    expect(counts).toEqual([1, 1, 1, 1, 1, 0, 0, 0]);
  });
});

describe('the progress of a run', () => {
  it('is added up within a phase and begins again with the next', () => {
    const told: unknown[] = [];
    const journal = openJournal({
      events: {
        phase: (...phase) => told.push(phase),
        advance: (done) => told.push(done),
        done: (...done) => told.push(done),
      },
    });
    journal.begin('find sources', null, 'sources');
    journal.finish('find sources', { sources: 2 });
    journal.begin('sketch documents', 30, 'bytes');
    for (const more of [10, 0, 20]) journal.advance(more);
    journal.finish('sketch documents', { documents: 2 });
    journal.begin('match documents', 2, 'documents');
    journal.advance(2);
    expect(told).toEqual([
      ['find sources', null, 'sources'],
      ['find sources', { sources: 2 }],
      ['sketch documents', 30, 'bytes'],
      ...[10, 10, 30],
      ['sketch documents', { documents: 2 }],
      ['match documents', 2, 'documents'],
      2,
    ]);
  });

  it('may interest nobody', () => {
    const journal = openJournal();
    journal.begin('report', null, 'documents');
    journal.advance(1);
    journal.finish('report', {});
    expect(journal.faults).toBe(0);
  });
});

describe('a pause', () => {
  it('rejects with the reason of the signal once that is aborted', async () => {
    const controller = new AbortController();
    const journal = openJournal({ signal: controller.signal });
    await expect(journal.pause()).resolves.toBeUndefined();
    const reason = new Error('interrupted');
    controller.abort(reason);
    await expect(journal.pause()).rejects.toBe(reason);
  });

  it('lets other events in from time to time, so that a signal is heard at all', async () => {
    const controller = new AbortController();
    const reason = new Error('interrupted');
    const journal = openJournal({ signal: controller.signal });
    setImmediate(() => {
      controller.abort(reason);
    });
    const work = async (): Promise<void> => {
      for (let i = 0; i < 100; i++) await journal.pause();
    };
    await expect(work()).rejects.toBe(reason);
  });

  it('works when it is handed over on its own', async () => {
    const { pause } = openJournal();
    await expect(pause()).resolves.toBeUndefined();
  });
});
