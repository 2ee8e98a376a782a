// Guesses: damaged UTF-8 first, then what jschardet says, then windows-1252.

import { detect } from 'jschardet';
import { describe, expect, it } from 'vitest';
import { type DetectCharset, FALLBACK_CHARSET, guessCharset } from '../../src/sketch/detect-charset.js';
import { LEGACY_TEXTS, readBytes } from '../helpers/legacy-texts.js';

const encoder = new TextEncoder();

/** A detector that always gives one answer, and keeps the samples it was shown. */
function answer(encoding: string | null, confidence = 1): { detectCharset: DetectCharset; samples: Uint8Array[] } {
  const samples: Uint8Array[] = [];
  return {
    samples,
    detectCharset: (sample) => {
      samples.push(sample);
      return { encoding, confidence };
    },
  };
}

/** Latin letters that are no UTF-8. */
const LATIN = Uint8Array.from('d\xe9j\xe0 vu, \xe7a va', (character) => character.charCodeAt(0));

describe('guessCharset', () => {
  it.each(LEGACY_TEXTS)('recognizes $charset', (legacy) => {
    expect(guessCharset(readBytes(legacy), detect)).toBe(legacy.charset);
  });

  it('recognizes UTF-16 without a mark', () => {
    const text = '河边的茶馆每天早晨五点开门，老板先把炉子烧热，再把竹椅一张一张地摆好。';
    const bytes = Uint8Array.from(
      [...text].flatMap((character) => [character.charCodeAt(0) & 255, character.charCodeAt(0) >> 8]),
    );
    expect(guessCharset(bytes, detect)).toBe('utf-16le');
  });

  it('takes damaged UTF-8 for UTF-8 without asking', () => {
    const { detectCharset, samples } = answer('windows-1251');
    const damaged = encoder.encode('Żółta łódź płynęła dalej, aż zniknęła. '.repeat(3));
    damaged[damaged.length >> 1] = 0xff;
    expect(guessCharset(damaged, detectCharset)).toBe('utf-8');
    // Cut off within the last character.
    expect(guessCharset(encoder.encode('zażółć').subarray(0, -1), detectCharset)).toBe('utf-8');
    expect(samples).toHaveLength(0);
  });

  it('does not take legacy text for damaged UTF-8', () => {
    for (const legacy of LEGACY_TEXTS) {
      const { detectCharset, samples } = answer(legacy.charset);
      guessCharset(readBytes(legacy), detectCharset);
      expect(samples).toHaveLength(1);
    }
  });

  it.each([
    ['nothing', null, 1],
    ['a charset that the runtime does not know', 'johab', 1],
    ['a charset it is not sure of', 'KOI8-R', 0.19],
    ['ASCII', 'ascii', 1],
  ])('falls back on windows-1252 where the detector answers %s', (_what, encoding, confidence) => {
    expect(guessCharset(LATIN, answer(encoding, confidence).detectCharset)).toBe(FALLBACK_CHARSET);
  });

  it.each([
    ['CP932', 'shift_jis'],
    ['CP949', 'euc-kr'],
    ['MacCyrillic', 'x-mac-cyrillic'],
    ['utf-16-be', 'utf-16be'],
    ['utf-32-le', 'utf-32le'],
    ['ISO-8859-2', 'iso-8859-2'],
  ])('understands the detector’s name %s', (encoding, charset) => {
    expect(guessCharset(LATIN, answer(encoding).detectCharset)).toBe(charset);
  });

  it('shows the detector 64 KiB at most, and the first bytes that are not ASCII', () => {
    const bytes = new Uint8Array(1_000_000).fill(0x61);
    bytes.fill(0xe9, 500_003);
    const { detectCharset, samples } = answer(null);
    guessCharset(bytes, detectCharset);
    expect(samples[0]).toHaveLength(65_536);
    expect(samples[0].indexOf(0xe9)).toBe(4099);
    // Words of four keep their places.
    expect((samples[0].byteOffset - bytes.byteOffset) % 4).toBe(0);
  });

  it('does not shift the sample of a short text', () => {
    const { detectCharset, samples } = answer(null);
    guessCharset(LATIN, detectCharset);
    expect([...samples[0]]).toEqual([...LATIN]);
  });

  it('asks jschardet only for names that it knows', () => {
    // It throws on a name it does not know: this guards the list against another version.
    expect(() => guessCharset(LATIN, detect)).not.toThrow();
  });
});
