// The accuracy bench: the real command against exact pairs, on folders like those of ../shared/corpora.
//
//   npm run bench:accuracy -- [options] [DIR…] [-- options of dedupe]
//
// Without DIR: every set of ../shared/corpora. Ends with status 1 on any shortfall. Refuses to be a test: it takes
// minutes, and needs corpora that are no part of the project.

import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { readCorpus } from './accuracy/corpus.js';
import { flattenScore, formatScore } from './accuracy/print-score.js';
import { CommandFailure } from './accuracy/report.js';
import { scoreCorpus } from './accuracy/score-corpus.js';
import { describeRun, formatRun, ROOT } from './measure/describe-run.js';

const CORPORA = join(ROOT, '..', 'shared', 'corpora');

const HELP = `npm run bench:accuracy -- [options] [DIR…] [-- options of dedupe]

  --jaccard RATIO      threshold of both runs (default 0.6)
  --containment RATIO  the other threshold (default 0.8)
  --min-recall RATIO   least recall of the required pairs (default 0.999; 0.995 below --jaccard 0.6)
  --json FILE          writes every figure there too
  --help               prints this

DIR holds docs.jsonl.gz and pairs.tsv.gz, or corpus.jsonl.gz, truth.tsv.gz and families.tsv. Without one: every set of
../shared/corpora. Ends with status 1 on any shortfall.`;

/** Reads the arguments; throws a TypeError or RangeError with a sentence for the user. */
function readArguments() {
  const { values, positionals, tokens } = parseArgs({
    options: {
      jaccard: { type: 'string', default: '0.6' },
      containment: { type: 'string', default: '0.8' },
      'min-recall': { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
    tokens: true,
  });
  const end = tokens.find((token) => token.kind === 'option-terminator')?.index ?? Infinity;
  const places = tokens.flatMap((token) => (token.kind === 'positional' ? [token.index] : []));
  const jaccard = readRatio('--jaccard', values.jaccard);
  return {
    jaccard,
    containment: readRatio('--containment', values.containment),
    minRecall: readRatio('--min-recall', values['min-recall'] ?? (jaccard < 0.6 ? '0.995' : '0.999')),
    json: values.json ?? null,
    isHelp: values.help,
    folders: positionals.filter((_, i) => places[i] < end),
    extraOptions: positionals.filter((_, i) => places[i] > end),
  };
}

/**
 * @param {string} option
 * @param {string} value
 */
function readRatio(option, value) {
  const ratio = Number(value);
  if (value.trim() === '' || !(ratio >= 0 && ratio <= 1)) {
    throw new RangeError(`${option} takes a number from 0 to 1, not ${JSON.stringify(value)}`);
  }
  return ratio;
}

/** Every set of the shared corpora, by name. */
function listFolders() {
  if (!existsSync(CORPORA)) throw new RangeError('there is no ../shared/corpora; name the folders to measure');
  const entries = readdirSync(CORPORA, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(CORPORA, entry.name))
    .sort();
}

async function main() {
  const { jaccard, containment, minRecall, json, isHelp, folders, extraOptions } = readArguments();
  if (isHelp) {
    console.log(HELP);
    return 0;
  }
  const thresholds = { jaccard, containment, minWords: 20, passage: 50 };
  const run = describeRun();
  console.log(formatRun(run));
  console.log(
    `jaccard ${jaccard}, containment ${containment}, least recall ${minRecall}${extraOptions.map((option) => ` ${option}`).join('')}\n`,
  );
  const scores = [];
  /** @type {Record<string, string>} */
  const failures = {};
  for (const folder of folders.length > 0 ? folders : listFolders()) {
    const corpus = readCorpus(folder);
    try {
      const score = await scoreCorpus(join(ROOT, 'bin', 'dedupe.js'), corpus, thresholds, minRecall, extraOptions);
      scores.push(score);
      console.log(`${formatScore(score).join('\n')}\n`);
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      failures[corpus.name] = error.message;
      console.log(`${corpus.name}: SHORTFALL ${error.message}\n`);
    }
  }
  const failed = Object.keys(failures).length;
  const shortfalls = scores.reduce((sum, score) => sum + score.shortfalls.length, failed);
  const worst = failed > 0 ? 0 : Math.min(1, ...scores.map((score) => score.recall.recall));
  console.log(`${scores.length + failed} sets, worst recall ${worst.toFixed(5)}, ${shortfalls} shortfalls`);
  if (json !== null) {
    const data = { run, thresholds, minRecall, extraOptions, sets: scores.map(flattenScore), failures };
    writeFileSync(json, `${JSON.stringify(data, null, 2)}\n`);
  }
  return shortfalls === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsers = error instanceof RangeError || (error instanceof TypeError && 'code' in error);
  if (!isUsers) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
