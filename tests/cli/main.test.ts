import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { makeFolder } from '../helpers/make-folder.js';
import { makeIo } from '../helpers/make-io.js';

const source = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

/** What a file needs before its first line runs: its static imports, and theirs. */
function listStaticImports(file: string, found = new Set<string>()): Set<string> {
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]* from '([^']+)'/gm)) {
    const imported = specifier.startsWith('.') ? join(dirname(file), specifier.replace(/\.js$/, '.ts')) : specifier;
    if (found.has(imported)) continue;
    found.add(imported);
    if (imported.endsWith('.ts')) listStaticImports(imported, found);
  }
  return found;
}

describe('main', () => {
  it('prints the version', async () => {
    const { io, readStdout, readStderr } = makeIo();
    expect(await main(['--version'], io)).toBe(0);
    expect(readStdout()).toMatch(/^dedupe \d+\.\d+\.\d+\n$/);
    expect(readStderr()).toBe('');
  });

  it('needs neither commander nor the library for that', () => {
    const imports = [...listStaticImports(source)];
    expect(imports.some((path) => path.endsWith('version.ts'))).toBe(true);
    expect(imports.filter((path) => path === 'commander' || path.endsWith('index.ts'))).toEqual([]);
  });

  it('prints help to standard output', async () => {
    const { io, readStdout, readStderr } = makeIo();
    expect(await main(['--help'], io)).toBe(0);
    expect(readStdout()).toMatch(/^Usage: dedupe /);
    expect(readStderr()).toBe('');
  });

  it('answers a wrong option with one line on standard error and status 2', async () => {
    const { io, readStdout, readStderr } = makeIo();
    expect(await main(['--jacard', '1'], io)).toBe(2);
    expect(readStdout()).toBe('');
    expect(readStderr()).toBe("dedupe: unknown option '--jacard'; did you mean --jaccard?\n");
  });

  it('escapes what was typed when it says it again', async () => {
    const { io, readStderr } = makeIo(true);
    await main(['--color=\u001b[31m'], io);
    await main(['--\u001b[31m'], io);
    expect(readStderr()).not.toContain('\u001b');
  });

  it('reads standard input only when it is named, and closes what it opened', async () => {
    const stdin = Readable.from([]);
    const { io } = makeIo();
    const file = join(makeFolder({ 'a.txt': 'some words of a text' }), 'a.txt');
    await main([file], { ...io, openStdin: () => stdin });
    expect(stdin.destroyed).toBe(false);
    await main(['--allow-empty', '-'], { ...io, openStdin: () => stdin });
    expect(stdin.destroyed).toBe(true);
  });

  it('tells an unknown error with its stack, and returns 2', async () => {
    const { io, readStderr } = makeIo();
    const openStdin = () => {
      throw new RangeError('cannot be opened');
    };
    expect(await main(['-'], { ...io, openStdin })).toBe(2);
    expect(readStderr()).toMatch(/^dedupe: this is a bug in dedupe; .*\nRangeError: cannot be opened\n {4}at /);
  });
});
