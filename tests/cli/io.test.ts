import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { processIo } from '../../src/cli/io.js';

describe('processIo', () => {
  it('is the process: its outputs, its environment, its input', () => {
    const io = processIo();
    expect([io.stdout.fd, io.stderr.fd]).toEqual([1, 2]);
    expect(io.environment).toBe(process.env);
    expect(io.openStdin()).toBe(process.stdin);
  });

  it('gives columns to terminals only', () => {
    for (const stream of [processIo().stdout, processIo().stderr]) {
      expect(stream.isTerminal || stream.columns === null).toBe(true);
    }
  });
});
