import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../../src/cli/arguments.js';
import { runCompare } from '../../../src/cli/commands/compare.js';
import { makeFolder } from '../../helpers/make-folder.js';
import { makeIo } from '../../helpers/make-io.js';

describe('runCompare', () => {
  it('gives both sides to the library, and the status of what it finds', async () => {
    const folder = makeFolder({ 'a.txt': 'the same few words', 'b.txt': 'the same few words' });
    const { io } = makeIo();
    const argv = ['compare', '--reporter', 'json', join(folder, 'b.txt'), join(folder, 'a.txt')];
    const invocation = parseArguments(argv, io.stdout);
    if (invocation.command !== 'compare') throw new Error(`it is ${invocation.command}`);
    expect(await runCompare(invocation, io, new AbortController().signal)).toBe(1);
  });
});
