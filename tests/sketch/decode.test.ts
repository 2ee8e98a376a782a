// Decoding: BOM, strict UTF-8, guess, in this order, and never an exception.

import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { detect } from 'jschardet';
import { describe, expect, it } from 'vitest';
import { decodeText, type DecodeTools } from '../../src/sketch/decode.js';
import { isValidUtf8 } from '../../src/sketch/validate-utf8.js';
import { LEGACY_TEXTS, readBytes } from '../helpers/legacy-texts.js';
import { TEXT_SEED } from '../helpers/unicode-texts.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const TOOLS: DecodeTools = { detectCharset: detect };

/** No bytes that it is used on may need a detector. */
const NO_DETECTOR: DecodeTools = {
  detectCharset: () => {
    throw new Error('the detector was asked');
  },
};

function readText(bytes: Uint8Array, tools: DecodeTools = TOOLS): [text: string, charset: string, isGuessed: boolean] {
  const { utf8, charset, isGuessed } = decodeText(bytes, tools);
  return [decoder.decode(utf8), charset, isGuessed];
}

describe('decodeText', () => {
  it('returns valid UTF-8 as the very same view, and asks nobody', () => {
    for (const text of ['', 'plain', 'naïve 漢字 😀 \0']) {
      const bytes = encoder.encode(text);
      const decoded = decodeText(bytes, NO_DETECTOR);
      expect(decoded.utf8).toBe(bytes);
      expect(decoded).toMatchObject({ charset: 'utf-8', isGuessed: false });
    }
  });

  it('takes one BOM off UTF-8 without a copy', () => {
    const bytes = encoder.encode('\ufeff\ufeffa');
    const { utf8, charset, isGuessed } = decodeText(bytes, NO_DETECTOR);
    expect([utf8.buffer, utf8.byteOffset - bytes.byteOffset, utf8.length]).toEqual([bytes.buffer, 3, 4]);
    expect([charset, isGuessed]).toEqual(['utf-8', false]);
    expect(decodeText(encoder.encode('\ufeff'), NO_DETECTOR).utf8).toHaveLength(0);
  });

  it.each<[string, number[], string]>([
    ['utf-16le', [0xff, 0xfe, 0x61, 0, 0x3d, 0xd8, 0, 0xde], 'a😀'],
    ['utf-16be', [0xfe, 0xff, 0, 0x61, 0xd8, 0x3d, 0xde, 0], 'a😀'],
    ['utf-32le', [0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], 'a'],
    ['utf-32be', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x61], 'a'],
    ['utf-16le', [0xff, 0xfe], ''],
    ['utf-16le', [0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00], '\ufffda'],
    ['utf-16be', [0xfe, 0xff, 0x00], '\ufffd'],
    ['utf-8', [0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62], 'a\ufffdb'],
  ])('believes the BOM of %s', (charset, bytes, text) => {
    expect(readText(Uint8Array.from(bytes), NO_DETECTOR)).toEqual([text, charset, false]);
  });

  it.each(LEGACY_TEXTS)('guesses $charset', (legacy) => {
    expect(readText(readBytes(legacy))).toEqual([legacy.text, legacy.charset, true]);
  });

  it.each<[string, number[], string]>([
    ['UTF-8 cut off at its end', [0xc5, 0xbc, 0xc3, 0xb3, 0xc5, 0x82, 0xc4], 'żół\ufffd'],
    ['a stray byte in UTF-8', [...encoder.encode('żółta łódź płynie'), 0xff, 0x21], 'żółta łódź płynie\ufffd!'],
  ])('reads %s as UTF-8, and says that it guessed', (_what, bytes, text) => {
    expect(readText(Uint8Array.from(bytes))).toEqual([text, 'utf-8', true]);
  });

  it.each<[string, number[], string]>([
    ['overlong forms', [0x61, 0xc0, 0xaf, 0x62], 'aÀ¯b'],
    ['bytes of no known charset', [0x81, 0x8d, 0xff, 0x00, 0x01], '\u0081\u008dÿ\0\u0001'],
    ['one byte', [0xe9], 'é'],
  ])('reads %s as windows-1252', (_what, bytes, text) => {
    expect(readText(Uint8Array.from(bytes))).toEqual([text, 'windows-1252', true]);
  });

  it('uses the check it is given', () => {
    const bytes = encoder.encode('plain');
    expect(decodeText(bytes, { ...NO_DETECTOR, isValidUtf8: isUtf8 }).utf8).toBe(bytes);
    const refuse: DecodeTools = { detectCharset: () => ({ encoding: null, confidence: 1 }), isValidUtf8: () => false };
    expect(decodeText(bytes, refuse)).toMatchObject({ charset: 'windows-1252', isGuessed: true });
  });

  it('makes valid UTF-8 of any bytes', () => {
    const starts = fc.constantFrom(
      [],
      [0xef, 0xbb, 0xbf],
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0xff, 0xfe, 0, 0],
      [0, 0, 0xfe, 0xff],
    );
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        const { utf8, charset } = decodeText(Uint8Array.from([...start, ...rest]), TOOLS);
        expect(isValidUtf8(utf8), charset).toBe(true);
      }),
      { seed: TEXT_SEED, numRuns: 500 },
    );
  });

  it('decodes equal bytes equally, wherever they lie in a buffer', () => {
    for (const legacy of LEGACY_TEXTS) {
      const bytes = readBytes(legacy);
      const shifted = new Uint8Array(bytes.length + 3);
      shifted.set(bytes, 3);
      expect(readText(shifted.subarray(3))).toEqual(readText(bytes));
    }
  });
});
