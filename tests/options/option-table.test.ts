import { describe, expect, it } from 'vitest';
import { optionTable, scanOptionTable } from '../../src/options/option-table.js';

describe('the option table', () => {
  it('spells every flag once', () => {
    const flags = optionTable.flatMap((row) => row.flags.split(', '));
    expect(new Set(flags).size).toBe(flags.length);
    expect(flags.filter((flag) => !/^(-[a-z0-9]|--[a-z]+(-[a-z]+)*)$/.test(flag))).toEqual([]);
  });

  it('names an option as its flag is spelled', () => {
    const spelled = optionTable.map((row) => row.flags.split(', ').at(-1) ?? '').filter((flag) => flag !== '-0');
    const expected = optionTable.map((row) => {
      const kebab = row.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return row.default === true ? `--no-${kebab}` : `--${kebab}`;
    });
    expect(spelled).toEqual(expected.filter((flag) => flag !== '--null-separated'));
  });

  it('says in one clause what an option does', () => {
    for (const { name, help } of optionTable) {
      expect(help, name).toMatch(/^[^A-Z].*[^.]$/);
      expect(help, name).not.toContain('\n');
    }
  });

  it('has a default of the type of the value, in range', () => {
    for (const row of optionTable) {
      const defaults = row.compareDefault === undefined ? [row.default] : [row.default, row.compareDefault];
      for (const value of defaults) {
        if (row.value === null) expect(value, row.name).toBeTypeOf('boolean');
        else if (row.isRepeatable === true) expect(value, row.name).toBeInstanceOf(Array);
        else if (value !== null) expect(row.value.isValid(value), row.name).toBe(true);
      }
    }
  });

  it('says the default in words where the value does not', () => {
    const silent = optionTable.filter((row) => row.value !== null && row.defaultText === undefined);
    for (const row of silent) expect(['string', 'number'], row.name).toContain(typeof row.default);
  });

  it('keeps groups together, and a scan has every option', () => {
    const groups = optionTable.map((row) => row.group);
    expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual([...new Set(groups)]);
    expect(optionTable.filter((row) => !row.commands.includes('scan'))).toEqual([]);
  });

  it('holds the rows of the library and those of the command line', () => {
    const names = new Set(optionTable.map((row) => row.name));
    expect(names.size).toBe(optionTable.length);
    expect(scanOptionTable.every((row) => names.has(row.name))).toBe(true);
    expect(names.size).toBeGreaterThan(scanOptionTable.length);
  });
});
