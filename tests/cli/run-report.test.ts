import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parseArguments, type ScanInvocation } from '../../src/cli/arguments.js';
import { runReport, stdinHook } from '../../src/cli/run-report.js';
import type { ReportHeader, RunHooks, RunOutcome } from '../../src/index.js';
import { makeFolder } from '../helpers/make-folder.js';
import { makeIo, type RecordedIo } from '../helpers/make-io.js';

const summary = { clusters: 0, redundant: 0, redundantByteLength: 0, overlaps: 0 };
const header: ReportHeader = {
  schemaVersion: 1,
  tool: { name: 'dedupe', version: '0.0.0' },
  options: {},
  corpus: { documents: 2, byteLength: 10, tokens: 2, empty: 0, skipped: [] },
  recall: { jaccardLowerBound: 1, guaranteedRunWords: 20, leftOutByCaps: 0 },
  summary,
};
const outcome: RunOutcome = {
  documents: 2,
  relations: { identical: 0, 'same-text': 0, near: 0, contained: 0, overlap: 1 },
  faults: 0,
  changed: 0,
  summary,
  kernel: 'reference',
};

function parseScan(...argv: string[]): ScanInvocation {
  const invocation = parseArguments(argv, { fd: 1, isTerminal: false, columns: null });
  if (invocation.command !== 'scan') throw new Error(`it is ${invocation.command}`);
  return invocation;
}

/** A run that tells of two phases and one diagnostic and reports nothing found. */
function runNothing(hooks: RunHooks): Promise<RunOutcome> {
  hooks.events?.phase('find sources', null, 'sources');
  hooks.events?.done('find sources', { sources: 2 });
  hooks.onDiagnostic?.({ code: 'CHARSET_GUESSED', path: 'a', line: null, message: 'guessed' });
  for (const reporter of hooks.createReporters(() => null)) {
    reporter.begin(header);
    reporter.end(summary);
  }
  return Promise.resolve(outcome);
}

function start(recorded: RecordedIo, argv: string[], run = runNothing, signal = new AbortController().signal) {
  return runReport(parseScan(...argv), [], recorded.io, signal, run);
}

describe('runReport', () => {
  it('reports on standard output, and warns on standard error', async () => {
    const recorded = makeIo();
    expect(await start(recorded, ['--reporter', 'json'])).toBe(0);
    expect(JSON.parse(recorded.readStdout())).toMatchObject({ schemaVersion: 1 });
    expect(recorded.readStderr()).toBe('dedupe: warning: a: guessed\n');
  });

  it('decides the status by what --fail-on names', async () => {
    expect(await start(makeIo(), ['--fail-on', 'overlap'])).toBe(1);
    expect(await start(makeIo(), ['--fail-on', 'near'])).toBe(0);
  });

  it('says what went wrong, even when quiet', async () => {
    const recorded = makeIo();
    const status = await start(recorded, ['--quiet'], async (hooks) => ({ ...(await runNothing(hooks)), faults: 2 }));
    expect(status).toBe(2);
    expect(recorded.readStderr()).toBe(
      'dedupe: 2 inputs are missing, unreadable or malformed; --allow-unreadable accepts that\n',
    );
  });

  it('tells phases and usage with --verbose', async () => {
    const recorded = makeIo();
    await start(recorded, ['--verbose', '--workers', '3']);
    expect(recorded.readStderr()).toMatch(
      /^find sources: sources 2, \d+ ms\ndedupe: warning: a: guessed\nkernel reference, 3 workers, peak memory \d+ MB, .* in all\n$/,
    );
  });

  it('draws progress on a terminal and leaves it clean, and never when quiet', async () => {
    const terminal = makeIo(true);
    await start(terminal, []);
    expect(terminal.readStderr()).toContain('find sources: 0 sources\r\u001b[K');
    const quiet = makeIo(true);
    await start(quiet, ['--quiet', '--progress', 'always']);
    expect(quiet.readStderr()).toBe('');
  });

  it('leaves no half report when the run fails, and passes the failure on', async () => {
    const folder = makeFolder();
    const bug = new TypeError('bug');
    const run = start(makeIo(), ['--reporter', `json=${join(folder, 'a.json')}`], async (hooks) => {
      await runNothing(hooks);
      throw bug;
    });
    await expect(run).rejects.toBe(bug);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not start what was aborted before', async () => {
    const controller = new AbortController();
    controller.abort(new Error('stopped'));
    let isStarted = false;
    const run = (hooks: RunHooks): Promise<RunOutcome> => {
      isStarted = true;
      return runNothing(hooks);
    };
    await expect(start(makeIo(), [], run, controller.signal)).rejects.toThrow('stopped');
    expect(isStarted).toBe(false);
  });
});

describe('stdinHook', () => {
  it('opens standard input only when a path names it', () => {
    const stdin = Readable.from([]);
    let openings = 0;
    const io = {
      ...makeIo().io,
      openStdin: () => {
        openings++;
        return stdin;
      },
    };
    expect(stdinHook(['a', 'b'], io)).toEqual({});
    expect(openings).toBe(0);
    expect(stdinHook(['a', '-'], io)).toEqual({ stdin });
    expect(stdinHook(['-:3', 'a'], io)).toEqual({ stdin });
    expect(stdinHook(['-x', 'a-', './-'], io)).toEqual({});
  });
});
