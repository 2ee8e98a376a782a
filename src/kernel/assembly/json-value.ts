// The grammar of JSON values (RFC 8259, section 3 and after) on one line: each scan takes an address and returns the one
// behind what it has read, or 0.
//
// 0 says that the value is no JSON, or nested so deeply that it is left to others. Line feeds are white space in JSON,
// but not within a line. Refuses to keep values: what a field says is read where it stands.
import { BACKSLASH_BYTES, ESCAPED, HEX_DIGITS, LAST_CONTROL_BYTES, NO_HEX_DIGIT, QUOTE_BYTES } from './json-memory';

const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5c;

/** A bit says of each level whether it is an object. */
const MOST_LEVELS: i32 = 64;

/** The first backslash of the string that was scanned last; 0 where it had none. */
export let stringEscape: usize = 0;

/** Passes over blanks, tabs and carriage returns. */
// @ts-ignore: decorator
@inline
export function skipSpace(at: usize): usize {
  let c = load<u8>(at);
  while (c <= 0x20 && (c == 0x20 || c == 0x09 || c == 0x0d)) c = load<u8>(++at);
  return at;
}

/** From behind the opening quote to the closing one, whose address is returned. Also says where the first escape is. */
export function scanString(at: usize): usize {
  const quotes = v128.load(QUOTE_BYTES);
  const backslashes = v128.load(BACKSLASH_BYTES);
  const controls = v128.load(LAST_CONTROL_BYTES);
  let escape: usize = 0;
  for (;;) {
    const block = v128.load(at);
    const special = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(block, quotes), i8x16.eq(block, backslashes)),
        i8x16.eq(i8x16.min_u(block, controls), block),
      ),
    );
    if (special == 0) {
      at += 16;
      continue;
    }
    at += <usize>ctz(special);
    const c = load<u8>(at);
    if (c == QUOTE) break;
    if (c != BACKSLASH) return 0;
    if (escape == 0) escape = at;
    const escaped = load<u8>(at, 1);
    if (load<u8>(ESCAPED + <usize>escaped) != 0) {
      at += 2;
    } else if (escaped == 0x75 /* u */ && hasHexDigits(at + 2)) {
      at += 6;
    } else {
      return 0;
    }
  }
  stringEscape = escape;
  return at;
}

// @ts-ignore: decorator
@inline
function hasHexDigits(at: usize): bool {
  // A line feed is no digit, so it does not matter that the line may end before the fourth.
  const digits =
    load<u8>(HEX_DIGITS + <usize>load<u8>(at)) |
    load<u8>(HEX_DIGITS + <usize>load<u8>(at, 1)) |
    load<u8>(HEX_DIGITS + <usize>load<u8>(at, 2)) |
    load<u8>(HEX_DIGITS + <usize>load<u8>(at, 3));
  return digits < NO_HEX_DIGIT;
}

/** A value of any kind, from its first byte. */
export function scanValue(at: usize): usize {
  const c = load<u8>(at);
  return c == 0x7b || c == 0x5b ? scanNested(at) : scanScalar(at);
}

function scanScalar(at: usize): usize {
  const c = load<u8>(at);
  if (c == QUOTE) {
    const end = scanString(at + 1);
    return end == 0 ? 0 : end + 1;
  }
  if (c == 0x74) return load<u32>(at) == 0x65757274 /* true */ ? at + 4 : 0;
  if (c == 0x66) return load<u32>(at, 1) == 0x65736c61 /* alse */ ? at + 5 : 0;
  if (c == 0x6e) return load<u32>(at) == 0x6c6c756e /* null */ ? at + 4 : 0;
  return scanNumber(at);
}

// @ts-ignore: decorator
@inline
function isDigit(at: usize): bool {
  return <u32>load<u8>(at) - 0x30 < 10;
}

function scanNumber(at: usize): usize {
  if (load<u8>(at) == 0x2d /* - */) at++;
  if (load<u8>(at) == 0x30) at++;
  else if ((at = scanDigits(at)) == 0) return 0;
  if (load<u8>(at) == 0x2e /* . */ && (at = scanDigits(at + 1)) == 0) return 0;
  if ((load<u8>(at) | 0x20) == 0x65 /* e, E */) {
    const sign = load<u8>(at, 1);
    at = scanDigits(at + (sign == 0x2b || sign == 0x2d ? 2 : 1));
  }
  return at;
}

/** At least one digit. */
// @ts-ignore: decorator
@inline
function scanDigits(at: usize): usize {
  if (!isDigit(at)) return 0;
  do at++;
  while (isDigit(at));
  return at;
}

/** An object or array and all that is in it, without recursion: a hostile line must not overflow a stack. */
function scanNested(at: usize): usize {
  let levels: i32 = 0;
  // The last bit is the innermost level's: 1 for an object.
  let kinds: u64 = 0;
  do {
    // At a value.
    const c = load<u8>(at);
    if (c == 0x7b || c == 0x5b) {
      if (++levels > MOST_LEVELS) return 0;
      const isObject = c == 0x7b;
      kinds = (kinds << 1) | (isObject ? 1 : 0);
      at = skipSpace(at + 1);
      if (load<u8>(at) != (isObject ? 0x7d : 0x5d)) {
        if (isObject && (at = scanKey(at)) == 0) return 0;
        continue;
      }
    } else {
      at = scanScalar(at);
      if (at == 0) return 0;
      at = skipSpace(at);
    }
    // Behind a value, or within an empty level.
    while (levels > 0) {
      const isObject = (kinds & 1) != 0;
      const next = load<u8>(at);
      if (next == 0x2c /* , */) {
        at = skipSpace(at + 1);
        if (isObject && (at = scanKey(at)) == 0) return 0;
        break;
      }
      if (next != (isObject ? 0x7d : 0x5d)) return 0;
      kinds >>= 1;
      levels--;
      at = skipSpace(at + 1);
    }
  } while (levels > 0);
  return at;
}

/** From the quote of a key to the value it names. */
function scanKey(at: usize): usize {
  if (load<u8>(at) != QUOTE) return 0;
  at = scanString(at + 1);
  if (at == 0) return 0;
  at = skipSpace(at + 1);
  return load<u8>(at) == 0x3a /* : */ ? skipSpace(at + 1) : 0;
}
