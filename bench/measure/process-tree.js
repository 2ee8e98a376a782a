// What a process and its children take, as Linux tells it under /proc. Elsewhere: nothing, and the bench says so.
//
// Memory is the sum of the resident sets: pages that processes share count in each of them. A child that lives shorter
// than the time between two looks is not seen. Refuses to start or end anything.

import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Whether this system tells. */
export const canMeasureTree = existsSync('/proc/self/status');

/** Whether it also lists the children of a thread (CONFIG_PROC_CHILDREN); else all processes are looked at. */
const hasChildLists = existsSync('/proc/thread-self/children');

/** Linux counts processor time for /proc in hundredths of a second, whatever its own clock does. */
const TICK_MS = 10;

/**
 * The process and all below it, parents first. Empty where it is gone.
 *
 * @param {number} root
 * @returns {number[]}
 */
export function listTree(root) {
  const listChildren = hasChildLists ? listChildrenOf : makeChildTable();
  const tree = [root];
  // Grows while it is walked.
  for (const pid of tree) tree.push(...listChildren(pid));
  return tree.filter((pid) => existsSync(`/proc/${pid}`));
}

/** @param {number} pid */
function listChildrenOf(pid) {
  return readNames(`/proc/${pid}/task`).flatMap((thread) => {
    const list = readText(`/proc/${pid}/task/${thread}/children`).trim();
    return list === '' ? [] : list.split(' ').map(Number);
  });
}

/** The children of every process there is, from their parents' numbers. */
function makeChildTable() {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const name of readNames('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(readStat(Number(name))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return (/** @type {number} */ pid) => children.get(pid) ?? [];
}

/**
 * One look at a tree of processes: resident bytes now, the most that any one of them ever had, and the processor time
 * that they and their ended children took.
 *
 * @param {number} root
 * @returns {{ residentBytes: number, peakBytes: number, processorMs: number }}
 */
export function measureTree(root) {
  let [residentBytes, peakBytes, processorMs] = [0, 0, 0];
  for (const pid of listTree(root)) {
    const status = readText(`/proc/${pid}/status`);
    residentBytes += readKilobytes(status, 'VmRSS');
    // The peak of one process is a lower bound of the tree's, and exact where the process is alone.
    peakBytes = Math.max(peakBytes, readKilobytes(status, 'VmHWM'));
    const fields = readStat(pid);
    // User and system time, then those of children that ended.
    if (fields !== null) processorMs += TICK_MS * fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
  }
  return { residentBytes, peakBytes, processorMs };
}

/**
 * Looks at a process again and again until `stop` is called, which gives the most that was seen; null where this system
 * does not tell.
 *
 * @param {number} root
 * @param {number} [everyMs] time between two looks: a look takes a fraction of a millisecond
 */
export function watchTree(root, everyMs = 20) {
  let [peakBytes, processorMs] = [0, 0];
  const look = () => {
    const seen = measureTree(root);
    peakBytes = Math.max(peakBytes, seen.residentBytes, seen.peakBytes);
    processorMs = Math.max(processorMs, seen.processorMs);
  };
  const timer = canMeasureTree ? setInterval(look, everyMs) : null;
  if (timer !== null) look();
  return {
    stop: () => {
      if (timer === null) return { peakBytes: null, processorMs: null };
      clearInterval(timer);
      return { peakBytes, processorMs };
    },
  };
}

/**
 * The fields of /proc/PID/stat after the name, which may hold spaces and parentheses: state, parent, ….
 *
 * @param {number} pid
 */
function readStat(pid) {
  const text = readText(`/proc/${pid}/stat`);
  return text === '' ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/**
 * A field of /proc/PID/status in bytes; 0 where it is absent, as in a process that has ended.
 *
 * @param {string} status
 * @param {string} field
 */
export function readKilobytes(status, field) {
  const found = new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status);
  return found === null ? 0 : 1024 * Number(found[1]);
}

/** @param {string} path */
function readText(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // The process ended between two reads.
    return '';
  }
}

/** @param {string} path */
function readNames(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
