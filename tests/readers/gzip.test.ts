import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GzipDamage, gunzipFile } from '../../src/readers/gzip.js';
import { makeFolder } from '../helpers/make-folder.js';

async function gunzip(file: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of gunzipFile(file)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

async function gunzipBytes(...pieces: Uint8Array[]): Promise<string> {
  const file = join(makeFolder(), 'a.gz');
  writeFileSync(file, Buffer.concat(pieces));
  return gunzip(file);
}

/** Bytes that do not compress, so that members cross the chunks that are read. */
function makeNoise(byteLength: number): Buffer {
  const bytes = Buffer.alloc(byteLength);
  for (let i = 0, state = 1; i < byteLength; i++) {
    state = Math.imul(state, 1664525) + 1013904223;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

describe('gunzipFile', () => {
  it('gives all members of a file, empty ones among them, wherever they begin', async () => {
    const members = fc.array(fc.string({ unit: 'binary-ascii', maxLength: 30 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(members, async (texts) => {
        expect(await gunzipBytes(...texts.map((text) => gzipSync(text)))).toBe(texts.join(''));
      }),
      { seed: 17, numRuns: 50 },
    );
  });

  it('gives all members where one ends with a chunk that is read', async () => {
    // A member without compression has its text's length and 28 bytes or so: some of these end at byte 262,144.
    for (let byteLength = 262_090; byteLength < 262_144; byteLength += 1) {
      const member = gzipSync(makeNoise(byteLength), { level: 0 });
      if (member.length !== 262_144) continue;
      const text = await gunzipBytes(member, gzipSync('the end'));
      expect(text.length).toBe(byteLength + 7);
      expect(text.endsWith('the end')).toBe(true);
      return;
    }
    expect.unreachable('no member has the length of a chunk');
  });

  it('finds damage in every shortened file, and gives no whole for it', async () => {
    const whole = Buffer.concat([gzipSync('first'), gzipSync('second')]);
    const boundary = gzipSync('first').length;
    for (let length = 0; length < whole.length; length++) {
      const result = gunzipBytes(whole.subarray(0, length));
      // A file that ends where a member ends is whole: nothing in it says that there was more.
      if (length === boundary) expect(await result).toBe('first');
      else await expect(result, `${length} bytes`).rejects.toThrow(GzipDamage);
    }
  });

  it('passes over zeros that pad the end', async () => {
    expect(await gunzipBytes(gzipSync('text'), Buffer.alloc(1000))).toBe('text');
    expect(await gunzipBytes(gzipSync('text'), Buffer.alloc(600_000))).toBe('text');
  });

  it.each([
    ['other bytes after the end', [gzipSync('text'), Buffer.from('more')]],
    ['a member after padding', [gzipSync('text'), Buffer.alloc(20), gzipSync('more')]],
    ['a byte after much padding', [gzipSync('text'), Buffer.alloc(600_000), Buffer.from('x')]],
    ['no gzip at all', [Buffer.from('plain text')]],
    ['a flipped bit', [Buffer.from(gzipSync('some text').map((byte, i) => (i === 14 ? byte ^ 4 : byte)))]],
  ])('finds damage in %s', async (_, pieces) => {
    await expect(gunzipBytes(...pieces)).rejects.toThrow(GzipDamage);
  });

  it('throws the error of the file system for a file that is not there', async () => {
    await expect(gunzip('no/such/file.gz')).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });

  it('may be left before the end', async () => {
    const file = join(makeFolder(), 'a.gz');
    writeFileSync(file, gzipSync(Buffer.alloc(50_000_000)));
    for await (const chunk of gunzipFile(file)) {
      expect(chunk.length).toBeLessThan(1_000_000);
      break;
    }
  });
});
