import fc from 'fast-check';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TextSink } from '../../src/cli/text-sink.js';

const folder = mkdtempSync(join(tmpdir(), 'dedupe-sink-'));
const file = join(folder, 'out');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('TextSink', () => {
  it('writes what it was given, in order, however it was cut', () => {
    const pieces = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('x'.repeat(70_000))), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, (chunks) => {
        const fd = openSync(file, 'w');
        const sink = new TextSink(fd, 'the file');
        for (const chunk of chunks) sink.write(chunk);
        sink.flush();
        closeSync(fd);
        expect(readFileSync(file).equals(Buffer.from(chunks.join(''), 'utf8'))).toBe(true);
      }),
      { seed: 20_260_102, numRuns: 50 },
    );
  });

  it('holds small pieces until it is told, and announces every write', () => {
    const fd = openSync(file, 'w');
    let writes = 0;
    const sink = new TextSink(fd, 'the file', () => writes++);
    sink.flush();
    sink.write('a');
    sink.write('b');
    expect([writes, readFileSync(file, 'utf8')]).toEqual([0, '']);
    sink.flush();
    sink.flush();
    expect([writes, readFileSync(file, 'utf8')]).toEqual([1, 'ab']);
    closeSync(fd);
  });

  it.skipIf(process.platform !== 'linux')('tells of a full disk in a sentence', () => {
    const fd = openSync('/dev/full', 'w');
    const sink = new TextSink(fd, 'the file');
    sink.write('a');
    expect(() => {
      sink.flush();
    }).toThrow('cannot write to the file: no space is left on the device');
    closeSync(fd);
  });
});
