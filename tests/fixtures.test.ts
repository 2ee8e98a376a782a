// What each folder of fixtures/ was written to show, told by hand and independent of the golden reports.
//
// Every verified pair of a folder is listed here, so that one too many fails as one too few does. What the files promise
// by themselves (encodings, normal forms, gzip members) is tests/fixture-files.test.ts's.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeMeasurer } from '../bench/accuracy/measures.js';
import { makeBoilerplatePage, nameBoilerplatePage } from './helpers/make-boilerplate-pages.js';
import { makeFolder } from './helpers/make-folder.js';
import { makeLongLine } from './helpers/make-long-line.js';
import { runDedupe } from './helpers/run-dedupe.js';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

/** The parts of a JSON report that these tests read. */
interface PairsReport {
  readonly corpus: { readonly documents: number; readonly empty: number };
  readonly clusters: readonly { readonly representative: string; readonly members: readonly { document: string }[] }[];
  readonly pairs: readonly (Measured & { relation: string })[];
  readonly overlaps: readonly (Measured & { longestPassageWords: number })[];
  readonly boilerplate: readonly { readonly documents: number; readonly words: number }[];
}

interface Measured {
  readonly left: string;
  readonly right: string;
  readonly jaccard: number;
  readonly containment: number;
}

/** `left relation right`, ids without the folder and `.txt`; overlaps come last. */
type PairList = readonly string[];

const EXPECTED_PAIRS: Readonly<Record<string, PairList>> = {
  articles: [
    'harbor-bridge-first-edition near harbor-bridge-late-edition',
    'harbor-bridge-first-edition identical harbor-bridge-reprint',
    'harbor-bridge-first-edition same-text harbor-bridge-wire',
    'harbor-bridge-late-edition near harbor-bridge-reprint',
    'harbor-bridge-late-edition near harbor-bridge-wire',
    'harbor-bridge-reprint same-text harbor-bridge-wire',
    'lighthouse-keeper-with-related-posts contained lighthouse-keeper',
    'ferry-inquiry overlap hospital-handover',
  ],
  'empty-file': [],
  'one-word': [
    'four-words-in-capitals same-text four-words',
    'hello-again same-text hello-shouted',
    'hello-again identical hello',
    'hello-shouted same-text hello',
  ],
  'other-encoding': [
    'clock-euc-jp identical clock-shift-jis',
    'clock-euc-jp identical clock-utf-8',
    'clock-shift-jis identical clock-utf-8',
    'letter-utf-16be identical letter-utf-16le',
    'letter-utf-16be same-text letter-utf-8-crlf',
    'letter-utf-16be identical letter-utf-8-with-mark',
    'letter-utf-16be identical letter-utf-8',
    'letter-utf-16be identical letter-windows-1252',
    'letter-utf-16le same-text letter-utf-8-crlf',
    'letter-utf-16le identical letter-utf-8-with-mark',
    'letter-utf-16le identical letter-utf-8',
    'letter-utf-16le identical letter-windows-1252',
    'letter-utf-8-crlf same-text letter-utf-8-with-mark',
    'letter-utf-8-crlf same-text letter-utf-8',
    'letter-utf-8-crlf same-text letter-windows-1252',
    'letter-utf-8-with-mark identical letter-utf-8',
    'letter-utf-8-with-mark identical letter-windows-1252',
    'letter-utf-8 identical letter-windows-1252',
    'map-koi8-r identical map-utf-8',
    'map-koi8-r identical map-windows-1251',
    'map-utf-8 identical map-windows-1251',
  ],
  'decomposed-accents': [
    'fish-plain same-text fish-with-ligatures',
    'kitchen-composed same-text kitchen-decomposed',
    'post-office-composed same-text post-office-decomposed',
  ],
  chinese: listTranslations('umbrella-shop'),
  japanese: listTranslations('clock-tower'),
  thai: listTranslations('noodle-boat'),
  arabic: listTranslations('book-binder'),
  code: ['RingBuffer.java same-text RingBufferReformatted.java', 'parse-duration-vendored.ts near parse-duration.ts'],
  boilerplate: ['page-17 near page-31'],
  'short-after-long': ['a-note-on-theft contained quarry-lane-report', 'quarry-lane-report contained water-notice'],
  // Ids are the lines' own, except that of the one line without.
  'json-lines': [
    '7 same-text tide',
    'café identical café-escaped',
    'notes.jsonl:6 identical swarm',
    'moth-trap near moth-trap-again',
  ],
};

/** A text, its revision and an excerpt of both; the fourth document is another text. */
function listTranslations(stem: string): PairList {
  return [
    `${stem}-excerpt contained ${stem}-revised`,
    `${stem}-excerpt contained ${stem}`,
    `${stem}-revised near ${stem}`,
  ];
}

async function reportPairs(folder: string, parent: string): Promise<PairsReport> {
  const { status, stdout, stderr } = await runDedupe([folder, '--all-pairs', '--reporter', 'json'], { folder: parent });
  if (status !== 0 && status !== 1) expect.fail(`dedupe ended with status ${status}: ${stderr}`);
  return JSON.parse(stdout) as PairsReport;
}

function listFound({ pairs, overlaps }: PairsReport, folder: string): PairList {
  const shortenId = (id: string): string => id.replace(`${folder}/`, '').replace(/\.txt$/, '');
  return [...pairs, ...overlaps.map((overlap) => ({ ...overlap, relation: 'overlap' }))].map(
    ({ left, relation, right }) => `${shortenId(left)} ${relation} ${shortenId(right)}`,
  );
}

describe.each(Object.keys(EXPECTED_PAIRS))('fixtures/%s', (folder) => {
  it('shows the relations it was written to show, and no other', async () => {
    expect(listFound(await reportPairs(folder, FIXTURES), folder)).toEqual(EXPECTED_PAIRS[folder]);
  });
});

describe('the fixtures', () => {
  it('are all told of here', () => {
    const folders = readdirSync(FIXTURES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED_PAIRS).sort());
  });

  it.each(['articles', 'arabic', 'boilerplate', 'chinese', 'code', 'japanese', 'short-after-long', 'thai'])(
    'in %s are measured as the definition says',
    async (folder) => {
      const { pairs, overlaps } = await reportPairs(folder, FIXTURES);
      for (const { left, right, jaccard, containment } of [...pairs, ...overlaps]) {
        const exact = makeMeasurer([left, right].map((id) => readFileSync(join(FIXTURES, id), 'utf8'))).measure(0, 1);
        expect(jaccard).toBeCloseTo(exact.jaccard, 4);
        expect(containment).toBeCloseTo(exact.containment, 4);
      }
    },
  );
});

describe('fixtures/articles', () => {
  it('keeps the first edition and the page, the longest of their clusters', async () => {
    const { clusters } = await reportPairs('articles', FIXTURES);
    expect(
      clusters.map(({ representative, members }) => [representative, members.map(({ document }) => document)]),
    ).toEqual([
      [
        'articles/harbor-bridge-first-edition.txt',
        ['late-edition', 'reprint', 'wire'].map((edition) => `articles/harbor-bridge-${edition}.txt`),
      ],
      ['articles/lighthouse-keeper-with-related-posts.txt', ['articles/lighthouse-keeper.txt']],
    ]);
  });

  it('has the pair that a Jaccard threshold of 0.6 would miss, and a quotation of 75 words', async () => {
    const { pairs, overlaps } = await reportPairs('articles', FIXTURES);
    const contained = pairs.filter(({ relation }) => relation === 'contained');
    expect(contained.map(({ jaccard, containment }) => [jaccard < 0.6, containment])).toEqual([[true, 1]]);
    expect(overlaps.map(({ longestPassageWords }) => longestPassageWords)).toEqual([75]);
  });
});

describe('fixtures/empty-file', () => {
  it('counts what has no tokens as empty, and matches none of it', async () => {
    const { corpus, clusters } = await reportPairs('empty-file', FIXTURES);
    expect(corpus).toMatchObject({ documents: 6, empty: 5 });
    expect(clusters).toEqual([]);
  });
});

describe('the pages of a large site', () => {
  it('make no overlaps of their common frame, which is named instead', async () => {
    // More pages than the cap of 100, and a frame that ends in more words than an overlap needs.
    const notice = ' Whoever takes a page from this board is asked to bring another.'.repeat(5);
    const pages: Record<string, string> = {};
    for (let number = 1; number <= 120; number++) {
      pages[`site/${nameBoilerplatePage(number)}`] = makeBoilerplatePage(number) + notice;
    }
    const report = await reportPairs('site', makeFolder(pages));
    expect(listFound(report, 'site')).toEqual(['page-17 near page-31']);
    expect(report.boilerplate.map(({ documents, words }) => documents >= 119 && words >= 40)).toContain(true);
    expect(report.boilerplate.length).toBeLessThan(5);
  });
});

describe('a line of a million bytes', () => {
  it('is compared like any other text', async () => {
    const line = makeLongLine(1_000_000);
    const parent = makeFolder({
      'long-line/line.txt': line,
      // Every hundredth word changed: each takes five shingles of a hundred, on both sides.
      'long-line/edited.txt': makeLongLine(1_000_000, 100),
      'long-line/excerpt.txt': line.slice(line.indexOf(' ', 500_000) + 1, line.indexOf(' ', 520_000)),
    });
    const report = await reportPairs('long-line', parent);
    expect(listFound(report, 'long-line')).toEqual([
      'edited contained excerpt',
      'edited near line',
      'excerpt contained line',
    ]);
    expect(report.pairs.map(({ jaccard, containment }) => [jaccard > 0.9, containment > 0.94])).toEqual([
      [false, true],
      [true, true],
      [false, true],
    ]);
  });
});
