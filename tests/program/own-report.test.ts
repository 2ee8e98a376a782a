// A report that is written into the folder it tells of is no document of the next run.
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { runDedupe } from '../helpers/run-dedupe.js';

it('writes the same report again over the one of the run before', async () => {
  const folder = makeFolder({ 'one.txt': 'the same words stand here', 'two.txt': 'The same words stand here!' });
  const reports: string[] = [];
  for (let run = 0; run < 2; run++) {
    const { status } = await runDedupe(['.', '--reporter', 'json=report.json'], { folder });
    expect(status).toBe(1);
    reports.push(readFileSync(join(folder, 'report.json'), 'utf8'));
  }
  expect(reports[1]).toBe(reports[0]);
});
