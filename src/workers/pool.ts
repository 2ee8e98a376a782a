// The pool: tasks handed to threads, and results that come back in the order of the tasks.
//
// Each thread does one task at a time; with one worker there are no threads, and the host does its tasks itself. Refuses to know
// what a task is: that is `task-runner`.
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { OverlapColumns } from '../match/overlaps.js';
import { unpackError } from './packed-error.js';
import type { PackedError } from './packed-error.js';
import type { TaskRunner } from './task-runner.js';
import type { SharedRun, TaskName, TaskSetup, TaskTable } from './tasks.js';

/** Who does tasks. Lives as long as one run. */
export interface WorkerPool {
  /** How many tasks can be under way at once. */
  readonly size: number;
  /** Does a task sooner or later. Rejects with what the task throws. */
  run<Name extends TaskName>(name: Name, task: TaskTable[Name]['task']): Promise<TaskTable[Name]['result']>;
  /** Tells everybody what the run is about; tasks under way are not to be. */
  share(run: SharedRun): void;
  /** Tells everybody what overlaps are measured by, after `share`. */
  shareOverlaps(columns: OverlapColumns): void;
  /** Ends all threads; tasks under way never come back. */
  close(): Promise<void>;
}

/** What the host sends a thread, … */
export type ThreadRequest =
  | { readonly kind: 'share'; readonly run: SharedRun }
  | { readonly kind: 'share overlaps'; readonly columns: OverlapColumns }
  | { readonly kind: 'task'; readonly name: TaskName; readonly task: TaskTable[TaskName]['task'] };

/** … and what it gets back for a task: a result, or what was thrown. */
export type ThreadReply =
  { readonly isDone: true; readonly result: unknown } | ({ readonly isDone: false } & PackedError);

/** A pool of one, without threads. */
export function createLonePool(runner: TaskRunner): WorkerPool {
  return {
    size: 1,
    run: (name, task) =>
      new Promise((resolve) => {
        resolve(runner.run(name, task));
      }),
    share: (run) => {
      runner.share(run);
    },
    shareOverlaps: (columns) => {
      runner.shareOverlaps(columns);
    },
    close: () => Promise.resolve(),
  };
}

/** A pool of `size` threads. They start at once and are waited for by nobody: tasks queue until one is ready. */
export function createThreadPool(size: number, setup: TaskSetup): WorkerPool {
  const threads = Array.from({ length: size }, () => new Thread(setup));
  const queue: { readonly request: ThreadRequest; readonly settle: (reply: ThreadReply) => void }[] = [];
  const handOut = (): void => {
    for (const thread of threads) {
      if (thread.isBusy) continue;
      const next = queue.shift();
      if (next === undefined) return;
      thread.ask(next.request, (reply) => {
        next.settle(reply);
        handOut();
      });
    }
  };
  return {
    size,
    run: <Name extends TaskName>(name: Name, task: TaskTable[Name]['task']) =>
      new Promise<TaskTable[Name]['result']>((resolve, reject) => {
        const settle = (reply: ThreadReply): void => {
          if (reply.isDone) resolve(reply.result as TaskTable[Name]['result']);
          else reject(unpackError(reply));
        };
        queue.push({ request: { kind: 'task', name, task }, settle });
        handOut();
      }),
    share: (run) => {
      for (const thread of threads) thread.tell({ kind: 'share', run });
    },
    shareOverlaps: (columns) => {
      for (const thread of threads) thread.tell({ kind: 'share overlaps', columns });
    },
    close: async () => {
      queue.length = 0;
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

/** The program of a thread: beside the built library, also for the sources, which a thread cannot run. */
function findThreadFile(): URL {
  const beside = new URL('./worker.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('../../dist/worker.js', import.meta.url);
}

/**
 * What a thread's short-lived objects may take: a third of what Node gives them, which costs no time, and is some 30 MB less for each
 * thread. Columns are not among them.
 */
const YOUNG_GENERATION_MB = 12;

/** A thread and the task it is at. Lives until it is terminated. */
class Thread {
  readonly #worker: Worker;
  #settle: ((reply: ThreadReply) => void) | null = null;
  #failure: { readonly error: Error } | null = null;

  constructor(setup: TaskSetup) {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
    this.#worker = new Worker(findThreadFile(), { workerData: setup, resourceLimits });
    this.#worker.on('message', (reply: ThreadReply) => {
      this.#finish(reply);
    });
    // A thread that fell over, or could not start: its task fails, and every later one.
    this.#worker.on('error', (error: Error) => {
      this.#failure = { error };
      this.#finish({ isDone: false, error, cure: null });
    });
    // Nobody waits for an idle thread.
    this.#worker.unref();
  }

  get isBusy(): boolean {
    return this.#settle !== null;
  }

  tell(request: ThreadRequest): void {
    this.#worker.postMessage(request);
  }

  ask(request: ThreadRequest, settle: (reply: ThreadReply) => void): void {
    if (this.#failure !== null) {
      settle({ isDone: false, error: this.#failure.error, cure: null });
      return;
    }
    this.#settle = settle;
    this.#worker.ref();
    this.#worker.postMessage(request);
  }

  async terminate(): Promise<void> {
    this.#settle = null;
    await this.#worker.terminate();
  }

  #finish(reply: ThreadReply): void {
    const settle = this.#settle;
    this.#settle = null;
    this.#worker.unref();
    settle?.(reply);
  }
}

/** Tasks begun for each worker, where nothing else is said: one at work, one waiting. */
export const TASKS_AHEAD = 2;

/**
 * Runs tasks and yields their results in the order of the tasks. Of those that are not yielded yet at most `ahead` are begun, so
 * that neither tasks nor results pile up.
 */
export async function* runInOrder<Task, Result>(
  tasks: Iterable<Task> | AsyncIterable<Task>,
  ahead: number,
  run: (task: Task) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const begun: Promise<Result>[] = [];
  for await (const task of tasks) {
    const result = run(task);
    // It may reject while an earlier one is waited for; whoever awaits it hears of it.
    result.catch(() => undefined);
    begun.push(result);
    if (begun.length < ahead) continue;
    const first = begun.shift();
    if (first !== undefined) yield await first;
  }
  for (const result of begun) yield await result;
}
