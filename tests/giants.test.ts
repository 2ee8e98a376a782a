// Giants among ordinary documents, from end to end: two large files that differ in a few words, what stands in them, and what shares a
// passage with them.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeWord } from './helpers/made-texts.js';
import { makeFolder } from './helpers/make-folder.js';

import { requireBuild, runDedupe } from './helpers/run-dedupe.js';

/** Some 19 MB: taken in pieces, and more shingles than a thread keeps. */
const WORDS = 2_300_000;
const FIRST_OWN = 3_000_000;

function writeWords(first: number, end: number, change: (n: number) => string = makeWord): string {
  const lines: string[] = [];
  for (let n = first; n < end; n += 10) {
    lines.push(Array.from({ length: Math.min(10, end - n) }, (_, i) => change(n + i)).join(' '));
  }
  return lines.join('\n');
}

describe('giants', () => {
  beforeAll(requireBuild);

  it('are found near one another and hold what they hold, with one worker and two', async () => {
    const folder = makeFolder({
      'article.txt': writeWords(1_500_000, 1_500_400),
      // 100 words of theirs among 300 of its own.
      'quote.txt': `${writeWords(FIRST_OWN, FIRST_OWN + 150)}\n${writeWords(700_000, 700_100)}\n${writeWords(FIRST_OWN + 150, FIRST_OWN + 300)}`,
      'stranger.txt': writeWords(FIRST_OWN + 1000, FIRST_OWN + 1400),
    });
    const giant = writeWords(0, WORDS);
    writeFileSync(join(folder, 'giant.txt'), giant);
    expect(giant.length).toBeGreaterThan(2 ** 24);
    writeFileSync(
      join(folder, 'near.txt'),
      writeWords(0, WORDS, (n) => makeWord(n % 100_000 === 5 ? n + FIRST_OWN : n)),
    );
    const reports: string[] = [];
    for (const workers of ['1', '2']) {
      const args = ['.', '--workers', workers, '--reporter', 'json'];
      const { status, stdout, stderr } = await runDedupe(args, { folder });
      expect([status, stderr]).toEqual([1, '']);
      reports.push(stdout);
    }
    expect(reports[1]).toBe(reports[0]);
    const report = JSON.parse(reports[0]) as {
      clusters: { representative: string; members: Record<string, unknown>[] }[];
      overlaps: unknown[];
    };
    const changed = Math.ceil(WORDS / 100_000);
    const shingles = WORDS - 4;
    const shared = shingles - 5 * changed;
    const round = (ratio: number): number => Math.round(ratio * 10_000) / 10_000;
    const [cluster] = report.clusters;
    expect(report.clusters).toHaveLength(1);
    expect(cluster.members).toMatchObject([
      { document: 'article.txt', relation: 'contained', containment: 1, coverage: 1, sharedShingles: 396 },
      {
        relation: 'near',
        jaccard: round(shared / (2 * shingles - shared)),
        sharedShingles: shared,
        coverage: round(1 - changed / WORDS),
      },
    ]);
    expect(report.overlaps).toMatchObject([{ longestPassageWords: 100 }]);
    expect(report.overlaps[0]).toMatchObject({ left: cluster.representative, right: 'quote.txt' });
  });
});
