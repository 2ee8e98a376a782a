import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments.js';
import { runScan } from '../../../src/cli/commands/scan.js';
import type { Io } from '../../../src/cli/io.js';
import { makeFolder } from '../../helpers/make-folder.js';
import { makeIo } from '../../helpers/make-io.js';

const signal = new AbortController().signal;

async function scan(argv: readonly string[], io: Io): Promise<number> {
  const invocation = parseArguments(argv, io.stdout);
  if (invocation.command !== 'scan') throw new Error(`it is ${invocation.command}`);
  return runScan(invocation, io, signal);
}

describe('runScan', () => {
  it('finds two files of one text', async () => {
    const folder = makeFolder({ 'a.txt': 'the same few words', 'b.txt': 'the same few words' });
    const { io, readStdout } = makeIo();
    const argv = ['--reporter', 'json', join(folder, 'a.txt'), join(folder, 'b.txt')];
    expect(await scan(argv, io)).toBe(1);
    expect(JSON.parse(readStdout())).toMatchObject({
      summary: { clusters: 1, redundant: 1 },
      clusters: [{ members: [{ relation: 'identical' }] }],
    });
  });

  it('is content with texts that have nothing in common', async () => {
    const folder = makeFolder({ 'a.txt': 'one text about bread', 'b.txt': 'another about the sea' });
    expect(await scan([join(folder, 'a.txt'), join(folder, 'b.txt')], makeIo().io)).toBe(0);
  });

  it('lists names a line each, escaped, and with -0 as they are', async () => {
    const name = join(makeFolder({ 'a\u001b[31m\n.txt': 'x' }), 'a\u001b[31m\n.txt');
    const escaped = makeIo();
    expect(await scan(['--files', name], escaped.io)).toBe(0);
    expect(escaped.readStdout()).toMatch(/^\S*a\\x1b\[31m\\n\.txt\n$/);
    const raw = makeIo();
    expect(await scan(['--files', '-0', name], raw.io)).toBe(0);
    expect(raw.readStdout()).toBe(`${name}\0`);
  });
});
