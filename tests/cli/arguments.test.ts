import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type Invocation, parseArguments } from '../../src/cli/arguments.js';
import { spellOption } from '../../src/options.js';
import { optionTable, UsageError } from '../../src/index.js';

function parse(...argv: string[]): Invocation {
  return parseArguments(argv, { fd: 1, isTerminal: false, columns: null });
}

function parseScan(...argv: string[]): Extract<Invocation, { command: 'scan' }> {
  const invocation = parse(...argv);
  if (invocation.command !== 'scan') throw new Error(`it is ${invocation.command}`);
  return invocation;
}

function refusal(...argv: string[]): UsageError {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('commands', () => {
  it('scans the current folder when nothing is given, with a worker a core', () => {
    const invocation = parseScan();
    expect(invocation.paths).toEqual(['.']);
    expect(invocation.options.workers).toBe(Math.min(availableParallelism(), 256));
    expect(invocation.settings).toMatchObject({
      failOn: ['identical', 'same-text', 'near', 'contained'],
      quiet: false,
    });
  });

  it('takes everything that is no option for a path, in order', () => {
    expect(parseScan('b', '--hidden', 'a', '-', 'b').paths).toEqual(['b', 'a', '-', 'b']);
  });

  it('takes nothing after -- for an option', () => {
    const invocation = parseScan('--hidden', '--', '--follow', '-x', '--');
    expect(invocation.paths).toEqual(['--follow', '-x', '--']);
    expect(invocation.options).toMatchObject({ hidden: true, follow: false });
  });

  it('reads no folder beside the lists it is given', () => {
    expect(parseScan('--files-from', 'list').paths).toEqual([]);
    expect(parseScan('--files-from', 'list', 'a').paths).toEqual(['a']);
  });

  it('knows compare by its place', () => {
    expect(parse('compare', 'a', '--passages', '3', 'b:17')).toMatchObject({
      command: 'compare',
      left: 'a',
      right: 'b:17',
      options: { passages: 3 },
    });
    expect(parse('compare', 'a', 'b')).toMatchObject({ options: { passages: 20 } });
    expect(parseScan('./compare').paths).toEqual(['./compare']);
    expect(parseScan('a', 'compare').paths).toEqual(['a', 'compare']);
    expect(parseScan('--', 'compare', 'a').paths).toEqual(['compare', 'a']);
  });

  it('says where a command stands, instead of taking it for a path', () => {
    expect(refusal('--hidden', 'compare', 'a', 'b').message).toBe(
      'the command "compare" stands first; a path of that name is ./compare',
    );
    expect(parseScan('--hidden', '--', 'compare').paths).toEqual(['compare']);
  });

  it('may take both sides of a comparison from standard input', () => {
    expect(parse('compare', '-:1', '-:2')).toMatchObject({ left: '-:1', right: '-:2' });
  });

  it.each(['index', 'check', 'apply'])('reserves the word %s', (word) => {
    const error = refusal(word, 'a');
    expect(error.code).toBe('COMMAND_UNKNOWN');
    expect(error.message).toBe(`this version has no command "${word}"; a path of that name is ./${word}`);
    expect(parseScan(`./${word}`).paths).toEqual([`./${word}`]);
  });

  it.each([[['compare']], [['compare', 'a']], [['compare', 'a', 'b', 'c']]])('%j is no pair', (argv) => {
    expect(refusal(...argv).message).toBe('compare takes two documents: dedupe compare [options] <left> <right>');
  });
});

describe('options', () => {
  it('reads every kind of value', () => {
    const { options, settings } = parseScan(
      ...['--jaccard', '.7', '--max-size=1.5MB', '--hash-seed', '0', '--tokens', 'words', '--no-ignore', '-0'],
      ...['--prefer', 'a/**', '--prefer=b', '--fail-on', 'none', '--reporter', 'json=a=b', '--reporter', 'text'],
    );
    expect(options).toMatchObject({ jaccard: 0.7, maxSize: 1_500_000, hashSeed: 0, tokens: 'words', ignore: false });
    expect(options).toMatchObject({ nullSeparated: true, prefer: ['a/**', 'b'] });
    expect(settings).toMatchObject({ failOn: [] });
    expect(settings.reporter).toEqual([
      { name: 'json', file: 'a=b' },
      { name: 'text', file: null },
    ]);
  });

  it('keeps the last of an option that is given twice', () => {
    expect(parseScan('--jaccard', '0.1', '--jaccard', '0.2').options.jaccard).toBe(0.2);
  });

  it('takes short options together', () => {
    expect(parseScan('-v0').settings.verbose).toBe(true);
    expect(parseScan('-v0').options.nullSeparated).toBe(true);
  });

  it('leaves to each command its own options', () => {
    expect(refusal('compare', '--all-pairs', 'a', 'b').code).toBe('OPTION_UNKNOWN');
  });

  it.each([
    [['--jaccard', '60'], '--jaccard must be a number above 0 and at most 1, not "60"'],
    [['--jaccard', '-1'], '--jaccard must be a number above 0 and at most 1, not "-1"'],
    [['--jaccard='], '--jaccard must be a number above 0 and at most 1, not ""'],
    [['--workers', '0'], '--workers must be a whole number from 1 to 256, not "0"'],
    [['--fail-on', 'dupes'], /^--fail-on must be none, or a comma list of identical, .*, not "dupes"$/],
    [['--passage', '2'], /^--passage must be at least --shingle-size, which is 5, not 2/],
    [['--jaccard'], "option '--jaccard' needs a value"],
    [['-qv'], '--quiet and --verbose exclude each other; leave one out'],
    [['-', '-'], 'standard input ("-") can be read once, and is named twice'],
    [['--files-from', '-', '-'], 'standard input ("-") can be read once, and is named twice'],
  ])('refuses %j in one sentence', (argv, message) => {
    const error = refusal(...argv);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('\n');
  });

  it('suggests the near spelling of an option it does not know', () => {
    expect(refusal('--jacard', '0.5').message).toBe("unknown option '--jacard'; did you mean --jaccard?");
    expect(refusal('--xyzzy').message).toBe("unknown option '--xyzzy'; dedupe --help lists the options");
    expect(refusal('-x').message).toBe("unknown option '-x'; dedupe --help lists the options");
    expect(refusal('--quiet=yes').code).toBe('OPTION_UNKNOWN');
  });
});

describe('help', () => {
  function help(...argv: string[]): string {
    const invocation = parse(...argv);
    if (invocation.command !== 'print') throw new Error(`it is ${invocation.command}`);
    return invocation.text;
  }

  it('lists every option of the command, as the table spells it', () => {
    for (const command of ['scan', 'compare'] as const) {
      const text = help(...(command === 'compare' ? ['compare', '--help'] : ['-h']));
      for (const row of optionTable) {
        expect(text.includes(`\n  ${spellOption(row)} `), row.name).toBe(row.commands.includes(command));
      }
    }
  });

  it('says the defaults that the command has', () => {
    expect(help('--help')).toContain('(default: 0.6)');
    expect(help('--help')).toMatch(/--passages N[^-]*\(default: 0\)/);
    expect(help('compare', '--help')).toMatch(/--passages N[^-]*\(default: 20\)/);
  });

  it('fills the width there is', () => {
    for (const columns of [40, 60, 80, 200]) {
      const invocation = parseArguments(['--help'], { fd: 1, isTerminal: true, columns });
      const lines = invocation.command === 'print' ? invocation.text.split('\n') : [];
      const longest = Math.max(...lines.filter((line) => line.startsWith('  --')).map((line) => line.length));
      if (columns >= 80) expect(longest).toBeLessThanOrEqual(columns);
    }
    const lines = help('--help').split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('wins over the rest of the line', () => {
    expect(help('compare', '--help')).toMatch(/^Usage: dedupe compare \[options\] <left> <right>\n/);
    expect(help('a', 'b', '--help')).toMatch(/^Usage: dedupe \[options\] \[paths\.\.\.\]\n {7}dedupe compare /);
    expect(help('--hidden', '--version')).toMatch(/^dedupe \d+\.\d+\.\d+\n$/);
  });
});
