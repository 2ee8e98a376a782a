// Where everything lies in the kernel's memory: fixed areas first, then the columns, which the host places per
// document.
//
// The fixed areas hold what every document needs: the results, the Unicode tables (copied in once by the host), and the
// scratch of one chunk of the token pass. The host reads these addresses from the exported globals, so they stand
// nowhere else. Nothing here is allocated or freed: whoever sizes memory is src/kernel/memory-layout.ts.
//
//   address    bytes     what
//   0x00400    0x00240   RESULTS: counts, hashes, signature
//   0x00640    0x000e0   CONSTANTS: those of lanes.ts, sixteen bytes each
//   0x00800    0x00400   BATCH_HIGH, BATCH_LOW, BATCH_BASES, BATCH_MIXED: 64 throws of late rounds of the signature
//   0x00c00    0x00010   BATCH_SALTS: the salt of a batch, four times over
//   0x00c80    0x00080   EMPTY_LANES: all ones in the byte of a lane of the signature that is empty
//   0x00d00    0x00100   FOLDED_SIGNATURE: the lanes of the signature, folded to 16 bits
//   0x00e00    0x00030   HASH_STATES: the 128-bit hashes of a document that comes in pieces, between two of them
//   0x01000    0x01100   PROPERTY_INDEX   ┐
//   0x02100    0x01100   LOWER_INDEX      │ two-stage tables, as src/sketch/unicode.ts has them; an index entry is
//   0x03200    0x01100   CCC_INDEX        │ a byte, so that no table has more than 256 blocks
//   0x05000    0x10000   PROPERTY_BLOCKS  │
//   0x15000    0x10000   CCC_BLOCKS       │
//   0x25000    0x40000   LOWER_BLOCKS     ┘
//   0x65000    0x01000   CHUNK_BITS: starts, ends, halves of each block of a chunk
//   0x66000    0x09000   CHUNK_STARTS: addresses at which tokens start
//   0x6f000    0x09000   CHUNK_ENDS: addresses at which tokens end
//   0x78000    0x01000   LONG_NOTES: a byte for four tokens of a chunk, a bit for each that takes more than one step
//   0x79000    0x01000   LONG_PLACES: where the starts of those tokens lie in CHUNK_STARTS
//   0x7a000    0x01000   TROUBLE_LIST: offsets in the document of code points that need preparation
//   0x80000              INPUT: the document, then the columns

export const RESULTS: usize = 0x400;
export const CONSTANTS: usize = 0x640;
export const BATCH_HIGH: usize = 0x800;
export const BATCH_LOW: usize = 0x900;
export const BATCH_BASES: usize = 0xa00;
export const BATCH_MIXED: usize = 0xb00;
export const BATCH_SALTS: usize = 0xc00;
export const EMPTY_LANES: usize = 0xc80;
export const FOLDED_SIGNATURE: usize = 0xd00;
export const HASH_STATES: usize = 0xe00;
export const PROPERTY_INDEX: usize = 0x1000;
export const LOWER_INDEX: usize = 0x2100;
export const CCC_INDEX: usize = 0x3200;
export const PROPERTY_BLOCKS: usize = 0x5000;
export const CCC_BLOCKS: usize = 0x15000;
export const LOWER_BLOCKS: usize = 0x25000;
export const CHUNK_BITS: usize = 0x65000;
export const CHUNK_STARTS: usize = 0x66000;
export const CHUNK_ENDS: usize = 0x6f000;
export const LONG_NOTES: usize = 0x78000;
export const LONG_PLACES: usize = 0x79000;
export const TROUBLE_LIST: usize = 0x7a000;
export const INPUT: usize = 0x80000;

/** Bytes classified before their tokens are hashed: all that is written in between stays in the first-level cache. */
export const CHUNK_BYTES: usize = 0x2000;
/** Troubles that are listed. */
export const MOST_TROUBLES: u32 = 1024;
/** Bytes to a block: a bit each in a word of 64 bits. */
export const BLOCK_BYTES: usize = 64;
/** Zeros that are kept behind the document, so that every block is whole and the last token ends. */
export const INPUT_PADDING: usize = 2 * BLOCK_BYTES;

/** Puts zeros behind a document. */
export function padInput(byteLength: u32): void {
  const zeros = i64x2.splat(0);
  const end = INPUT + byteLength + INPUT_PADDING;
  for (let at = INPUT + byteLength; at < end; at += 16) v128.store(at, zeros);
}

// The results, in bytes from RESULTS: counts, a word each; hashes, four words; the signature's lanes.
export const HALF_WORDS: usize = 0;
export const DISTINCT_SHINGLES: usize = 4;
export const FINGERPRINTS: usize = 8;
export const TROUBLES: usize = 12;
export const CONTENT_HASH: usize = 16;
export const TOKENS_HASH: usize = 32;
export const SIGNATURE: usize = 64;

/** Columns of tokens, a word or a byte each. */
export let tokenHigh: usize = 0;
export let tokenLow: usize = 0;
export let tokenHalfWords: usize = 0;
/** Columns of shingles, a word each. */
export let shingleHigh: usize = 0;
export let shingleLow: usize = 0;
export let firstTokens: usize = 0;
/** Window minima, while fingerprints are chosen. */
export let minima: usize = 0;
/** The filter and the table of distinct.ts. */
export let table: usize = 0;

/** Takes the addresses of the columns, all multiples of 16, each with 64 bytes to spare at its end. */
export function placeColumns(
  tokenHighAt: usize,
  tokenLowAt: usize,
  tokenHalfWordsAt: usize,
  shingleHighAt: usize,
  shingleLowAt: usize,
  firstTokensAt: usize,
  minimaAt: usize,
  tableAt: usize,
): void {
  tokenHigh = tokenHighAt;
  tokenLow = tokenLowAt;
  tokenHalfWords = tokenHalfWordsAt;
  shingleHigh = shingleHighAt;
  shingleLow = shingleLowAt;
  firstTokens = firstTokensAt;
  minima = minimaAt;
  table = tableAt;
}
