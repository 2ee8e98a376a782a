// Runs the real command on a corpus and reads its ndjson report into document numbers.
//
// Refuses to import the product: what is judged is what a user gets.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';

/**
 * A pair as the report tells it: of `pair` records, or a member with its representative.
 *
 * @typedef {{ left: number, right: number, relation: string, jaccard: number, containment: number,
 *   shared: number }} ReportedPair
 *
 * @typedef {{ left: number, right: number, jaccard: number, containment: number, words: number }} ReportedOverlap
 *
 * `representatives` holds per document the one it is covered by, itself where it is kept. `unknownIds` are names in the
 * report that the corpus does not hold: whatever has one is left out.
 *
 * @typedef {{ pairs: ReportedPair[], members: ReportedPair[], overlaps: ReportedOverlap[],
 *   representatives: Int32Array, documents: number, unknownIds: string[] }} Report
 */

const DUPLICATES = new Set(['identical', 'same-text', 'near', 'contained']);

/**
 * An empty report of a corpus, and how to add a record of ndjson to it.
 *
 * @param {{ ids: readonly string[], numbers: ReadonlyMap<string, number> }} corpus
 */
export function makeReport({ ids, numbers }) {
  /** @type {Report} */
  const report = {
    pairs: [],
    members: [],
    overlaps: [],
    representatives: Int32Array.from(ids, (_, document) => document),
    documents: 0,
    unknownIds: [],
  };
  /** @param {string} id */
  const find = (id) => {
    const number = numbers.get(id);
    if (number === undefined) report.unknownIds.push(id);
    return number;
  };
  /** @param {any} record one line of the report, parsed */
  const addRecord = (record) => {
    if (record.type === 'header') report.documents = record.corpus.documents;
    else if (record.type === 'pair' && DUPLICATES.has(record.relation)) {
      const [left, right] = [find(record.left), find(record.right)];
      if (left !== undefined && right !== undefined) report.pairs.push(readPair(left, right, record));
    } else if (record.type === 'overlap') {
      const [left, right] = [find(record.left), find(record.right)];
      if (left === undefined || right === undefined) return;
      const { jaccard, containment, longestPassageWords: words } = record;
      report.overlaps.push({ left, right, jaccard, containment, words });
    } else if (record.type === 'cluster') {
      const representative = find(record.representative);
      for (const member of record.members) {
        const document = find(member.document);
        if (representative === undefined || document === undefined) continue;
        report.members.push(readPair(document, representative, member));
        report.representatives[document] = representative;
      }
    }
  };
  return { report, addRecord };
}

/**
 * @param {number} left
 * @param {number} right
 * @param {{ relation: string, jaccard: number, containment: number, sharedShingles: number }} record
 * @returns {ReportedPair}
 */
function readPair(left, right, { relation, jaccard, containment, sharedShingles }) {
  return { left, right, relation, jaccard, containment, shared: sharedShingles };
}

/** The command itself failed: nothing of its report can be judged. */
export class CommandFailure extends Error {}

/**
 * Runs `node bin/dedupe.js` on the corpus with the ndjson reporter. Throws a CommandFailure with the end of stderr where
 * the command fails (any status but 0 and 1) or says nothing.
 *
 * @param {string} bin path of the command's entry file
 * @param {import('./corpus.js').Corpus} corpus
 * @param {readonly string[]} options
 * @returns {Promise<Report & { elapsedMs: number }>}
 */
export async function runCommand(bin, corpus, options) {
  const { report, addRecord } = makeReport(corpus);
  const started = performance.now();
  const args = [bin, corpus.file, '--reporter', 'ndjson', '--progress', 'never', ...options];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr = (stderr + chunk).slice(-2000)));
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
    if (line === '') continue;
    lines++;
    addRecord(JSON.parse(line));
  }
  const [status] = await closed;
  const elapsedMs = performance.now() - started;
  if ((status !== 0 && status !== 1) || lines === 0) {
    throw new CommandFailure(`dedupe ended with status ${status} after ${lines} records: ${stderr.trim()}`);
  }
  return { ...report, elapsedMs };
}
