import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { closingHelp, usageLines, versionLine } from '../../src/cli/help-text.js';

it('names the version of package.json', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  expect(versionLine).toBe(`dedupe ${(JSON.parse(text) as { version: string }).version}`);
});

it('fits 80 columns', () => {
  const lines = [...Object.values(closingHelp), ...Object.values(usageLines).map((usage) => `Usage: dedupe ${usage}`)];
  expect(lines.flatMap((text) => text.split('\n')).filter((line) => line.length > 80)).toEqual([]);
});

it('names every exit status, and two examples a command', () => {
  for (const text of Object.values(closingHelp)) {
    for (const status of ['0 ', '1 ', '2 ', '130', '143']) expect(text).toContain(status);
    expect(text.split('Examples:')[1]?.trim().split('\n')).toHaveLength(2);
  }
});
