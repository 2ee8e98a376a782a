// Bytes of known charsets to UTF-8, against Python's codecs and the runtime's decoder.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveCharset, transcodeToUtf8 } from '../../src/sketch/transcode.js';
import { isValidUtf8 } from '../../src/sketch/validate-utf8.js';
import { LEGACY_TEXTS, readBytes } from '../helpers/legacy-texts.js';
import { TEXT_SEED } from '../helpers/unicode-texts.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function transcodeText(bytes: readonly number[] | Uint8Array, charset: string): string {
  return decoder.decode(transcodeToUtf8(Uint8Array.from(bytes), charset));
}

/** UTF-16 units as bytes. */
function writeUnits(text: string, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), isLittleEndian);
  return new Uint8Array(view.buffer);
}

/** Code points as words of four bytes. */
function writeWords(words: readonly number[], isLittleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, i) => {
    view.setUint32(i * 4, word, isLittleEndian);
  });
  return new Uint8Array(view.buffer);
}

/** Surrogates that stand alone become U+FFFD. */
function replaceLoneSurrogates(text: string): string {
  return decoder.decode(new TextEncoder().encode(text));
}

describe('transcodeToUtf8', () => {
  it.each(LEGACY_TEXTS)('decodes $charset', (legacy) => {
    expect(transcodeText(readBytes(legacy), legacy.charset)).toBe(legacy.text);
  });

  it('decodes every byte of windows-1252 as the standard says, which not every Node does', () => {
    const bytes = Array.from({ length: 128 }, (_, i) => i + 0x80);
    expect(transcodeText(bytes, 'windows-1252')).toBe(
      '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ' +
        '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ',
    );
  });

  it.each([
    ['utf-16le', true],
    ['utf-16be', false],
  ])('decodes %s, and makes lone surrogates U+FFFD', (charset, isLittleEndian) => {
    const units = fc.oneof(fc.constantFrom('a', 'é', '漢', '😀', '\ud800', '\udbff', '\udc00', '\udfff', '\ufeff'));
    fc.assert(
      fc.property(fc.array(units, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        expect(transcodeText(writeUnits(text, isLittleEndian), charset)).toBe(replaceLoneSurrogates(text));
      }),
      { seed: TEXT_SEED, numRuns: 1000 },
    );
    expect(transcodeText([...writeUnits('ab', isLittleEndian), 0x63], charset)).toBe('ab\ufffd');
    expect(transcodeText([], charset)).toBe('');
  });

  it.each([
    ['utf-32le', true],
    ['utf-32be', false],
  ])('decodes %s, and makes what is no code point U+FFFD', (charset, isLittleEndian) => {
    const words = [0x61, 0xe9, 0x6f22, 0x1f600, 0x10ffff, 0xd800, 0x110000, 0xffffffff];
    const text = 'aé漢😀\u{10ffff}\ufffd\ufffd\ufffd';
    expect(transcodeText(writeWords(words, isLittleEndian), charset)).toBe(text);
    expect(transcodeText([...writeWords([0x61], isLittleEndian), 0, 0, 0], charset)).toBe('a\ufffd');
    expect(transcodeText([], charset)).toBe('');
  });

  it('decodes texts longer than a chunk, characters on the cut included', () => {
    // An odd byte first, so that the cut at 2²⁰ halves characters of two bytes and of four.
    for (const charset of ['gb18030', 'shift_jis', 'euc-kr', 'big5']) {
      const legacy = LEGACY_TEXTS.find((text) => text.charset === charset);
      if (legacy === undefined) throw new Error(`no text in ${charset}`);
      const bytes = readBytes(legacy);
      for (const lead of [0, 1, 2, 3]) {
        const copies = Math.ceil((2.1 * 2 ** 20) / bytes.length);
        const long = new Uint8Array(lead + copies * bytes.length).fill(0x78, 0, lead);
        for (let i = 0; i < copies; i++) long.set(bytes, lead + i * bytes.length);
        expect(transcodeText(long, charset) === 'x'.repeat(lead) + legacy.text.repeat(copies)).toBe(true);
      }
    }
  });

  it('decodes a text of exactly a chunk, and one cut off within a character', () => {
    const chunk = new Uint8Array(2 ** 20).fill(0x61);
    expect(transcodeToUtf8(chunk, 'koi8-r')).toHaveLength(2 ** 20);
    chunk[2 ** 20 - 1] = 0x81;
    expect(transcodeText(chunk, 'shift_jis').endsWith('a\ufffd')).toBe(true);
  });

  it('replaces what is wrong in UTF-8 and keeps a BOM that is left', () => {
    expect(transcodeText([0xef, 0xbb, 0xbf, 0x61, 0xff, 0xc3], 'utf-8')).toBe('\ufeffa\ufffd\ufffd');
  });

  it('gives valid UTF-8 for any bytes in any charset', () => {
    const charsets = [
      ...LEGACY_TEXTS.map(({ charset }) => charset),
      'utf-8',
      'utf-16le',
      'utf-16be',
      'utf-32le',
      'utf-32be',
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...charsets, 'iso-2022-jp'), (bytes, charset) => {
        expect(isValidUtf8(transcodeToUtf8(bytes, charset))).toBe(true);
      }),
      { seed: TEXT_SEED, numRuns: 3000 },
    );
  });
});

describe('resolveCharset', () => {
  it.each([
    ['UTF-8', 'utf-8'],
    ['latin1', 'windows-1252'],
    ['ISO-8859-1', 'windows-1252'],
    ['ascii', 'windows-1252'],
    ['Windows-1251', 'windows-1251'],
    ['UTF-16LE', 'utf-16le'],
    ['utf-32be', 'utf-32be'],
    ['GB2312', 'gbk'],
    ['cp437', null],
    ['', null],
    ['no such thing', null],
  ])('knows %j as %j', (name, charset) => {
    expect(resolveCharset(name)).toBe(charset);
  });
});
