// Sketching a corpus: source after source, document after document, each text seen once and forgotten.
//
// The host's own loop; the texts never leave it. What remains of a document is a row of the sketch table and where to
// find it again. Refuses to compare documents.
import { KernelError } from '../errors.js';
import type {
  Diagnostic,
  DocumentSketch,
  DocumentTable,
  RawDocument,
  Reader,
  ReadEvents,
  SketchTable,
  Sketcher,
  Source,
} from '../model.js';
import { decodeText } from '../sketch/decode.js';
import { SketchTableBuilder } from '../sketch/sketch-table.js';
import { decodeTools } from './decode-tools.js';

/** What the loop is given besides the sources. */
export interface SketchingHooks extends ReadEvents {
  /** Bytes of sources done since the last call. */
  advance(byteLength: number): void;
  /** Lets the host breathe; rejects to stop. */
  pause(): Promise<void>;
}

/** A corpus once every text was seen; `ownIds` are what the documents' `id` fields say, null where they say nothing. */
export interface SketchedCorpus {
  readonly documents: Omit<DocumentTable, 'ids'>;
  readonly ownIds: readonly (string | null)[];
  readonly sketches: SketchTable;
}

/** Reads and sketches every document of the sources, in their order. Faults of single documents become diagnostics. */
export async function sketchSources(
  sources: readonly Source[],
  readerOf: (source: Source) => Reader,
  sketcher: Sketcher,
  hooks: SketchingHooks,
): Promise<SketchedCorpus> {
  const sketches = new SketchTableBuilder();
  const rows = new DocumentColumns();
  const ownIds: (string | null)[] = [];
  const texts = new TextBuffer();
  const totalByteLength = sources.reduce((sum, source) => sum + source.byteLength, 0);
  let before = 0;
  for (const [index, source] of sources.entries()) {
    let done = 0;
    for (const document of readerOf(source).readSource(source, hooks)) {
      const utf8 = texts.decode(document, (charset) => {
        hooks.diagnostic(tellGuess(source, document, charset));
      });
      const sketch = trySketch(sketcher, utf8, source, document, hooks);
      if (sketch === null) continue;
      sketches.append(sketch);
      ownIds.push(document.id);
      const textByteLength = document.line === null ? document.byteLength : utf8.length;
      rows.append(index, document.offset, document.byteLength, textByteLength, document.line ?? 0);
      if ((rows.count & 255) !== 0) continue;
      hooks.advance(document.offset - done);
      done = document.offset;
      sketches.noteProgress((before + done) / totalByteLength);
      await hooks.pause();
    }
    hooks.advance(source.byteLength - done);
    before += source.byteLength;
    await hooks.pause();
  }
  return { documents: rows.finish(), ownIds, sketches: sketches.finish() };
}

/** The sketch of a document; null, and told, where the kernel cannot hold it. */
function trySketch(
  sketcher: Sketcher,
  utf8: Uint8Array,
  source: Source,
  { line }: RawDocument,
  hooks: SketchingHooks,
): DocumentSketch | null {
  try {
    return sketcher.sketchDocument(utf8);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    hooks.diagnostic({ code: 'DOCUMENT_TOO_LARGE', path: source.path, line, message: error.message });
    return null;
  }
}

/** Where documents lie, in columns that grow. Lives until `finish`. */
class DocumentColumns {
  count = 0;
  #sources = new Uint32Array(256);
  #lines = new Uint32Array(256);
  #offsets = new Float64Array(256);
  #byteLengths = new Float64Array(256);
  #textByteLengths = new Float64Array(256);

  append(source: number, offset: number, byteLength: number, textByteLength: number, line: number): void {
    if (this.count === this.#sources.length) this.#grow();
    this.#sources[this.count] = source;
    this.#offsets[this.count] = offset;
    this.#byteLengths[this.count] = byteLength;
    this.#textByteLengths[this.count] = textByteLength;
    this.#lines[this.count++] = line;
  }

  finish(): Omit<DocumentTable, 'ids'> {
    const { count } = this;
    return {
      count,
      sources: this.#sources.subarray(0, count),
      offsets: this.#offsets.subarray(0, count),
      byteLengths: this.#byteLengths.subarray(0, count),
      textByteLengths: this.#textByteLengths.subarray(0, count),
      lines: this.#lines.subarray(0, count),
    };
  }

  #grow(): void {
    const length = 2 * this.count;
    const enlarge = <T extends Uint32Array | Float64Array>(column: T, larger: T): T => {
      larger.set(column);
      return larger;
    };
    this.#sources = enlarge(this.#sources, new Uint32Array(length));
    this.#lines = enlarge(this.#lines, new Uint32Array(length));
    this.#offsets = enlarge(this.#offsets, new Float64Array(length));
    this.#byteLengths = enlarge(this.#byteLengths, new Float64Array(length));
    this.#textByteLengths = enlarge(this.#textByteLengths, new Float64Array(length));
  }
}

function tellGuess(source: Source, document: RawDocument, charset: string): Diagnostic {
  return {
    code: 'CHARSET_GUESSED',
    path: source.path,
    line: document.line,
    message: `the text is not UTF-8 and names no charset; it was read as ${charset}`,
  };
}

/** The decoded text of one document at a time, as UTF-8. Its memory is used again for the next. */
export class TextBuffer {
  #bytes = new Uint8Array(64 * 1024);
  readonly #encoder = new TextEncoder();

  /** A view that the next call overwrites, or the document's own bytes where they are UTF-8 already. */
  decode(document: RawDocument, tellGuess: (charset: string) => void): Uint8Array {
    if (document.bytes !== null) {
      const { utf8, charset, isGuessed } = decodeText(document.bytes, decodeTools);
      if (isGuessed) tellGuess(charset);
      return utf8;
    }
    const text = document.text ?? '';
    // A UTF-16 unit takes at most three bytes of UTF-8.
    if (3 * text.length > this.#bytes.length) this.#bytes = new Uint8Array(6 * text.length);
    return this.#bytes.subarray(0, this.#encoder.encodeInto(text, this.#bytes).written);
  }
}
