import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportRecord } from '../../src/model.js';
import { createRecordOrder, hasPairs, RECORD_GROUPS } from '../../src/reporters/record-order.js';
import { anyReport, RUNS } from './arbitraries.js';
import { buildDocument, buildHeader, buildMember, buildOverlap, buildPair, SAMPLE_OPTIONS } from './samples.js';

const ONE_OF_EACH: Readonly<Record<ReportRecord['type'], ReportRecord>> = {
  cluster: { type: 'cluster', representative: 'a', members: [buildMember('b')] },
  overlap: buildOverlap('a', 'c'),
  boilerplate: { type: 'boilerplate', documents: 101, words: 12, example: 'a', text: 'x' },
  pair: buildPair('a', 'b'),
  document: buildDocument('a'),
  diagnostic: { type: 'diagnostic', code: 'CHARSET_GUESSED', message: 'x' },
};

function checkRecords(...records: readonly ReportRecord[]): () => void {
  return () => {
    const order = createRecordOrder('compare');
    order.begin(buildHeader());
    for (const record of records) order.record(record);
    order.end(buildHeader().summary);
  };
}

describe('createRecordOrder', () => {
  it('lets every ordered report pass', () => {
    fc.assert(
      fc.property(anyReport, ({ header, records }) => {
        const order = createRecordOrder('scan');
        order.begin(header);
        for (const record of records) order.record(record);
        order.end({ ...header.summary });
      }),
      RUNS,
    );
  });

  it('takes any two groups in their order and in no other', () => {
    RECORD_GROUPS.forEach((earlier, i) => {
      for (const later of RECORD_GROUPS.slice(i + 1)) {
        expect(checkRecords(ONE_OF_EACH[earlier], ONE_OF_EACH[later])).not.toThrow();
        expect(checkRecords(ONE_OF_EACH[later], ONE_OF_EACH[earlier])).toThrow(
          `report out of order: ${earlier} after ${later}`,
        );
      }
    });
  });

  it('takes no id twice', () => {
    for (const type of ['cluster', 'overlap', 'pair', 'document'] as const) {
      expect(checkRecords(ONE_OF_EACH[type], ONE_OF_EACH[type])).toThrow(/^report out of order: /);
    }
    for (const type of ['boilerplate', 'diagnostic'] as const) {
      expect(checkRecords(ONE_OF_EACH[type], ONE_OF_EACH[type])).not.toThrow();
    }
  });

  it('orders pairs by left, then by right', () => {
    expect(checkRecords(buildOverlap('a', 'z'), buildOverlap('b', 'c'))).not.toThrow();
    expect(checkRecords(buildOverlap('b', 'c'), buildOverlap('a', 'z'))).toThrow(/overlap/);
    expect(checkRecords(buildOverlap('a', 'z'), buildOverlap('a', 'b'))).toThrow(/overlap/);
  });

  it('orders the members of a cluster by UTF-8 bytes', () => {
    const cluster = (...ids: string[]): ReportRecord => ({
      type: 'cluster',
      representative: 'a',
      members: ids.map((id) => buildMember(id)),
    });
    expect(checkRecords(cluster('\uffee', '\u{1f600}'))).not.toThrow();
    expect(checkRecords(cluster('\u{1f600}', '\uffee'))).toThrow(/^report out of order: member/);
    expect(checkRecords(cluster('b', 'b'))).toThrow(/^report out of order: member/);
  });

  it('refuses a second begin, and anything after the end', () => {
    const order = createRecordOrder('scan');
    expect(() => {
      order.end(buildHeader().summary);
    }).toThrow('report out of order: end before begin');
    order.begin(buildHeader());
    expect(() => {
      order.begin(buildHeader());
    }).toThrow('report out of order: begin twice');
    order.end(buildHeader().summary);
    expect(() => {
      order.record(ONE_OF_EACH.document);
    }).toThrow('report out of order: record after end');
  });

  it('refuses a type that no report has', () => {
    expect(checkRecords({ type: 'finding' } as unknown as ReportRecord)).toThrow('unknown type finding');
  });
});

describe('hasPairs', () => {
  it('holds for compare and for all pairs', () => {
    const allPairs = buildHeader({ options: { ...SAMPLE_OPTIONS, allPairs: true } });
    expect(hasPairs(buildHeader(), 'scan')).toBe(false);
    expect(hasPairs(buildHeader(), 'compare')).toBe(true);
    expect(hasPairs(allPairs, 'scan')).toBe(true);
  });
});
