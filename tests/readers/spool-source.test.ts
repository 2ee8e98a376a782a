import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzipFile } from '../../src/readers/gzip.js';
import { Spool } from '../../src/readers/spool.js';
import { type SpoolOutcome, spoolSource } from '../../src/readers/spool-source.js';
import { makeFolder } from '../helpers/make-folder.js';

interface Spooled {
  readonly outcome: SpoolOutcome;
  readonly content: string | null;
  /** Copies left in the spool. */
  readonly files: string[];
}

async function spool(
  chunks: AsyncIterable<Uint8Array | string>,
  format: 'text' | 'json-lines' = 'text',
  maxSize: number | null = null,
): Promise<Spooled> {
  const tempDir = makeFolder();
  const spooling = new Spool(tempDir);
  const outcome = await spoolSource(chunks, format, maxSize, spooling);
  const content = outcome.kind === 'spooled' ? readFileSync(outcome.file, 'latin1') : null;
  const files = readdirSync(tempDir).flatMap((name) => readdirSync(join(tempDir, name)));
  spooling.dispose();
  return { outcome, content, files };
}

describe('spoolSource', () => {
  it('copies bytes and strings as they come', async () => {
    const { outcome, content } = await spool(Readable.from([Buffer.from([0xff]), 'é', new Uint8Array([10])]));
    expect(outcome).toMatchObject({ kind: 'spooled', byteLength: 4 });
    expect(content).toBe('\xff\xc3\xa9\n');
  });

  it('copies an empty stream', async () => {
    expect((await spool(Readable.from([]), 'json-lines')).content).toBe('');
  });

  it('copies a binary no further than it takes to know, and keeps nothing of it', async () => {
    let chunks = 0;
    async function* pour(): AsyncGenerator<Buffer, void, void> {
      await Promise.resolve();
      for (; ; chunks++) yield Buffer.alloc(1000, chunks === 3 ? 0 : 97);
    }
    const { outcome, files } = await spool(pour());
    expect(outcome).toEqual({ kind: 'skipped', reason: 'binary' });
    expect(chunks).toBe(3);
    expect(files).toEqual([]);
  });

  it('does not take UTF-16 for binary, even where it comes byte by byte', async () => {
    const bytes = [...Buffer.from('\ufeffhi', 'utf16le')].map((byte) => Buffer.of(byte));
    expect((await spool(Readable.from(bytes))).outcome).toMatchObject({ kind: 'spooled', byteLength: 6 });
  });

  it('stops at the size asked for with a text, not with JSON lines', async () => {
    const chunks = ['abc', 'def', 'ghi'];
    expect((await spool(Readable.from(chunks), 'text', 8)).outcome).toEqual({ kind: 'skipped', reason: 'too-large' });
    expect((await spool(Readable.from(chunks), 'text', 9)).outcome).toMatchObject({ kind: 'spooled' });
    expect((await spool(Readable.from(chunks), 'json-lines', 2)).outcome).toMatchObject({ kind: 'spooled' });
  });

  it('keeps nothing of a damaged file, says what is wrong, and that nothing was used', async () => {
    const whole = gzipSync('{"text":"a"}\n'.repeat(100_000));
    const file = join(makeFolder({ 'a.jsonl.gz': whole.subarray(0, -4) }), 'a.jsonl.gz');
    const { outcome, files } = await spool(gunzipFile(file), 'json-lines');
    expect(outcome).toEqual({
      kind: 'failed',
      code: 'SOURCE_TRUNCATED',
      message: 'the gzip data end early or are damaged (unexpected end of file); nothing of them was used',
    });
    expect(files).toEqual([]);
  });

  it('tells of a stream that fails as it is read', async () => {
    async function* fail(): AsyncGenerator<Buffer, void, void> {
      yield await Promise.resolve(Buffer.from('half'));
      throw Object.assign(new Error('x'), { code: 'EIO', syscall: 'read' });
    }
    const { outcome, files } = await spool(fail(), 'json-lines');
    expect(outcome).toEqual({ kind: 'failed', code: 'SOURCE_UNREADABLE', message: 'it cannot be read (EIO)' });
    expect(files).toEqual([]);
  });

  it('throws on what is neither the file system’s nor the stream’s fault', async () => {
    async function* fail(): AsyncGenerator<Buffer, void, void> {
      yield await Promise.resolve(Buffer.from('half'));
      throw new TypeError('a bug');
    }
    await expect(spool(fail())).rejects.toThrow('a bug');
  });

  it('stops at the limit of a document, and tells', async () => {
    let chunks = 0;
    async function* pour(): AsyncGenerator<Buffer, void, void> {
      await Promise.resolve();
      for (; ; chunks++) yield Buffer.alloc(1000, 97);
    }
    const spooling = new Spool(makeFolder());
    const outcome = await spoolSource(pour(), 'text', null, spooling, 10_500);
    spooling.dispose();
    expect(outcome).toMatchObject({ kind: 'failed', code: 'DOCUMENT_TOO_LARGE' });
    expect(chunks).toBe(10);
  });
});
