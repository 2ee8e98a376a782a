// From paths to sketches: real files in temporary folders, with whatever engine or kernel, and nothing left behind.

import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import { isWasmAvailable } from '../../src/kernel/kernel-module.js';
import { parseOptions, type ScanOptions } from '../../src/options.js';
import { RunJournal, type RunHooks } from '../../src/run/journal.js';
import { openCorpus, type SketchedCorpus } from '../../src/run/open-corpus.js';
import { BELL_ARTICLE, ORCHARD_ARTICLE } from '../helpers/articles.js';
import { makeFolder } from '../helpers/make-folder.js';
import { requireBuild } from '../helpers/run-dedupe.js';
import { readIds } from '../helpers/id-lists.js';

const FILES = {
  'b.txt': BELL_ARTICLE,
  'a/orchard.txt': ORCHARD_ARTICLE,
  'lines.jsonl': `${JSON.stringify({ id: 'own', text: 'one two' })}\n${JSON.stringify({ text: '' })}\n`,
};

async function open(folder: string, options: Partial<ScanOptions> = {}, given: Partial<RunHooks> = {}) {
  const hooks: RunHooks = { createReporters: () => [], ...given };
  const journal = new RunJournal(hooks);
  return { corpus: await openCorpus([folder], parseOptions(options), hooks, journal), journal };
}

describe('opening a corpus', () => {
  it('finds the sources, sketches every document and names it', async () => {
    const folder = makeFolder(FILES);
    const { corpus } = await open(folder);
    const { documents, sketches, sources } = await corpus.sketch();
    await corpus.close();
    expect(sources).toBe(corpus.sources);
    expect(readIds(documents)).toEqual([
      `${folder}/a/orchard.txt`,
      `${folder}/b.txt`,
      'own',
      `${folder}/lines.jsonl:2`,
    ]);
    expect([...documents.lines]).toEqual([0, 0, 1, 2]);
    expect(sketches.count).toBe(4);
    expect([...sketches.tokens.slice(2)]).toEqual([2, 0]);
  });

  it('reads the documents again, unchanged', async () => {
    const { corpus } = await open(makeFolder(FILES));
    const { documents, reader } = await corpus.sketch();
    const texts = Array.from({ length: documents.count }, (_, document) =>
      new TextDecoder().decode(reader.readText(document) ?? undefined),
    );
    expect(texts).toEqual([ORCHARD_ARTICLE, BELL_ARTICLE, 'one two', '']);
    await corpus.close();
  });

  it('gives the same sketches with every kernel', async () => {
    const folder = makeFolder(FILES);
    const kernels = isWasmAvailable() ? (['reference', 'wasm', 'auto'] as const) : (['reference', 'auto'] as const);
    const sketched = [];
    for (const kernel of kernels) {
      const { corpus } = await open(folder, { kernel });
      sketched.push(await corpus.sketch());
    }
    expect(sketched.map(({ kernel }) => kernel).slice(0, 2)).toEqual(
      kernels.slice(0, 2).map((k) => (k === 'auto' ? 'reference' : k)),
    );
    for (const { sketches } of sketched) expect(sketches).toEqual(sketched[0].sketches);
  });

  it('signs with the package where that engine is asked for, and changes nothing else', async () => {
    const folder = makeFolder(FILES);
    const [own, other] = [(await open(folder)).corpus, (await open(folder, { engine: 'minhash' })).corpus];
    const [ownSketched, otherSketched] = [await own.sketch(), await other.sketch()];
    const { laneTails, ...kept } = ownSketched.sketches;
    expect(otherSketched.sketches).toMatchObject(kept);
    expect(otherSketched.sketches.laneTails).not.toEqual(laneTails);
    expect(otherSketched.signatures.finish()).not.toEqual(ownSketched.signatures.finish());
  });

  it('tells its phases, with the bytes that there are to read', async () => {
    const told: unknown[] = [];
    const folder = makeFolder(FILES);
    const { corpus } = await open(
      folder,
      {},
      {
        events: {
          phase: (...phase) => told.push(phase),
          advance: (done) => told.push(done),
          done: (name) => told.push(name),
        },
      },
    );
    await corpus.sketch();
    const byteLength = Object.values(FILES).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
    expect(told.slice(0, 3)).toEqual([
      ['find sources', null, 'sources'],
      'find sources',
      ['sketch documents', byteLength, 'bytes'],
    ]);
    expect(told.slice(-2)).toEqual([byteLength, 'sketch documents']);
  });

  it('tells repeated ids', async () => {
    const line = `${JSON.stringify({ id: 'same', text: 'x' })}\n`;
    const folder = makeFolder({ 'a.jsonl': line + line });
    const { corpus, journal } = await open(folder);
    const { documents } = await corpus.sketch();
    expect(readIds(documents)).toEqual([`${folder}/a.jsonl:1`, `${folder}/a.jsonl:2`]);
    expect(journal.listDiagnostics().map(({ code }) => code)).toEqual(['DUPLICATE_ID']);
  });

  it('starts threads where several workers are asked for and there is enough to read, and ends them', async () => {
    requireBuild();
    // As much of nothing as is worth a thread.
    const folder = makeFolder({ ...FILES, 'blank.txt': ' '.repeat(16 * 1024 * 1024) });
    const sketched: SketchedCorpus[] = [];
    for (const [paths, workers, size] of [
      [folder, 3, 3],
      [folder, 1, 1],
      [`${folder}/a`, 3, 1],
    ] as const) {
      const { corpus } = await open(paths, { workers });
      const one = await corpus.sketch();
      expect(one.pool.size).toBe(size);
      sketched.push(one);
      await corpus.close();
    }
    const [rows, others] = sketched.map(({ documents }) => ({ ...documents, ids: readIds(documents) }));
    expect(rows).toEqual(others);
    expect(sketched[0].sketches).toEqual(sketched[1].sketches);
  });

  it('keeps copies of what is compressed until it is closed, and no longer', async () => {
    const folder = makeFolder({ 'in/a.txt.gz': gzipSync(BELL_ARTICLE) });
    const tempDir = join(folder, 'temp');
    mkdirSync(tempDir);
    const { corpus } = await open(join(folder, 'in'), { tempDir });
    const { reader, sketches } = await corpus.sketch();
    expect(sketches.tokens[0]).toBeGreaterThan(100);
    expect(readdirSync(tempDir)).not.toEqual([]);
    expect(new TextDecoder().decode(reader.readText(0) ?? undefined)).toBe(BELL_ARTICLE);
    await corpus.close();
    expect(readdirSync(tempDir)).toEqual([]);
  });

  it('fails in a sentence where copies cannot be kept', async () => {
    const folder = makeFolder({ 'in/a.txt.gz': gzipSync(BELL_ARTICLE), file: '' });
    await expect(open(join(folder, 'in'), { tempDir: join(folder, 'file') })).rejects.toThrow(InputError);
  });

  it('stops while it sketches when it is told to', async () => {
    const controller = new AbortController();
    const lines = Array.from({ length: 5000 }, (_, i) => `${JSON.stringify({ text: `line ${i}` })}\n`).join('');
    const { corpus } = await open(makeFolder({ 'a.jsonl': lines }), {}, { signal: controller.signal });
    controller.abort(new Error('interrupted'));
    await expect(corpus.sketch()).rejects.toThrow('interrupted');
    await corpus.close();
  });
});
