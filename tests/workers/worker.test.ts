// The program of a thread, as it is built: what it is asked, one after the other, and what it replies.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leaderOf } from '../../src/match/units.js';
import type { ThreadReply, ThreadRequest } from '../../src/workers/pool.js';
import { viewHalves } from '../../src/workers/set-arena.js';
import { TaskRunner, createTools } from '../../src/workers/task-runner.js';
import type { TaskSetup } from '../../src/workers/tasks.js';
import { sketchSources } from '../../src/workers/sketch-sources.js';
import { createLonePool } from '../../src/workers/pool.js';
import { makeFolder } from '../helpers/make-folder.js';
import { SILENT_HOOKS } from '../helpers/memory-corpus.js';
import { requireBuild } from '../helpers/run-dedupe.js';
import { weaveRun } from '../helpers/shared-run.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';
import { listIds } from '../helpers/id-lists.js';

const SETUP: TaskSetup = {
  reader: { textField: 'text', idField: 'id', maxSize: null },
  sketch: USUAL_SKETCH,
  kernel: 'reference',
  engine: 'dedupe',
};

/** A thread of the built program, ended with the test. */
function startThread(setup: unknown = SETUP): Worker {
  requireBuild();
  const worker = new Worker(new URL('../../dist/worker.js', import.meta.url), { workerData: setup });
  onTestFinished(async () => void (await worker.terminate()));
  return worker;
}

async function ask(worker: Worker, request: ThreadRequest): Promise<ThreadReply> {
  worker.postMessage(request);
  const [reply] = (await once(worker, 'message')) as [ThreadReply];
  return reply;
}

/** A task that takes a sentence in a file. */
function makeTask(text: string): ThreadRequest {
  const file = `${makeFolder({ 'a.txt': text })}/a.txt`;
  const source = { path: 'a.txt', file, format: 'text' as const, byteLength: text.length, isExplicit: true };
  const range = { source, offset: 0, byteLength: text.length };
  return { kind: 'task', name: 'sketchRanges', task: { ranges: [{ range, sourceNumber: 0 }], used: null } };
}

describe('the program of a thread', () => {
  it('does tasks in the order in which it is asked, and replies to each', async () => {
    const worker = startThread();
    const replies: ThreadReply[] = [];
    worker.on('message', (reply: ThreadReply) => replies.push(reply));
    // Asked before it can have started.
    for (const text of ['one', 'one two', 'one two three']) worker.postMessage(makeTask(text));
    while (replies.length < 3) await once(worker, 'message');
    expect(replies).toMatchObject(
      [1, 2, 3].map((count) => ({ result: { sketches: { tokens: Uint32Array.of(count) } } })),
    );
  });

  it('replies with what a task throws, and goes on', async () => {
    const worker = startThread();
    const reply = await ask(worker, {
      kind: 'task',
      name: 'findCandidates',
      task: { start: 0, end: 1, blockStart: 0, blockEnd: 1 },
    });
    expect(reply).toMatchObject({ isDone: false, error: { message: 'the board of the run was not shared yet' } });
    expect(await ask(worker, makeTask('still here'))).toMatchObject({ isDone: true });
  });

  it('looks at the board that was shared with it, and writes where the host sees it', async () => {
    const folder = makeFolder({
      'a.txt': 'one two three four five six seven',
      'b.txt': 'zero one two three four five six seven',
    });
    const sources = ['a.txt', 'b.txt'].map((path) => ({
      ...{ path, file: `${folder}/${path}`, format: 'text' as const, byteLength: 40, isExplicit: true },
    }));
    const tools = await createTools(SETUP);
    const sketched = await sketchSources(sources, createLonePool(new TaskRunner(tools)), SILENT_HOOKS);
    const run = weaveRun({ sources, ...sketched, ids: listIds(['a.txt', 'b.txt']) }, {});
    const { arena, board } = run;
    arena.starts.set([2, 10]);
    const documents = Uint32Array.of(leaderOf(board.units, 0), leaderOf(board.units, 1));
    const worker = startThread();
    worker.postMessage({ kind: 'share', run } satisfies ThreadRequest);
    const order = { units: Uint32Array.of(0, 1), documents, places: arena.starts.slice() };
    const reply = await ask(worker, { kind: 'task', name: 'loadSets', task: order });
    expect(reply).toEqual({ isDone: true, result: Uint8Array.of(0, 0) });
    expect([0, 1].map((unit) => viewHalves(arena, unit)?.length)).toEqual([4, 3]);
    expect(viewHalves(arena, 0)?.every((word) => word !== 0)).toBe(true);
    const task = { start: 1, settled: 1, starts: Uint32Array.of(0, 1), others: Uint32Array.of(0) };
    const request: ThreadRequest = { kind: 'task', name: 'verifyCandidates', task };
    expect(await ask(worker, request)).toEqual({ isDone: true, result: Uint32Array.of(3) });
    // What was changed in shared memory since is seen by the next task: now nothing says that the two share a word.
    viewHalves(arena, 1)?.fill(0);
    expect(await ask(worker, request)).toEqual({ isDone: true, result: Uint32Array.of(0) });
  });

  it('falls over with the reason where its tools cannot be made', async () => {
    const worker = startThread({ ...SETUP, reader: null });
    const [error] = (await once(worker, 'error')) as [Error];
    expect(error).toBeInstanceOf(TypeError);
  });

  it('is no module for anybody else', async () => {
    await expect(import('../../src/workers/worker.js')).rejects.toThrow('the program of a thread');
  });
});
