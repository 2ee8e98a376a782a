// Pools: results in the order of the tasks whatever the order they come in, and the threads of the built program.

import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WorkerPool } from '../../src/workers/pool.js';
import { createLonePool, createThreadPool, runInOrder } from '../../src/workers/pool.js';
import type { SketchTask } from '../../src/workers/sketch-ranges.js';
import { TaskRunner, createTools } from '../../src/workers/task-runner.js';
import type { TaskSetup } from '../../src/workers/tasks.js';
import { makeFolder } from '../helpers/make-folder.js';
import { requireBuild } from '../helpers/run-dedupe.js';
import { seedDraws } from '../helpers/seed-draws.js';
import { USUAL_SKETCH } from '../helpers/sketch-texts.js';

const SEED = 20_270_401;

/** A promise and its ends. */
function defer<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void } {
  let ends: { resolve: (value: T) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => (ends = { resolve, reject }));
  if (ends === undefined) throw new Error('a promise calls its executor at once');
  return { promise, ...ends };
}

describe('runInOrder', () => {
  it('yields every result in the order of the tasks, whatever the order they end in, and never begins too many', async () => {
    const anyRun = fc.record({ seed: fc.nat(), count: fc.nat({ max: 40 }), ahead: fc.integer({ min: 1, max: 9 }) });
    const property = fc.asyncProperty(anyRun, async ({ seed, count, ahead }) => {
      const draws = seedDraws(seed);
      const pending = new Map<number, () => void>();
      let begun = 0;
      let most = 0;
      let isOver = false;
      const yielded: number[] = [];
      const run = (task: number): Promise<number> => {
        begun++;
        most = Math.max(most, begun - yielded.length);
        const { promise, resolve } = defer<number>();
        pending.set(task, () => {
          resolve(10 * task);
        });
        return promise;
      };
      // Somebody ends the tasks in any order, one a turn.
      const ender = (async () => {
        for (; !isOver; await nextTurn()) {
          if (pending.size === 0) continue;
          const task = draws.pick([...pending.keys()]);
          pending.get(task)?.();
          pending.delete(task);
        }
      })();
      for await (const result of runInOrder(Array(count).keys(), ahead, run)) {
        yielded.push(result);
        if (draws.below(3) === 0) await nextTurn();
      }
      isOver = true;
      await ender;
      expect(yielded).toEqual(Array.from({ length: count }, (_, task) => 10 * task));
      expect(most).toBe(Math.min(ahead, count));
    });
    await fc.assert(property, { seed: SEED, numRuns: 40 });
  });

  it('begins the first tasks together, and takes no task before it can be begun', async () => {
    const taken: number[] = [];
    function* listTasks(): Generator<number> {
      for (let task = 0; task < 10; task++) {
        taken.push(task);
        yield task;
      }
    }
    const results = runInOrder(listTasks(), 3, (task) => Promise.resolve(task));
    expect(taken).toEqual([]);
    await results.next();
    expect(taken).toEqual([0, 1, 2]);
    await results.next();
    expect(taken).toEqual([0, 1, 2, 3]);
    await results.return();
  });

  it('takes tasks that have to be waited for', async () => {
    async function* listTasks(): AsyncGenerator<number> {
      for (let task = 0; task < 5; task++) {
        await nextTurn();
        yield task;
      }
    }
    const yielded: number[] = [];
    for await (const result of runInOrder(listTasks(), 2, (task) => Promise.resolve(10 * task))) yielded.push(result);
    expect(yielded).toEqual([0, 10, 20, 30, 40]);
  });

  it('rejects with what a task is rejected with, once the results before it are yielded', async () => {
    const failure = new Error('task 2');
    const yielded: number[] = [];
    const isClosed = defer<boolean>();
    function* listTasks(): Generator<number> {
      try {
        for (let task = 0; ; task++) yield task;
      } finally {
        isClosed.resolve(true);
      }
    }
    const consume = async (): Promise<void> => {
      // Tasks 2 and 3 fail, and 3 first.
      const run = async (task: number): Promise<number> => {
        if (task === 2) await nextTurn();
        if (task >= 2) throw task === 2 ? failure : new Error('a later one');
        return task;
      };
      for await (const result of runInOrder(listTasks(), 4, run)) yielded.push(result);
    };
    await expect(consume()).rejects.toBe(failure);
    expect(yielded).toEqual([0, 1]);
    expect(await isClosed.promise).toBe(true);
  });

  it('leaves no rejection unhandled where the consumer stops early, or an earlier task failed', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    const tasks = Array.from({ length: 4 }, () => defer<number>());
    tasks[0].resolve(0);
    for await (const result of runInOrder(tasks, 4, ({ promise }) => promise)) {
      expect(result).toBe(0);
      break;
    }
    for (const { reject } of tasks) reject(new Error('nobody waits for this one'));
    const failing = runInOrder([0, 1, 2], 3, (task) => Promise.reject(new Error(`task ${task}`)));
    await expect(failing.next()).rejects.toThrow('task 0');
    // What nobody handled is told when a turn is over.
    for (let turn = 0; turn < 3; turn++) await nextTurn();
    expect(unhandled).toEqual([]);
  });

  it('yields nothing of no tasks', async () => {
    const results = runInOrder([], 3, () => Promise.reject(new Error('there is no task')));
    expect(await results.next()).toEqual({ done: true, value: undefined });
  });
});

const SETUP: TaskSetup = {
  reader: { textField: 'text', idField: 'id', maxSize: null },
  sketch: USUAL_SKETCH,
  kernel: 'reference',
  engine: 'dedupe',
};

/** A file of one sentence as a task. */
function makeTask(text: string): SketchTask {
  const file = `${makeFolder({ 'a.txt': text })}/a.txt`;
  const source = { path: 'a.txt', file, format: 'text' as const, byteLength: text.length, isExplicit: true };
  return { ranges: [{ range: { source, offset: 0, byteLength: text.length }, sourceNumber: 0 }], used: null };
}

async function createLone(): Promise<WorkerPool> {
  return createLonePool(new TaskRunner(await createTools(SETUP)));
}

/** Threads of the built program, ended with the test. */
function createThreads(size: number, setup: TaskSetup = SETUP): WorkerPool {
  requireBuild();
  const pool = createThreadPool(size, setup);
  onTestFinished(() => pool.close());
  return pool;
}

describe.each([
  ['a lone pool', 1, createLone],
  ['a pool of one thread', 1, () => Promise.resolve(createThreads(1))],
  ['a pool of three threads', 3, () => Promise.resolve(createThreads(3))],
])('%s', (_, size, create) => {
  it('does every task that it is given, however many there are, and says how large it is', async () => {
    const pool = await create();
    expect(pool.size).toBe(size);
    const texts = Array.from({ length: 12 }, (_, i) => 'word '.repeat(i));
    const batches = await Promise.all(texts.map((text) => pool.run('sketchRanges', makeTask(text))));
    expect(batches.map(({ sketches }) => [...sketches.tokens])).toEqual(texts.map((_, i) => [i]));
    await pool.close();
  });

  it('rejects with what a task throws, message and stack, and goes on', async () => {
    const pool = await create();
    // Nothing was shared yet: no candidates can be found.
    const failed = pool.run('findCandidates', { start: 0, end: 1, blockStart: 0, blockEnd: 1 }).then(
      () => null,
      (error: unknown) => error,
    );
    const after = pool.run('sketchRanges', makeTask('still here'));
    const error = await failed;
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toBe('the board of the run was not shared yet');
    expect((error as Error).stack).toMatch(/not shared yet\n.*\bat .*demandShared/s);
    expect([...(await after).sketches.tokens]).toEqual([2]);
    await pool.close();
  });
});

describe('a pool of threads', () => {
  it('gives the results of the host’s own tools, to the last column', async () => {
    const task = makeTask('one two three four five six, and again: one two three four five six.');
    const [alone, threaded] = [await createLone(), createThreads(2)];
    expect(await threaded.run('sketchRanges', task)).toEqual(await alone.run('sketchRanges', task));
  });

  it('fails every task with the reason where its threads cannot start', async () => {
    const pool = createThreads(2, { ...SETUP, reader: null as unknown as TaskSetup['reader'] });
    const tasks = Array.from({ length: 6 }, () => pool.run('sketchRanges', { ranges: [], used: null }));
    const ends = await Promise.allSettled(tasks);
    for (const end of ends) {
      expect(end).toMatchObject({ status: 'rejected', reason: { name: 'TypeError' } });
    }
    // Later ones too: it is known by now.
    await expect(pool.run('sketchRanges', { ranges: [], used: null })).rejects.toThrow(/null/);
    await expect(pool.run('sketchRanges', { ranges: [], used: null })).rejects.toThrow(/null/);
  });

  it('ends while tasks are under way, and those never come back', async () => {
    const pool = createThreads(2);
    let ended = 0;
    const note = (): void => void ended++;
    const task = makeTask('word '.repeat(200_000));
    for (let i = 0; i < 8; i++) void pool.run('sketchRanges', task).then(note, note);
    await pool.close();
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(ended).toBe(0);
    await pool.close();
  });

  it('ends while its threads are still starting', async () => {
    await createThreads(3).close();
  });
});
