// The passages two documents share, as the report states them, and the text of tokens: what is shown of documents.
//
// Reads the texts again, one at a time. Refuses to search: `match` finds passages.
import { findPassages } from '../match/passages.js';
import type { Passage } from '../model.js';
import { describePassage, locateText } from '../report/passage-lines.js';
import type { LocatedText } from '../report/passage-lines.js';
import type { SketchedCorpus } from './open-corpus.js';

export interface DocumentPassages {
  readonly passages: Passage[];
  readonly passagesTotal: number;
  /** Of the longest passage in words, whichever are told; 0 where there is none. */
  readonly longestHalfWords: number;
}

/** The longest passages of two documents, at most `limit`, and how many there are; null where a text is gone. */
export function findDocumentPassages(
  corpus: SketchedCorpus,
  left: number,
  right: number,
  limit: number,
): DocumentPassages | null {
  const leftSequence = corpus.reader.getSequence(left);
  const rightSequence = corpus.reader.getSequence(right);
  if (leftSequence === null || rightSequence === null) return null;
  const leftText = locateDocument(corpus, left);
  const rightText = locateDocument(corpus, right);
  if (leftText === null || rightText === null) return null;
  const found = findPassages(leftSequence, rightSequence, corpus.sketchOptions.shingleSize);
  return {
    passages: found.slice(0, limit).map((passage) => describePassage(passage, leftText, rightText)),
    passagesTotal: found.length,
    longestHalfWords: found.reduce((longest, { halfWords }) => Math.max(longest, halfWords), 0),
  };
}

function locateDocument({ reader, sketchOptions }: SketchedCorpus, document: number): LocatedText | null {
  const utf8 = reader.readText(document);
  return utf8 === null ? null : locateText(utf8, sketchOptions.tokens);
}

/** The text from the first to the last of some tokens, as it stands in the document; null where it is gone. */
export function readTokens(
  { reader, sketchOptions }: SketchedCorpus,
  document: number,
  firstToken: number,
  lastToken: number,
): string | null {
  const utf8 = reader.readText(document);
  if (utf8 === null) return null;
  const { startBytes, endBytes } = locateText(utf8, sketchOptions.tokens);
  return new TextDecoder().decode(utf8.subarray(startBytes[firstToken], endBytes[lastToken]));
}
