// jscpd: passages of 50 equal tokens between files, one file a document. Exact, but no Jaccard and no clusters: what it
// gives is nearest to our overlaps. Refuses to install it: it is looked for on PATH and where npx keeps packages.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { printResult, readPeerArguments, readTexts, tellAbsence } from './print-result.js';

const MIN_TOKENS = 50;
/** So many files a folder: some file systems are slow with more. */
const FILES_PER_FOLDER = 1000;

const { corpus, folder } = readPeerArguments();
const command = findCommand();
if (command === null) tellAbsence('jscpd is neither on PATH nor among the packages of npx');
else measureCommand(command);

/** The program; null where it is not installed. */
function findCommand() {
  const packages = join(homedir(), '.npm', '_npx');
  const places = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...listNames(packages).map((name) => join(packages, name, 'node_modules', '.bin')),
  ];
  return places.map((place) => join(place, 'jscpd')).find(isProgram) ?? null;
}

/** @param {string} command */
function measureCommand(command) {
  const documents = join(folder, 'documents');
  const texts = readTexts(corpus);
  for (const [number, text] of texts.entries()) {
    const place = join(documents, String(Math.floor(number / FILES_PER_FOLDER)));
    if (number % FILES_PER_FOLDER === 0) mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `${number}.txt`), text);
  }
  const output = join(folder, 'output');
  const options = [
    '--min-tokens',
    String(MIN_TOKENS),
    '--min-lines',
    '1',
    '--max-lines',
    '1000000',
    '--max-size',
    '1gb',
  ];
  const args = [documents, ...options, '--format', 'txt', '--reporters', 'json', '--output', output];
  // The files are ours: their making is not its time.
  const startedAt = performance.now();
  const run = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e9 });
  const peerSeconds = (performance.now() - startedAt) / 1000;
  if (run.status !== 0) {
    console.error(run.stderr.trim() || String(run.error ?? `status ${run.status}`));
    process.exitCode = 1;
    return;
  }
  const { duplicates } = JSON.parse(readFileSync(join(output, 'jscpd-report.json'), 'utf8'));
  const pairs = new Set(
    duplicates.map((/** @type {any} */ { firstFile, secondFile }) => `${firstFile.name}\n${secondFile.name}`),
  );
  printResult({
    version: /\d+\.\d+\.\d+/.exec(spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout)?.[0] ?? '',
    gives: `pairs of files with a passage of ${MIN_TOKENS} tokens, exact; no Jaccard`,
    documents: texts.length,
    pairs: pairs.size,
    verifiedPairs: null,
    redundant: null,
    peerSeconds,
  });
}

/** @param {string} path */
function listNames(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
