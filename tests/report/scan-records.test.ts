// The records of whole scans: held against brute force, in the order of the report, and without what changed meanwhile.

import { describe, expect, it } from 'vitest';
import type { ReportRecord } from '../../src/model.js';
import type { ScanOptions } from '../../src/options.js';
import { listClusters, summarizeScan } from '../../src/report/scan-findings.js';
import { describeDocument, formatHash, listScanRecords } from '../../src/report/scan-records.js';
import { makeRelatives, type RelativeDocument } from '../helpers/made-relatives.js';
import { listWords, writeTokens } from '../helpers/made-texts.js';
import { makeBoilerplatePage, nameBoilerplatePage } from '../helpers/make-boilerplate-pages.js';
import { matchMemory, type MemoryContent, type MemoryFiles, sketchMemory } from '../helpers/memory-corpus.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { shuffle } from '../helpers/shuffle.js';
import { compareBytes, expectOrder, expectTruth, sortRecords } from './audit-records.js';

function page(start: number, words = 100): string {
  return writeTokens(listWords(start, words));
}

function toContents(documents: readonly RelativeDocument[]): Record<string, string> {
  return Object.fromEntries(documents.map(({ id, text }) => [id, text]));
}

async function scan(
  contents: Readonly<Record<string, MemoryContent>>,
  options: Partial<ScanOptions> = {},
  change?: (files: MemoryFiles) => void,
): Promise<ReportRecord[]> {
  const findings = await matchMemory(contents, options, change);
  return [...listScanRecords(findings, listClusters(findings))];
}

describe('the records of a scan', () => {
  it.each([
    ['clusters as stars', {}],
    ['clusters as components', { clustering: 'components' }],
    ['every pair', { allPairs: true }],
    ['every pair, and components', { allPairs: true, clustering: 'components' }],
  ] as const)('are true and in order: %s', async (_, options) => {
    for (let seed = 40; seed < 46; seed++) {
      const made = makeRelatives(seed, 40, { scripts: ['words', 'characters'] });
      const records = await scan(toContents(made), options);
      expect(records.length).toBeGreaterThan(5);
      expectOrder(records);
      expectTruth(records, made);
    }
  });

  it('are the same whatever the order of the sources', async () => {
    for (const options of [{}, { clustering: 'components' }, { allPairs: true, passages: 3 }] as const) {
      const made = makeRelatives(50, 60);
      const records = await scan(toContents(made), options);
      for (let seed = 1; seed < 4; seed++) {
        expect(await scan(toContents(shuffle(made, seedDraws(seed))), options)).toEqual(records);
      }
    }
  });

  it('count what the summary counts', async () => {
    const findings = await matchMemory(toContents(makeRelatives(51, 80)));
    const { clusters, overlaps, documents } = sortRecords([...listScanRecords(findings, listClusters(findings))]);
    const members = clusters.flatMap((cluster) => cluster.members.map(({ document }) => document));
    const byteLengths = new Map(documents.map(({ id, byteLength }) => [id, byteLength]));
    expect(members.length).toBeGreaterThan(10);
    expect(overlaps.length).toBeGreaterThan(0);
    expect(summarizeScan(findings, listClusters(findings))).toEqual({
      clusters: clusters.length,
      redundant: members.length,
      redundantByteLength: members.reduce((sum, id) => sum + (byteLengths.get(id) ?? NaN), 0),
      overlaps: overlaps.length,
    });
  });

  it('come by the UTF-8 bytes of ids, where UTF-16 would have it otherwise', async () => {
    const ids = ['\u{1f600}', '\uffee', 'é', 'z', 'Z', '\u{10000}', '\uf8ff', 'a\u{20000}', 'a\uffee'];
    const pairs = Object.fromEntries(ids.flatMap((id, i) => [`${id}1`, `${id}2`].map((name) => [name, page(200 * i)])));
    const records = await scan(pairs);
    expectOrder(records);
    const { clusters, documents } = sortRecords(records);
    expect(clusters.map(({ representative }) => representative)).toEqual(ids.map((id) => `${id}1`).sort(compareBytes));
    expect(documents).toHaveLength(18);
    const together = await scan(Object.fromEntries(ids.map((id) => [id, page(0)])));
    const sorted = [...ids].sort(compareBytes);
    expect(sortRecords(together).clusters).toMatchObject([
      { representative: sorted[0], members: sorted.slice(1).map((document) => ({ document })) },
    ]);
  });

  it('name lines by their path and line, or their own id, and tell the line of each', async () => {
    const lines = [{ text: page(0) }, { text: page(500), id: 'own' }, { text: page(0) }];
    const { documents, clusters } = sortRecords(await scan({ 'a.jsonl': lines, 'z.txt': page(500) }));
    expect(clusters).toMatchObject([
      { representative: 'a.jsonl:1', members: [{ document: 'a.jsonl:3', relation: 'identical' }] },
      { representative: 'own', members: [{ document: 'z.txt', relation: 'identical' }] },
    ]);
    expect(documents.map(({ id, path, line }) => [id, path, line])).toEqual([
      ['a.jsonl:1', 'a.jsonl', 1],
      ['a.jsonl:3', 'a.jsonl', 3],
      ['own', 'a.jsonl', 2],
      ['z.txt', 'z.txt', null],
    ]);
  });
});

describe('the passages of records', () => {
  const contents = {
    'z.txt': `${page(0, 60)}\n${page(900, 200)}`,
    'a.txt': `${page(500, 120)}\n\n${page(0, 60)}`,
    'near.txt': `${page(0, 60)}\n${page(900, 190)}`,
  };

  it('are there when they are asked for, left the side of the earlier id', async () => {
    const { clusters, overlaps } = sortRecords(await scan(contents, { passages: 5 }));
    expect(overlaps).toMatchObject([{ left: 'a.txt', right: 'z.txt', longestPassageWords: 60, passagesTotal: 1 }]);
    const [passage] = overlaps[0].passages ?? [];
    expect(passage).toMatchObject({
      tokens: 60,
      left: { startLine: 3, endLine: 3 },
      right: { startLine: 1, endLine: 1 },
    });
    expect(Buffer.from(contents['a.txt']).subarray(passage.left.startByte, passage.left.endByte).toString()).toBe(
      page(0, 60),
    );
    // The member is near.txt, which is the earlier id all the same.
    const [member] = clusters[0].members;
    expect([clusters[0].representative, member.document, member.passagesTotal]).toEqual(['z.txt', 'near.txt', 1]);
    expect(member.passages).toMatchObject([{ tokens: 250, left: { startLine: 1, endLine: 2 } }]);
  });

  it('have the earlier id for their left though it be the representative', async () => {
    const files = { 'a.txt': `${page(900, 20)}\n${page(0, 100)}`, 'z.txt': page(0, 100) };
    const { clusters } = sortRecords(await scan(files, { passages: 1 }));
    expect(clusters).toMatchObject([{ representative: 'a.txt', members: [{ document: 'z.txt' }] }]);
    expect(clusters[0].members[0].passages).toMatchObject([{ left: { startLine: 2 }, right: { startLine: 1 } }]);
  });

  it('are not there otherwise', async () => {
    const text = JSON.stringify(await scan(contents));
    expect(text).not.toContain('passages');
  });
});

describe('documents that changed while they were compared', () => {
  it('are in no record, whichever they are and whatever else there is', async () => {
    const made = makeRelatives(60, 24, { scripts: ['words'] });
    const contents = toContents(made);
    for (const options of [{}, { clustering: 'components' }, { allPairs: true, passages: 2 }] as const) {
      for (const { id, tokens } of made) {
        const findings = await matchMemory(contents, options, (files) => {
          files.write(id, null);
        });
        const isKnown = findings.changed.has(findings.documents.ids.find(id) ?? -1);
        const records = [...listScanRecords(findings, listClusters(findings))];
        // Who was not read again is in a pair only by the hash that a copy has too, and that was read.
        const isCopy = made.some((other) => other.id !== id && other.tokens.join(' ') === tokens.join(' '));
        if (isKnown || !isCopy) expect(JSON.stringify(records)).not.toContain(JSON.stringify(id));
        expectOrder(records);
        expectTruth(records, made);
        const { clusters, overlaps } = sortRecords(records);
        expect(summarizeScan(findings, listClusters(findings))).toMatchObject({
          clusters: clusters.length,
          overlaps: overlaps.length,
        });
      }
    }
  });

  it('leave their copies to stand for them in an overlap', async () => {
    const contents = {
      'a.txt': `${page(0, 60)} ${page(900, 200)}`,
      'a-copy.txt': `${page(0, 60)} ${page(900, 200)}`,
      'b.txt': `${page(500, 120)} ${page(0, 60)}`,
    };
    const overlapOf = async (changed: string): Promise<unknown> => {
      const records = await scan(contents, {}, (files) => {
        files.write(changed, 'changed');
      });
      return sortRecords(records).overlaps.map(({ left, right }) => `${left} ${right}`);
    };
    expect(await overlapOf('none')).toEqual(['a-copy.txt b.txt']);
    expect(await overlapOf('a-copy.txt')).toEqual(['a.txt b.txt']);
    expect(await overlapOf('b.txt')).toEqual([]);
  });
});

describe('the boilerplate of a scan', () => {
  const pages = Object.fromEntries(
    Array.from({ length: 130 }, (_, i) => [nameBoilerplatePage(i + 1), makeBoilerplatePage(i + 1)]),
  );

  it('is told once, with its text, by a document that is described', async () => {
    const records = await scan(pages);
    expectOrder(records);
    const boilerplate = records.filter((record) => record.type === 'boilerplate');
    expect(boilerplate.length).toBeGreaterThan(0);
    for (const { example, text, words, documents } of boilerplate) {
      expect(pages[example]).toContain(text);
      expect(words).toBeGreaterThanOrEqual(20);
      expect(documents).toBeGreaterThan(100);
      expect(sortRecords(records).documents.map(({ id }) => id)).toContain(example);
    }
    const examples = boilerplate.map(({ example }) => example);
    expect(examples).toEqual([...examples].sort(compareBytes));
    // The frame alone is nobody's overlap.
    expect(sortRecords(records).overlaps).toEqual([]);
  });

  it('is not told by a document that changed', async () => {
    const before = await scan(pages);
    const example = before.find((record) => record.type === 'boilerplate')?.example ?? '';
    const records = await scan(pages, {}, (files) => {
      files.write(example, null);
    });
    expect(JSON.stringify(records)).not.toContain(JSON.stringify(example));
  });
});

describe('the record of a document', () => {
  it('has the path, the line, the bytes, the tokens and the hash of its content', async () => {
    const corpus = await sketchMemory({ 'é.txt': 'Żółw 漢字', 'a.jsonl': [{ text: '' }, { text: 'ü', id: 'x' }] });
    const records = [0, 1, 2].map((document) => describeDocument(corpus, document));
    const hashes = records.map(({ contentHash }) => contentHash);
    expect(records).toEqual([
      { type: 'document', id: 'é.txt', path: 'é.txt', line: null, byteLength: 14, tokens: 3, contentHash: hashes[0] },
      { type: 'document', id: 'a.jsonl:1', path: 'a.jsonl', line: 1, byteLength: 0, tokens: 0, contentHash: hashes[1] },
      { type: 'document', id: 'x', path: 'a.jsonl', line: 2, byteLength: 2, tokens: 1, contentHash: hashes[2] },
    ]);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(hashes).size).toBe(3);
  });

  it('has 32 digits of hash, zeros and all', () => {
    expect(formatHash(Uint32Array.of(0, 1, 0xabcdef, 0xffffffff))).toBe('000000000000000100abcdefffffffff');
  });
});
