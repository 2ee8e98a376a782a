import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../helpers/make-folder.js';
import { canRunUnprivileged, type ProgramRun, runDedupe, type RunSettings } from '../helpers/run-dedupe.js';
import { bread, sea } from './texts.js';

/** The parts of a JSON report that these tests read. */
interface Report {
  readonly corpus: { readonly documents: number; readonly empty: number; readonly skipped: readonly object[] };
  readonly summary: { readonly clusters: number; readonly redundant: number };
  readonly clusters: readonly { readonly representative: string; readonly members: readonly { document: string }[] }[];
  readonly documents: Readonly<Record<string, object>>;
  readonly diagnostics: readonly { readonly code: string; readonly path?: string; readonly line?: number }[];
}

async function report(args: readonly string[], settings: RunSettings): Promise<ProgramRun & { report: Report }> {
  const run = await runDedupe([...args, '--reporter', 'json'], settings);
  if (run.stdout === '') throw new Error(`there is no report: ${run.stderr}`);
  return { ...run, report: JSON.parse(run.stdout) as Report };
}

function toJsonLines(...records: unknown[]): string {
  return records.map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`).join('');
}

describe('paths', () => {
  it('that are missing are told one by one; a glob that matches nothing too', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': bread });
    const { status, stderr, report: found } = await report(['x.txt', 'a.txt', 'b.txt', '*.md'], { folder });
    expect(status).toBe(2);
    expect(found.summary.clusters).toBe(1);
    expect(found.diagnostics.map(({ code, path }) => [code, path])).toEqual([
      ['PATH_NOT_FOUND', '*.md'],
      ['PATH_NOT_FOUND', 'x.txt'],
    ]);
    expect(stderr).toContain('dedupe: warning: x.txt: ');
    expect(stderr).toContain('dedupe: warning: *.md: ');
  });

  it('that may not be read are told, and the rest is reported', async ({ skip }) => {
    if (!canRunUnprivileged()) skip('the program lies where only root may read it, whom no permission binds');
    const folder = makeFolder({ 'a.txt': bread, 'b.txt': bread, 'secret.txt': sea });
    chmodSync(join(folder, 'secret.txt'), 0);
    const { status, stderr, report: found } = await report([], { folder, isUnprivileged: true });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^dedupe: warning: secret\.txt: .*permission denied.*\n/);
    expect(found.diagnostics.map(({ code }) => code)).toEqual(['SOURCE_UNREADABLE']);
    expect([found.corpus.documents, found.summary.clusters]).toEqual([2, 1]);
  });

  it('that are folders without documents are no green run', async () => {
    const folder = makeFolder({ 'empty/.hidden': bread });
    const { status, stderr } = await runDedupe(['empty'], { folder });
    expect(status).toBe(2);
    expect(stderr).toBe('dedupe: there are no documents to compare; --allow-empty accepts that\n');
  });

  it('whose links form a circle are walked once', async () => {
    const folder = makeFolder({ 'in/a.txt': bread, 'in/b.txt': sea });
    symlinkSync('..', join(folder, 'in', 'up'));
    symlinkSync('self', join(folder, 'in', 'self'));
    for (const args of [['in'], ['in', '--follow']]) {
      const { report: found } = await report(args, { folder });
      expect(found.corpus.documents, args.join(' ')).toBe(2);
      expect(found.summary.clusters).toBe(0);
    }
    const named = await runDedupe(['in/self', 'in/a.txt'], { folder });
    expect(named.status).toBe(2);
    expect(named.stderr).toContain('dedupe: warning: in/self: ');
  });

  it('that lead to one file twice are one document', async () => {
    const folder = makeFolder({ 'a.txt': bread });
    symlinkSync('a.txt', join(folder, 'link.txt'));
    const { status, report: found } = await report(['a.txt', './a.txt', 'link.txt'], { folder });
    expect([status, found.corpus.documents]).toEqual([0, 1]);
    expect(found.corpus.skipped).toMatchObject([{ reason: 'same-file', count: 2 }]);
  });
});

describe('JSON lines', () => {
  it('that are no JSON, have no text, or a text that is no string are told by line; the others are read', async () => {
    const lines = toJsonLines(
      { id: 'one', text: bread },
      '{"id": "two", "text": "half',
      { id: 'three', text: bread },
      { id: 'four' },
      { id: 'five', text: 5 },
      '[]',
    );
    const folder = makeFolder({ 'a.jsonl': lines });
    const { status, stderr, report: found } = await report(['a.jsonl'], { folder });
    expect(status).toBe(2);
    expect(found.diagnostics.map(({ code, line }) => [code, line])).toEqual([
      ['DOCUMENT_MALFORMED', 2],
      ['DOCUMENT_MALFORMED', 4],
      ['DOCUMENT_MALFORMED', 5],
      ['DOCUMENT_MALFORMED', 6],
    ]);
    for (const line of [2, 4, 5, 6]) expect(stderr).toContain(`dedupe: warning: a.jsonl:${line}: `);
    expect(found.clusters.map(({ representative, members }) => [representative, members[0]?.document])).toEqual([
      ['one', 'three'],
    ]);
    expect((await runDedupe(['a.jsonl', '--allow-unreadable'], { folder })).status).toBe(1);
  });

  it('without the text field are an error that lists the fields seen, when the file is named', async () => {
    const folder = makeFolder({ 'a.jsonl': toJsonLines({ key: 1, content: bread }, { key: 2, content: sea }) });
    const { status, stderr } = await runDedupe(['a.jsonl'], { folder });
    expect(status).toBe(2);
    expect(stderr).toMatch(/a\.jsonl.*content/);
    const { status: withField, report: found } = await report(['a.jsonl', '--text-field', 'content'], { folder });
    expect([withField, found.corpus.documents]).toEqual([0, 2]);
  });

  it('without the text field are skipped and counted, when the file is met in a folder', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'log.jsonl': toJsonLines({ level: 'info' }) });
    const { status, report: found } = await report([], { folder });
    expect([status, found.corpus.documents]).toEqual([0, 1]);
    expect(found.corpus.skipped).toMatchObject([{ reason: 'no-text-field', count: 1, examples: ['log.jsonl'] }]);
  });

  it('of one id are named by path and line, and told once', async () => {
    const folder = makeFolder({
      'a.jsonl': toJsonLines({ id: 'x', text: bread }, { id: 'x', text: bread }, { id: 'x', text: bread }),
    });
    const { status, report: found } = await report(['a.jsonl'], { folder });
    expect(status).toBe(1);
    expect(Object.keys(found.documents)).toEqual(['a.jsonl:1', 'a.jsonl:2', 'a.jsonl:3']);
    expect(found.diagnostics.map(({ code }) => code)).toEqual(['DUPLICATE_ID']);
  });
});

describe('bytes', () => {
  it('that are no UTF-8 are read as windows-1252, and told', async () => {
    const folder = makeFolder({
      'a.txt': Buffer.from(`Gro\u00dfe Br\u00f6tchen. ${bread}`, 'latin1'),
      'b.txt': `Gro\u00dfe Br\u00f6tchen. ${bread}`,
    });
    const { status, stderr, report: found } = await report([], { folder });
    expect([status, found.summary.clusters]).toEqual([1, 1]);
    expect(found.diagnostics.filter(({ code }) => code !== 'CHARSET_GUESSED')).toEqual([]);
    expect(stderr.replace(/^dedupe: warning: a\.txt: .*\n/, '')).toBe('');
  });

  it('with NUL are no text: skipped in a folder, and counted', async () => {
    const folder = makeFolder({ 'a.txt': bread, 'b.png': `\u0000${bread}`, 'c.txt': bread });
    const { status, report: found } = await report([], { folder });
    expect([status, found.corpus.documents]).toEqual([1, 2]);
    expect(found.corpus.skipped).toEqual([{ reason: 'binary', count: 1, examples: ['b.png'] }]);
  });

  it('that end in the middle of a compressed file are told', async () => {
    const packed = gzipSync(Buffer.from(bread.repeat(50)));
    const folder = makeFolder({ 'a.txt': sea, 'b.txt.gz': packed.subarray(0, packed.length - 12) });
    const { status, stderr, report: found } = await report(['a.txt', 'b.txt.gz'], { folder });
    expect(status).toBe(2);
    expect(stderr).toContain('dedupe: warning: b.txt.gz: ');
    expect(found.diagnostics).toHaveLength(1);
    expect(found.summary.clusters).toBe(0);
  });

  it('that are none make an empty document: counted, never matched', async () => {
    const folder = makeFolder({ 'a.txt': '', 'b.txt': '', 'c.txt': ' \n...\n', 'd.txt': bread });
    const { status, report: found } = await report([], { folder });
    expect([status, found.corpus.documents, found.corpus.empty]).toEqual([0, 4, 3]);
  });
});

describe('thresholds', () => {
  it.each([
    ['--jaccard', '0'],
    ['--jaccard', '1.5'],
    ['--containment', '-1'],
    ['--containment', 'NaN'],
    ['--min-words', '2.5'],
    ['--passage', '4'],
    ['--shingle-size', '0'],
    ['--workers', '257'],
  ])('%s %s is refused in a sentence that says what is allowed', async (flag, value) => {
    const { status, stdout, stderr } = await runDedupe([flag, value]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(`dedupe: ${flag} must be `)).toBe(true);
    expect(stderr).toContain(value);
    expect(stderr.split('\n')).toHaveLength(2);
  });
});
