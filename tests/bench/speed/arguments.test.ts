// The command line of the speed bench.

import { describe, expect, it } from 'vitest';
import { describeUsage, readArguments } from '../../../bench/speed/arguments.js';

const NAMES = { shapes: ['copies', 'chain'], peers: ['rensa', 'gaoya'] };

describe('readArguments', () => {
  it('has defaults: a hundred generated megabytes, five runs, as many workers as the command likes', () => {
    expect(readArguments([], {}, NAMES)).toMatchObject({
      task: 'speed',
      corpus: null,
      megabytes: 100,
      runs: 5,
      workers: [null],
      bin: null,
      timeLimitMs: 600_000,
      extraOptions: [],
    });
  });

  it('reads the environment, and the command line before it', () => {
    const environment = { BENCH_CORPUS: 'all.jsonl', BENCH_MEGABYTES: '7', BENCH_BIN: 'bin.js', BENCH_PYTHON: '' };
    const given = readArguments(['--megabytes', '0.5', '--workers', '1,2'], environment, NAMES);
    expect(given).toMatchObject({ corpus: 'all.jsonl', megabytes: 0.5, bin: 'bin.js', python: 'python3' });
    expect(given.workers).toEqual(['1', '2']);
  });

  it('takes a named shape or peer for the wish to measure it, once unless more is asked', () => {
    expect(readArguments(['--shape', 'chain'], {}, NAMES)).toMatchObject({
      task: 'shapes',
      shapes: ['chain'],
      runs: 1,
    });
    expect(readArguments(['--peers', '--runs', '3'], {}, NAMES)).toMatchObject({
      task: 'peers',
      peers: NAMES.peers,
      runs: 3,
    });
  });

  it('hands on what stands after --', () => {
    expect(readArguments(['--runs', '1', '--', '--memory', '256MB'], {}, NAMES).extraOptions).toEqual([
      '--memory',
      '256MB',
    ]);
  });

  it('refuses what makes no sense, in a sentence', () => {
    const read =
      (...args: string[]) =>
      () =>
        readArguments(args, {}, NAMES);
    expect(read('--runs', '0')).toThrow('--runs takes a whole number from 1, not "0"');
    expect(read('--megabytes', 'many')).toThrow('--megabytes takes a number above 0, not "many"');
    expect(read('--workers', '1,')).toThrow('--workers takes a whole number from 1, not ""');
    expect(read('--shape', 'cube')).toThrow('--shape takes one of copies, chain, not "cube"');
    expect(read('--shapes', '--peers')).toThrow('two benches');
    expect(read('all.jsonl')).toThrow('name the corpus with --corpus');
    expect(read('--megabyte', '3')).toThrow("Unknown option '--megabyte'");
  });
});

describe('describeUsage', () => {
  it('names every shape and peer', () => {
    expect(describeUsage(NAMES)).toContain('copies, chain');
    expect(describeUsage(NAMES)).toContain('rensa, gaoya');
  });
});
