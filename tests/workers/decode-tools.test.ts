// The tools that decoding is given: Node's own check of UTF-8, and the detection that is loaded when first needed.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/sketch/decode.js';
import { isValidUtf8 } from '../../src/sketch/validate-utf8.js';
import { decodeTools } from '../../src/workers/decode-tools.js';
import { seedDraws } from '../helpers/seed-draws.js';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'other-encoding');

describe('the tools of decoding', () => {
  it('agree with the definition on what is UTF-8', () => {
    const draws = seedDraws(3);
    const telling = [0x00, 0x41, 0x7f, 0x80, 0xbf, 0xc1, 0xc3, 0xe0, 0xa0, 0xed, 0xef, 0xf0, 0x90, 0xf4, 0xf5, 0xff];
    let valid = 0;
    for (let i = 0; i < 5000; i++) {
      const bytes = Uint8Array.from({ length: draws.below(6) }, () => draws.pick(telling));
      expect(decodeTools.isValidUtf8?.(bytes)).toBe(isValidUtf8(bytes));
      if (isValidUtf8(bytes)) valid++;
    }
    expect(valid).toBeGreaterThan(500);
  });

  it('detect the charset of bytes that are no UTF-8', () => {
    const { utf8, charset, isGuessed } = decodeText(readFileSync(join(FIXTURES, 'map-koi8-r.txt')), decodeTools);
    expect({ charset, isGuessed }).toEqual({ charset: 'koi8-r', isGuessed: true });
    expect(Buffer.from(utf8)).toEqual(readFileSync(join(FIXTURES, 'map-utf-8.txt')));
  });
});
