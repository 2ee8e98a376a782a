// The ids of documents, of which there may be more than a heap of strings can hold: asked for one by one. Types only.
//
// Refuses to say where they are kept.

/** The ids of a run's documents, by row; all different. */
export interface DocumentIds {
  /** The id of a document as a string, made anew each time. */
  read(document: number): string;
  /** Negative, 0 or positive, as the UTF-8 bytes of two documents' ids compare; strings are made only where that is needed. */
  compare(left: number, right: number): number;
  /** The document of an id; null where nobody has it. The first call may look at every id. */
  find(id: string): number | null;
}

/** What documents say they are called, one a row, as UTF-8 in one column: what crosses from a thread to the host. */
export interface OwnIds {
  /** Lone surrogates stand in three bytes each, as in WTF-8. */
  readonly bytes: Uint8Array;
  /** Offsets into `bytes`, one more than there are rows. No bytes: the document says nothing. */
  readonly starts: Uint32Array;
}
