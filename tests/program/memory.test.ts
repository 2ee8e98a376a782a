// What outgrows --memory: the same bytes out, said with --verbose, and nothing left in --temp-dir.

import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawTokens, editTokens, writeTokens } from '../helpers/made-texts.js';
import { makeFolder } from '../helpers/make-folder.js';
import { canRunUnprivileged, runDedupe } from '../helpers/run-dedupe.js';
import { seedDraws } from '../helpers/seed-draws.js';

/** An eighth of the least memory holds the signatures of 31,250 documents. */
const DOCUMENTS = 33_000;
const LEAST_MEMORY = ['--memory', '64MB', '--temp-dir', 'temporary'];

let lines = '';

beforeAll(() => {
  const draws = seedDraws(64);
  let last = drawTokens(draws, 30, 'words');
  for (let number = 0; number < DOCUMENTS; number++) {
    // One in eleven is the one before it, a little edited.
    const tokens = number % 11 === 5 ? editTokens(last, 20, draws) : drawTokens(draws, 8 + draws.below(30), 'words');
    lines += `${JSON.stringify({ text: writeTokens(tokens) })}\n`;
    last = tokens;
  }
});

function makeCorpusFolder(): string {
  const folder = makeFolder();
  writeFileSync(join(folder, 'many.jsonl'), lines);
  mkdirSync(join(folder, 'temporary'));
  return folder;
}

describe('documents whose signatures outgrow their share of --memory', () => {
  it('have the report that they have otherwise, and leave nothing behind', async () => {
    const folder = makeCorpusFolder();
    const usual = await runDedupe(['many.jsonl', '--reporter', 'json'], { folder });
    expect(usual).toMatchObject({ status: 1, stderr: '' });
    expect(usual.stdout).toContain('"relation": "near"');
    const args = ['many.jsonl', '--reporter', 'json', '--verbose', ...LEAST_MEMORY];
    const { stderr, ...little } = await runDedupe(args, { folder });
    expect(little).toEqual({ status: usual.status, signal: usual.signal, stdout: usual.stdout });
    expect(stderr).toMatch(/sketch documents: documents 33,000, fingerprints [\d,]+, spilledBytes 8,448,000,/);
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
  });

  it('are told of in one sentence where --temp-dir takes no files', async (context) => {
    if (!canRunUnprivileged()) context.skip();
    const folder = makeCorpusFolder();
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'temporary'), 0o555);
    const run = await runDedupe(['many.jsonl', ...LEAST_MEMORY], { folder, isUnprivileged: true });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(
      /^dedupe: the folder for temporary files, temporary, cannot be written to \(EACCES\); choose another with --temp-dir\n$/,
    );
  });

  it('are refused with less memory than the program itself takes', async () => {
    const run = await runDedupe(['a.txt', '--memory', '10MB']);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/--memory must be a size of at least 64MB .*, not "10MB"/);
  });
});
