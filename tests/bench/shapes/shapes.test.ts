// Every shape, small: the real command's report is right, and every way of being wrong is found.
//
// The lies are told by changing a right report: a judge that finds nothing wrong with them could not fail.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../../../bench/corpus/plant-corpus.js';
import { makeGreedyClusters } from '../../../bench/accuracy/clusters.js';
import { makeMeasurer } from '../../../bench/accuracy/measures.js';
import { clusterChain, makeLinks } from '../../../bench/shapes/chain.js';
import { measureShape } from '../../../bench/shapes/measure-shape.js';
import { formatShapes, formatVerdict } from '../../../bench/shapes/print-shapes.js';
import { makeShapeReport, readShapeReport, type ShapeReport } from '../../../bench/shapes/read-report.js';
import type { MadeShape, Shape } from '../../../bench/shapes/shape.js';
import { shapes } from '../../../bench/shapes/shapes.js';
import { runProcess } from '../../../bench/measure/run-process.js';
import { makeFolder } from '../../helpers/make-folder.js';
import { nodePath, programPath, requireBuild } from '../../helpers/run-dedupe.js';

const SEED = 3;

function findShape(name: string): Shape {
  const shape = shapes.find((candidate) => candidate.name === name);
  if (shape === undefined) throw new Error(`there is no shape ${name}`);
  return shape;
}

/** Small, and large enough that the right report says something. */
const SIZES: Readonly<Record<string, number>> = {
  copies: 40,
  frames: 250,
  chain: 60,
  article: 8,
  'large-document': 0.2,
  'large-line': 0.2,
  'large-copies': 0.6,
  'short-documents': 3000,
  paragraphs: 3000,
  'hot-fingerprint': 250,
  thai: 250,
};

/** The command's own report of a shape. */
async function reportShape(shape: Shape, size: number): Promise<{ report: ShapeReport; made: MadeShape }> {
  const folder = makeFolder();
  const made = shape.write(folder, size, SEED);
  const stdoutFile = join(folder, 'report.ndjson');
  const { status } = await runProcess(nodePath, [programPath, made.path, '--reporter', 'ndjson'], { stdoutFile });
  expect(shape.statuses).toContain(status);
  return { report: await readShapeReport(stdoutFile), made };
}

describe.each(shapes.map((shape) => [shape.name, shape] as const))('the shape %s', (name, shape) => {
  beforeAll(requireBuild);

  it('is the same bytes for a seed', () => {
    const read = (): string => {
      const { path } = shape.write(makeFolder(), SIZES[name], SEED);
      const file = { 'large-document': 'large.txt', 'large-copies': 'large-other.txt' }[name] ?? '';
      return readFileSync(join(path, file), 'utf8');
    };
    expect(read()).toBe(read());
  });

  it('has a right report, and no other is called right', async () => {
    const { report, made } = await reportShape(shape, SIZES[name]);
    const judge = (lie: Partial<ShapeReport>): string[] => shape.judge({ ...report, ...lie }, made, SEED).faults;
    expect(judge({})).toEqual([]);
    expect(made.documents).toBe(report.documents);

    expect(judge({ isComplete: false })).toContain('the report has no end');
    expect(judge({ documents: made.documents - 1 })).not.toEqual([]);
    expect(judge({ diagnostics: [{ code: 'DOCUMENT_CHANGED' }] })).not.toEqual([]);
    // A duplicate too many, or too few.
    const invented = { document: 'd00000001', relation: 'near', jaccard: 0.7, containment: 0.9 };
    expect(judge({ clusters: [...report.clusters, { representative: 'd00000000', members: [invented] }] })).not.toEqual(
      [],
    );
    expect(judge({ clusters: [...report.clusters, { representative: 'd00000000', members: [] }] })).not.toEqual([]);
    if (report.clusters.length > 0) {
      expect(judge({ clusters: [] })).not.toEqual([]);
      const [first, ...others] = report.clusters;
      expect(judge({ clusters: [{ ...first, members: first.members.slice(1) }, ...others] })).not.toEqual([]);
    }
    // n² overlaps where there should be none; brute force says nothing of a chain's, nor of a large document's.
    if (!['chain', 'large-document', 'large-line'].includes(name)) {
      expect(judge({ overlaps: { count: 1, examples: ['a and b'] } })).toEqual(['1 overlaps, as a and b']);
    }
  });
});

describe('judges of single shapes', () => {
  it('want the frame of pages named once, in all of them, at its length', async () => {
    const frames = findShape('frames');
    const { report, made } = await reportShape(frames, SIZES['frames']);
    const [only] = report.boilerplate;
    const judge = (boilerplate: ShapeReport['boilerplate']): string[] =>
      frames.judge({ ...report, boilerplate }, made, SEED).faults;
    expect(judge([])).toEqual(['0 boilerplate, not 1']);
    expect(judge([only, only])).toEqual(['2 boilerplate, not 1']);
    expect(judge([{ ...only, documents: 249 }])).toEqual(['249 documents with the boilerplate, not 250']);
    expect(judge([{ ...only, words: 120 }])).toEqual(['boilerplate of 120 words, not 200']);
    const thai = findShape('thai');
    expect(thai.judge({ ...report, boilerplate: [only, only] }, made, SEED).faults).toHaveLength(1);
    const hot = findShape('hot-fingerprint');
    expect(hot.judge({ ...report, boilerplate: [only, only] }, made, SEED).faults).toHaveLength(1);
  });

  it('want members with the relation and the measures of the shape', () => {
    const { report } = makeShapeReport();
    const member = { document: 'd00000001', relation: 'identical', jaccard: 1, containment: 1 };
    const made = { path: '', documents: 2, byteLength: 0 };
    const judge = (name: string, lie: Partial<typeof member>): string[] => {
      const clusters = [{ representative: 'd00000000', members: [{ ...member, ...lie }] }];
      return findShape(name).judge({ ...report, isComplete: true, documents: 2, clusters }, made, SEED).faults;
    };
    expect(judge('copies', {})).toEqual([]);
    expect(judge('copies', { jaccard: 0.9 })).toHaveLength(1);
    expect(judge('copies', { relation: 'near' })).toHaveLength(1);
    expect(judge('copies', { document: 'd00000000' })).toHaveLength(1);
    expect(judge('article', { relation: 'near', jaccard: 0.6247 })).toEqual([]);
    expect(judge('article', { relation: 'near', jaccard: 0.9 })).toHaveLength(1);
  });

  it('want the excerpt of a large document found in it, and no refusal', () => {
    const large = findShape('large-document');
    const { report } = makeShapeReport();
    const made = { path: '', documents: 2, byteLength: 0 };
    const judge = (lie: Partial<ShapeReport>): string[] =>
      large.judge({ ...report, isComplete: true, ...lie }, made, SEED).faults;
    const unfound = 'the excerpt is not found in the large document';
    expect(judge({ documents: 2 })).toEqual([unfound]);
    const refusal = { code: 'DOCUMENT_TOO_LARGE' };
    expect(judge({ documents: 1, diagnostics: [refusal] })).toEqual([
      '1 documents, not 2',
      'the diagnostic DOCUMENT_TOO_LARGE',
      unfound,
    ]);
  });

  it('want two large near-copies found to be near', () => {
    const copies = findShape('large-copies');
    const { report } = makeShapeReport();
    const judge = (relation: string, jaccard: number): string[] => {
      const members = [{ document: 'large-one.txt', relation, jaccard, containment: 1 }];
      const clusters = [{ representative: 'large-other.txt', members }];
      const made = { path: '', documents: 2, byteLength: 0 };
      return copies.judge({ ...report, isComplete: true, documents: 2, clusters }, made, SEED).faults;
    };
    expect(judge('near', 0.9993)).toEqual([]);
    expect(judge('near', 0.7)).toHaveLength(1);
    expect(judge('contained', 0.9993)).toHaveLength(1);
  });
});

describe('clusterChain', () => {
  it('says what brute force over really all pairs says', () => {
    const documents = 45;
    const makeLink = makeLinks(SEED);
    const texts = Array.from({ length: documents }, (_, number) => makeLink(number));
    const measurer = makeMeasurer(texts);
    const pairs: [number, number][] = [];
    for (let left = 0; left < documents; left++) {
      for (let right = left + 1; right < documents; right++) {
        const { jaccard, containment } = measurer.measure(left, right);
        if (jaccard >= 0.6 || containment >= 0.8) pairs.push([left, right]);
      }
    }
    const expected = makeGreedyClusters(documents, pairs, (document) => ({
      shingles: measurer.shingles(document).length,
      tokens: measurer.tokens(document).numbers.length,
      idBytes: Buffer.from(`d${String(document).padStart(8, '0')}`),
    }));
    expect(clusterChain(documents, makeLink)).toEqual(expected);
    expect(pairs.length).toBeGreaterThan(documents - 2);
    expect(new Set(expected).size).toBeGreaterThan(5);
  });

  it('names a document that a report puts elsewhere', () => {
    const chain = findShape('chain');
    const { report } = makeShapeReport();
    const made = { path: '', documents: 30, byteLength: 0 };
    const { faults } = chain.judge({ ...report, isComplete: true, documents: 30 }, made, SEED);
    expect(faults[0]).toMatch(/^0 clusters, not \d+$/);
    expect(faults[1]).toMatch(/^\d+ documents are elsewhere than by brute force, as d0000\d{4}, covered by/);
  });
});

describe('readShapeReport', () => {
  it('keeps clusters, boilerplate and diagnostics, and counts overlaps', async () => {
    const records = [
      { type: 'header', corpus: { documents: 9, tokens: 99 } },
      { type: 'cluster', representative: 'a', members: [] },
      ...['b', 'c', 'd', 'e'].map((right) => ({ type: 'overlap', left: 'a', right })),
      { type: 'boilerplate', documents: 7, words: 60 },
      { type: 'diagnostic', code: 'DUPLICATE_ID' },
    ];
    const write = (lines: object[]): string =>
      join(makeFolder({ r: lines.map((line) => `${JSON.stringify(line)}\n`).join('') }), 'r');
    const report = await readShapeReport(write(records));
    expect(report).toMatchObject({ documents: 9, tokens: 99, isComplete: false });
    expect(report.overlaps).toEqual({ count: 4, examples: ['a and b', 'a and c', 'a and d'] });
    expect([report.clusters.length, report.boilerplate.length, report.diagnostics.length]).toEqual([1, 1, 1]);
    expect((await readShapeReport(write([...records, { type: 'summary' }]))).isComplete).toBe(true);
  });
});

describe('measureShape', () => {
  const settings = { runs: 1, seed: SEED, scale: 0.0001, extraOptions: [], timeLimitMs: 60_000 };

  it('measures n and 2n beside unrelated text, and leaves nothing behind', async () => {
    const folder = makeFolder();
    const samples = await measureShape(findShape('copies'), { ...settings, bin: programPath, folder });
    expect(samples.map(({ documents, faults }) => [documents, faults])).toEqual([
      [10, []],
      [20, []],
    ]);
    for (const { elapsedMs, unrelatedMs } of samples) {
      expect(elapsedMs).toBeGreaterThan(0);
      expect(unrelatedMs).toBeGreaterThan(0);
    }
    const lines = formatShapes([{ shape: findShape('copies'), samples }]);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^copies of one document +10 .* right$/);
  });

  it('tells a command that fails, and does not try it at 2n', async () => {
    const folder = makeFolder({ 'bin.js': 'console.error("out of memory"); process.exitCode = 2' });
    const samples = await measureShape(findShape('copies'), { ...settings, bin: join(folder, 'bin.js'), folder });
    expect(samples).toHaveLength(1);
    expect(samples[0].faults).toEqual(['dedupe ended with status 2: out of memory']);
    expect(formatVerdict(samples[0])).toBe('WRONG: dedupe ended with status 2: out of memory');
    expect(formatShapes([{ shape: findShape('copies'), samples }])[1]).toContain('–');
  });
});

describe('the vocabulary of shapes', () => {
  it('is another than that of the unrelated text beside them', () => {
    expect(makeWorld(SEED).vocabulary.words[0]).not.toBe(makeWorld(SEED ^ 0x5eed).vocabulary.words[0]);
  });
});
