// The kernel's exports: what it does to a document, how it is set up, and where its results lie.
//
// The host (src/kernel/wasm.ts) copies a document to INPUT, makes room, and calls. Every step is the same as in
// src/sketch, to the bit. Nothing here allocates, and nothing outlives a call but the set-up.
//
//   call               reads                     leaves
//   hashContent        INPUT                     content hash
//   tokenizeDocument   INPUT (lower-cased then)  token columns; or the list of troubles
//   sequenceShingles   token columns             shingle columns, tokens hash
//   winnowShingles     shingle columns           fingerprints, in place of tokens
//   keepDistinct       shingle columns           the distinct ones at their front
//   computeSignature   the distinct ones         signature
import { keepDistinct } from './distinct';
import { sequenceShingles } from './shingles';
import { computeSignature, foldSignature } from './signature';
import { winnowShingles } from './winnow';

export {
  CCC_BLOCKS,
  CCC_INDEX,
  CONTENT_HASH,
  DISTINCT_SHINGLES,
  FINGERPRINTS,
  FOLDED_SIGNATURE,
  HALF_WORDS,
  INPUT,
  INPUT_PADDING,
  LOWER_BLOCKS,
  LOWER_INDEX,
  MOST_TROUBLES,
  placeColumns,
  PROPERTY_BLOCKS,
  PROPERTY_INDEX,
  RESULTS,
  SIGNATURE,
  TOKENS_HASH,
  TROUBLE_LIST,
  TROUBLES,
} from './memory-map';
export { placeMode } from './classify';
export { placeSeeds } from './lanes';
export { placeShingleSize, sequenceShingles } from './shingles';
export { placeWindow, winnowShingles } from './winnow';
export { hashContent } from './text-hashes';
export { countTokens, tokenizeDocument } from './tokens';
export { keepDistinct } from './distinct';
export { computeSignature } from './signature';

/** The last four: all that makes a sketch of the tokens in the columns. The table has `slots` slots. */
export function sketchTokens(tokens: u32, slots: u32): void {
  const count = sequenceShingles(tokens);
  winnowShingles(count);
  computeSignature(keepDistinct(count, slots));
  foldSignature();
}
