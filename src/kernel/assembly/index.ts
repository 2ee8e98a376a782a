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
//   sortShingles       shingle columns           the set, in place of tokens
//
// Of a document that comes in pieces (src/kernel/giant-pieces.ts) the hashes go on from piece to piece (startHashes, absorbContent,
// finishContentHash, absorbTokenColumns, finishTokenColumns), and so does the first round of the signature (startSignature,
// throwFirstRound); the host carries over the last tokens.
//
// countShared works on two sets alone, wherever the host puts them.
//
// Instances of another kind parse JSON lines (src/kernel/line-parser.ts): placeFields, then parseLine for each.
import { keepDistinct } from './distinct';
import { sortShingles } from './shingle-set';
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
export { parseLine, placeFields } from './json-line';
export {
  ID_FIELD,
  LINE_END,
  LINE_ID_END,
  LINE_ID_IS_PLAIN,
  LINE_ID_START,
  LINE_RESULTS,
  LINE_TEXT_END,
  LINE_TEXT_START,
  MOST_FIELD_BYTES,
  TEXT_FIELD,
} from './json-memory';
export { placeSeeds } from './lanes';
export { placeShingleSize, sequenceShingles } from './shingles';
export { placeWindow, winnowShingles } from './winnow';
export {
  absorbContent,
  absorbTokenColumns,
  finishContentHash,
  finishTokenColumns,
  hashContent,
  startHashes,
} from './text-hashes';
export { countTokens, tokenizeDocument } from './tokens';
export { keepDistinct } from './distinct';
export { computeSignature, startSignature, throwFirstRound } from './signature';
export { sortShingles } from './shingle-set';
export { countShared } from './shared-shingles';
export { countSharedHalves } from './shared-halves';

/** From sequenceShingles to computeSignature: all that makes a sketch of the tokens in the columns. The table has `slots` slots. */
export function sketchTokens(tokens: u32, slots: u32): void {
  const count = sequenceShingles(tokens);
  winnowShingles(count);
  computeSignature(keepDistinct(count, slots));
  foldSignature();
}

/** Of the tokens in the columns the shingle set, which it leaves in place of them; returns how many shingles it has. */
export function collectShingles(tokens: u32): u32 {
  return sortShingles(sequenceShingles(tokens), 0);
}
