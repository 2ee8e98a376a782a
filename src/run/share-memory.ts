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

/**
 * An eighth each. Of a gigabyte that holds the signatures of 490,000 documents, and the sets of some 100,000 news articles side by
 * side; with less, sets are read again more often.
 */
const SHARE = 1 / 8;

/** Divides so many bytes. */
export function shareMemory(byteLength: number): MemoryShares {
  return { signatures: Math.floor(byteLength * SHARE), arenaWords: Math.floor((byteLength * SHARE) / 4) };
}
