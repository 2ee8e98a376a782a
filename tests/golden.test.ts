// Golden reports: every folder of fixtures/ has NAME.expected.json beside it, the report of `dedupe NAME` to the byte.
//
// Found by listing: drop in a folder, get a test. The version is the only thing replaced. Whether an expected report is
// the right one is not asked here: tests/fixtures.test.ts tells what each folder was written to show.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runDedupe } from './helpers/run-dedupe.js';

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const UPDATE = 'UPDATE_GOLDEN=1 npx vitest run tests/golden.test.ts';
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

const folders = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

describe.each(folders)('fixtures/%s', (folder) => {
  it('has the expected report', async () => {
    const { status, stdout, stderr } = await runDedupe([folder, '--reporter', 'json'], { folder: FIXTURES });
    expect(stderr).not.toContain('Error');
    const report = replaceVersion(stdout);
    const { summary } = JSON.parse(report) as { summary: { clusters: number } };
    expect(status).toBe(summary.clusters > 0 ? 1 : 0);

    const file = join(FIXTURES, `${folder}.expected.json`);
    if (isUpdating) writeFileSync(file, report);
    if (!existsSync(file)) {
      expect.fail(`fixtures/${folder}.expected.json is missing; write it with: ${UPDATE} (and read what it says)`);
    }
    expect(report).toBe(readFileSync(file, 'utf8'));
  });
});

describe('fixtures', () => {
  it('has no expected report without its folder', () => {
    const reports = readdirSync(FIXTURES).filter((name) => name.endsWith('.expected.json'));
    expect(reports.filter((name) => !folders.includes(name.slice(0, -'.expected.json'.length)))).toEqual([]);
  });
});

/** The report with its tool's version as `0.0.0`. */
function replaceVersion(report: string): string {
  return report.replace(/("tool":\s*\{[^}]*"version":\s*)"[^"]*"/, '$1"0.0.0"');
}
