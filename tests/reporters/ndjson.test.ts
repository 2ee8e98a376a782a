import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyReport, RUNS } from './arbitraries.js';
import { buildDocument, buildHeader, buildMember, buildPair, writeReport } from './samples.js';

type Fields = Record<string, unknown> & { type: string };

function readLines(text: string): Fields[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Fields);
}

/** The fields of the lines of one type, without the type. */
function pick(lines: readonly Fields[], type: string): unknown[] {
  return lines.filter((line) => line.type === type).map(({ type: _, ...fields }) => fields);
}

describe('the ndjson report', () => {
  it('is one record a line, the header first and the summary last', () => {
    const { text } = writeReport('ndjson', buildHeader(), [
      { type: 'cluster', representative: 'a', members: [buildMember('b'), buildMember('c')] },
      { type: 'boilerplate', documents: 101, words: 12, example: 'a', text: 'x\ny' },
      buildDocument('a'),
      { type: 'diagnostic', code: 'DUPLICATE_ID', message: 'x' },
    ]);
    expect(readLines(text).map(({ type }) => type)).toEqual(
      'header cluster boilerplate document diagnostic summary'.split(' '),
    );
    expect(text.split('\n')[3]).toBe(
      '{"type":"document","id":"a","path":"a","line":null,"byteLength":2434,"tokens":369,' +
        '"contentHash":"0123456789abcdef0123456789abcdef"}',
    );
  });

  it('has no summary in its header', () => {
    const [header, summary] = readLines(writeReport('ndjson', buildHeader(), []).text);
    expect(header).not.toHaveProperty('summary');
    expect(summary).toEqual({ type: 'summary', ...buildHeader().summary });
  });

  it('has a pair for compare', () => {
    const pair = buildPair('a', 'b', { relation: null, leftCoverage: 1 / 3, rightCoverage: 0 });
    const { text } = writeReport('ndjson', buildHeader(), [pair], { command: 'compare' });
    expect(pick(readLines(text), 'pair')).toEqual([expect.objectContaining({ relation: null, leftCoverage: 0.3333 })]);
  });

  it('carries the same records as the JSON report', () => {
    fc.assert(
      fc.property(anyReport, ({ header, records }) => {
        const report = JSON.parse(writeReport('json', header, records).text) as Record<string, unknown>;
        const lines = readLines(writeReport('ndjson', header, records).text);
        const { schemaVersion, tool, options, corpus, recall } = report;
        expect(pick(lines, 'header')).toEqual([{ schemaVersion, tool, options, corpus, recall }]);
        expect(pick(lines, 'cluster')).toEqual(report['clusters']);
        expect(pick(lines, 'overlap')).toEqual(report['overlaps']);
        expect(pick(lines, 'boilerplate')).toEqual(report['boilerplate']);
        expect(pick(lines, 'pair')).toEqual(report['pairs'] ?? []);
        const documents = pick(lines, 'document') as { id: string }[];
        const byId = new Map(Object.entries(report['documents'] as object));
        expect(new Map(documents.map(({ id, ...fields }) => [id, fields]))).toEqual(byId);
        expect(pick(lines, 'diagnostic')).toEqual(report['diagnostics']);
        expect(pick(lines, 'summary')).toEqual([report['summary']]);
      }),
      RUNS,
    );
  });
});
