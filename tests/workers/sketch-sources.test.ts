// A corpus sketched in ranges by anybody: the same table, lines and faults wherever its sources are cut and whoever is done first.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KernelError } from '../../src/errors.js';
import type { RangeFaults, Reader, Sketcher, Source } from '../../src/model.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import type { WorkerPool } from '../../src/workers/pool.js';
import { createLonePool } from '../../src/workers/pool.js';
import type { SketchedSources, SketchingHooks } from '../../src/workers/sketch-sources.js';
import type { SketchBatch, SketchTask } from '../../src/workers/sketch-ranges.js';
import { sketchSources } from '../../src/workers/sketch-sources.js';
import { TaskRunner, createTools } from '../../src/workers/task-runner.js';
import { makeFolder } from '../helpers/make-folder.js';
import { createMemoryFiles, makeTools, type MemoryContent, SILENT_HOOKS } from '../helpers/memory-corpus.js';
import { createScrambledPool } from '../helpers/scrambled-pool.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH, sketchTexts } from '../helpers/sketch-texts.js';
import { unpackIds } from '../helpers/id-lists.js';

const createSketcher = (): Sketcher => createReferenceSketcher(USUAL_SKETCH);

/** What is told, in order, as one line each. */
function createHooks(): { told: string[]; hooks: SketchingHooks } {
  const told: string[] = [];
  return {
    told,
    hooks: {
      ...SILENT_HOOKS,
      skip: ({ reason, path }) => told.push(`${path}: skipped, ${reason}`),
      diagnostic: ({ code, path, line, message }) => told.push(`${path}:${line}: ${code} ${message}`),
    },
  };
}

function createPool(readerOf: (source: Source) => Reader, sketcher = createSketcher()): WorkerPool {
  return createLonePool(new TaskRunner(makeTools(readerOf, sketcher)));
}

const FIVE_LINES = { batchByteLength: 500 };

/** Memory files, sketched with five lines a batch. */
async function sketchFiles(
  contents: Readonly<Record<string, MemoryContent>>,
  hooks: Partial<SketchingHooks> = {},
  sketcher?: Sketcher,
): Promise<SketchedSources> {
  const { sources, readerOf } = createMemoryFiles(contents);
  return sketchSources(sources, createPool(readerOf, sketcher), { ...SILENT_HOOKS, ...hooks }, FIVE_LINES);
}

/** Everything that a line of JSON lines can be, some of it before the first line with a text. */
function drawLines(seed: number): Buffer {
  const draws = seedDraws(seed);
  const draw = (): Buffer => {
    const text = Array.from({ length: draws.below(40) }, () => `w${draws.below(50)}`).join(
      draws.pick([' ', '\n', ' é ']),
    );
    switch (draws.below(12)) {
      case 0:
        return Buffer.from('');
      case 1:
        return Buffer.from(draws.pick(['{"text": ', '[', 'null', '"text"', '{"text": 5}']));
      case 2:
        return Buffer.from(JSON.stringify({ body: text, [`f${draws.below(5)}`]: 1 }));
      case 3:
        return Buffer.from('{"text": "\xff"}', 'latin1');
      case 4:
        return Buffer.from(`${JSON.stringify({ id: `id ${draws.below(1000)}`, text })}\r`);
      case 5:
        return Buffer.from(JSON.stringify({ id: { deep: [text] }, text: `\ud83d${text}` }));
      default:
        return Buffer.from(JSON.stringify({ text, id: draws.below(1000) }));
    }
  };
  const lines = Array.from({ length: 60 }, () => Buffer.concat([draw(), Buffer.from('\n')]));
  return Buffer.concat([Buffer.from(draws.pick(['', '\ufeff'])), ...lines, draw()]);
}

describe('sketching sources', () => {
  it('makes a row of every document, in the order of the sources and of their lines', async () => {
    const { documents, ownIds, sketches } = await sketchFiles({
      'b.txt': 'one two three',
      'a.jsonl': [{ text: 'four', id: 'own' }, ...Array.from('abcdef', (text) => ({ text })), { text: '' }],
      'c.txt': '',
    });
    expect({ ...documents }).toEqual({
      count: 10,
      sources: Uint32Array.of(0, 1, 1, 1, 1, 1, 1, 1, 1, 2),
      offsets: Float64Array.of(0, 0, 100, 200, 300, 400, 500, 600, 700, 0),
      byteLengths: Float64Array.of(13, 100, 100, 100, 100, 100, 100, 100, 100, 0),
      textByteLengths: Float64Array.of(13, 4, 1, 1, 1, 1, 1, 1, 0, 0),
      lines: Uint32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 0),
    });
    expect(unpackIds(ownIds)).toEqual([null, 'own', ...Array<null>(8).fill(null)]);
    expect(sketches).toEqual(sketchTexts(['one two three', 'four', ...'abcdef', '', '']).sketches);
  });

  it('gives columns in shared memory', async () => {
    const { documents, sketches } = await sketchFiles({ 'b.txt': 'one two three' });
    const { count: rows, ...columns } = documents;
    const { count, ...sketchColumns } = sketches;
    expect([rows, count]).toEqual([1, 1]);
    for (const { buffer } of Object.values({ ...columns, ...sketchColumns })) {
      expect(buffer).toBeInstanceOf(SharedArrayBuffer);
    }
  });

  it('finds and tells the same wherever lines are cut into ranges, and in whatever order these are done', async () => {
    const folder = makeFolder({ 'a.txt': 'a text', 'z.txt': 'another' });
    const tools = await createTools({
      ...{ reader: { textField: 'text', idField: 'id', maxSize: 300 }, sketch: USUAL_SKETCH },
      ...{ kernel: 'auto', engine: 'dedupe' },
    });
    const draws = seedDraws(11);
    let documents = 0;
    const kinds = new Set<string>();
    for (let seed = 0; seed < 5; seed++) {
      const sources = ['a.txt', 'one.jsonl', 'z.txt', 'two.jsonl'].map((name, i): Source => {
        const file = join(folder, name);
        const content = i % 2 === 0 ? Buffer.from(`text ${seed}`) : drawLines(10 * seed + i);
        writeFileSync(file, content);
        const format = i % 2 === 0 ? 'text' : 'json-lines';
        return { path: name, file, format, byteLength: content.length, isExplicit: i < 2 };
      });
      const whole = createHooks();
      const expected = await sketchSources(sources, createLonePool(new TaskRunner(tools)), whole.hooks, {
        batchByteLength: Infinity,
      });
      documents += expected.documents.count;
      for (const line of whole.told)
        kinds.add(
          line
            .replace(/^.*?: /, '')
            .replace(/\d+/g, '#')
            .slice(0, 40),
        );
      for (const batchByteLength of [seed === 0 ? 9 : 60, 200, 1000, 50 + draws.below(3000)]) {
        const cut = createHooks();
        const pool = createScrambledPool([new TaskRunner(tools), new TaskRunner(tools)], seed);
        const found = await sketchSources(sources, pool, cut.hooks, { batchByteLength });
        expect(cut.told).toEqual(whole.told);
        expect(found).toEqual(expected);
        expect(found.signatures.finish()).toEqual(expected.signatures.finish());
        if (batchByteLength <= 200) expect(pool.begun.length).toBeGreaterThan(12);
      }
    }
    expect(documents).toBeGreaterThan(200);
    // Skips and faults of several kinds.
    expect(kinds.size).toBeGreaterThan(4);
    tools.close();
  });

  it('tells of lines by their numbers in the source, whatever the range', async () => {
    const reference = createSketcher();
    const sketcher: Sketcher = {
      ...reference,
      sketchDocument: (utf8) => {
        if (utf8.length > 5) throw new KernelError('DOCUMENT_TOO_LARGE', 'too large');
        return reference.sketchDocument(utf8);
      },
    };
    const lines = Array.from({ length: 23 }, (_, i) => ({ text: i % 9 === 8 ? 'too large a text' : 'x' }));
    const { told, hooks } = createHooks();
    const { documents } = await sketchFiles({ 'a.jsonl': lines, 'b.jsonl': lines.slice(0, 12) }, hooks, sketcher);
    expect(told).toEqual(['a.jsonl:9', 'a.jsonl:18', 'b.jsonl:9'].map((at) => `${at}: DOCUMENT_TOO_LARGE too large`));
    const expected = lines.flatMap(({ text }, i) => (text === 'x' ? [i + 1] : []));
    expect([...documents.lines]).toEqual([...expected, ...expected.filter((line) => line <= 12)]);
  });

  it('drops what was read behind a range that could not be read to its end, and goes on with the next source', async () => {
    const line = (text: string) => ({ text });
    const files = createMemoryFiles({
      'a.txt': 'first',
      // Three ranges of five lines, the last of three; what follows goes into one batch with that.
      'cut.jsonl': Array.from({ length: 13 }, (_, i) => line(`cut ${i}`)),
      'b.txt': 'second',
      'whole.jsonl': [line('third'), line('fourth')],
    });
    const faults: RangeFaults = {
      ...{ textField: 'text', foreign: null, unreadable: 'it cannot be read', large: [] },
      ...{ malformed: { first: [], count: 0 }, withoutField: { first: [], count: 0 } },
    };
    const readerOf = (source: Source): Reader => ({
      ...files.readerOf(source),
      *readRange(range, events) {
        if (source.path !== 'cut.jsonl' || range.offset === 0)
          return yield* files.readerOf(source).readRange(range, events);
        // Of each range but the first two lines, and then an error.
        const documents = files.readerOf(source).readRange({ ...range, byteLength: 200 }, events);
        const end = yield* documents;
        events.diagnostic({ code: 'CHARSET_GUESSED', path: source.path, line: 1, message: `range ${range.offset}` });
        return { ...end, faults };
      },
    });
    const { told, hooks } = createHooks();
    const { documents, ownIds, sketches } = await sketchSources(files.sources, createPool(readerOf), hooks, FIVE_LINES);
    const names = Array.from(
      documents.sources,
      (source, row) => `${files.sources[source].path}:${documents.lines[row]}`,
    );
    expect(names).toEqual([
      'a.txt:0',
      ...[1, 2, 3, 4, 5, 6, 7].map((number) => `cut.jsonl:${number}`),
      ...['b.txt:0', 'whole.jsonl:1', 'whole.jsonl:2'],
    ]);
    expect(unpackIds(ownIds)).toHaveLength(names.length);
    const cutTexts = Array.from({ length: 7 }, (_, i) => `cut ${i}`);
    expect(sketches).toEqual(sketchTexts(['first', ...cutTexts, 'second', 'third', 'fourth']).sketches);
    expect(told).toEqual([
      'cut.jsonl:6: CHARSET_GUESSED range 500',
      'cut.jsonl:null: SOURCE_UNREADABLE it cannot be read',
    ]);
  });

  it('takes nothing of a source that is no JSON lines at all, though its later ranges look like it', async () => {
    const folder = makeFolder({ 'a.jsonl': Buffer.from(`\x1f\x8b\n${'{"text": "x"}\n'.repeat(50)}`, 'latin1') });
    const tools = await createTools({
      ...{ reader: { textField: 'text', idField: 'id', maxSize: null }, sketch: USUAL_SKETCH },
      ...{ kernel: 'reference', engine: 'dedupe' },
    });
    const file = join(folder, 'a.jsonl');
    const source: Source = { path: 'a.jsonl', file, format: 'json-lines', byteLength: 703, isExplicit: true };
    const { told, hooks } = createHooks();
    const { documents } = await sketchSources([source], createLonePool(new TaskRunner(tools)), hooks, {
      batchByteLength: 100,
    });
    expect(documents.count).toBe(0);
    expect(told).toEqual([expect.stringMatching(/^a\.jsonl:null: DOCUMENT_MALFORMED .*gzip/)]);
  });

  it('hands memory of earlier batches to later ones, to no two at a time', async () => {
    const files = createMemoryFiles({ 'a.jsonl': Array.from({ length: 100 }, (_, i) => ({ text: `line ${i}` })) });
    const runners = [1, 2, 3].map(() => new TaskRunner(makeTools(files.readerOf, createSketcher())));
    const scrambled = createScrambledPool(runners, 5);
    const inUse = new Set<ArrayBufferLike>();
    let reused = 0;
    const pool: WorkerPool = {
      ...scrambled,
      run: async (name, task) => {
        const { used } = task as SketchTask;
        if (used !== null) {
          reused++;
          expect(inUse.delete(used.rows.lines.buffer)).toBe(true);
        }
        const result = await scrambled.run(name, task);
        const { buffer } = (result as SketchBatch).rows.lines;
        expect(inUse.has(buffer)).toBe(false);
        inUse.add(buffer);
        return result;
      },
    };
    const { documents } = await sketchSources(files.sources, pool, SILENT_HOOKS, { batchByteLength: 500 });
    expect([...documents.lines]).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    // Of twenty batches nine are under way at once.
    expect(reused).toBe(11);
  });

  it('advances by the bytes of the sources, no more and no less, and within a large one too', async () => {
    const steps: number[] = [];
    const lines = Array.from({ length: 300 }, (_, i) => ({ text: `line ${i}` }));
    await sketchFiles(
      { 'a.txt': 'x'.repeat(1234), 'b.jsonl': lines, 'c.txt': '' },
      { advance: (bytes) => steps.push(bytes) },
    );
    expect(steps.reduce((sum, bytes) => sum + bytes, 0)).toBe(1234 + 30_000);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(steps.length).toBeGreaterThan(50);
  });

  it('lets the host breathe between batches, and stops where the host says so', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => ({ text: `line ${i}` }));
    let pauses = 0;
    await sketchFiles({ 'a.jsonl': lines }, { pause: () => Promise.resolve(void pauses++) });
    expect(pauses).toBe(60);
    const reason = new Error('enough');
    const files = createMemoryFiles({ 'a.jsonl': lines });
    const pool = createScrambledPool([new TaskRunner(makeTools(files.readerOf, createSketcher()))], 1);
    const hooks = { ...SILENT_HOOKS, pause: () => Promise.reject(reason) };
    await expect(sketchSources(files.sources, pool, hooks, FIVE_LINES)).rejects.toBe(reason);
    expect(pool.begun.length).toBeLessThan(5);
  });

  it('passes on what a worker throws', async () => {
    const failure = new TypeError('a bug');
    const files = createMemoryFiles({ 'a.jsonl': [{ text: 'x' }] });
    const sketcher: Sketcher = {
      ...createSketcher(),
      sketchDocument: () => {
        throw failure;
      },
    };
    const sketched = sketchSources(files.sources, createPool(files.readerOf, sketcher), SILENT_HOOKS);
    await expect(sketched).rejects.toBe(failure);
  });

  it('of no source is a corpus of none', async () => {
    const { documents, ownIds, sketches } = await sketchFiles({});
    expect([documents.count, ownIds.bytes.length, sketches.count]).toEqual([0, 0, 0]);
    expect([...sketches.fingerprintStarts]).toEqual([0]);
  });
});
