import { describe, expect, it } from 'vitest';
import type { ReporterName } from '../../src/reporters/registry.js';
import { createReporter, escapeText, isReporterName, reporterNames } from '../../src/reporters/registry.js';
import { describeReporterContract } from './contract.js';
import { buildContext } from './samples.js';

for (const name of reporterNames) describeReporterContract(name);

describe('the registry', () => {
  it('names the reporters, the default first', () => {
    expect(reporterNames).toEqual(['text', 'json', 'ndjson']);
  });

  it('knows its own names and no inherited ones', () => {
    expect(reporterNames.every(isReporterName)).toBe(true);
    expect(['', 'TEXT', 'toString', '__proto__', 'constructor'].some(isReporterName)).toBe(false);
  });

  it('says which reporters there are when asked for another', () => {
    expect(() => createReporter('toString' as ReporterName, buildContext([]))).toThrow(
      'no reporter is named "toString"; there are text, json, ndjson',
    );
  });

  it('hands on escapeText for those who print elsewhere', () => {
    expect(escapeText('\x1b')).toBe('\\x1b');
  });
});
