// What the peers' scripts in JavaScript share: their arguments, the documents, the end.

import process from 'node:process';
import { readLines } from '../accuracy/tables.js';
import { ABSENT_STATUS } from './peers.js';

/** A script is started as `script CORPUS FOLDER JACCARD`. */
export function readPeerArguments() {
  const [corpus, folder, jaccard] = process.argv.slice(2);
  return { corpus, folder, jaccard: Number(jaccard) };
}

/**
 * @param {string} corpus
 * @returns {string[]}
 */
export function readTexts(corpus) {
  const texts = [];
  for (const line of readLines(corpus)) if (line.trim() !== '') texts.push(JSON.parse(line).text);
  return texts;
}

/**
 * Tells that the peer is not installed.
 *
 * @param {string} message
 */
export function tellAbsence(message) {
  console.error(message);
  process.exitCode = ABSENT_STATUS;
}

/** @param {import('./measure-peer.js').PeerResult} result */
export function printResult(result) {
  console.log(JSON.stringify(result));
}
