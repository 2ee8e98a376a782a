import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPair, anyReport, DIAGNOSTIC_CODES, RUNS, SKIP_REASONS } from './arbitraries.js';
import {
  buildDocument,
  buildHeader,
  buildMember,
  buildOverlap,
  buildPair,
  SAMPLE_OPTIONS,
  writeReport,
} from './samples.js';

interface Schema {
  readonly $defs: Readonly<
    Record<string, { readonly properties: Readonly<Record<string, { readonly enum?: readonly unknown[] }>> }>
  >;
}

const schema = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../schema/report.schema.json', import.meta.url)), 'utf8'),
) as Schema;
// Strict: a keyword that means nothing is a fault of the schema. Union types are meant: a line may be null.
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(schema);

const SIDE = { startLine: 1, endLine: 2, startByte: 0, endByte: 9 };

function parse(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

/** What is wrong with a report; empty when nothing is. */
function listFaults(report: unknown): string[] {
  return validate(report) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('the JSON report', () => {
  it('reads like the example of its documentation', () => {
    const header = buildHeader({
      corpus: {
        ...buildHeader().corpus,
        skipped: [{ reason: 'binary', count: 1, examples: ['a.png'] }],
      },
      options: { jaccard: 0.6, prefer: ['a/**', 'b/**'] },
      summary: { clusters: 1, redundant: 1, redundantByteLength: 2434, overlaps: 0 },
    });
    const passage = { tokens: 2, left: SIDE, right: { ...SIDE, startByte: 3 } };
    const { text } = writeReport('json', header, [
      {
        type: 'cluster',
        representative: 'a.txt',
        members: [
          buildMember('b.txt', { relation: 'contained', jaccard: 365 / 623, containment: 1, coverage: 1 }),
          buildMember('c.txt', { passages: [passage], passagesTotal: 4 }),
        ],
      },
      buildDocument('a.txt', { byteLength: 4081 }),
      buildDocument('b.txt', { path: 'b.jsonl', line: 7 }),
      { type: 'diagnostic', code: 'CHARSET_GUESSED', path: 'b.txt', message: 'read as windows-1252' },
    ]);
    expect(text).toBe(`{
  "schemaVersion": 1,
  "tool": { "name": "dedupe", "version": "1.2.3" },
  "options": {
    "jaccard": 0.6,
    "prefer": ["a/**", "b/**"]
  },
  "corpus": {
    "documents": 5,
    "byteLength": 17827,
    "tokens": 2712,
    "empty": 0,
    "skipped": [
      { "reason": "binary", "count": 1, "examples": ["a.png"] }
    ]
  },
  "recall": {
    "jaccardLowerBound": 0.9992,
    "guaranteedRunWords": 20,
    "leftOutByCaps": 0
  },
  "summary": {
    "clusters": 1,
    "redundant": 1,
    "redundantByteLength": 2434,
    "overlaps": 0
  },
  "clusters": [
    {
      "representative": "a.txt",
      "members": [
        { "document": "b.txt", "relation": "contained", "jaccard": 0.5859, "containment": 1, "coverage": 1, "sharedShingles": 90 },
        { "document": "c.txt", "relation": "near", "jaccard": 0.93, "containment": 0.96, "coverage": 0.975, "sharedShingles": 90, "passages": [
          { "tokens": 2, "left": { "startLine": 1, "endLine": 2, "startByte": 0, "endByte": 9 }, "right": { "startLine": 1, "endLine": 2, "startByte": 3, "endByte": 9 } }
        ], "passagesTotal": 4 }
      ]
    }
  ],
  "overlaps": [],
  "boilerplate": [],
  "documents": {
    "a.txt": { "path": "a.txt", "line": null, "byteLength": 4081, "tokens": 369, "contentHash": "0123456789abcdef0123456789abcdef" },
    "b.txt": { "path": "b.jsonl", "line": 7, "byteLength": 2434, "tokens": 369, "contentHash": "0123456789abcdef0123456789abcdef" }
  },
  "diagnostics": [
    { "code": "CHARSET_GUESSED", "path": "b.txt", "message": "read as windows-1252" }
  ]
}
`);
  });

  it('has every section when there is nothing to tell, pairs only where they were asked for', () => {
    const scan = parse(writeReport('json', buildHeader(), []).text);
    expect(Object.keys(scan)).toEqual(
      'schemaVersion tool options corpus recall summary clusters overlaps boilerplate documents diagnostics'.split(' '),
    );
    expect(scan).toMatchObject({ clusters: [], overlaps: [], boilerplate: [], documents: {}, diagnostics: [] });
    const allPairs = buildHeader({ options: { ...SAMPLE_OPTIONS, allPairs: true } });
    for (const report of [
      writeReport('json', buildHeader(), [], { command: 'compare' }),
      writeReport('json', allPairs, []),
    ]) {
      expect(Object.keys(parse(report.text)).slice(-4)).toEqual(['boilerplate', 'pairs', 'documents', 'diagnostics']);
      expect(parse(report.text)['pairs']).toEqual([]);
    }
  });

  it('lists documents in the order of their ids, numbers and __proto__ among them', () => {
    const ids = ['10', '7', '__proto__', 'a"b\n', 'constructor'];
    const { text } = writeReport(
      'json',
      buildHeader(),
      ids.map((id) => buildDocument(id)),
    );
    const keys = [...text.matchAll(/^ {4}("(?:[^"\\]|\\.)*"): \{ "path"/gm)].map(
      ([, key]) => JSON.parse(key) as string,
    );
    expect(keys).toEqual(ids);
    expect(Object.hasOwn(parse(text)['documents'] as object, '__proto__')).toBe(true);
    expect(listFaults(parse(text))).toEqual([]);
  });

  it('is valid by its schema', () => {
    fc.assert(
      fc.property(anyReport, ({ header, records }) => {
        expect(listFaults(parse(writeReport('json', header, records).text))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is valid by its schema for a comparison', () => {
    fc.assert(
      fc.property(anyPair, (pair) => {
        const { text } = writeReport('json', buildHeader(), [pair], { command: 'compare' });
        expect(listFaults(parse(text))).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('the schema of the report', () => {
  const sample = (): string =>
    writeReport(
      'json',
      buildHeader(),
      [
        {
          type: 'cluster',
          representative: 'a',
          members: [buildMember('b', { passages: [{ tokens: 2, left: SIDE, right: SIDE }], passagesTotal: 1 })],
        },
        buildOverlap('a', 'c'),
        { type: 'boilerplate', documents: 101, words: 12.5, example: 'a', text: 'x' },
        buildPair('a', 'b', { relation: null }),
        buildDocument('a'),
        { type: 'diagnostic', code: 'CHARSET_GUESSED', message: 'x' },
      ],
      { command: 'compare' },
    ).text;

  it('refuses a field too many, a field too few and a field of another kind, wherever it is', () => {
    expect(listFaults(parse(sample()))).toEqual([]);
    const objects = listObjects(parse(sample()));
    expect(objects.length).toBeGreaterThan(12);
    for (const path of objects) {
      if (path[0] === 'options') continue;
      const changed = parse(sample());
      const object = path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], changed);
      (object as Record<string, unknown>)['surplus'] = 1;
      expect(listFaults(changed), `${path.join('/')} with a field too many`).not.toEqual([]);
    }
    for (const [from, to] of [
      ['"jaccard": 0.93', '"jaccard": 1.2'],
      ['"relation": "near"', '"relation": "overlaps"'],
      ['"sharedShingles": 90, "passages"', '"passages"'],
      [', "passagesTotal": 1', ''],
      ['"startLine": 1', '"startLine": 0'],
      ['"line": null', '"line": 0'],
      ['"contentHash": "0123456789abcdef', '"contentHash": "'],
      ['"code": "CHARSET_GUESSED"', '"code": "CHARSET"'],
      ['"schemaVersion": 1', '"schemaVersion": 2'],
      ['  "overlaps": [', '  "overlap": ['],
    ]) {
      expect(sample()).toContain(from);
      expect(listFaults(parse(sample().replace(from, to))), `${to} for ${from}`).not.toEqual([]);
    }
  });

  it('knows every skip reason and every diagnostic code of the model, and no others', () => {
    expect(schema.$defs['skip'].properties['reason'].enum).toEqual(SKIP_REASONS);
    expect(schema.$defs['diagnostic'].properties['code'].enum).toEqual(DIAGNOSTIC_CODES);
  });

  it('describes every field', () => {
    const bare: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { properties } = value as { properties?: Record<string, object> };
      for (const [name, field] of Object.entries(properties ?? {})) {
        const { description, $ref } = field as { description?: string; $ref?: string };
        const isConstant = 'const' in field;
        if (description === undefined && $ref === undefined && !isConstant) bare.push(`${path}/${name}`);
      }
      for (const [name, field] of Object.entries(value)) visit(field, `${path}/${name}`);
    };
    visit(schema, '');
    expect(bare).toEqual([]);
  });
});

/** The paths of all objects in a report, lists aside; `documents` takes any key and is left out. */
function listObjects(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.entries(value).flatMap(([key, field]) => listObjects(field, [...path, key]));
  return Array.isArray(value) || path.join('/') === 'documents' ? below : [path, ...below];
}
