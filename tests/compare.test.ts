// `compare` on real files: every relation, its measures and passages, and documents that go away meanwhile.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compareDocuments, reportComparison } from '../src/compare.js';
import { InputError, UsageError } from '../src/errors.js';
import type { PairRecord, PhaseName } from '../src/model.js';
import type { ScanOptions } from '../src/options.js';
import { createReporter } from '../src/reporters/registry.js';
import type { Report } from '../src/report/collect-report.js';
import type { RunHooks } from '../src/run/journal.js';
import { BELL_ARTICLE, BELL_PAGE, ORCHARD_ARTICLE, reviseArticle } from './helpers/articles.js';
import { describeExactly } from './helpers/exact-documents.js';
import { listWords, writeTokens } from './helpers/made-texts.js';
import { makeFolder } from './helpers/make-folder.js';

/** The report on two texts, stored as a.txt and b.txt. */
async function compareTexts(a: string | Uint8Array, b: string | Uint8Array, options: Partial<ScanOptions> = {}) {
  const folder = makeFolder({ 'a.txt': a, 'b.txt': b });
  const report = await compareDocuments(join(folder, 'b.txt'), join(folder, 'a.txt'), options);
  return { report, pair: onlyPair(report), folder };
}

function onlyPair({ pairs = [] }: Report): Omit<PairRecord, 'type'> {
  expect(pairs).toHaveLength(1);
  return pairs[0];
}

/** Hooks under which the files change as soon as every document was sketched. */
function changeAfter(phase: PhaseName, change: () => void): Pick<RunHooks, 'events'> {
  const nothing = (): void => undefined;
  return {
    events: {
      phase: nothing,
      advance: nothing,
      done: (name) => {
        if (name === phase) change();
      },
    },
  };
}

function page(start: number, words: number): string {
  return writeTokens(listWords(start, words));
}

describe('a comparison', () => {
  it('finds the article in the page of its site, though little more than half of both is shared', async () => {
    const { pair, report } = await compareTexts(BELL_PAGE, BELL_ARTICLE);
    expect(pair).toMatchObject({ relation: 'contained', containment: 1, smaller: 'right', rightCoverage: 1 });
    expect(pair.jaccard).toBeGreaterThan(0.4);
    expect(pair.jaccard).toBeLessThan(0.6);
    expect(pair.leftCoverage).toBeLessThan(0.6);
    const [passage] = pair.passages ?? [];
    expect(pair.passagesTotal).toBe(1);
    const lines = BELL_ARTICLE.split('\n').length;
    expect(passage).toMatchObject({
      left: { startLine: 4, endLine: 3 + lines },
      right: { startLine: 1, endLine: lines },
    });
    const { startByte, endByte } = passage.left;
    expect(`${Buffer.from(BELL_PAGE).subarray(startByte, endByte).toString()}.`).toBe(BELL_ARTICLE);
    expect(report.summary).toEqual({
      ...{ clusters: 1, redundant: 1, overlaps: 0 },
      redundantByteLength: Buffer.byteLength(BELL_ARTICLE),
    });
  });

  it.each([
    ['identical', BELL_ARTICLE, BELL_ARTICLE],
    ['same-text', BELL_ARTICLE, BELL_ARTICLE.toUpperCase().replace(/\s+/g, '\r\n')],
    ['near', BELL_ARTICLE, reviseArticle(BELL_ARTICLE)],
    ['contained', ORCHARD_ARTICLE, `${BELL_PAGE}\n${ORCHARD_ARTICLE}`],
    ['overlap', `${page(0, 50)} ${page(100, 300)}`, `${page(500, 300)} ${page(0, 50)}`],
    [null, `${page(0, 49)} ${page(100, 300)}`, `${page(500, 300)} ${page(0, 49)}`],
    [null, BELL_ARTICLE, ORCHARD_ARTICLE],
    [null, page(0, 19), page(0, 120)],
    ['contained', page(0, 20), page(0, 120)],
    ['same-text', 'Hello', 'hello!'],
    [null, 'Hello', 'Goodbye'],
  ])('says %s where that is the first relation that holds', async (relation, a, b) => {
    const { pair } = await compareTexts(a, b);
    expect(pair.relation).toBe(relation);
    const [one, other] = [a, b].map((text) => describeExactly('', text.toLowerCase().match(/[a-z0-9]+/g) ?? []));
    const shared = [...one.shingles].filter((shingle) => other.shingles.has(shingle)).length;
    expect(pair.sharedShingles).toBe(shared);
    expect(pair.jaccard).toBe(shared / (one.shingles.size + other.shingles.size - shared));
  });

  it('decides on exact values, at the very threshold', async () => {
    // Ten shingles each, six of them in common.
    const [left, right] = [page(0, 14), `${page(0, 10)} ${page(900, 4)}`];
    const { pair } = await compareTexts(left, right, { jaccard: 6 / 14 });
    expect([pair.jaccard, pair.relation]).toEqual([6 / 14, 'near']);
    expect((await compareTexts(left, right, { jaccard: 0.43 })).pair.relation).toBeNull();
  });

  it('says nothing of empty documents, whether they are equal or not', async () => {
    for (const [a, b] of [
      ['', ''],
      [' ', '…'],
      ['', BELL_ARTICLE],
    ]) {
      const { pair, report } = await compareTexts(a, b);
      expect(pair).toMatchObject({
        relation: null,
        jaccard: 0,
        containment: 0,
        sharedShingles: 0,
        passages: [],
        leftCoverage: 0,
      });
      expect(report.summary.clusters).toBe(0);
      expect(report.corpus.empty).toBe(a === '' && b === BELL_ARTICLE ? 1 : 2);
    }
  });

  it('takes the earlier id for the left, whichever was named first', async () => {
    const folder = makeFolder({ 'a.txt': BELL_PAGE, 'b.txt': BELL_ARTICLE });
    const [a, b] = [join(folder, 'a.txt'), join(folder, 'b.txt')];
    const report = await compareDocuments(a, b);
    expect(await compareDocuments(b, a)).toEqual(report);
    expect([onlyPair(report).left, onlyPair(report).right]).toEqual([a, b]);
    expect([...report.documents.keys()]).toEqual([a, b]);
  });

  it('lists the passages it is asked for, twenty unless told otherwise', async () => {
    const left = Array.from({ length: 30 }, (_, i) => page(100 * i, 10)).join(' zu ');
    const right = Array.from({ length: 30 }, (_, i) => page(100 * (29 - i), 10)).join(' pa ');
    const { pair } = await compareTexts(left, right);
    expect([pair.passages?.length, pair.passagesTotal]).toEqual([20, 30]);
    const { pair: fewer } = await compareTexts(left, right, { passages: 3 });
    expect([fewer.passages?.length, fewer.passagesTotal]).toEqual([3, 30]);
    expect(fewer.passages).toEqual(pair.passages?.slice(0, 3));
  });

  it('covers tokens that stand in shared shingles, on either side', async () => {
    const { pair } = await compareTexts(`${page(0, 10)} ${page(500, 30)}`, `${page(0, 10)} ${page(900, 10)}`);
    expect([pair.leftCoverage, pair.rightCoverage]).toEqual([10 / 40, 10 / 20]);
  });

  it('of a document with itself finds it identical', async () => {
    const folder = makeFolder({ 'a.txt': BELL_ARTICLE });
    const report = await compareDocuments(join(folder, 'a.txt'), join(folder, 'a.txt'));
    expect(onlyPair(report)).toMatchObject({ relation: 'identical', jaccard: 1, leftCoverage: 1, rightCoverage: 1 });
    expect(report.documents.size).toBe(1);
    expect(report.corpus.documents).toBe(1);
  });

  it('takes lines of JSON lines, and texts in other charsets', async () => {
    const lines = [ORCHARD_ARTICLE, BELL_ARTICLE]
      .map((text, i) => `${JSON.stringify({ id: `n${i}`, text })}\n`)
      .join('');
    const utf16 = Buffer.from(`\ufeff${BELL_ARTICLE}`, 'utf16le');
    const folder = makeFolder({ 'a.jsonl': lines, 'b.txt': utf16 });
    const report = await compareDocuments(`${join(folder, 'a.jsonl')}:2`, join(folder, 'b.txt'));
    expect(onlyPair(report)).toMatchObject({ relation: 'identical' });
    expect(report.documents.get('n1')).toMatchObject({ line: 2, byteLength: Buffer.byteLength(BELL_ARTICLE) });
    expect(report.documents.get(join(folder, 'b.txt'))).toMatchObject({ line: null, byteLength: utf16.length });
  });

  it('with the other engine says the same', async () => {
    const options = [{}, { engine: 'minhash' }, { kernel: 'reference' }] as const;
    const pairs = [];
    for (const option of options) {
      const { pair } = await compareTexts(BELL_ARTICLE, reviseArticle(BELL_ARTICLE), option);
      pairs.push({ ...pair, left: '', right: '' });
    }
    expect(pairs[1]).toEqual(pairs[0]);
    expect(pairs[2]).toEqual(pairs[0]);
  });

  it('tells what it came to', async () => {
    const folder = makeFolder({ 'a.txt': BELL_PAGE, 'b.txt': BELL_ARTICLE });
    const outcome = await reportComparison(
      join(folder, 'a.txt'),
      join(folder, 'b.txt'),
      {},
      { createReporters: () => [] },
    );
    expect(outcome).toMatchObject({
      ...{ documents: 2, faults: 0, changed: 0 },
      relations: { identical: 0, 'same-text': 0, near: 0, contained: 1, overlap: 0 },
    });
  });

  it('states the recall of one pair looked at in full', async () => {
    const { report } = await compareTexts(BELL_ARTICLE, ORCHARD_ARTICLE);
    expect(report.recall).toEqual({ jaccardLowerBound: 1, guaranteedRunWords: 20, leftOutByCaps: 0 });
  });

  it('lets the JSON reporter write what programs get', async () => {
    const folder = makeFolder({ 'a.txt': BELL_PAGE, 'b.txt': BELL_ARTICLE });
    const [a, b] = [join(folder, 'a.txt'), join(folder, 'b.txt')];
    let json = '';
    await reportComparison(
      a,
      b,
      {},
      {
        createReporters: (readText) => [
          createReporter('json', {
            write: (text) => (json += text),
            readText,
            isColored: false,
            width: 80,
            command: 'compare',
          }),
        ],
      },
    );
    const written = JSON.parse(json) as { pairs: PairRecord[] };
    const pair = onlyPair(await compareDocuments(a, b));
    expect(written.pairs).toEqual([
      {
        ...pair,
        jaccard: Math.round(1e4 * pair.jaccard) / 1e4,
        leftCoverage: Math.round(1e4 * (pair.leftCoverage ?? 0)) / 1e4,
      },
    ]);
  });
});

describe('a comparison that cannot be made', () => {
  it.each([
    ['is rewritten', (path: string) => writeFileSync(path, 'something else')],
    ['is rewritten in the same length', (path: string) => writeFileSync(path, BELL_ARTICLE.replace('bell', 'ball'))],
    ['vanishes', (path: string) => rmSync(path)],
  ])('because a side %s meanwhile fails in a sentence', async (_, change) => {
    for (const name of ['a.txt', 'b.txt']) {
      const folder = makeFolder({ 'a.txt': BELL_ARTICLE, 'b.txt': BELL_ARTICLE });
      const hooks = {
        createReporters: () => [],
        ...changeAfter('sketch documents', () => {
          change(join(folder, name));
        }),
      };
      const comparison = reportComparison(join(folder, 'a.txt'), join(folder, 'b.txt'), {}, hooks);
      await expect(comparison).rejects.toThrow(InputError);
      await expect(comparison).rejects.toThrow(/changed or vanished/);
    }
  });

  it('because a side is missing fails, and leaves no copies behind', async () => {
    const folder = makeFolder({ 'a.txt.gz': gzipSync(BELL_ARTICLE) });
    const tempDir = join(folder, 'temp');
    mkdirSync(tempDir);
    const comparison = compareDocuments(join(folder, 'a.txt.gz'), join(folder, 'b.txt'), { tempDir });
    await expect(comparison).rejects.toMatchObject({ code: 'PATH_NOT_FOUND' });
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it('because it was interrupted fails with the reason, and leaves no copies behind', async () => {
    const folder = makeFolder({ 'a.txt.gz': gzipSync(BELL_ARTICLE), 'b.txt': BELL_ARTICLE });
    const tempDir = join(folder, 'temp');
    mkdirSync(tempDir);
    const controller = new AbortController();
    const hooks = {
      createReporters: () => [],
      signal: controller.signal,
      ...changeAfter('find sources', () => undefined),
    };
    controller.abort(new Error('interrupted'));
    const comparison = reportComparison(join(folder, 'a.txt.gz'), join(folder, 'b.txt'), { tempDir }, hooks);
    await expect(comparison).rejects.toThrow('interrupted');
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it('because an option is wrong fails before anything is read', async () => {
    await expect(compareDocuments('no-such-a', 'no-such-b', { jaccard: 2 })).rejects.toThrow(UsageError);
  });

  it('changes no file', async () => {
    const { folder } = await compareTexts(BELL_ARTICLE, BELL_PAGE);
    expect(readdirSync(folder)).toEqual(['a.txt', 'b.txt']);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe(BELL_ARTICLE);
  });
});
