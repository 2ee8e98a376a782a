// The peers there are, and what their scripts are called. A script takes a JSON-lines file and a folder of its own, and
// prints one JSON object as its last line; status 77 says that the peer is not installed.

import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ name: string, language: 'python' | 'node', script: string }} Peer
 */

/** What a script ends with when its peer is absent: the status by which automake's tests say that they were skipped. */
export const ABSENT_STATUS = 77;

/** @type {readonly Peer[]} */
export const peers = [
  { name: 'datasketch', language: 'python', script: locate(new URL('./datasketch_pairs.py', import.meta.url)) },
  { name: 'rensa', language: 'python', script: locate(new URL('./rensa_pairs.py', import.meta.url)) },
  { name: 'gaoya', language: 'python', script: locate(new URL('./gaoya_pairs.py', import.meta.url)) },
  { name: 'text-dedup', language: 'python', script: locate(new URL('./text_dedup_clusters.py', import.meta.url)) },
  { name: 'datatrove', language: 'python', script: locate(new URL('./datatrove_clusters.py', import.meta.url)) },
  { name: 'minhash', language: 'node', script: locate(new URL('./minhash-pairs.js', import.meta.url)) },
  { name: 'jscpd', language: 'node', script: locate(new URL('./jscpd-passages.js', import.meta.url)) },
];

/** @param {URL} url */
function locate(url) {
  return fileURLToPath(url);
}
