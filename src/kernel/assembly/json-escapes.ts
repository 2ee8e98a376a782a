// Unescaping a JSON string in place, to UTF-8 as TextEncoder would write what JSON.parse makes of it.
//
// No escape is shorter than what it stands for (\u2019 takes six bytes, its UTF-8 three; a pair of surrogates twelve, its
// UTF-8 four), so what is written never reaches what is still to be read. Refuses to doubt: the string was scanned, every
// escape is whole and the quote that ends it is there.
import { BACKSLASH_BYTES, ESCAPED, HEX_DIGITS, LANES_BELOW, QUOTE_BYTES } from './json-memory';

const BACKSLASH: u8 = 0x5c;

/**
 * Unescapes a string from its first backslash on; returns where its last byte has come to, plus one. What lies behind the
 * closing quote stays as it is; between the two there is anything.
 */
export function unescapeString(backslash: usize): usize {
  const quotes = v128.load(QUOTE_BYTES);
  const backslashes = v128.load(BACKSLASH_BYTES);
  let from = backslash;
  let to = backslash;
  do {
    // At a backslash.
    const c = load<u8>(from, 1);
    if (c == 0x75 /* u */) {
      let codePoint = readUnit(from + 2);
      from += 6;
      if ((codePoint & 0xf800) == 0xd800) {
        codePoint = completeSurrogate(codePoint, from);
        if (codePoint > 0xffff) from += 6;
      }
      to = writeCodePoint(codePoint, to);
    } else {
      store<u8>(to, load<u8>(ESCAPED + <usize>c));
      from += 2;
      to++;
    }
    for (;;) {
      const block = v128.load(from);
      const special = i8x16.bitmask(v128.or(i8x16.eq(block, quotes), i8x16.eq(block, backslashes)));
      if (special == 0) {
        v128.store(to, block);
        from += 16;
        to += 16;
        continue;
      }
      // Only the bytes before the escape or the end: behind them lies what is still to be read, and the next line.
      const count = <usize>ctz(special);
      v128.store(to, v128.bitselect(block, v128.load(to), v128.load(LANES_BELOW + 16 - count)));
      from += count;
      to += count;
      break;
    }
  } while (load<u8>(from) == BACKSLASH);
  return to;
}

/** The UTF-16 unit of four hexadecimal digits. */
// @ts-ignore: decorator
@inline
function readUnit(at: usize): u32 {
  return (
    (<u32>load<u8>(HEX_DIGITS + <usize>load<u8>(at)) << 12) |
    (<u32>load<u8>(HEX_DIGITS + <usize>load<u8>(at, 1)) << 8) |
    (<u32>load<u8>(HEX_DIGITS + <usize>load<u8>(at, 2)) << 4) |
    <u32>load<u8>(HEX_DIGITS + <usize>load<u8>(at, 3))
  );
}

/** The code point of a surrogate and the escape at `next`; U+FFFD for a surrogate that is not the first of a pair. */
function completeSurrogate(unit: u32, next: usize): u32 {
  if (unit < 0xdc00 && load<u16>(next) == 0x755c /* \u */) {
    const low = readUnit(next + 2);
    if ((low & 0xfc00) == 0xdc00) return 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
  }
  return 0xfffd;
}

/** Writes a code point as UTF-8 and returns the address behind it. */
// @ts-ignore: decorator
@inline
function writeCodePoint(codePoint: u32, to: usize): usize {
  if (codePoint < 0x80) {
    store<u8>(to, codePoint);
    return to + 1;
  }
  if (codePoint < 0x800) {
    store<u8>(to, 0xc0 | (codePoint >> 6));
    store<u8>(to, 0x80 | (codePoint & 0x3f), 1);
    return to + 2;
  }
  if (codePoint < 0x10000) {
    store<u8>(to, 0xe0 | (codePoint >> 12));
    store<u8>(to, 0x80 | ((codePoint >> 6) & 0x3f), 1);
    store<u8>(to, 0x80 | (codePoint & 0x3f), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (codePoint >> 18));
  store<u8>(to, 0x80 | ((codePoint >> 12) & 0x3f), 1);
  store<u8>(to, 0x80 | ((codePoint >> 6) & 0x3f), 2);
  store<u8>(to, 0x80 | (codePoint & 0x3f), 3);
  return to + 4;
}
