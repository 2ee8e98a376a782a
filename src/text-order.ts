// The one order of names: by UTF-8 bytes, which is the order of code points. Refuses locales.

/**
 * Compares two strings as their UTF-8 bytes would compare. UTF-16 code units disagree with that order only where a
 * surrogate meets U+E000–U+FFFF, so surrogates are lifted above them before comparing.
 * Returns a negative number, 0 or a positive number.
 */
export function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return liftSurrogate(a) - liftSurrogate(b);
  }
  return left.length - right.length;
}

function liftSurrogate(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
