// Handing over a report: header, records, diagnostics, summary, to every reporter alike; and what the header says.

import { describe, expect, it } from 'vitest';
import type { ReportRecord, Reporter } from '../../src/model.js';
import { parseOptions } from '../../src/options.js';
import { describeHeader, describeOutcome, describeRecall, emitReport } from '../../src/run/emit-report.js';
import { RunJournal, type RunHooks } from '../../src/run/journal.js';
import { VERSION } from '../../src/version.js';
import { sketchMemory } from '../helpers/memory-corpus.js';
import { buildDocument, buildHeader } from '../reporters/samples.js';

/** A reporter that keeps what it is called with, in order. */
function createRecorder(): { reporter: Reporter; calls: unknown[] } {
  const calls: unknown[] = [];
  const note = (value: unknown): void => void calls.push(value);
  return { calls, reporter: { begin: note, record: note, end: note } };
}

const FACTS = {
  summary: { clusters: 1, redundant: 2, redundantByteLength: 3, overlaps: 4 },
  recall: { jaccardLowerBound: 0.9995, guaranteedRunWords: 20, leftOutByCaps: 0 },
};

describe('a report', () => {
  it('goes to every reporter: the header, the records, the diagnostics in order, the summary', async () => {
    const corpus = await sketchMemory({ 'a.txt': 'one' });
    const recorders = [createRecorder(), createRecorder()];
    const hooks: RunHooks = { createReporters: () => recorders.map(({ reporter }) => reporter) };
    const journal = new RunJournal(hooks);
    journal.diagnostic({ code: 'DOCUMENT_MALFORMED', path: 'z.jsonl', line: 3, message: 'no JSON' });
    journal.diagnostic({ code: 'PATH_NOT_FOUND', path: null, line: null, message: 'nothing there' });
    const header = buildHeader(FACTS);
    const records = [buildDocument('a'), buildDocument('b')];
    await emitReport(header, records, corpus, journal, hooks);
    for (const { calls } of recorders) {
      expect(calls).toEqual([
        header,
        ...records,
        { type: 'diagnostic', code: 'PATH_NOT_FOUND', message: 'nothing there' },
        { type: 'diagnostic', code: 'DOCUMENT_MALFORMED', path: 'z.jsonl', line: 3, message: 'no JSON' },
        header.summary,
      ]);
    }
  });

  it('tells of every document that changed, those found while records were made too', async () => {
    const corpus = await sketchMemory({ 'a.txt': 'one', 'b.jsonl': [{ text: 'two' }, { text: 'three' }] });
    const { calls, reporter } = createRecorder();
    const told: string[] = [];
    const hooks: RunHooks = {
      createReporters: () => [reporter],
      onDiagnostic: ({ code, path, line }) => told.push(`${code} ${path} ${line}`),
    };
    const journal = new RunJournal(hooks);
    function* makeRecords(): Generator<ReportRecord> {
      corpus.files.write('b.jsonl', [{ text: 'two' }, { text: 'changed' }]);
      expect(corpus.reader.get(2)).toBeNull();
      yield buildDocument('a');
    }
    corpus.files.write('a.txt', null);
    corpus.reader.get(0);
    await emitReport(buildHeader(), makeRecords(), corpus, journal, hooks);
    expect(told).toEqual(['DOCUMENT_CHANGED a.txt null', 'DOCUMENT_CHANGED b.jsonl 2']);
    expect(calls.slice(2, 4)).toMatchObject([{ path: 'a.txt' }, { path: 'b.jsonl', line: 2 }]);
    const outcome = describeOutcome(corpus, NO_RELATIONS, FACTS.summary, journal);
    expect(outcome).toMatchObject({ documents: 3, changed: 2, faults: 0, summary: FACTS.summary, kernel: 'reference' });
  });

  it('gives reporters the decoded texts by id, while they are what they were', async () => {
    const latin = Uint8Array.of(0xff, 0xfe, 0xe9, 0);
    const corpus = await sketchMemory({
      'a.txt': latin,
      'b.txt': '\ufeffmark',
      'c.jsonl': [{ text: 'line', id: 'own' }],
    });
    let readText: (id: string) => string | null = () => null;
    const hooks: RunHooks = {
      createReporters: (given) => {
        readText = given;
        return [];
      },
    };
    await emitReport(buildHeader(), [], corpus, new RunJournal(hooks), hooks);
    expect(['a.txt', 'b.txt', 'own', 'c.jsonl', 'nobody'].map((id) => readText(id))).toEqual([
      'é',
      'mark',
      'line',
      null,
      null,
    ]);
    corpus.files.write('a.txt', 'changed');
    expect(readText('a.txt')).toBeNull();
  });

  it('stops between records when it is told to', async () => {
    const corpus = await sketchMemory({ 'a.txt': 'one' });
    const controller = new AbortController();
    const { calls, reporter } = createRecorder();
    const hooks: RunHooks = { createReporters: () => [reporter], signal: controller.signal };
    function* makeRecords(): Generator<ReportRecord> {
      for (let i = 0; i < 1000; i++) {
        if (i === 100) controller.abort(new Error('interrupted'));
        yield buildDocument(`d${i}`);
      }
    }
    const emitted = emitReport(buildHeader(), makeRecords(), corpus, new RunJournal(hooks), hooks);
    await expect(emitted).rejects.toThrow('interrupted');
    expect(calls.length).toBeLessThan(200);
  });
});

const NO_RELATIONS = { identical: 0, 'same-text': 0, near: 0, contained: 0, overlap: 0 };

describe('the header of a report', () => {
  it('counts the corpus, and states the options that decide what is found', async () => {
    const corpus = await sketchMemory({
      'a.txt': 'Żółw two',
      'b.txt': '',
      'c.jsonl': [{ text: '—' }, { text: 'three' }],
    });
    const journal = new RunJournal({ createReporters: () => [] });
    journal.skip({ reason: 'binary', path: 'x.png' });
    const header = describeHeader(corpus, parseOptions({ jaccard: 0.7, workers: 3 }), 'scan', journal, FACTS);
    expect(header).toMatchObject({
      schemaVersion: 1,
      tool: { name: 'dedupe', version: VERSION },
      corpus: {
        documents: 4,
        // 7 + 1 + 3, none, 3 of the dash, 5.
        byteLength: Buffer.byteLength('Żółw two') + 3 + 5,
        tokens: 3,
        empty: 2,
        skipped: [{ reason: 'binary', count: 1, examples: ['x.png'] }],
      },
      ...FACTS,
    });
    expect(header.options).toMatchObject({ jaccard: 0.7, shingleSize: 5, clustering: 'star' });
    for (const speed of ['workers', 'kernel', 'tempDir']) expect(header.options).not.toHaveProperty(speed);
  });

  it('counts nothing of an empty corpus', async () => {
    const journal = new RunJournal({ createReporters: () => [] });
    const { corpus } = describeHeader(await sketchMemory({}), parseOptions({}), 'scan', journal, FACTS);
    expect(corpus).toEqual({ documents: 0, byteLength: 0, tokens: 0, empty: 0, skipped: [] });
  });

  it('promises the run of words that winnowing guarantees', async () => {
    const corpus = await sketchMemory({}, { shingleSize: 4, tokens: 'auto', window: 7, hashSeed: 0 });
    expect(describeRecall(0.9991, corpus, 12)).toEqual({
      ...{ jaccardLowerBound: 0.9991, guaranteedRunWords: 10, leftOutByCaps: 12 },
    });
  });
});
