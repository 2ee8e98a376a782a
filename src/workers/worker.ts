// The program of a thread: takes requests from the host one after the other, and replies to each task.
//
// What can be asked stands in `task-runner`. Refuses to do anything unasked.
import { parentPort, workerData } from 'node:worker_threads';
import { packError } from './packed-error.js';
import type { ThreadReply, ThreadRequest } from './pool.js';
import { TaskRunner, createTools } from './task-runner.js';
import type { TaskSetup } from './tasks.js';

const port = parentPort;
if (port === null) throw new Error('this file is the program of a thread');
const runner = createTools(workerData as TaskSetup).then((tools) => new TaskRunner(tools));

port.on('message', (request: ThreadRequest) => {
  void runner.then((ready) => {
    if (request.kind === 'share') ready.share(request.run);
    else if (request.kind === 'share overlaps') ready.shareOverlaps(request.columns);
    if (request.kind !== 'task') return;
    const reply = attempt(() => ready.run(request.name, request.task));
    port.postMessage(reply, reply.isDone ? listBuffers(reply.result) : []);
  });
});

function attempt(run: () => unknown): ThreadReply {
  try {
    return { isDone: true, result: run() };
  } catch (error) {
    return { isDone: false, ...packError(error) };
  }
}

/** The buffers of a result's columns, to be moved rather than copied: a result owns its columns. */
function listBuffers(result: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(result)) return result.buffer instanceof ArrayBuffer ? [result.buffer] : [];
  if (typeof result !== 'object' || result === null) return [];
  // A list of names or numbers may be long, and has no columns.
  if (Array.isArray(result) && typeof result[0] !== 'object') return [];
  return [...new Set(Object.values(result).flatMap(listBuffers))];
}
