// The command itself among its peers: once as it is, once with every pair spelled out. Refuses to print.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDedupe } from '../measure/run-dedupe.js';

const NEAR = new Set(['identical', 'same-text', 'near']);

/**
 * @param {string} corpus
 * @param {{ bin: string, version: string, timeLimitMs: number, folder: string, extraOptions: readonly string[] }} settings
 * @returns {Promise<import('./measure-peer.js').PeerSample[]>}
 */
export async function measureCommand(corpus, { bin, version, timeLimitMs, folder, extraOptions }) {
  const samples = [];
  for (const isAllPairs of [false, true]) {
    const reportFile = join(folder, 'report.json');
    const args = [corpus, '--reporter', 'json', ...(isAllPairs ? ['--all-pairs'] : []), ...extraOptions];
    const { elapsedMs, peakBytes } = await runDedupe(bin, args, { reportFile, timeLimitMs });
    const { corpus: read, summary, pairs } = JSON.parse(readFileSync(reportFile, 'utf8'));
    const result = {
      version,
      gives: isAllPairs ? 'the same and every pair' : 'verified clusters, overlaps',
      documents: read.documents,
      pairs: isAllPairs ? pairs.length : null,
      // The others of its pairs are contained, which no peer looks for.
      verifiedPairs: isAllPairs ? pairs.filter(isNear).length : null,
      redundant: summary.redundant,
      peerSeconds: elapsedMs / 1000,
    };
    const name = isAllPairs ? 'dedupe --all-pairs' : 'dedupe';
    samples.push({ name, outcome: /** @type {const} */ ('done'), message: '', elapsedMs, peakBytes, result });
  }
  return samples;
}

/** @param {{ relation: string }} pair */
function isNear({ relation }) {
  return NEAR.has(relation);
}
