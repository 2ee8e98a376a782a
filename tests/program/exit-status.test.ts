import { describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { runDedupe } from '../helpers/run-dedupe.js';
import { bread, breadInCapitals, sea } from './texts.js';

describe('the exit status of a scan', () => {
  it('is 0 when nothing is found', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': sea });
    expect(await runDedupe([], { folder })).toMatchObject({ status: 0, stderr: '' });
  });

  it('is 1 when duplicates are found, whatever the reporter', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': bread });
    for (const reporter of ['text', 'json', 'ndjson']) {
      expect(await runDedupe(['--reporter', reporter], { folder })).toMatchObject({ status: 1, stderr: '' });
    }
  });

  it('counts the relations of --fail-on and no other', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': breadInCapitals });
    const runs = ['same-text', 'identical,same-text', 'identical', 'near,contained,overlap', 'none'];
    const statuses = await Promise.all(
      runs.map(async (list) => (await runDedupe(['--fail-on', list], { folder })).status),
    );
    expect(statuses).toEqual([1, 1, 0, 0, 0]);
  });

  it('is 2 for wrong usage', async () => {
    for (const args of [['--jaccard', '2'], ['--nonsense'], ['index', 'a'], ['compare', 'a'], ['--reporter', 'xml']]) {
      const { status, stdout, stderr } = await runDedupe(args);
      expect([status, stdout], args.join(' ')).toEqual([2, '']);
      expect(stderr).toMatch(/^dedupe: .*\n$/);
    }
  });

  it('is 2 when there are no documents, unless that is allowed', async () => {
    const empty = await runDedupe([]);
    expect(empty.status).toBe(2);
    expect(empty.stderr).toContain('there are no documents to compare; --allow-empty accepts that');
    expect(await runDedupe(['--allow-empty'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('is 2 when an input is missing, though duplicates were found and are reported', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': bread });
    const run = await runDedupe(['a.txt', 'missing.txt', 'b.txt', '--reporter', 'json'], { folder });
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^dedupe: warning: missing\.txt: .*\ndedupe: 1 input is missing, /);
    expect(JSON.parse(run.stdout)).toMatchObject({
      summary: { clusters: 1 },
      diagnostics: [{ code: 'PATH_NOT_FOUND', path: 'missing.txt' }],
    });
  });

  it('is what was found when missing inputs are allowed', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': bread });
    const args = ['--allow-unreadable', 'missing.txt', 'a.txt'];
    expect((await runDedupe(args, { folder })).status).toBe(0);
    expect((await runDedupe([...args, 'b.txt'], { folder })).status).toBe(1);
  });

  it('is 0 for help and version', async () => {
    expect(await runDedupe(['--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(await runDedupe(['compare', '--help'])).toMatchObject({ status: 0, stderr: '' });
    const version = await runDedupe(['--version']);
    expect(version).toMatchObject({ status: 0, stderr: '' });
    expect(version.stdout).toMatch(/^dedupe \d+\.\d+\.\d+\n$/);
  });
});

describe('the exit status of a comparison', () => {
  it('is 1 when the pair is a duplicate, else 0', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': breadInCapitals, 'c.txt': sea });
    expect((await runDedupe(['compare', 'a.txt', 'b.txt'], { folder })).status).toBe(1);
    expect((await runDedupe(['compare', 'a.txt', 'c.txt'], { folder })).status).toBe(0);
    expect((await runDedupe(['compare', '--fail-on', 'none', 'a.txt', 'b.txt'], { folder })).status).toBe(0);
  });

  it('is 2 when a side is missing', async () => {
    const folder = makeFolder({ 'a.txt': bread });
    const { status, stdout, stderr } = await runDedupe(['compare', 'a.txt', 'missing.txt'], { folder });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^dedupe: .*missing\.txt.*\n$/);
  });

  it('takes a line of JSON lines for a side', async () => {
    const lines = [bread, sea].map((text) => JSON.stringify({ text })).join('\n');
    const folder = makeFolder({ 'a.txt': bread, 'b.jsonl': lines });
    expect((await runDedupe(['compare', 'a.txt', 'b.jsonl:1'], { folder })).status).toBe(1);
    expect((await runDedupe(['compare', 'a.txt', 'b.jsonl:2'], { folder })).status).toBe(0);
    const beyond = await runDedupe(['compare', 'a.txt', 'b.jsonl:3'], { folder });
    expect(beyond.status).toBe(2);
    expect(beyond.stderr).toMatch(/^dedupe: .*b\.jsonl.*\n$/);
  });
});
