// Runs one peer's script under a time limit and reads what it says. Refuses to install anything.

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runProcess } from '../measure/run-process.js';
import { ABSENT_STATUS } from './peers.js';

/**
 * What a script says of its peer: `gives` is its own output in a few words, verified or not; the pairs are those that it proposes, and those of them that have the Jaccard by whole shingle sets (null where the peer
 * gives no pairs). `peerSeconds` is the time without that check, which is the script's own.
 *
 * @typedef {{ version: string, gives: string, documents: number, pairs: number | null,
 *   verifiedPairs: number | null, redundant: number | null, peerSeconds: number }} PeerResult
 *
 * @typedef {{ name: string, outcome: 'done' | 'absent' | 'failed' | 'timed out', message: string,
 *   elapsedMs: number, peakBytes: number | null, result: PeerResult | null }} PeerSample
 */

/**
 * @param {import('./peers.js').Peer} peer
 * @param {string} corpus a JSON-lines file
 * @param {{ python: string, timeLimitMs: number, folder: string, jaccard?: number }} settings
 * @returns {Promise<PeerSample>}
 */
export async function measurePeer({ name, language, script }, corpus, { python, timeLimitMs, folder, jaccard = 0.6 }) {
  const own = mkdtempSync(join(folder, 'peer-'));
  try {
    const command = language === 'python' ? python : process.execPath;
    // Modules that are loaded from one's own folder leave no compiled copies there, and nothing asks a network.
    const env = { PYTHONDONTWRITEBYTECODE: '1', HF_HUB_OFFLINE: '1', HF_HOME: own };
    const run = await runProcess(command, [script, corpus, own, String(jaccard)], { timeLimitMs, env, cwd: own });
    const sample = { name, elapsedMs: run.elapsedMs, peakBytes: run.peakBytes };
    const said = run.stderr.trim().split('\n').at(-1) ?? '';
    if (run.isTimedOut) {
      return { ...sample, outcome: 'timed out', message: `not done after ${timeLimitMs / 1000} s`, result: null };
    }
    if (run.status === ABSENT_STATUS) return { ...sample, outcome: 'absent', message: said, result: null };
    const result = run.status === 0 ? parsePeerResult(run.stdout) : null;
    if (result === null) {
      return { ...sample, outcome: 'failed', message: `status ${run.status}: ${said}`, result };
    }
    return { ...sample, outcome: 'done', message: '', result };
  } catch (error) {
    // The interpreter itself is absent.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return { name, outcome: 'absent', message: error.message, elapsedMs: 0, peakBytes: null, result: null };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/**
 * The last line of what a script printed; null where that is no JSON object.
 *
 * @param {string} stdout
 * @returns {PeerResult | null}
 */
export function parsePeerResult(stdout) {
  try {
    const value = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
