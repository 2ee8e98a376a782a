import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFileList } from '../../src/readers/file-list.js';

describe('parseFileList', () => {
  it('takes a name a line, with any line end, blank lines and a mark passed over', () => {
    const list = Buffer.from('\ufeffa.txt\r\n\nb c.txt \n\r\n*.md');
    expect(parseFileList(list, false)).toEqual(['a.txt', 'b c.txt ', '*.md']);
  });

  it('takes anything but NUL for a name in a list ended by NUL', () => {
    const names = fc.array(fc.string({ unit: 'binary', minLength: 1 }).filter((name) => !name.includes('\0')));
    fc.assert(
      fc.property(names, (expected) => {
        expect(parseFileList(Buffer.from(expected.map((name) => `${name}\0`).join('')), true)).toEqual(expected);
        expect(parseFileList(Buffer.from(expected.join('\0')), true)).toEqual(expected);
      }),
      { seed: 5 },
    );
  });

  it('keeps names that are not UTF-8 as bytes', () => {
    expect(parseFileList(Buffer.from([0x61, 0x0a, 0xff, 0x0a]), false)).toEqual(['a', Buffer.from([0xff])]);
  });

  it('has no names in an empty list', () => {
    expect(parseFileList(Buffer.alloc(0), false)).toEqual([]);
    expect(parseFileList(Buffer.alloc(3), true)).toEqual([]);
  });
});
