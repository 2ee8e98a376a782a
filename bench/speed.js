// The speed bench: the real command beside `wc -w` on the same bytes, on hostile shapes, and beside its peers.
//
//   npm run bench -- [options] [-- options of dedupe]
//
// Ends with status 1 where a report is wrong, never for being slow. Refuses to be a test: times of shared machines are
// for people to read.

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { makeWorld, plantCorpus } from './corpus/plant-corpus.js';
import { describeRun, formatRun, ROOT } from './measure/describe-run.js';
import { CommandFailure } from './measure/run-dedupe.js';
import { findMedian } from './measure/statistics.js';
import { withTempFolder } from './measure/temp-folder.js';
import { measureCommand } from './peers/measure-command.js';
import { measurePeer } from './peers/measure-peer.js';
import { peers } from './peers/peers.js';
import { formatPeers } from './peers/print-peers.js';
import { measureShape } from './shapes/measure-shape.js';
import { formatShapes } from './shapes/print-shapes.js';
import { shapes } from './shapes/shapes.js';
import { describeUsage, readArguments } from './speed/arguments.js';
import { measureCorpus, sizeCorpus } from './speed/measure-corpus.js';
import { formatSpeed } from './speed/print-speed.js';
import { countWords } from './speed/word-count.js';

const NAMES = { shapes: shapes.map(({ name }) => name), peers: peers.map(({ name }) => name) };

/** Peers take minutes, and the yardstick half a second. */
const WORD_COUNT_RUNS = 5;

/** @typedef {import('./speed/arguments.js').SpeedArguments & { bin: string, folder: string }} Settings */

async function main() {
  const given = readArguments(process.argv.slice(2), process.env, NAMES);
  if (given.isHelp) {
    console.log(describeUsage(NAMES));
    return 0;
  }
  const bin = resolve(given.bin ?? join(ROOT, 'bin', 'dedupe.js'));
  if (statSync(bin, { throwIfNoEntry: false }) === undefined) throw new RangeError(`there is no command ${bin}`);
  const run = describeRun();
  console.log(`${formatRun(run)}${given.extraOptions.map((option) => ` ${option}`).join('')}\n`);
  return withTempFolder(given.tempDir, async (folder) => {
    const settings = { ...given, bin, folder };
    const runTask = { speed: benchSpeed, shapes: benchShapes, peers: benchPeers }[given.task];
    const { isRight, figures } = await runTask(settings);
    if (given.json !== null) writeFileSync(given.json, `${JSON.stringify({ run, ...figures }, null, 2)}\n`);
    return isRight ? 0 : 1;
  });
}

/** @param {Settings} settings */
async function benchSpeed(settings) {
  const corpus = takeCorpus(settings);
  const speed = await measureCorpus(corpus, { ...settings, tell: tellProgress });
  console.log(formatSpeed(corpus, speed).join('\n'));
  return { isRight: (speed.verdict?.unexpected.length ?? 0) === 0, figures: { corpus, speed } };
}

/** @param {Settings} settings */
async function benchShapes(settings) {
  const measured = [];
  for (const shape of shapes.filter(({ name }) => settings.shapes.includes(name))) {
    measured.push({ shape, samples: await measureShape(shape, { ...settings, tell: tellProgress }) });
  }
  console.log(formatShapes(measured).join('\n'));
  const isRight = measured.every(({ samples }) => samples.every(({ faults }) => faults.length === 0));
  const figures = measured.map(({ shape, samples }) => ({ shape: shape.name, samples }));
  return { isRight, figures: { shapes: figures } };
}

/** @param {Settings} settings */
async function benchPeers(settings) {
  const corpus = takeCorpus(settings);
  if (corpus.isFolder) throw new RangeError('peers read one JSON-lines file; name one with --corpus');
  const counts = [];
  // The first brings the file into the memory of the system.
  for (let run = 0; run <= WORD_COUNT_RUNS; run++) counts.push(await countWords(corpus.path, false));
  const wordCountMs = findMedian(counts.slice(1).map(({ elapsedMs }) => elapsedMs));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const samples = await measureCommand(corpus.path, { ...settings, version });
  for (const peer of peers.filter(({ name }) => settings.peers.includes(name))) {
    tellProgress(peer.name);
    samples.push(await measurePeer(peer, corpus.path, settings));
  }
  console.log(
    `${corpus.origin}: ${(corpus.byteLength / 1e6).toFixed(1)} MB; wc -w ${(wordCountMs / 1000).toFixed(2)} s\n`,
  );
  console.log(formatPeers(samples, wordCountMs).join('\n'));
  return { isRight: true, figures: { corpus, words: counts[0].words, wordCountMs, peers: samples } };
}

/**
 * The corpus that was named, or one generated in the folder.
 *
 * @param {Settings} settings
 * @returns {import('./speed/measure-corpus.js').Corpus}
 */
function takeCorpus({ corpus, megabytes, seed, folder }) {
  if (corpus !== null) {
    // Peers run in folders of their own.
    const path = resolve(corpus);
    return { path, ...sizeCorpus(path), origin: corpus, planted: null };
  }
  tellProgress('generating');
  const path = join(folder, 'corpus.jsonl');
  const { planted, byteLength } = plantCorpus(path, makeWorld(seed), megabytes * 1e6);
  return { path, isFolder: false, byteLength, origin: `generated from seed ${seed}`, planted };
}

/** @param {string} line */
function tellProgress(line) {
  if (process.stderr.isTTY) console.error(line);
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsers = error instanceof RangeError || (error instanceof TypeError && 'code' in error);
  if (!isUsers && !(error instanceof CommandFailure)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
