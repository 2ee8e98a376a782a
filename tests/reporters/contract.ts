// What every reporter must do, whatever it writes. Run over the whole registry by registry.test.ts, so a new reporter
// is held to it from its first day.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member, ReportRecord } from '../../src/model.js';
import type { ReporterName } from '../../src/reporters/registry.js';
import { createReporter } from '../../src/reporters/registry.js';
import { compareCodePoints } from '../../src/text-order.js';
import { anyReport, HOSTILE_TEXTS, RUNS } from './arbitraries.js';
import {
  buildContext,
  buildDocument,
  buildHeader,
  buildMember,
  buildOverlap,
  buildPair,
  SAMPLE_OPTIONS,
  writeReport,
} from './samples.js';

/** Controls, bidirectional controls, lone surrogates, line separators: never raw in a report, line feeds apart. */
const RAW_CONTROLS = /[\p{Cc}\p{Cs}\u2028\u2029]/u;

/** Far more than any record here says; far less than ten thousand members. */
const MAX_CHUNK_UNITS = 20_000;

export function describeReporterContract(name: ReporterName): void {
  describe(`the reporter ${name}`, () => {
    it('writes an empty report, ended with a line feed', () => {
      const { text } = writeReport(name, buildHeader(), []);
      expect(text).toMatch(/[^\n]\n$/);
    });

    it('names the documents of a cluster', () => {
      const { text } = writeReport(name, buildHeader(), [
        { type: 'cluster', representative: 'kept.txt', members: [buildMember('copy.txt')] },
        buildDocument('copy.txt'),
        buildDocument('kept.txt'),
      ]);
      expect(text).toContain('kept.txt');
      expect(text).toContain('copy.txt');
    });

    it('writes the same bytes for the same records', () => {
      fc.assert(
        fc.property(anyReport, ({ header, records }) => {
          expect(writeReport(name, header, records).text).toBe(writeReport(name, header, records).text);
        }),
        { ...RUNS, numRuns: 50 },
      );
    });

    it('lets nothing through that a terminal or a line reader obeys', () => {
      fc.assert(
        fc.property(anyReport, ({ header, records }) => {
          expect(writeReport(name, header, records).text.replaceAll('\n', '')).not.toMatch(RAW_CONTROLS);
        }),
        RUNS,
      );
      const { text } = writeReport(name, buildHeader(), listHostileRecords());
      expect(text.replaceAll('\n', '')).not.toMatch(RAW_CONTROLS);
    });

    it('keeps records of hostile ids on as many lines as those of plain ones', () => {
      const countLines = (records: readonly ReportRecord[]): number =>
        writeReport(name, buildHeader(), records, { width: 200 }).text.split('\n').length;
      const plain = listHostileRecords((_, i) => `plain-${String(i).padStart(3, '0')}`);
      expect(countLines(listHostileRecords())).toBe(countLines(plain));
    });

    it('writes ten thousand members piece by piece', () => {
      const members = Array.from({ length: 10_000 }, (_, i) => buildMember(`copy-${String(i).padStart(5, '0')}.txt`));
      const { chunks } = writeReport(name, buildHeader(), [{ type: 'cluster', representative: 'kept.txt', members }]);
      expect(chunks.length).toBeGreaterThan(10);
      expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(MAX_CHUNK_UNITS);
    });

    it('writes ten thousand records as they come', () => {
      const chunks: string[] = [];
      const reporter = createReporter(name, buildContext(chunks));
      const header = buildHeader({ options: { ...SAMPLE_OPTIONS, allPairs: true } });
      reporter.begin(header);
      for (let i = 0; i < 10_000; i++) {
        const written = chunks.length;
        reporter.record(buildPair('left.txt', `right-${String(i).padStart(5, '0')}.txt`));
        expect(chunks.length).toBeGreaterThan(written);
      }
      reporter.end(header.summary);
    });

    it('leaves reading texts to those who show passages', () => {
      const read: string[] = [];
      const records: ReportRecord[] = [
        { type: 'cluster', representative: 'kept.txt', members: [buildMember('copy.txt')] },
        buildOverlap('kept.txt', 'other.txt'),
        buildDocument('copy.txt'),
      ];
      writeReport(name, buildHeader(), records, { readText: (id) => (read.push(id), null) });
      expect(read).toEqual([]);
    });

    describe('throws a plain Error', () => {
      const start = (command: 'scan' | 'compare' = 'scan'): ReturnType<typeof createReporter> =>
        createReporter(name, buildContext([], { command }));

      it('for a record before begin', () => {
        expect(() => {
          start().record(buildDocument('a'));
        }).toThrow(/^report out of order: record before begin$/);
      });

      it('for a group that is over', () => {
        const reporter = start();
        reporter.begin(buildHeader());
        reporter.record(buildDocument('a'));
        expect(() => {
          reporter.record(buildOverlap('a', 'b'));
        }).toThrow(/^report out of order: overlap after document$/);
      });

      it('for ids that do not ascend', () => {
        const reporter = start();
        reporter.begin(buildHeader());
        reporter.record(buildDocument('b'));
        expect(() => {
          reporter.record(buildDocument('a'));
        }).toThrow(/^report out of order: document \["a"\] after \["b"\]$/);
      });

      it('for a pair that nobody asked for', () => {
        const reporter = start();
        reporter.begin(buildHeader());
        expect(() => {
          reporter.record(buildPair('a', 'b'));
        }).toThrow(/^report out of order: a pair in a report without pairs$/);
      });

      it('for a summary other than the announced one', () => {
        const reporter = start();
        const header = buildHeader();
        reporter.begin(header);
        expect(() => {
          reporter.end({ ...header.summary, clusters: 1 });
        }).toThrow(/^report out of order: the summary ends with clusters 1, it was announced as 0$/);
      });

      it('for a ratio that is none', () => {
        const reporter = start('compare');
        reporter.begin(buildHeader());
        expect(() => {
          reporter.record(buildPair('a', 'b', { jaccard: NaN }));
          reporter.end(buildHeader().summary);
        }).toThrow(/^a ratio lies between 0 and 1, not at NaN$/);
      });
    });
  });
}

/** A cluster, overlaps, boilerplate and documents of nothing but hostile texts of ordinary length, or of what replaces them. */
function listHostileRecords(replace: (text: string, i: number) => string = (text) => text): ReportRecord[] {
  const ids = HOSTILE_TEXTS.filter((text) => text.length < 100)
    .map(replace)
    .sort(compareCodePoints);
  const members: Member[] = ids.slice(0, 20).map((document) => buildMember(document, { relation: 'identical' }));
  return [
    { type: 'cluster', representative: ids[0], members },
    ...ids.slice(1).map((id) => buildOverlap(ids[0], id)),
    { type: 'boilerplate', documents: 101, words: 12, example: ids[3], text: ids[4] },
    ...ids.map((id) => buildDocument(id)),
    { type: 'diagnostic', code: 'CHARSET_GUESSED', path: ids[5], message: ids[6] },
  ];
}
