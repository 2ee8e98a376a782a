// The property table as the kernel has it: token classes of the mode, and fewer code points that need preparation.
//
// The tables of src/sketch/unicode.ts are shared by reference and kernel; this file changes a copy. It refuses to change
// what any text's tokens are: a code point loses its flag only where normalization makes separators of a separator.
import {
  CLASS_SEPARATOR,
  CLASS_UNSPACED,
  CLASS_WORD,
  getProperties,
  HAS_COMBINING_CLASS,
  NOT_QUICK_NFKC,
  PROPERTY_BLOCKS,
  PROPERTY_INDEX,
  TOKEN_CLASS_MASK,
} from '../sketch/unicode.js';
import type { TokenMode } from '../sketch/tokenize.js';

const BLOCK = 256;

/**
 * A copy of `PROPERTY_BLOCKS` for a kernel of the mode: `words` makes words of the characters of unspaced scripts,
 * `characters` characters of all letters and numbers, and plain separators (see `findPlainSeparators`) are not flagged
 * with `NOT_QUICK_NFKC`. Owned by the caller.
 */
export function makePropertyBlocks(mode: TokenMode): Uint8Array {
  const blocks = PROPERTY_BLOCKS.slice();
  for (const entry of findPlainSeparators()) blocks[entry] &= ~NOT_QUICK_NFKC;
  if (mode === 'auto') return blocks;
  const [from, to] = mode === 'words' ? [CLASS_UNSPACED, CLASS_WORD] : [CLASS_WORD, CLASS_UNSPACED];
  for (let i = 0; i < blocks.length; i++) {
    if ((blocks[i] & TOKEN_CLASS_MASK) === from) blocks[i] = (blocks[i] & ~TOKEN_CLASS_MASK) | to;
  }
  return blocks;
}

/**
 * Entries of `PROPERTY_BLOCKS` whose code points are separators that NFKC replaces by other separators: the no-break
 * space, the ellipsis, full-width punctuation. They are in most texts, and the tokens around them are the same before and
 * after: nothing composes with them but marks that need preparation themselves. An entry that code points of several
 * blocks share counts only if it holds for all of them. Asks `String.normalize`, as normalizing itself does.
 */
function findPlainSeparators(): readonly number[] {
  const isPlain = new Map<number, boolean>();
  for (let i = 0; i < PROPERTY_INDEX.length; i++) {
    const block = PROPERTY_INDEX[i] * BLOCK;
    for (const low of listFlaggedSeparators(block)) {
      const entry = block + low;
      isPlain.set(entry, isPlain.get(entry) !== false && normalizesToSeparators(i * BLOCK + low));
    }
  }
  return [...isPlain].filter(([, plain]) => plain).map(([entry]) => entry);
}

/** Places in a block of separators that need preparation. */
const flaggedSeparators = new Map<number, readonly number[]>();

function listFlaggedSeparators(block: number): readonly number[] {
  let places = flaggedSeparators.get(block);
  if (places === undefined) {
    const found: number[] = [];
    for (let low = 0; low < BLOCK; low++) {
      const properties = PROPERTY_BLOCKS[block + low];
      const isSeparator = (properties & TOKEN_CLASS_MASK) === CLASS_SEPARATOR;
      if (isSeparator && (properties & NOT_QUICK_NFKC) !== 0) found.push(low);
    }
    places = found;
    flaggedSeparators.set(block, places);
  }
  return places;
}

function normalizesToSeparators(codePoint: number): boolean {
  for (const character of String.fromCodePoint(codePoint).normalize('NFKC')) {
    const properties = getProperties(character.codePointAt(0) ?? 0);
    if ((properties & TOKEN_CLASS_MASK) !== CLASS_SEPARATOR) return false;
    if ((properties & (NOT_QUICK_NFKC | HAS_COMBINING_CLASS)) !== 0) return false;
  }
  return true;
}
