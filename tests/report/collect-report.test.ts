// The report as one object: every record in its place, exactly as it was given.

import { describe, expect, it } from 'vitest';
import type { ReportRecord } from '../../src/model.js';
import { collectReport } from '../../src/report/collect-report.js';
import { buildDocument, buildHeader, buildMember, buildOverlap, buildPair } from '../reporters/samples.js';

const HEADER = buildHeader({ summary: { clusters: 1, redundant: 1, redundantByteLength: 7, overlaps: 1 } });
const CLUSTER = { type: 'cluster', representative: 'a', members: [buildMember('b', { jaccard: 2 / 3 })] } as const;
const BOILERPLATE = { type: 'boilerplate', documents: 412, words: 38, example: 'a', text: 'All rights' } as const;
const DIAGNOSTIC = { type: 'diagnostic', code: 'CHARSET_GUESSED', path: 'a', message: 'guessed' } as const;

function collect(records: readonly ReportRecord[], hasPairs: boolean) {
  const collector = collectReport(hasPairs);
  collector.reporter.begin(HEADER);
  for (const record of records) collector.reporter.record(record);
  collector.reporter.end(HEADER.summary);
  return collector.report();
}

/** A record without some of its fields. */
function omit(record: ReportRecord, ...fields: readonly string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([field]) => !fields.includes(field)));
}

describe('the report as an object', () => {
  it('has the header, and every record by its kind, with exact ratios', () => {
    const [overlap, pair, document] = [buildOverlap('a', 'c'), buildPair('a', 'b'), buildDocument('a')];
    const report = collect([CLUSTER, overlap, BOILERPLATE, pair, document, DIAGNOSTIC], true);
    expect(report).toEqual({
      ...HEADER,
      clusters: [omit(CLUSTER, 'type')],
      overlaps: [omit(overlap, 'type')],
      boilerplate: [omit(BOILERPLATE, 'type')],
      pairs: [omit(pair, 'type')],
      documents: new Map([['a', omit(document, 'type', 'id')]]),
      diagnostics: [omit(DIAGNOSTIC, 'type')],
    });
    expect(report.clusters[0].members[0].jaccard).toBe(2 / 3);
  });

  it('keeps the order in which records came', () => {
    const report = collect([buildPair('b', 'c'), buildPair('a', 'd'), buildDocument('z'), buildDocument('y')], true);
    expect(report.pairs?.map(({ left }) => left)).toEqual(['b', 'a']);
    expect([...report.documents.keys()]).toEqual(['z', 'y']);
  });

  it('has pairs where they were asked for, though there be none', () => {
    expect(collect([], true).pairs).toEqual([]);
    expect(collect([], false)).not.toHaveProperty('pairs');
  });

  it('takes ids that mean something to objects', () => {
    const ids = ['__proto__', 'constructor', 'toString', '', '0'];
    const { documents } = collect(
      ids.map((id) => buildDocument(id)),
      false,
    );
    expect([...documents.keys()]).toEqual(ids);
    expect(documents.get('__proto__')?.byteLength).toBe(2434);
  });

  it('is there when the reporter has ended, and not before', () => {
    const collector = collectReport(false);
    expect(() => collector.report()).toThrow(Error);
    collector.reporter.begin(HEADER);
    expect(() => collector.report()).toThrow(Error);
    collector.reporter.end(HEADER.summary);
    expect(collector.report().summary).toEqual(HEADER.summary);
  });
});
