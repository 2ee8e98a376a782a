// Generated reports for the property tests: any header, records in the order the contract asks for, ids and texts as
// hostile as strings can be.
import fc from 'fast-check';
import type {
  BoilerplateRecord,
  ClusterRecord,
  DiagnosticCode,
  DiagnosticRecord,
  DocumentRecord,
  Member,
  OverlapRecord,
  PairRecord,
  Passage,
  PassageSide,
  ReportHeader,
  ReportRecord,
  SkipReason,
} from '../../src/model.js';
import { compareCodePoints } from '../../src/text-order.js';
import { SAMPLE_OPTIONS } from './samples.js';

/** The same runs on every machine and every day. */
export const RUNS = { seed: 20_250_817, numRuns: 200 } as const;

/** Every reason, kept complete by the compiler. */
export const SKIP_REASONS = Object.keys({
  binary: true,
  'no-text-field': true,
  'too-large': true,
  'same-file': true,
  ignored: true,
  hidden: true,
  node_modules: true,
  symlink: true,
  'special-file': true,
  excluded: true,
  'not-matched': true,
} satisfies Record<SkipReason, true>) as SkipReason[];

/** Every diagnostic, kept complete by the compiler. */
export const DIAGNOSTIC_CODES = Object.keys({
  CHARSET_GUESSED: true,
  DOCUMENT_CHANGED: true,
  DOCUMENT_MALFORMED: true,
  DOCUMENT_TOO_LARGE: true,
  DUPLICATE_ID: true,
  PASSAGES_LEFT_OUT: true,
  PATH_NOT_FOUND: true,
  SOURCE_UNREADABLE: true,
  SOURCE_TRUNCATED: true,
} satisfies Record<DiagnosticCode, true>) as DiagnosticCode[];

/** Strings of which each has broken some program. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  '7',
  '10',
  '__proto__',
  'constructor',
  'toString',
  '"quoted" and \\escaped\\',
  'line\nfeed\r\nand\ttab',
  '\x1b[31mred\x1b[0m',
  '\x1b]8;;https://example.org\x07link\x1b]8;;\x07',
  '\x9b31mC1\x7f\x85',
  'separator\u2028paragraph\u2029',
  '\u202etxt.exe\u202c',
  '\u2066isolate\u2069\u200e\u200f\u061c',
  '\ufeffmark\u200band\u2060nothing',
  'half \ud83d of a pair',
  'other half \ude00',
  '👩‍👩‍👧‍👦 and 🏴\u{e0067}\u{e0062}\u{e007f}',
  'עברית ועוד',
  'مرحبا بالعالم',
  '報告摘要.txt',
  'ภาษาไทย',
  'e' + '\u0301'.repeat(300),
  'x'.repeat(5000),
  '</script><script>alert(1)</script>',
];

/** Any sequence of UTF-16 units, often a hostile one. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);

/** A quotient of counts, as measures are. */
export const anyRatio: fc.Arbitrary<number> = fc
  .tuple(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }))
  .map(([one, other]) => Math.min(one, other) / Math.max(one, other));

const anyCount = fc.nat(1_000_000_000);

const anySide: fc.Arbitrary<PassageSide> = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.nat(99), fc.nat(9999), fc.integer({ min: 1, max: 999 }))
  .map(([startLine, lines, startByte, bytes]) => ({
    startLine,
    endLine: startLine + lines,
    startByte,
    endByte: startByte + bytes,
  }));

const anyPassage: fc.Arbitrary<Passage> = fc.record({
  tokens: fc.integer({ min: 1, max: 5000 }),
  left: anySide,
  right: anySide,
});

/** No passages at all, or a list and a total that is not less. */
const anyPassages: fc.Arbitrary<{ passages?: Passage[]; passagesTotal?: number }> = fc.oneof(
  fc.constant({}),
  fc
    .tuple(fc.array(anyPassage, { maxLength: 4 }), fc.nat(3))
    .map(([passages, more]) => ({ passages, passagesTotal: passages.length + more })),
);

const anyMember: fc.Arbitrary<Member> = fc
  .tuple(
    fc.record({
      document: anyText,
      relation: fc.constantFrom('identical', 'same-text', 'near', 'contained'),
      jaccard: anyRatio,
      containment: anyRatio,
      coverage: anyRatio,
      sharedShingles: anyCount,
    }),
    fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, fc.record({ via: anyText })),
    anyPassages,
  )
  .map(([member, via, passages]) => ({ ...member, ...via, ...passages }));

const anyCluster: fc.Arbitrary<ClusterRecord> = fc.record({
  type: fc.constant('cluster'),
  representative: anyText,
  members: fc
    .uniqueArray(anyMember, { selector: ({ document }) => document, maxLength: 30 })
    .map((members) => sortByIds(members, ({ document }) => [document])),
});

const anyOverlap: fc.Arbitrary<OverlapRecord> = fc
  .tuple(
    fc.record({
      left: anyText,
      right: anyText,
      jaccard: anyRatio,
      containment: anyRatio,
      longestPassageWords: fc.nat(10_000).map((halfWords) => halfWords / 2),
    }),
    anyPassages,
  )
  .map(([overlap, passages]) => ({ type: 'overlap', ...overlap, ...passages }));

const anyBoilerplate: fc.Arbitrary<BoilerplateRecord> = fc.record({
  type: fc.constant('boilerplate'),
  documents: anyCount,
  words: fc.nat(10_000).map((halfWords) => halfWords / 2),
  example: anyText,
  text: anyText,
});

export const anyPair: fc.Arbitrary<PairRecord> = fc
  .tuple(
    fc.record({
      left: anyText,
      right: anyText,
      relation: fc.constantFrom('identical', 'same-text', 'near', 'contained', 'overlap', null),
      jaccard: anyRatio,
      containment: anyRatio,
      sharedShingles: anyCount,
      smaller: fc.constantFrom('left', 'right'),
    }),
    fc.oneof(fc.constant({}), fc.record({ leftCoverage: anyRatio, rightCoverage: anyRatio })),
    anyPassages,
  )
  .map(([pair, coverage, passages]) => ({ type: 'pair', ...pair, ...coverage, ...passages }));

const anyDocument: fc.Arbitrary<DocumentRecord> = fc.record({
  type: fc.constant('document'),
  id: anyText,
  path: anyText,
  line: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
  byteLength: anyCount,
  tokens: anyCount,
  contentHash: fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 32, maxLength: 32 })
    .map((digits) => digits.join('')),
});

const anyDiagnostic: fc.Arbitrary<DiagnosticRecord> = fc
  .tuple(
    fc.record({ code: fc.constantFrom(...DIAGNOSTIC_CODES), message: anyText }),
    fc.oneof(fc.constant({}), fc.record({ path: anyText })),
    fc.oneof(fc.constant({}), fc.record({ line: fc.integer({ min: 1, max: 9999 }) })),
  )
  .map(([diagnostic, path, line]) => ({ type: 'diagnostic', ...diagnostic, ...path, ...line }));

const anyHeader: fc.Arbitrary<ReportHeader> = fc.record({
  schemaVersion: fc.constant(1),
  tool: fc.record({ name: fc.constant('dedupe'), version: fc.constantFrom('0.1.0', '1.2.3-beta.1') }),
  options: fc.record({
    ...Object.fromEntries(Object.entries(SAMPLE_OPTIONS).map(([name, value]) => [name, fc.constant(value)])),
    jaccard: anyRatio,
    allPairs: fc.boolean(),
    prefer: fc.array(anyText, { maxLength: 2 }),
  }),
  corpus: fc.record({
    documents: anyCount,
    byteLength: anyCount,
    tokens: anyCount,
    empty: fc.nat(3),
    skipped: fc.array(
      fc.record({
        reason: fc.constantFrom(...SKIP_REASONS),
        count: fc.integer({ min: 1, max: 99_999 }),
        examples: fc.array(anyText, { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
  }),
  recall: fc.record({ jaccardLowerBound: anyRatio, guaranteedRunWords: fc.nat(60), leftOutByCaps: fc.nat(2) }),
  summary: fc.record({
    clusters: fc.nat(3),
    redundant: anyCount,
    redundantByteLength: anyCount,
    overlaps: fc.nat(3),
  }),
});

/** A report with its records in order. */
export interface SampleReport {
  readonly header: ReportHeader;
  readonly records: readonly ReportRecord[];
}

/** Reports of a scan; pairs only where the header's options list them. */
export const anyReport: fc.Arbitrary<SampleReport> = fc
  .tuple(
    anyHeader,
    listOf(anyCluster, ({ representative }) => [representative]),
    listOf(anyOverlap, ({ left, right }) => [left, right]),
    fc.array(anyBoilerplate, { maxLength: 3 }),
    listOf(anyPair, ({ left, right }) => [left, right]),
    listOf(anyDocument, ({ id }) => [id]),
    fc.array(anyDiagnostic, { maxLength: 3 }),
  )
  .map(([header, clusters, overlaps, boilerplate, pairs, documents, diagnostics]) => ({
    header,
    records: [
      ...clusters,
      ...overlaps,
      ...boilerplate,
      ...(header.options['allPairs'] === true ? pairs : []),
      ...documents,
      ...diagnostics,
    ],
  }));

function listOf<T>(arbitrary: fc.Arbitrary<T>, idsOf: (value: T) => readonly string[]): fc.Arbitrary<T[]> {
  return fc
    .uniqueArray(arbitrary, { selector: (value) => JSON.stringify(idsOf(value)), maxLength: 5 })
    .map((values) => sortByIds(values, idsOf));
}

function sortByIds<T>(values: readonly T[], idsOf: (value: T) => readonly string[]): T[] {
  return [...values].sort((one, other) => {
    const [first, second] = [idsOf(one), idsOf(other)];
    for (let i = 0; i < first.length; i++) {
      const order = compareCodePoints(first[i], second[i]);
      if (order !== 0) return order;
    }
    return 0;
  });
}
