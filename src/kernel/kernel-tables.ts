// The property table as the kernel has it: token classes of the mode, and fewer code points that need preparation.
//
// The tables of src/sketch/unicode.ts are shared by reference and kernel; this file changes a copy. It refuses to
// change what any text's tokens are: a code point loses its flag only where normalization makes separators of a
// separator.
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

/** Found once a thread: asking `String.normalize` takes a millisecond. */
let plainSeparators: readonly number[] | undefined;

/**
 * Entries of `PROPERTY_BLOCKS` whose code points are separators that NFKC replaces by other separators: the no-break
 * space, the ellipsis, full-width punctuation. They are in most texts, and the tokens around them are the same before
 * and after: nothing composes with them but marks that need preparation themselves. An entry that code points of
 * several blocks share counts only if it holds for all of them. Asks `String.normalize`, as normalizing itself does.
 */
function findPlainSeparators(): readonly number[] {
  if (plainSeparators !== undefined) return plainSeparators;
  const isPlain = new Map<number, boolean>();
  const flagged = listFlaggedSeparators();
  for (let i = 0; i < PROPERTY_INDEX.length; i++) {
    const block = PROPERTY_INDEX[i] * BLOCK;
    for (const entry of flagged.get(block) ?? []) {
      isPlain.set(entry, isPlain.get(entry) !== false && normalizesToSeparators(i * BLOCK + entry - block));
    }
  }
  plainSeparators = [...isPlain].filter(([, plain]) => plain).map(([entry]) => entry);
  return plainSeparators;
}

/** By block, the entries of separators that are flagged with `NOT_QUICK_NFKC`; blocks without any are left out. */
function listFlaggedSeparators(): ReadonlyMap<number, readonly number[]> {
  const flagged = new Map<number, number[]>();
  for (let entry = 0; entry < PROPERTY_BLOCKS.length; entry++) {
    if ((PROPERTY_BLOCKS[entry] & (TOKEN_CLASS_MASK | NOT_QUICK_NFKC)) !== (CLASS_SEPARATOR | NOT_QUICK_NFKC)) continue;
    const block = entry - (entry % BLOCK);
    const entries = flagged.get(block);
    if (entries === undefined) flagged.set(block, [entry]);
    else entries.push(entry);
  }
  return flagged;
}

function normalizesToSeparators(codePoint: number): boolean {
  for (const character of String.fromCodePoint(codePoint).normalize('NFKC')) {
    const properties = getProperties(character.codePointAt(0) ?? 0);
    if ((properties & TOKEN_CLASS_MASK) !== CLASS_SEPARATOR) return false;
    if ((properties & (NOT_QUICK_NFKC | HAS_COMBINING_CLASS)) !== 0) return false;
  }
  return true;
}
