// The hash that ids are looked up by: HalfSipHash-1-3 (Aumasson and Bernstein, SipHash, 2012; its variant of 32-bit words).
//
// Made for tables that hostile keys are put into: nobody finds ids by the thousand that share all their bits, as is easily done with a
// polynomial. Its key is fixed, so equal ids hash alike in every run; no result depends on it. Refuses strings.

/** Two words of π: nothing up the sleeve. */
const KEY_LOW = 0x243f6a88;
const KEY_HIGH = 0x85a308d3;

/** Rounds after the last word. */
const LAST_ROUNDS = 3;

/** 32 bits, unsigned, over the bytes from `start` to before `end`. */
export function hashId(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  const words = length >>> 2;
  let a = KEY_LOW;
  let b = KEY_HIGH;
  let c = 0x6c796765 ^ KEY_LOW;
  let d = 0x74656462 ^ KEY_HIGH;
  // The words, then the rest with the length above it, then rounds that take nothing in.
  for (let step = 0; step <= words + LAST_ROUNDS; step++) {
    let word = 0;
    const at = start + 4 * step;
    if (step < words) {
      word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
    } else if (step === words) {
      word = length << 24;
      for (let i = at; i < end; i++) word |= bytes[i] << (8 * (i - at));
    } else if (step === words + 1) {
      c ^= 0xff;
    }
    d ^= word;
    a = (a + b) | 0;
    b = ((b << 5) | (b >>> 27)) ^ a;
    a = (a << 16) | (a >>> 16);
    c = (c + d) | 0;
    d = ((d << 8) | (d >>> 24)) ^ c;
    a = (a + d) | 0;
    d = ((d << 7) | (d >>> 25)) ^ a;
    c = (c + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ c;
    c = (c << 16) | (c >>> 16);
    a ^= word;
  }
  return (b ^ d) >>> 0;
}
