// What is published and what it asks of an installation: the packed files, the manifest and the lock file.
//
// Looks at dist/ as `npm test` built it. The packing is npm's own, without scripts, so that no build runs while other
// tests use the one there is.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = readJson('package.json') as Manifest;
const lock = readJson('package-lock.json') as Lock;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(`${root}/${path}`, 'utf8'));
}

function listPackedFiles(): string[] {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    // npm runs this test as a script of its own; on Windows it is a command file.
    shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(output) as [{ files: { path: string }[] }];
  return packed.files.map(({ path }) => path);
}

describe('the package', () => {
  const files = listPackedFiles();

  it('holds what is needed to run, to import and to read about it', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        ...['LICENSE', 'README.md', 'package.json', 'bin/dedupe.js', 'schema/report.schema.json'],
        ...['dist/cli/main.js', 'dist/index.d.ts', 'dist/index.js', 'dist/worker.js'],
      ]),
    );
  });

  it('holds nothing else', () => {
    const expected = [
      /^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/,
      /^bin\/dedupe\.js$/,
      // No source maps, no tests, and no hash in a name: a chunk is named after what it holds.
      /^dist\/([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*\.js$/,
      /^dist\/index\.d\.ts$/,
      /^schema\/[a-z-]+\.schema\.json$/,
      /^man\/[a-z-]+\.1$/,
    ];
    expect(files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it('has a program for every command it names', () => {
    expect(manifest.bin).toEqual({ dedupe: 'bin/dedupe.js' });
    expect(readFileSync(`${root}/bin/dedupe.js`, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});

describe('an installation', () => {
  it('runs no script of ours on the machine that installs', () => {
    const names = ['preinstall', 'install', 'postinstall', 'preuninstall', 'uninstall', 'postuninstall'];
    expect(names.filter((name) => name in manifest.scripts)).toEqual([]);
  });

  it('runs no script of a dependency', () => {
    const named = Object.entries(lock.packages).filter(([, locked]) => locked.hasInstallScript === true);
    expect(named.map(([path]) => path)).toEqual([]);
  });

  it('asks for exact versions', () => {
    const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('gets the versions that the manifest asks for', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies };
    const locked = Object.keys(asked).map((name) => [name, lock.packages[`node_modules/${name}`]?.version]);
    expect(Object.fromEntries(locked)).toEqual(asked);
  });

  it('comes from whichever registry the machine uses, checked by hash', () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(0);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
  });

  it('needs the oldest Node that is tested, and no newer one', () => {
    const [, oldest] = /^NODE_VERSIONS=\((\d+\.\d+)\.\d+ /m.exec(readFileSync(`${root}/.ci/run`, 'utf8')) ?? [];
    expect(manifest.engines).toEqual({ node: `>=${oldest}` });
  });
});
