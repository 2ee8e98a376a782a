import { describe, expect, it } from 'vitest';
import { optionTable } from '../../src/options/option-table.js';
import { describeDefault, flagOf, refuseValue, renderOptionTable, spellOption } from '../../src/options/option-text.js';
import type { NamedOptionRow } from '../../src/options/option-types.js';

function rowOf(name: string): NamedOptionRow {
  const row = optionTable.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`no option ${name}`);
  return row;
}

describe('spellOption', () => {
  it('shows flags and placeholder', () => {
    expect(['quiet', 'jaccard', 'reporter', 'nullSeparated'].map((name) => spellOption(rowOf(name)))).toEqual([
      '-q, --quiet',
      '--jaccard RATIO',
      '--reporter NAME[=FILE]',
      '-0',
    ]);
  });
});

describe('flagOf', () => {
  it('is the long flag where there are two', () => {
    expect(['quiet', 'ignore', 'nullSeparated'].map((name) => flagOf(rowOf(name)))).toEqual([
      '--quiet',
      '--no-ignore',
      '-0',
    ]);
  });
});

describe('describeDefault', () => {
  it('is what people would type, or words', () => {
    expect(['jaccard', 'tokens', 'workers', 'maxSize', 'failOn'].map((name) => describeDefault(rowOf(name)))).toEqual([
      '0.6',
      'auto',
      'cores',
      'none',
      'identical,same-text,near,contained',
    ]);
  });

  it('is that of the command where commands differ', () => {
    const row = rowOf('passages');
    expect([describeDefault(row), describeDefault(row, 'scan'), describeDefault(row, 'compare')]).toEqual([
      '0; in compare 20',
      '0',
      '20',
    ]);
  });

  it('is nothing for a switch', () => {
    expect(describeDefault(rowOf('hidden'))).toBeNull();
  });
});

describe('refuseValue', () => {
  it('says what is wrong, what is allowed and what it saw', () => {
    expect(refuseValue('--jaccard', rowOf('jaccard'), '60')).toBe(
      '--jaccard must be a number above 0 and at most 1, not "60"',
    );
  });

  it('has words for every value', () => {
    const seen = [undefined, null, 1n, Symbol('x'), [1, ['a']], {}, true].map((value) =>
      refuseValue('x', rowOf('tokens'), value).replace(/.*, not /, ''),
    );
    expect(seen).toEqual(['undefined', 'null', '1', 'Symbol(x)', '[1, [a]]', 'an object', 'true']);
  });
});

describe('renderOptionTable', () => {
  const lines = renderOptionTable().split('\n');

  it('has a line an option under a heading', () => {
    expect(lines).toHaveLength(optionTable.length + 2);
    expect(lines[0]).toMatch(/^\| option +\| default +\| kind \| what it does +\|$/);
    expect(lines[1]).toMatch(/^\| -+ \| -+ \| -+ \| -+ \|$/);
    for (const [index, row] of optionTable.entries()) {
      expect(lines[index + 2]).toContain(`\`${spellOption(row).replaceAll('|', '\\|')}\``);
    }
  });

  it('has four cells in every line, bars within cells escaped, columns aligned', () => {
    const widths = new Set(lines.map((line) => line.length));
    expect(widths.size).toBe(1);
    for (const line of lines) expect(line.split(/(?<!\\)\|/)).toHaveLength(6);
  });
});
