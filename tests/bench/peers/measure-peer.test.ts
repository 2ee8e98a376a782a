// Peers' scripts, by stand-ins: what they print is read, what is absent is passed over, what fails or hangs is told.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measurePeer, parsePeerResult } from '../../../bench/peers/measure-peer.js';
import { peers } from '../../../bench/peers/peers.js';
import { formatPeers } from '../../../bench/peers/print-peers.js';
import { makeFolder } from '../../helpers/make-folder.js';

const RESULT = {
  version: '1.2.3',
  gives: 'pairs, unverified',
  documents: 3,
  pairs: 1234,
  verifiedPairs: 7,
  redundant: null,
  peerSeconds: 2,
};

function measure(
  script: string,
  settings: { timeLimitMs?: number; python?: string; language?: 'node' | 'python' } = {},
) {
  const { timeLimitMs = 60_000, python = 'python3', language = 'node' } = settings;
  const folder = makeFolder({ 'script.cjs': script });
  const peer = { name: 'stand-in', language, script: join(folder, 'script.cjs') };
  return measurePeer(peer, 'corpus.jsonl', { python, timeLimitMs, folder });
}

describe('measurePeer', () => {
  it('gives the script the corpus, a folder and the Jaccard, and reads its last line', async () => {
    const print = `console.log('chatter'); console.log(JSON.stringify({ ...${JSON.stringify(RESULT)}, args: process.argv.slice(2) }))`;
    const sample = await measure(print);
    expect(sample).toMatchObject({ outcome: 'done', result: RESULT });
    const [corpus, folder, jaccard] = (sample.result as unknown as { args: string[] }).args;
    expect([corpus, jaccard]).toEqual(['corpus.jsonl', '0.6']);
    expect(existsSync(folder)).toBe(false);
  });

  it('tells an absent peer from a failing one, one that says nothing, and one that hangs', async () => {
    const absent = await measure('console.error("no module"); process.exitCode = 77');
    expect(absent).toMatchObject({ outcome: 'absent', message: 'no module', result: null });
    const failing = await measure('console.error("boom"); process.exitCode = 1');
    expect(failing).toMatchObject({ outcome: 'failed', message: 'status 1: boom' });
    expect(await measure('console.log("done")')).toMatchObject({ outcome: 'failed' });
    expect(await measure('setInterval(() => {}, 1000)', { timeLimitMs: 300 })).toMatchObject({ outcome: 'timed out' });
    expect(await measure('', { language: 'python', python: 'no-such-python' })).toMatchObject({ outcome: 'absent' });
  });
});

describe('parsePeerResult', () => {
  it('reads an object, and nothing else', () => {
    expect(parsePeerResult('a\n{"pairs":1}\n')).toEqual({ pairs: 1 });
    expect(parsePeerResult('12')).toBeNull();
    expect(parsePeerResult('')).toBeNull();
    expect(parsePeerResult('null')).toBeNull();
  });
});

describe('peers', () => {
  it('have a script each', () => {
    for (const { script } of peers) expect(readFileSync(script, 'utf8').length).toBeGreaterThan(200);
    expect(new Set(peers.map(({ name }) => name)).size).toBe(peers.length);
  });

  it('include minhash, which is installed with the project: three documents, one pair', async () => {
    const words = (from: number): string => Array.from({ length: 40 }, (_, i) => `w${from + i}`).join(' ');
    const texts = [words(0), words(100), `${words(0)} end`];
    const corpus = texts.map((text, i) => `${JSON.stringify({ id: `d${i}`, text })}\n`).join('');
    const folder = makeFolder({ 'corpus.jsonl': corpus });
    const peer = peers.find(({ name }) => name === 'minhash');
    if (peer === undefined) throw new Error('minhash is no peer any more');
    const sample = await measurePeer(peer, join(folder, 'corpus.jsonl'), { python: '', timeLimitMs: 60_000, folder });
    expect(sample.result).toMatchObject({ version: '0.0.9', documents: 3, pairs: 1, verifiedPairs: 1, redundant: 1 });
  });
});

describe('formatPeers', () => {
  it('shows figures of those that ran and names the others', () => {
    const common = { elapsedMs: 3000, peakBytes: 5e7 };
    const lines = formatPeers(
      [
        { name: 'one', outcome: 'done', message: '', ...common, result: RESULT },
        { name: 'two', outcome: 'absent', message: 'no module', ...common, result: null },
        { name: 'three', outcome: 'timed out', message: 'not done after 5 s', ...common, result: null },
      ],
      500,
    );
    expect(lines[1]).toMatch(/^one 1\.2\.3 +3\.00 s +2\.00 s +4\.00 +50 MB +1,234 +7 +– +pairs, unverified$/);
    expect(lines.slice(2)).toEqual([
      'two: not installed, passed over (no module)',
      'three: timed out (not done after 5 s)',
    ]);
  });
});
