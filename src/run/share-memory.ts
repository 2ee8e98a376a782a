// What `--memory` is divided into: how much of it each thing may take that can do with less.
//
// Rows, fingerprints, nets and names take what they take, some 400 bytes a document of 200 words; the shares are for what
// is there for speed alone, or can lie in a file. Refuses to measure what is taken.

/** Bytes, but for words. */
export interface MemoryShares {
  /** Signatures until bands are made of them; beyond it they lie in a file. */
  readonly signatures: number;
  /** The arena of sets, in words of four bytes. */
  readonly arenaWords: number;
}

/** Of a gigabyte it holds the signatures of 490,000 documents. */
const SIGNATURE_SHARE = 1 / 8;
/** Of a gigabyte it holds the sets of some 50,000 news articles side by side; with less, sets are read again more often. */
const ARENA_SHARE = 1 / 16;

/** Divides so many bytes. */
export function shareMemory(byteLength: number): MemoryShares {
  return {
    signatures: Math.floor(byteLength * SIGNATURE_SHARE),
    arenaWords: Math.floor((byteLength * ARENA_SHARE) / 4),
  };
}
