// The version that reports state is that of the package.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { VERSION } from '../src/version.js';

it('the version is the one that package.json states', () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({ version: VERSION });
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
});
