import { describe, expect, it } from 'vitest';
import { UsageError } from '../src/errors.js';
import { defaultOptions, isScanOption, optionTable, parseOptions, reportedOptions } from '../src/options.js';

/** What parseOptions throws for values that TypeScript would refuse. */
function refusal(given: object, spelling: 'name' | 'flag' = 'name'): UsageError {
  try {
    parseOptions(given, 'scan', spelling);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('defaultOptions', () => {
  it('are those of the design', () => {
    expect(defaultOptions).toMatchObject({
      jaccard: 0.6,
      containment: 0.8,
      minWords: 20,
      passage: 50,
      shingleSize: 5,
      tokens: 'auto',
      hashSeed: 0,
      engine: 'dedupe',
      allPairs: false,
      clustering: 'star',
      prefer: [],
      passages: 0,
      ignore: true,
      textField: 'text',
      idField: 'id',
      maxSize: null,
      kernel: 'auto',
      memory: 1e9,
      tempDir: null,
    });
  });

  it('pass their own checks, in every command', () => {
    expect(parseOptions(defaultOptions)).toEqual(defaultOptions);
    expect(parseOptions(parseOptions({}, 'compare'), 'compare')).toEqual({ ...defaultOptions, passages: 20 });
  });

  it('hold every option of the table that the library takes, and no other', () => {
    const names = optionTable.map((row) => row.name).filter(isScanOption);
    expect(Object.keys(defaultOptions).sort()).toEqual([...names].sort());
    expect(isScanOption('reporter')).toBe(false);
  });
});

describe('parseOptions', () => {
  it('keeps what is given and fills in the rest', () => {
    expect(parseOptions({ jaccard: 0.9, prefer: ['a/**'] })).toEqual({
      ...defaultOptions,
      jaccard: 0.9,
      prefer: ['a/**'],
    });
  });

  it('takes an undefined option for one that is not given', () => {
    const given: object = { jaccard: undefined };
    expect(parseOptions(given)).toEqual(defaultOptions);
  });

  it('does not take 0 for a missing value', () => {
    expect(parseOptions({ minWords: 0, hashSeed: 0, passages: 0 }, 'compare').passages).toBe(0);
    expect(parseOptions({ minWords: 0 }).minWords).toBe(0);
  });

  it.each([
    [{ jaccard: 0 }, 'jaccard must be a number above 0 and at most 1, not 0'],
    [{ jaccard: 1.01 }, 'jaccard must be a number above 0 and at most 1, not 1.01'],
    [{ containment: Number.NaN }, 'containment must be a number above 0 and at most 1, not NaN'],
    [{ jaccard: '0.5' }, 'jaccard must be a number above 0 and at most 1, not "0.5"'],
    [{ shingleSize: 2.5 }, 'shingleSize must be a whole number from 1 to 64, not 2.5'],
    [{ workers: 257 }, 'workers must be a whole number from 1 to 256, not 257'],
    [{ hashSeed: 2 ** 32 }, 'hashSeed must be a whole number from 0 to 4294967295, not 4294967296'],
    [{ tokens: 'letters' }, 'tokens must be one of auto, words, characters, not "letters"'],
    [{ allPairs: 1 }, 'allPairs must be true or false, not 1'],
    [{ prefer: '*.txt' }, 'prefer must be a list, not "*.txt"'],
    [{ prefer: ['a', ''] }, 'every value of prefer must be a text that is not empty, not ""'],
    [{ textField: '' }, 'textField must be a text that is not empty, not ""'],
    [{ maxSize: 0 }, /^maxSize must be a size .*, not 0$/],
    [{ jaccard: null }, 'jaccard must be a number above 0 and at most 1, not null'],
    [{ tokens: { toString: null } }, 'tokens must be one of auto, words, characters, not an object'],
  ])('refuses %j with what is allowed and what it saw', (given, message) => {
    const error = refusal(given);
    expect(error.code).toBe('OPTION_INVALID');
    expect(error.message).toMatch(message);
  });

  it('takes null where null is the default', () => {
    expect(parseOptions({ maxSize: null, tempDir: null })).toEqual(defaultOptions);
  });

  it('names the flag to whoever typed one', () => {
    expect(refusal({ minWords: -1 }, 'flag').message).toMatch(/^--min-words must be /);
    expect(refusal({ passage: 4 }, 'flag').message).toMatch(/^--passage must be at least --shingle-size, which is 5/);
  });

  it('refuses a name that no option has, and options of the command line alone', () => {
    expect(refusal({ jacard: 0.5 }).code).toBe('OPTION_UNKNOWN');
    expect(refusal({ reporter: [] }).message).toMatch(/^there is no option "reporter"; options are jaccard, /);
  });

  it('refuses a passage shorter than a shingle, naming both', () => {
    expect(refusal({ passage: 7, shingleSize: 8 }).message).toBe(
      'passage must be at least shingleSize, which is 8, not 7: a shorter passage holds no shingle',
    );
    expect(parseOptions({ passage: 8, shingleSize: 8 }).passage).toBe(8);
  });
});

describe('reportedOptions', () => {
  it('states signature and matching options alone, defaults included, in the order of the table', () => {
    expect(Object.entries(reportedOptions(defaultOptions))).toEqual([
      ['jaccard', 0.6],
      ['containment', 0.8],
      ['minWords', 20],
      ['passage', 50],
      ['shingleSize', 5],
      ['tokens', 'auto'],
      ['hashSeed', 0],
      ['engine', 'dedupe'],
      ['allPairs', false],
      ['clustering', 'star'],
      ['prefer', []],
    ]);
  });

  it('leaves out of a comparison what only a scan has', () => {
    const names = Object.keys(reportedOptions(parseOptions({}, 'compare'), 'compare'));
    expect(names).toEqual(['jaccard', 'containment', 'minWords', 'passage', 'shingleSize', 'tokens', 'hashSeed']);
  });

  it('is the same whatever the order in which options were given', () => {
    const one = parseOptions({ jaccard: 0.7, hashSeed: 3 });
    const other = parseOptions({ hashSeed: 3, jaccard: 0.7 });
    expect(JSON.stringify(reportedOptions(one))).toBe(JSON.stringify(reportedOptions(other)));
  });

  it('does not change with speed options or the choice of files', () => {
    const plain = reportedOptions(defaultOptions);
    const other = parseOptions({ workers: 7, kernel: 'reference', tempDir: 'x', glob: ['*.md'], maxSize: 10 });
    expect(reportedOptions(other)).toEqual(plain);
  });
});
