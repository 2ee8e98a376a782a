// Makes text from documents and file names safe to show: what a terminal would obey, and what nobody could see, is
// written out as a visible escape. Ordinary text of every script stays as it is, joiners and variation selectors too.
// For eyes only: a backslash is not doubled, so the result cannot be turned back. Refuses to cut, to pad and to color.

/**
 * Control characters and lone surrogates; the bidirectional controls (U+061C, U+200E–200F, U+202A–202E, U+2066–2069)
 * and their deprecated kin (U+206A–206F); line and paragraph separator; zero-width space, word joiner, invisible
 * operators, byte order mark; interlinear annotation; tag characters. U+200C and U+200D are not among them: Persian, the
 * scripts of India and emoji are written with them.
 */
const UNSAFE =
  /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Escapes what must not reach a terminal raw: tab, line feed and carriage return as `\t`, `\n`, `\r`, other controls as
 * `\x1b`, everything else as `\u{202e}`. Text without such characters is returned as it is.
 */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, escapeCharacter);
}

function escapeCharacter(character: string): string {
  switch (character) {
    case '\t':
      return '\\t';
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
  }
  const codePoint = character.codePointAt(0) ?? 0;
  const digits = codePoint.toString(16);
  return codePoint <= 0xff ? `\\x${digits.padStart(2, '0')}` : `\\u{${digits}}`;
}
