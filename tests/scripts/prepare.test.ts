// `npm ci --omit=dev` runs scripts/prepare.js where there is no bundler: it must say so and succeed.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

describe('prepare', () => {
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dedupe-prepare-'));
    copyFileSync(join(root, 'scripts/prepare.js'), join(folder, 'prepare.mjs'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('does nothing, in one line, where tsdown is not installed', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['prepare.mjs'], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^prepare: tsdown is not installed .*\n$/);
    expect(readdirSync(folder)).toEqual(['prepare.mjs']);
  });
});
