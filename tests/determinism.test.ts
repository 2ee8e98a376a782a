// The same bytes out for the same documents in: whatever the order of arguments and lines, the folder it is run from,
// the number of workers and the kernel.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findDuplicates, reportDuplicates } from '../src/dedupe.js';
import { isWasmAvailable } from '../src/kernel/kernel-module.js';
import type { Report } from '../src/index.js';
import type { ScanOptions } from '../src/options.js';
import { createReporter } from '../src/reporters/registry.js';
import { BELL_ARTICLE, BELL_PAGE, ORCHARD_ARTICLE } from './helpers/articles.js';
import { makeRelatives } from './helpers/made-relatives.js';
import { makeBoilerplatePage, nameBoilerplatePage } from './helpers/make-boilerplate-pages.js';
import { makeLargeCorpus } from './helpers/make-large-corpus.js';
import { makeFolder } from './helpers/make-folder.js';
import { runDedupe } from './helpers/run-dedupe.js';
import { seedDraws } from './helpers/seed-draws.js';
import { shuffle } from './helpers/shuffle.js';

/** Relatives of every kind in every script, two articles, and enough pages of one site to make boilerplate. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ...makeRelatives(7, 120).map(({ text }, i): [string, string] => [`relatives/${(i * 37) % 120}.txt`, text]),
  ...Array.from({ length: 130 }, (_, i): [string, string] => [
    `site/${nameBoilerplatePage(i + 1)}`,
    makeBoilerplatePage(i + 1),
  ]),
  ['page.txt', BELL_PAGE],
  ['bell.txt', BELL_ARTICLE],
  ['é/\u{1f600}.txt', ORCHARD_ARTICLE],
  ['é/\uffee.txt', ORCHARD_ARTICLE.toLowerCase()],
]);

const VARIANTS: readonly Partial<ScanOptions>[] = [
  {},
  { passages: 1, allPairs: true },
  { clustering: 'components', prefer: ['**/*9.txt'] },
];

/** What every reporter writes, one after the other. */
async function writeReports(paths: readonly string[], options: Partial<ScanOptions>): Promise<string> {
  const written = { json: '', ndjson: '', text: '' };
  await reportDuplicates(paths, options, {
    createReporters: (readText) =>
      (['json', 'ndjson', 'text'] as const).map((name) =>
        createReporter(name, {
          write: (chunk) => {
            written[name] += chunk;
          },
          readText,
          isColored: false,
          width: 80,
          command: 'scan',
        }),
      ),
  });
  expect(JSON.parse(written.json)).toMatchObject({ schemaVersion: 1 });
  return Object.values(written).join('\n');
}

/** The texts as JSON lines in this order, each with its name for an id. */
function writeLines(names: readonly string[]): string {
  return names.map((id) => `${JSON.stringify({ id, text: TEXTS.get(id) })}\n`).join('');
}

describe('a report', () => {
  it('holds something of everything, so that these tests see it', async () => {
    const folder = makeFolder(Object.fromEntries(TEXTS));
    let json = '';
    await reportDuplicates(
      [folder],
      { allPairs: true, passages: 1 },
      {
        createReporters: (readText) => [
          createReporter('json', {
            write: (text) => (json += text),
            readText,
            isColored: false,
            width: 80,
            command: 'scan',
          }),
        ],
      },
    );
    const report = JSON.parse(json) as Record<string, unknown[]>;
    for (const group of ['clusters', 'overlaps', 'boilerplate', 'pairs'])
      expect(report[group].length).toBeGreaterThan(0);
  });

  it.each(VARIANTS)('is the same for every order of the arguments: %j', async (options) => {
    const folder = makeFolder(Object.fromEntries(TEXTS));
    const paths = [...TEXTS.keys()].map((name) => join(folder, name));
    const expected = await writeReports(paths, options);
    for (let seed = 1; seed < 3; seed++) {
      expect(await writeReports(shuffle(paths, seedDraws(seed)), options)).toBe(expected);
    }
  });

  it.each(VARIANTS)('is the same for every order of JSON lines, their numbers apart: %j', async (options) => {
    const folder = makeFolder();
    const path = join(folder, 'corpus.jsonl');
    const write = async (names: readonly string[]): Promise<string> => {
      writeFileSync(path, writeLines(names));
      return (await writeReports([path], options)).replace(/"line": ?\d+/g, '"line": 0');
    };
    const names = [...TEXTS.keys()];
    const expected = await write(names);
    for (let seed = 1; seed < 3; seed++) expect(await write(shuffle(names, seedDraws(seed)))).toBe(expected);
  });

  it('is the same whichever files the documents were written to first', async () => {
    const folder = makeFolder();
    const write = async (names: readonly string[], to: string): Promise<string> => {
      for (const name of names) {
        const path = join(folder, to, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, TEXTS.get(name) ?? '');
      }
      return (await writeReports([join(folder, to)], {})).replaceAll(join(folder, to), '');
    };
    expect(await write([...TEXTS.keys()].reverse(), 'one')).toBe(
      await write(shuffle([...TEXTS.keys()], seedDraws(9)), 'two'),
    );
  });

  it.each(VARIANTS)('is the same for every number of workers and every kernel: %j', async (options) => {
    const folder = makeFolder({
      ...Object.fromEntries(TEXTS),
      'lines.jsonl': writeLines([...TEXTS.keys()].slice(0, 50)),
    });
    const expected = await writeReports([folder], { ...options, kernel: 'reference', workers: 1 });
    const kernels = isWasmAvailable() ? (['reference', 'wasm', 'auto'] as const) : (['reference', 'auto'] as const);
    for (const kernel of kernels) {
      for (const workers of kernel === 'reference' ? [2] : [1, 3])
        expect(await writeReports([folder], { ...options, kernel, workers })).toBe(expected);
    }
  });

  it('is the same when it is run again, and after other scans', async () => {
    const [folder, other] = [
      makeFolder(Object.fromEntries(TEXTS)),
      makeFolder({ 'a.txt': BELL_ARTICLE, 'b.txt': BELL_PAGE }),
    ];
    const expected = await writeReports([folder], { passages: 2 });
    await writeReports([other], { tokens: 'characters', hashSeed: 5 });
    expect(await writeReports([folder], { passages: 2 })).toBe(expected);
  });

  it('finds the same with another hash seed', async () => {
    const folder = makeFolder(Object.fromEntries(TEXTS));
    // Which page shows the boilerplate of a site, and the hashes, are all that the seed may choose.
    const findWith = async (hashSeed: number) => {
      const { clusters, overlaps, summary, pairs } = await findDuplicates([folder], {
        hashSeed,
        allPairs: true,
        passages: 2,
      });
      return { clusters, overlaps, summary, pairs };
    };
    expect(await findWith(12_345)).toEqual(await findWith(0));
  });
});

/** Made once: it takes a second. */
const LARGE_CORPUS = makeLargeCorpus(12);

describe('the program', () => {
  it('writes the same bytes from wherever it is run, for the same relative paths', async () => {
    const files = Object.fromEntries(TEXTS);
    const settings = [
      { folder: makeFolder(files) },
      { folder: makeFolder(files), environment: { LC_ALL: 'sv_SE.UTF-8', TZ: 'Asia/Tokyo' } },
    ];
    const runs = [];
    for (const setting of settings) {
      for (const paths of [['.'], ['site', './relatives', 'page.txt', 'bell.txt', 'é']]) {
        const { stdout, status } = await runDedupe([...paths, '--reporter', 'json', '--passages', '2'], setting);
        expect(status).toBe(1);
        expect(stdout).not.toContain(setting.folder);
        runs.push(stdout);
      }
    }
    expect(runs[0].length).toBeGreaterThan(10_000);
    for (const run of runs) expect(run).toBe(runs[0]);
  });

  it.each([
    [
      ['1', '2', '3'],
      ['--passages', '1'],
    ],
    [
      ['1', '3'],
      ['--clustering', 'components'],
    ],
  ])(
    'writes the same bytes with every number of workers, of an input that is worth threads: %j %j',
    async (counts, options) => {
      const { files, byteLength } = LARGE_CORPUS;
      // Below 16 MiB no thread is started.
      expect(byteLength).toBeGreaterThan(17_000_000);
      const folder = makeFolder(files);
      const runs = [];
      for (const workers of counts) {
        const args = ['.', '--reporter', 'json', ...options, '--workers', workers];
        runs.push(await runDedupe(args, { folder }));
      }
      expect(runs[0].status).toBe(1);
      for (const { stdout, status } of runs) {
        // Not by `toBe`: what differs between megabytes would be looked for, and long.
        expect([status, stdout === runs[0].stdout]).toEqual([runs[0].status, true]);
      }
      const { summary, overlaps, corpus } = JSON.parse(runs[0].stdout) as Report;
      expect(corpus.documents).toBeGreaterThan(10_000);
      expect(summary.redundant).toBeGreaterThan(500);
      expect(overlaps.length).toBeGreaterThan(50);
    },
  );
});
