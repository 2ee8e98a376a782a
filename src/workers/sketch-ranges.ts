// Sketching a batch of ranges: document after document, each text seen once and forgotten.
//
// What a worker does with its share of a corpus, and the host with everything when it is alone. What a document leaves is a row
// of a sketch table and where to find it again. Refuses to know which lines came before a range.
import { createHalfWords, growColumn, viewWhole } from '../columns.js';
import { KernelError } from '../errors.js';
import type {
  Diagnostic,
  DocumentRange,
  DocumentSketch,
  RangeEnd,
  RawDocument,
  Reader,
  Sketcher,
  Skip,
  Source,
} from '../model.js';
import { OwnIdColumns } from '../readers/own-ids.js';
import { decodeText } from '../sketch/decode.js';
import { SIGNATURE_LANES } from '../sketch/signature.js';
import { SketchTableBuilder } from '../sketch/sketch-table.js';
import type { BatchColumns } from './batch-memory.js';
import { decodeTools } from './decode-tools.js';
import { DocumentColumns } from './document-columns.js';

/** A range, and the number of its source in the run. */
export interface NumberedRange {
  readonly range: DocumentRange;
  readonly sourceNumber: number;
}

/** The sketches of some ranges, in their order. Lines are counted from the beginning of each range. */
export interface SketchBatch extends BatchColumns {
  readonly ranges: readonly SketchedRange[];
}

export interface SketchedRange {
  /** Rows of the batch that are this range's. */
  readonly documents: number;
  readonly end: RangeEnd;
  readonly diagnostics: readonly Diagnostic[];
  readonly skips: readonly Skip[];
}

/** Rows there is room for at first. */
const FIRST_ROWS = 256;

/** Ranges to be sketched, and memory to do it in that was used before; null where there is none. */
export interface SketchTask {
  readonly ranges: readonly NumberedRange[];
  readonly used: BatchColumns | null;
}

/** Reads and sketches every document of the ranges, into shared memory. Faults of single documents become diagnostics. */
export function sketchRanges(
  { ranges, used }: SketchTask,
  readerOf: (source: Source) => Reader,
  sketcher: Sketcher,
): SketchBatch {
  const sketches = new SketchTableBuilder(true, used?.sketches);
  const rows = new DocumentColumns(true, used?.rows);
  const ownIds = new OwnIdColumns(used?.ownIds);
  let signatures = used === null ? createHalfWords(FIRST_ROWS * SIGNATURE_LANES) : viewWhole(used.signatures);
  const sketched: SketchedRange[] = [];
  for (const { range, sourceNumber } of ranges) {
    const { source } = range;
    const before = rows.count;
    const diagnostics: Diagnostic[] = [];
    const skips: Skip[] = [];
    const tell = (diagnostic: Diagnostic): void => {
      diagnostics.push(diagnostic);
    };
    const documents = readerOf(source).readRange(range, { skip: (skip) => skips.push(skip), diagnostic: tell });
    let next = documents.next();
    for (; next.done !== true; next = documents.next()) {
      const document = next.value;
      const utf8 =
        document.utf8 ??
        decodeDocument(document, (charset) => {
          tell(describeGuess(source, document, charset));
        });
      const sketch = trySketch(sketcher, utf8, source, document, tell);
      if (sketch === null) continue;
      signatures = growColumn(signatures, SIGNATURE_LANES * (rows.count + 1));
      signatures.set(sketch.foldedSignature, SIGNATURE_LANES * rows.count);
      sketches.append(sketch);
      ownIds.append(document.id);
      const textByteLength = document.line === null ? document.byteLength : utf8.length;
      rows.append(sourceNumber, document.offset, document.byteLength, textByteLength, document.line ?? 0);
    }
    sketched.push({ documents: rows.count - before, end: next.value, diagnostics, skips });
  }
  signatures = signatures.subarray(0, SIGNATURE_LANES * rows.count);
  const columns = { rows: rows.finish(), ownIds: ownIds.finish(), sketches: sketches.finish(), signatures };
  return { ...columns, ranges: sketched };
}

/** The text of a document as valid UTF-8: a view as long-lived as the document's own. */
export function decodeDocument(document: RawDocument, tellGuess: (charset: string) => void): Uint8Array {
  if (document.bytes === null) return document.utf8 ?? EMPTY;
  const { utf8, charset, isGuessed } = decodeText(document.bytes, decodeTools);
  if (isGuessed) tellGuess(charset);
  return utf8;
}

const EMPTY = new Uint8Array(0);

/** The sketch of a document; null, and told, where the kernel cannot hold it. */
function trySketch(
  sketcher: Sketcher,
  utf8: Uint8Array,
  source: Source,
  { line }: RawDocument,
  tell: (diagnostic: Diagnostic) => void,
): DocumentSketch | null {
  try {
    return sketcher.sketchDocument(utf8);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    tell({ code: 'DOCUMENT_TOO_LARGE', path: source.path, line, message: error.message });
    return null;
  }
}

function describeGuess(source: Source, document: RawDocument, charset: string): Diagnostic {
  return {
    code: 'CHARSET_GUESSED',
    path: source.path,
    line: document.line,
    message: `the text is not UTF-8 and names no charset; it was read as ${charset}`,
  };
}
