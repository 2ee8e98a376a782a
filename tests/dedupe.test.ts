// A scan of real files from end to end: what it finds, what it writes, and what it does when files change or it is stopped.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findDuplicates, listSources, reportDuplicates } from '../src/dedupe.js';
import { UsageError } from '../src/errors.js';
import type { Diagnostic, PhaseEvents, PhaseName } from '../src/model.js';
import type { ScanOptions } from '../src/options.js';
import type { Report } from '../src/report/collect-report.js';
import type { RunHooks, RunOutcome } from '../src/run/journal.js';
import { createReporter } from '../src/reporters/registry.js';
import { BELL_ARTICLE, BELL_PAGE, ORCHARD_ARTICLE, reviseArticle } from './helpers/articles.js';
import { clusterGreedily, listDuplicatePairs, USUAL_THRESHOLDS } from './helpers/exact-documents.js';
import { describeRelatives, makeRelatives } from './helpers/made-relatives.js';
import { listWords, writeTokens } from './helpers/made-texts.js';
import { makeFolder } from './helpers/make-folder.js';
import { seedDraws } from './helpers/seed-draws.js';
import { shuffle } from './helpers/shuffle.js';

function page(start: number, words: number): string {
  return writeTokens(listWords(start, words));
}

/** A folder like a handful of crawled articles: one of them stands in the page of another site. */
const SEEDS = {
  '000.txt': BELL_PAGE,
  '001.txt': ORCHARD_ARTICLE,
  '002.txt': BELL_ARTICLE,
  '003.txt': page(0, 300),
  '004.txt': page(2000, 250),
};

/** Forty made-up documents of every kind, as files with names of their own. */
function makeRelativeFiles(seed: number): {
  files: Record<string, string>;
  documents: ReturnType<typeof describeRelatives>;
} {
  const made = makeRelatives(seed, 40).map((document, i) => ({
    ...document,
    id: `${i % 3}/${document.id.length}-${i}.txt`,
  }));
  return { files: Object.fromEntries(made.map(({ id, text }) => [id, text])), documents: describeRelatives(made) };
}

/** The JSON that a scan writes, and how it ended. */
async function writeJson(
  paths: readonly string[],
  options: Partial<ScanOptions> = {},
  hooks: Partial<RunHooks> = {},
): Promise<{ json: string; outcome: RunOutcome }> {
  let json = '';
  const outcome = await reportDuplicates(paths, options, {
    createReporters: (readText) => [
      createReporter('json', {
        write: (text) => (json += text),
        readText,
        isColored: false,
        width: 80,
        command: 'scan',
      }),
    ],
    ...hooks,
  });
  return { json, outcome };
}

/** Clusters with ids relative to the folder: the representative, then what each member is. */
function nameClusters({ clusters }: Report, folder: string): string[] {
  const short = (id: string): string => id.replace(`${folder}/`, '');
  return clusters.map(({ representative, members }) =>
    [
      short(representative),
      ...members.map(
        ({ document, relation, via }) => `${short(document)} ${relation}${via === undefined ? '' : ` ${short(via)}`}`,
      ),
    ].join(', '),
  );
}

/** Events that call `act` when a phase begins. */
function actAtBegin(phase: PhaseName, act: () => void): PhaseEvents {
  return {
    phase: (name) => {
      if (name === phase) act();
    },
    advance: () => undefined,
    done: () => undefined,
  };
}

/** Events that call `act` when a phase is over. */
function actAtEnd(phase: PhaseName, act: () => void): PhaseEvents {
  return {
    phase: () => undefined,
    advance: () => undefined,
    done: (name) => {
      if (name === phase) act();
    },
  };
}

describe('a scan', () => {
  it('finds the article in the page of another site, and nothing else', async () => {
    const folder = makeFolder(SEEDS);
    const report = await findDuplicates([folder]);
    expect(nameClusters(report, folder)).toEqual(['000.txt, 002.txt contained']);
    const [member] = report.clusters[0].members;
    expect(member).toMatchObject({ containment: 1, coverage: 1 });
    // What a threshold of 0.7, or ours, would have missed.
    expect(member.jaccard).toBeLessThan(0.6);
    expect(report).toMatchObject({
      schemaVersion: 1,
      corpus: { documents: 5, empty: 0, skipped: [], byteLength: Object.values(SEEDS).join('').length },
      summary: { clusters: 1, redundant: 1, redundantByteLength: BELL_ARTICLE.length, overlaps: 0 },
      overlaps: [],
      boilerplate: [],
      diagnostics: [],
    });
    expect(report.recall.jaccardLowerBound).toBeGreaterThanOrEqual(0.999);
    expect([...report.documents.keys()]).toEqual([join(folder, '000.txt'), join(folder, '002.txt')]);
    expect(report).not.toHaveProperty('pairs');
  });

  it('tells every relation', async () => {
    const folder = makeFolder({
      'bell.txt': BELL_ARTICLE,
      'copy.txt': BELL_ARTICLE,
      'loud.txt': BELL_ARTICLE.toUpperCase(),
      'revised.txt': reviseArticle(BELL_ARTICLE),
      'excerpt.txt': BELL_ARTICLE.split('\n\n')[2],
      'one.txt': `${page(0, 60)} ${page(500, 200)}`,
      'other.txt': `${page(900, 240)} ${page(0, 60)}`,
      'empty.txt': '',
      'also-empty.txt': '',
    });
    const report = await findDuplicates([folder]);
    expect(nameClusters(report, folder)).toEqual([
      'bell.txt, copy.txt identical, excerpt.txt contained, loud.txt same-text, revised.txt near',
    ]);
    expect(report.overlaps).toMatchObject([
      { left: join(folder, 'one.txt'), right: join(folder, 'other.txt'), longestPassageWords: 60 },
    ]);
    expect([report.corpus.documents, report.corpus.empty]).toEqual([9, 2]);
    const { outcome } = await writeJson([folder]);
    expect(outcome).toMatchObject({
      ...{ documents: 9, faults: 0, changed: 0, summary: report.summary },
      relations: { identical: 1, 'same-text': 1, near: 1, contained: 1, overlap: 1 },
    });
  });

  it('finds the clusters and pairs that brute force finds, in files', async () => {
    for (let seed = 100; seed < 104; seed++) {
      const { files, documents } = makeRelativeFiles(seed);
      const folder = makeFolder(files);
      const report = await findDuplicates([folder], { allPairs: true });
      const short = (id: string): string => id.replace(`${folder}/`, '');
      const expected = listDuplicatePairs(documents, USUAL_THRESHOLDS);
      const found = (report.pairs ?? []).map(({ left, right }) => [short(left), short(right)].sort().join(' '));
      expect(found.sort()).toEqual(
        expected.map(({ larger, smaller }) => [larger.id, smaller.id].sort().join(' ')).sort(),
      );
      const clusters = new Map(documents.map(({ id }) => [id, id]));
      for (const { representative, members } of report.clusters) {
        for (const { document } of members) clusters.set(short(document), short(representative));
      }
      expect(clusters).toEqual(clusterGreedily(documents, expected));
    }
  });

  it('gives programs what the JSON reporter writes, but for the rounding', async () => {
    for (const options of [{}, { allPairs: true, passages: 2 }, { clustering: 'components' }] as const) {
      const folder = makeFolder(makeRelativeFiles(110).files);
      const { json } = await writeJson([folder], options);
      const report = await findDuplicates([folder], options);
      const written = JSON.parse(json) as object;
      const told = { ...report, documents: Object.fromEntries(report.documents) };
      expect(written).toEqual(roundRatios(told));
      expect(told.clusters.length).toBeGreaterThan(2);
    }
  });

  it('lets --prefer choose who stands for its copies, and changes no cluster by it', async () => {
    const folder = makeFolder({
      'a.txt': BELL_ARTICLE,
      'best/b.txt': BELL_ARTICLE,
      'c.txt': reviseArticle(BELL_ARTICLE),
    });
    const name = async (prefer: string[]): Promise<string[]> =>
      nameClusters(await findDuplicates([folder], { prefer }), folder);
    expect(await name([])).toEqual(['a.txt, best/b.txt identical, c.txt near']);
    expect(await name(['**/best/*'])).toEqual(['best/b.txt, a.txt identical, c.txt near']);
    // It chooses among copies only.
    expect(await name(['**/c.txt'])).toEqual(['a.txt, best/b.txt identical, c.txt near']);
    expect(await name(['**/a.txt', '**/best/*'])).toEqual(['a.txt, best/b.txt identical, c.txt near']);
  });

  it('as components chains what a star keeps apart, and names the links', async () => {
    const folder = makeFolder({ 'a.txt': page(0, 104), 'b.txt': page(20, 104), 'c.txt': page(40, 104) });
    expect(nameClusters(await findDuplicates([folder]), folder)).toEqual(['a.txt, b.txt near']);
    const report = await findDuplicates([folder], { clustering: 'components' });
    expect(nameClusters(report, folder)).toEqual(['a.txt, b.txt near a.txt, c.txt near b.txt']);
    expect(report.clusters[0].members.map(({ jaccard }) => jaccard)).toEqual([80 / 120, 80 / 120]);
  });

  it('with the other engine finds the same', async () => {
    for (const seed of [120, 121]) {
      const folder = makeFolder(makeRelativeFiles(seed).files);
      const [own, other] = [await findDuplicates([folder]), await findDuplicates([folder], { engine: 'minhash' })];
      expect(other.clusters).toEqual(own.clusters);
      expect(other.overlaps).toEqual(own.overlaps);
      expect(other.summary).toEqual(own.summary);
    }
  });

  it('reads standard input, JSON lines and compressed files like any other', async () => {
    const line = (text: string, id: string): string => `${JSON.stringify({ text, id })}\n`;
    const folder = makeFolder({
      'a.txt.gz': gzipSync(BELL_ARTICLE),
      'b.jsonl': line(ORCHARD_ARTICLE, 'b') + line(BELL_ARTICLE, 'c'),
    });
    const stdin = Readable.from([Buffer.from(line(BELL_PAGE, 'typed'))]);
    const report = await findDuplicates(['-', folder], {}, { stdin });
    expect(nameClusters(report, folder)).toEqual(['typed, a.txt.gz contained, c contained']);
  });

  it('without paths scans the working folder', async () => {
    const folder = makeFolder({ 'a.txt': BELL_ARTICLE, 'b/c.txt': BELL_ARTICLE });
    const before = process.cwd();
    onTestFinished(() => {
      process.chdir(before);
    });
    process.chdir(folder);
    const report = await findDuplicates([]);
    expect(report.clusters).toMatchObject([{ representative: 'a.txt', members: [{ document: 'b/c.txt' }] }]);
    expect(await listSources([], {}, { createReporters: () => [] })).toEqual(['a.txt', 'b/c.txt']);
  });

  it('of an empty folder is a report of nothing', async () => {
    const report = await findDuplicates([makeFolder()]);
    expect(report).toMatchObject({ corpus: { documents: 0, byteLength: 0 }, clusters: [], summary: { clusters: 0 } });
  });

  it('tells what it skipped and what it could not read, and reports the rest', async () => {
    const folder = makeFolder({
      'a.txt': BELL_ARTICLE,
      'b.txt': BELL_ARTICLE,
      'c.bin': Uint8Array.of(0, 1),
      'bad.jsonl': '{"text":"x"}\n{\n',
    });
    const told: Diagnostic[] = [];
    const hooks = { onDiagnostic: (diagnostic: Diagnostic) => told.push(diagnostic) };
    const { json, outcome } = await writeJson([join(folder, 'missing'), folder], {}, hooks);
    const report = JSON.parse(json) as { corpus: object; diagnostics: object[]; summary: object };
    expect(report.corpus).toMatchObject({
      documents: 3,
      skipped: [{ reason: 'binary', count: 1, examples: [join(folder, 'c.bin')] }],
    });
    expect(report.diagnostics).toMatchObject([
      { code: 'DOCUMENT_MALFORMED', path: join(folder, 'bad.jsonl'), line: 2 },
      { code: 'PATH_NOT_FOUND', path: join(folder, 'missing') },
    ]);
    expect(told.map(({ code }) => code).sort()).toEqual(['DOCUMENT_MALFORMED', 'PATH_NOT_FOUND']);
    expect(outcome).toMatchObject({ documents: 3, faults: 2, summary: { clusters: 1 } });
  });

  it('refuses a wrong option before it reads anything', async () => {
    await expect(findDuplicates(['no-such-folder'], { jaccard: 0 })).rejects.toThrow(UsageError);
    await expect(findDuplicates(['no-such-folder'], { passage: 4 })).rejects.toThrow(UsageError);
  });

  it('tells its phases in order', async () => {
    const phases: PhaseName[] = [];
    const nothing = (): void => undefined;
    await findDuplicates(
      [makeFolder(SEEDS)],
      {},
      { events: { phase: nothing, advance: nothing, done: (name) => phases.push(name) } },
    );
    expect(phases).toEqual([
      'find sources',
      'sketch documents',
      'choose banding',
      'match documents',
      'find overlaps',
      'report',
    ]);
  });

  it('changes no file', async () => {
    const folder = makeFolder(SEEDS);
    await findDuplicates([folder], { passages: 3 });
    expect(readdirSync(folder)).toEqual(Object.keys(SEEDS));
  });
});

describe('a document that goes away while it is scanned', () => {
  it.each([
    ['is rewritten', (path: string) => writeFileSync(path, 'something else altogether')],
    ['is rewritten in the same length', (path: string) => writeFileSync(path, BELL_ARTICLE.replace('bell', 'ball'))],
    ['vanishes', (path: string) => rmSync(path)],
  ])('because it %s is in no pair, and is told', async (_, change) => {
    const folder = makeFolder(SEEDS);
    const changed = join(folder, '002.txt');
    const { json, outcome } = await writeJson(
      [folder],
      { allPairs: true, passages: 1 },
      {
        events: actAtEnd('sketch documents', () => {
          change(changed);
        }),
      },
    );
    const report = JSON.parse(json) as {
      clusters: object[];
      pairs: object[];
      documents: object;
      diagnostics: object[];
    };
    expect(report).toMatchObject({ clusters: [], pairs: [], documents: {} });
    expect(report.diagnostics).toMatchObject([{ code: 'DOCUMENT_CHANGED', path: changed }]);
    expect(outcome).toMatchObject({ documents: 5, changed: 1, faults: 0, summary: { clusters: 0, redundant: 0 } });
  });

  it('because a line of its file is another now is told with the line', async () => {
    const line = (text: string): string => `${JSON.stringify({ text })}\n`;
    const folder = makeFolder({ 'a.jsonl': line(BELL_PAGE) + line(BELL_ARTICLE) + line(ORCHARD_ARTICLE) });
    const path = join(folder, 'a.jsonl');
    const report = await findDuplicates(
      [folder],
      {},
      {
        events: actAtEnd('sketch documents', () => {
          writeFileSync(path, line(BELL_PAGE) + line(BELL_ARTICLE.replace('bell', 'ball')) + line(ORCHARD_ARTICLE));
        }),
      },
    );
    expect(report.clusters).toEqual([]);
    expect(report.diagnostics).toMatchObject([{ code: 'DOCUMENT_CHANGED', path, line: 2 }]);
  });

  it('after the pairs were found is told too, and no passage is made of another text', async () => {
    const folder = makeFolder(SEEDS);
    const changed = join(folder, '002.txt');
    const { json, outcome } = await writeJson(
      [folder],
      { passages: 3 },
      {
        events: actAtBegin('report', () => {
          writeFileSync(changed, BELL_ARTICLE.replaceAll(' ', '\n'));
        }),
      },
    );
    expect(json).not.toContain('startLine');
    expect(JSON.parse(json)).toMatchObject({ diagnostics: [{ code: 'DOCUMENT_CHANGED', path: changed }] });
    expect(outcome.changed).toBe(1);
  });

  it('before it was read at all is told as unreadable', async () => {
    const folder = makeFolder(SEEDS);
    const { outcome, json } = await writeJson(
      [folder],
      {},
      {
        events: actAtEnd('find sources', () => {
          rmSync(join(folder, '003.txt'));
        }),
      },
    );
    expect(outcome).toMatchObject({ documents: 4, faults: 1, summary: { clusters: 1 } });
    expect(JSON.parse(json)).toMatchObject({
      diagnostics: [{ code: 'SOURCE_UNREADABLE', path: join(folder, '003.txt') }],
    });
  });
});

describe('a scan that is stopped', () => {
  it.each([
    'find sources',
    'sketch documents',
    'choose banding',
    'match documents',
    'find overlaps',
    'report',
  ] as const)('in the phase %s rejects with the reason and leaves no copies behind', async (phase) => {
    const documents = Array.from({ length: 300 }, (_, i) => [`in/${i}.txt`, page(7 * (i >> 1), 80)] as const);
    const folder = makeFolder({ 'in/z.txt.gz': gzipSync(BELL_ARTICLE), ...Object.fromEntries(documents) });
    const tempDir = join(folder, 'temp');
    mkdirSync(tempDir);
    const controller = new AbortController();
    let hadCopies = false;
    const events = actAtBegin(phase, () => {
      hadCopies = readdirSync(tempDir).length > 0;
      controller.abort(new Error('interrupted'));
    });
    const stopped = writeJson([join(folder, 'in')], { tempDir, allPairs: true }, { events, signal: controller.signal });
    await expect(stopped).rejects.toThrow('interrupted');
    expect(hadCopies).toBe(phase !== 'find sources');
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it('by a reporter that fails leaves no copies behind either', async () => {
    const folder = makeFolder({ 'a.txt.gz': gzipSync(BELL_ARTICLE) });
    const tempDir = join(folder, 'temp');
    mkdirSync(tempDir);
    const failing = reportDuplicates(
      [join(folder, 'a.txt.gz')],
      { tempDir },
      {
        createReporters: () => {
          expect(readdirSync(tempDir)).not.toEqual([]);
          throw new TypeError('a bug');
        },
      },
    );
    await expect(failing).rejects.toThrow(TypeError);
    expect(readdirSync(tempDir)).toEqual([]);
  });
});

describe('the order of the arguments', () => {
  it('changes no byte of the report', async () => {
    const { files } = makeRelativeFiles(130);
    const folder = makeFolder(files);
    const paths = Object.keys(files).map((name) => join(folder, name));
    const options = { allPairs: true, passages: 2 };
    const { json } = await writeJson(paths, options);
    expect(json.length).toBeGreaterThan(2000);
    for (let seed = 0; seed < 4; seed++) {
      expect((await writeJson(shuffle(paths, seedDraws(seed)), options)).json).toBe(json);
    }
    expect((await writeJson([folder], options)).json).toBe(json);
    const twice = (await writeJson([folder, ...paths], options)).json;
    expect((await writeJson([...paths, folder], options)).json).toBe(twice);
  });
});

describe('the sources of a scan', () => {
  it('can be listed without reading them', async () => {
    const folder = makeFolder({ 'b.txt': 'x', 'a/c.txt': 'y', 'd.jsonl': '{"text":"z"}\n', '.hidden': 'h' });
    const sources = await listSources([folder], {}, { createReporters: () => [] });
    expect(sources).toEqual(['a/c.txt', 'b.txt', 'd.jsonl'].map((name) => join(folder, name)));
    const hidden = await listSources([folder], { hidden: true }, { createReporters: () => [] });
    expect(hidden).toContain(join(folder, '.hidden'));
  });
});

const RATIOS = new Set(['jaccard', 'containment', 'coverage', 'leftCoverage', 'rightCoverage', 'jaccardLowerBound']);

/** The same value with every ratio rounded half up to four decimals; options are no measures. */
function roundRatios(value: unknown, name = ''): unknown {
  if (typeof value === 'number') return RATIOS.has(name) ? Math.floor(value * 1e4 + 0.5) / 1e4 : value;
  if (Array.isArray(value)) return value.map((element) => roundRatios(element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, roundRatios(field, key)]));
}
