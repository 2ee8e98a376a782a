// Fixtures reach every checkout with the bytes they were written with: what git would convert is marked in .gitattributes.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastGlob from 'fast-glob';
import { describe, expect, it } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isCheckout = existsSync(`${root}/.git`);
if (!isCheckout) console.log('git-attributes: skipped, this is not a git checkout');

/** Whether git could change these bytes, or show them as text that they are not. */
function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.includes(0x0d)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Value of the attribute `text` by path: `auto`, `set`, `unset` or `unspecified`. */
function readTextAttributes(paths: readonly string[]): Map<string, string> {
  const input = paths.map((path) => `${path}\0`).join('');
  const output = execFileSync('git', ['check-attr', '-z', '--stdin', 'text'], { cwd: root, input, encoding: 'utf8' });
  const fields = output.split('\0');
  return new Map(paths.map((path, index) => [path, fields[index * 3 + 2]]));
}

describe('fixtures', () => {
  it.skipIf(!isCheckout)('pass through git with their bytes unchanged', () => {
    const paths = fastGlob.sync('fixtures/**', { cwd: root, dot: true });
    const attributes = readTextAttributes(paths);
    expect(paths.length).toBeGreaterThan(0);
    const isAtRisk = (path: string): boolean =>
      attributes.get(path) !== 'unset' && !isPlainText(readFileSync(`${root}/${path}`));
    expect(paths.filter(isAtRisk)).toEqual([]);
  });
});
