// A sketched corpus of texts in memory, as a run has it once every document was seen: no file is touched.

import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import type { ComputeSignature } from '../../src/sketch/sketch-document.js';
import { SketchTableBuilder } from '../../src/sketch/sketch-table.js';
import type { DocumentTable, RawDocument, Reader, Source } from '../../src/model.js';
import type { ScanOptions } from '../../src/options.js';
import { describeSketch } from '../../src/run/describe-sketch.js';
import { RunJournal } from '../../src/run/journal.js';
import type { SketchedCorpus } from '../../src/run/open-corpus.js';
import { DocumentReader } from '../../src/workers/document-reader.js';
import { createHeldColumn } from '../../src/workers/sketch-sources.js';
import { createLonePool } from '../../src/workers/pool.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { makeTools } from './memory-corpus.js';
import { listIds } from './id-lists.js';

export interface TextDocument {
  readonly id: string;
  readonly text: string;
}

/** The texts are the lines of one source; a document's offset is its row. `sign` replaces the usual signatures. */
export function makeCorpus(
  documents: readonly TextDocument[],
  options: ScanOptions,
  sign?: ComputeSignature,
): SketchedCorpus {
  const source: Source = { path: 'made-up', file: 'made-up', format: 'json-lines', byteLength: 0, isExplicit: true };
  const encoder = new TextEncoder();
  const sketchOptions = describeSketch(options);
  const sketcher = createReferenceSketcher(sketchOptions, sign);
  const builder = new SketchTableBuilder();
  const signatures = createHeldColumn();
  const byteLengths = Float64Array.from(documents, ({ text }) => {
    const utf8 = encoder.encode(text);
    const sketch = sketcher.sketchDocument(utf8);
    builder.append(sketch);
    signatures.append(sketch.foldedSignature);
    return utf8.length;
  });
  const sketches = builder.finish();
  const table: DocumentTable = {
    count: documents.length,
    ids: listIds(documents.map(({ id }) => id)),
    sources: new Uint32Array(documents.length),
    offsets: Float64Array.from(documents, (_, row) => row),
    byteLengths,
    textByteLengths: byteLengths,
    lines: new Uint32Array(documents.length),
  };
  const rows = documents.map(({ id, text }, row): RawDocument => ({
    bytes: null,
    utf8: encoder.encode(text),
    id,
    line: row + 1,
    offset: row,
    byteLength: byteLengths[row],
  }));
  const sources = [source];
  const tools = makeTools(() => makeReader(rows), sketcher);
  const isChanged = new Uint8Array(documents.length);
  return {
    sources,
    documents: table,
    sketches,
    signatures,
    reader: new DocumentReader({ sources, documents: table, sketches, isChanged, ...tools }),
    pool: createLonePool(new TaskRunner(tools)),
    tools,
    isChanged,
    sketchOptions,
    kernel: 'reference',
  };
}

/** Reads rows again; nobody reads them for the first time. */
function makeReader(rows: readonly RawDocument[]): Reader {
  return {
    format: 'json-lines',
    readRange: () => {
      throw new Error('the corpus was sketched when it was made');
    },
    readAgain: (_, offset) => rows[offset],
    close: () => undefined,
  };
}

/** A journal to which nobody listens. */
export function makeJournal(): RunJournal {
  return new RunJournal({ createReporters: () => [] });
}
