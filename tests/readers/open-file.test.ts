import { closeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFile, readFully } from '../../src/readers/open-file.js';
import { makeFolder } from '../helpers/make-folder.js';

describe('openFile and readFully', () => {
  it('read a stretch, shorter only where the file ends', () => {
    const file = join(makeFolder({ a: 'abcdefgh' }), 'a');
    const fd = openFile(new Uint8Array(Buffer.from(file)));
    try {
      const buffer = Buffer.alloc(16, '.');
      expect(readFully(fd, buffer, 3, 2)).toBe(3);
      expect(buffer.toString()).toBe('cde.............');
      expect(readFully(fd, buffer, 16, 6)).toBe(2);
      expect(readFully(fd, buffer, 16, 99)).toBe(0);
    } finally {
      closeSync(fd);
    }
  });

  it('throw the error of the file system', () => {
    expect(() => openFile('no/such/file')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});
