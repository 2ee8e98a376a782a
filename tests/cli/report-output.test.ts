import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ReportOutput } from '../../src/cli/report-output.js';
import type { ReporterChoice, ReportHeader } from '../../src/index.js';
import { makeFolder } from '../helpers/make-folder.js';
import { makeIo } from '../helpers/make-io.js';

const summary = { clusters: 0, redundant: 0, redundantByteLength: 0, overlaps: 0 };
const header: ReportHeader = {
  schemaVersion: 1,
  tool: { name: 'dedupe', version: '0.0.0' },
  options: {},
  corpus: { documents: 2, byteLength: 10, tokens: 2, empty: 0, skipped: [] },
  recall: { jaccardLowerBound: 1, guaranteedRunWords: 20, leftOutByCaps: 0 },
  summary,
};

function openOutput(choices: readonly ReporterChoice[]) {
  const recorded = makeIo();
  let clearings = 0;
  const output = new ReportOutput(choices, {
    stdout: recorded.io.stdout,
    isStdoutColored: false,
    stdoutWidth: 80,
    isFileColored: false,
    fileWidth: 80,
    beforeStdout: () => clearings++,
  });
  return { ...recorded, output, countClearings: () => clearings };
}

function writeReports(output: ReportOutput): void {
  for (const reporter of output.createReporters({ command: 'scan', readText: () => null })) {
    reporter.begin(header);
    reporter.end(summary);
  }
}

describe('ReportOutput', () => {
  it('gives every reporter its place: one on standard output, the others in files', () => {
    const folder = makeFolder();
    const { output, readStdout, countClearings } = openOutput([
      { name: 'ndjson', file: null },
      { name: 'json', file: join(folder, 'a.json') },
      { name: 'text', file: join(folder, 'b.txt') },
    ]);
    writeReports(output);
    expect(readStdout()).toBe('');
    output.commit();
    output.discard();
    expect(readStdout()).toMatch(/^\{"type":"header"/);
    expect(countClearings()).toBe(1);
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 });
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'b.txt']);
  });

  it('leaves files as they were when the run fails', () => {
    const folder = makeFolder({ 'a.json': 'old' });
    const { output } = openOutput([{ name: 'json', file: join(folder, 'a.json') }]);
    writeReports(output);
    output.discard();
    expect(readdirSync(folder)).toEqual(['a.json']);
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('old');
  });

  it('refuses a name that no reporter has, naming those there are', () => {
    expect(() => openOutput([{ name: 'xml', file: null }])).toThrow(
      /^--reporter must be one of text, json, ndjson.*, not "xml"$/,
    );
  });

  it('refuses two reports in one place, however it is spelled', () => {
    const folder = makeFolder();
    const twice = [
      { name: 'text', file: null },
      { name: 'json', file: null },
    ];
    expect(() => openOutput(twice)).toThrow('two reports go to standard output; give one of them a file: NAME=FILE');
    const same = [
      { name: 'text', file: join(folder, 'a') },
      { name: 'json', file: `${folder}/./a` },
    ];
    expect(() => openOutput(same)).toThrow(/^two reports go to ".*\/a"; give one of them a file: NAME=FILE$/);
  });

  it('checks every place before anything is written', () => {
    const folder = makeFolder();
    const choices = [
      { name: 'text', file: join(folder, 'a') },
      { name: 'json', file: join(folder, 'missing', 'b') },
    ];
    expect(() => openOutput(choices)).toThrow(/^cannot write to ".*b": its folder does not exist$/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
