// Reads an ndjson report for the judges, record by record: clusters whole, overlaps as a count with examples.

import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * @typedef {{ document: string, relation: string, jaccard: number, containment: number }} ReportedMember
 *
 * @typedef {{ documents: number, tokens: number,
 *   clusters: { representative: string, members: ReportedMember[] }[],
 *   overlaps: { count: number, examples: string[] },
 *   boilerplate: { documents: number, words: number }[],
 *   diagnostics: { code: string }[], isComplete: boolean }} ShapeReport
 */

const EXAMPLES = 3;

/** A report that says nothing yet, and how to add a record to it. */
export function makeShapeReport() {
  /** @type {ShapeReport} */
  const report = {
    documents: 0,
    tokens: 0,
    clusters: [],
    overlaps: { count: 0, examples: [] },
    boilerplate: [],
    diagnostics: [],
    isComplete: false,
  };
  const addRecord = (/** @type {any} */ record) => {
    if (record.type === 'header') ({ documents: report.documents, tokens: report.tokens } = record.corpus);
    else if (record.type === 'cluster') report.clusters.push(record);
    else if (record.type === 'boilerplate') report.boilerplate.push(record);
    else if (record.type === 'diagnostic') report.diagnostics.push(record);
    else if (record.type === 'summary') report.isComplete = true;
    else if (record.type === 'overlap') {
      report.overlaps.count++;
      if (report.overlaps.count <= EXAMPLES) report.overlaps.examples.push(`${record.left} and ${record.right}`);
    }
  };
  return { report, addRecord };
}

/** @param {string} path */
export async function readShapeReport(path) {
  const { report, addRecord } = makeShapeReport();
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) if (line !== '') addRecord(JSON.parse(line));
  return report;
}
