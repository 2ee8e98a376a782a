// The property table as the kernel has it: token classes of the mode, and fewer code points that need preparation.
//
// The tables of src/sketch/unicode.ts are shared by reference and kernel; this file changes a copy. It refuses to
// change what any text's tokens are: a code point loses its flag only where normalization makes separators of a
// separator.
import {
  CLASS_UNSPACED,
  CLASS_WORD,
  NOT_QUICK_NFKC,
  PROPERTY_BLOCKS,
  PROPERTY_INDEX,
  TOKEN_CLASS_MASK,
} from '../sketch/unicode.js';
import type { TokenMode } from '../sketch/tokenize.js';

const BLOCK = 256;

/**
 * A copy of `PROPERTY_BLOCKS` for a kernel of the mode: `words` makes words of the characters of unspaced scripts,
 * `characters` characters of all letters and numbers, and plain separators (see `PLAIN_SEPARATORS`) are not flagged
 * with `NOT_QUICK_NFKC`. Owned by the caller.
 */
export function makePropertyBlocks(mode: TokenMode): Uint8Array {
  const blocks = PROPERTY_BLOCKS.slice();
  for (const codePoint of listPlainSeparators()) {
    blocks[BLOCK * PROPERTY_INDEX[codePoint >> 8] + (codePoint & 0xff)] &= ~NOT_QUICK_NFKC;
  }
  if (mode === 'auto') return blocks;
  const [from, to] = mode === 'words' ? [CLASS_UNSPACED, CLASS_WORD] : [CLASS_WORD, CLASS_UNSPACED];
  for (let i = 0; i < blocks.length; i++) {
    if ((blocks[i] & TOKEN_CLASS_MASK) === from) blocks[i] = (blocks[i] & ~TOKEN_CLASS_MASK) | to;
  }
  return blocks;
}

/**
 * Separators that NFKC replaces by other separators: the no-break space, the ellipsis, full-width punctuation, as ranges of
 * code points. They are in most texts, and the tokens around them are the same before and after: nothing composes with
 * them but marks that need preparation themselves. A code point whose entry another one shares, which is none of them, is
 * not listed. Made from Unicode 17.0; an engine that knows less leaves the newest as they are: separators.
 */
export const PLAIN_SEPARATORS = `
a0 37e 387 f0c 1fef 2000-200a 2011 2024-2026 202f 2033-2034 2036-2037 203c 2047-2049 2057 205f 207a-207e 208a-208e 2140
222c-222d 222f-2230 2329-232a 2a0c 2a74-2a76 3000 3036 fb29 fe10-fe19 fe30-fe44 fe47-fe48 fe4d-fe52 fe54-fe66 fe68-fe6b
ff01-ff0f ff1a-ff20 ff3b-ff40 ff5b-ff65 ffe0-ffe2 ffe4-ffe6 ffe8-ffee 1d6c1 1d6db 1d6fb 1d715 1d735 1d74f 1d76f 1d789
1d7a9 1d7c3
`;

/** The code points of `PLAIN_SEPARATORS`. */
function* listPlainSeparators(): Generator<number> {
  for (const range of PLAIN_SEPARATORS.trim().split(/\s/)) {
    const [first, last = first] = range.split('-').map((digits) => Number.parseInt(digits, 16));
    for (let codePoint = first; codePoint <= last; codePoint++) yield codePoint;
  }
}
