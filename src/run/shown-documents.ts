// Which documents are shown: of giants neither passages nor texts, because both would take many times their size.
//
// What is left out is told, once for each document. Refuses to leave out measures: those are taken of every document.
import type { Diagnostic, DocumentTable, Source } from '../model.js';

/**
 * Most bytes of a document whose passages are looked for: 256 MiB. Its text becomes a JavaScript string for that, and its tokens and
 * shingles 21 bytes each.
 */
export const MOST_SHOWN_BYTES = 2 ** 28;

/** Lives as long as a run. */
export class ShownDocuments {
  readonly #sources: readonly Source[];
  readonly #documents: Pick<DocumentTable, 'sources' | 'lines' | 'textByteLengths'>;
  readonly #most: number;
  readonly #tell: (diagnostic: Diagnostic) => void;
  readonly #isTold = new Set<number>();

  /** `most` is for tests. */
  constructor(
    {
      sources,
      documents,
    }: {
      readonly sources: readonly Source[];
      readonly documents: Pick<DocumentTable, 'sources' | 'lines' | 'textByteLengths'>;
    },
    tell: (diagnostic: Diagnostic) => void,
    most = MOST_SHOWN_BYTES,
  ) {
    this.#sources = sources;
    this.#documents = documents;
    this.#tell = tell;
    this.#most = most;
  }

  /** Whether all of some documents can be shown; of each that cannot it is told. */
  canShow(...documents: readonly number[]): boolean {
    return documents.filter((document) => !this.#canShow(document)).length === 0;
  }

  #canShow(document: number): boolean {
    const { sources, lines, textByteLengths } = this.#documents;
    const byteLength = textByteLengths[document];
    if (byteLength <= this.#most) return true;
    if (!this.#isTold.has(document)) {
      this.#isTold.add(document);
      this.#tell({
        code: 'PASSAGES_LEFT_OUT',
        path: this.#sources[sources[document]].path,
        line: lines[document] === 0 ? null : lines[document],
        message: describeTooLargeToShow(byteLength, this.#most),
      });
    }
    return false;
  }
}

/** Why a document of so many bytes is not shown. */
export function describeTooLargeToShow(byteLength: number, most = MOST_SHOWN_BYTES): string {
  return `the document has ${byteLength} bytes; passages and boilerplate are shown of documents of at most ${most} bytes, measures of all`;
}
