// The command line of the speed bench, and its environment variables. Refuses to run anything.

import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';

/** The values that --help tells. */
const DEFAULTS = { megabytes: '100', runs: '5', seed: '1', scale: '1', timeLimit: '600', python: 'python3' };

/** @param {{ shapes: readonly string[], peers: readonly string[] }} names */
export function describeUsage({ shapes, peers }) {
  return `npm run bench -- [options] [-- options of dedupe]

  --corpus PATH        a text file, a JSON-lines file or a folder (or BENCH_CORPUS=PATH); without one text is generated
  --megabytes N        size of the generated text (or BENCH_MEGABYTES=N; default ${DEFAULTS.megabytes})
  --seed N             of the generated text (default ${DEFAULTS.seed})
  --runs N             how often each command runs (default ${DEFAULTS.runs}; 1 with --shapes or --peers)
  --workers LIST       numbers of workers to measure, as 1,2 (default: what the command chooses)
  --bin FILE           the command's entry file (or BENCH_BIN=FILE; default bin/dedupe.js)
  --temp-dir DIR       where text is generated (default: the system's)
  --time-limit SECONDS for each run of a command (default ${DEFAULTS.timeLimit})
  --json FILE          writes every figure there too

  --shapes             hostile shapes instead, at n and 2n, beside as many bytes of unrelated text
  --shape NAME         one of them (repeatable): ${shapes.join(', ')}
  --scale RATIO        of their sizes (default ${DEFAULTS.scale})

  --peers              other tools instead, on the same file; those that are not installed are passed over
  --peer NAME          one of them (repeatable): ${peers.join(', ')}
  --python FILE        the interpreter that has them (or BENCH_PYTHON=FILE; default ${DEFAULTS.python})

  --help               prints this`;
}

/**
 * What was asked for. `workers` null is the command's own choice. Throws a RangeError or TypeError with a sentence for
 * the user.
 *
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {{ shapes: readonly string[], peers: readonly string[] }} names
 */
export function readArguments(args, environment, names) {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: {
      corpus: { type: 'string' },
      megabytes: { type: 'string' },
      seed: { type: 'string', default: DEFAULTS.seed },
      runs: { type: 'string' },
      workers: { type: 'string' },
      bin: { type: 'string' },
      'temp-dir': { type: 'string', default: tmpdir() },
      'time-limit': { type: 'string', default: DEFAULTS.timeLimit },
      json: { type: 'string' },
      shapes: { type: 'boolean', default: false },
      shape: { type: 'string', multiple: true, default: [] },
      scale: { type: 'string', default: DEFAULTS.scale },
      peers: { type: 'boolean', default: false },
      peer: { type: 'string', multiple: true, default: [] },
      python: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: true,
    tokens: true,
  });
  const end = tokens.find((token) => token.kind === 'option-terminator')?.index ?? Infinity;
  const stray = tokens.find((token) => token.kind === 'positional' && token.index < end);
  if (stray !== undefined)
    throw new RangeError(`name the corpus with --corpus; what is ${JSON.stringify(stray.value)}?`);
  const isShapes = values.shapes || values.shape.length > 0;
  const isPeers = values.peers || values.peer.length > 0;
  if (isShapes && isPeers) throw new RangeError('--shapes and --peers are two benches; run one after the other');
  const task = isShapes ? 'shapes' : isPeers ? 'peers' : 'speed';
  return {
    task: /** @type {'speed' | 'shapes' | 'peers'} */ (task),
    isHelp: values.help,
    corpus: values.corpus ?? fallBack(environment.BENCH_CORPUS, null),
    megabytes: readNumber('--megabytes', values.megabytes ?? fallBack(environment.BENCH_MEGABYTES, DEFAULTS.megabytes)),
    seed: readCount('--seed', values.seed, 0),
    runs: readCount('--runs', values.runs ?? (task === 'speed' ? DEFAULTS.runs : '1'), 1),
    workers: readWorkers(values.workers),
    bin: values.bin ?? fallBack(environment.BENCH_BIN, null),
    tempDir: values['temp-dir'],
    timeLimitMs: 1000 * readNumber('--time-limit', values['time-limit']),
    json: values.json ?? null,
    shapes: chooseNames('--shape', values.shape, names.shapes),
    scale: readNumber('--scale', values.scale),
    peers: chooseNames('--peer', values.peer, names.peers),
    python: values.python ?? fallBack(environment.BENCH_PYTHON, DEFAULTS.python),
    extraOptions: positionals,
  };
}

/** @typedef {ReturnType<typeof readArguments>} SpeedArguments */

/**
 * @template Fallback
 * @param {string | undefined} value an empty variable counts as none
 * @param {Fallback} fallback
 */
function fallBack(value, fallback) {
  return value === undefined || value === '' ? fallback : value;
}

/**
 * @param {string} option
 * @param {string} value
 */
function readNumber(option, value) {
  const number = Number(value);
  if (value.trim() === '' || !(number > 0 && Number.isFinite(number))) {
    throw new RangeError(`${option} takes a number above 0, not ${JSON.stringify(value)}`);
  }
  return number;
}

/**
 * @param {string} option
 * @param {string} value
 * @param {number} least
 */
function readCount(option, value, least) {
  const count = Number(value);
  if (value.trim() === '' || !Number.isSafeInteger(count) || count < least) {
    throw new RangeError(`${option} takes a whole number from ${least}, not ${JSON.stringify(value)}`);
  }
  return count;
}

/**
 * @param {string | undefined} list
 * @returns {(string | null)[]}
 */
function readWorkers(list) {
  if (list === undefined) return [null];
  return list.split(',').map((count) => String(readCount('--workers', count, 1)));
}

/**
 * @param {string} option
 * @param {readonly string[]} chosen
 * @param {readonly string[]} known
 */
function chooseNames(option, chosen, known) {
  const unknown = chosen.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`${option} takes one of ${known.join(', ')}, not ${JSON.stringify(unknown)}`);
  }
  return known.filter((name) => chosen.length === 0 || chosen.includes(name));
}
