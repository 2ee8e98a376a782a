// A corpus from its paths to its sketches, and its documents read again: what every command starts from.
//
// Holds the spool of the run; `close` removes it. Refuses to match.
import { createSketcher } from '../kernel/select.js';
import type { DocumentFormat, DocumentTable, Reader, SketchOptions, SketchTable, Sketcher, Source } from '../model.js';
import type { ScanOptions } from '../options.js';
import { assignIds } from '../readers/assign-ids.js';
import { findSources } from '../readers/find-sources.js';
import { createReaders } from '../readers/registry.js';
import { Spool } from '../readers/spool.js';
import { createReferenceSketcher } from '../sketch/sketch-document.js';
import { DocumentReader } from '../workers/document-reader.js';
import { sketchSources } from '../workers/sketch-sources.js';
import { describeSketch } from './describe-sketch.js';
import type { RunHooks, RunJournal } from './journal.js';

/** A corpus whose every document was seen once. */
export interface SketchedCorpus {
  readonly sources: readonly Source[];
  readonly documents: DocumentTable;
  readonly sketches: SketchTable;
  readonly reader: DocumentReader;
  readonly sketchOptions: SketchOptions;
  readonly kernel: Sketcher['name'];
}

/** The sources of a run. */
export interface OpenCorpus {
  readonly sources: readonly Source[];
  sketch(): Promise<SketchedCorpus>;
  /** Closes files and removes what was spooled. */
  close(): void;
}

/** Finds the sources of `paths` (`.` when empty). Rejects with an InputError where the spool cannot be made. */
export async function openCorpus(
  paths: readonly string[],
  options: ScanOptions,
  hooks: RunHooks,
  journal: RunJournal,
): Promise<OpenCorpus> {
  const spool = new Spool(options.tempDir);
  const readers = createReaders(options);
  try {
    journal.begin('find sources', null, 'sources');
    const isEmptyCall = paths.length === 0 && options.filesFrom.length === 0;
    const sources = await findSources(isEmptyCall ? ['.'] : paths, options, {
      stdin: hooks.stdin ?? null,
      outputs: hooks.outputs ?? [],
      spool,
      events: journal,
    });
    journal.finish('find sources', { sources: sources.length });
    return {
      sources,
      sketch: () => sketchCorpus(sources, options, journal, (source) => readers[source.format]),
      close: () => {
        closeReaders(readers);
        spool.dispose();
      },
    };
  } catch (error) {
    spool.dispose();
    throw error;
  }
}

/** Closes what the readers keep open, so that what was spooled can be removed everywhere. */
export function closeReaders(readers: Readonly<Record<DocumentFormat, Reader>>): void {
  for (const reader of Object.values(readers)) reader.close();
}

/** Sketches every document of the sources. */
export async function sketchCorpus(
  sources: readonly Source[],
  options: ScanOptions,
  journal: RunJournal,
  readerOf: (source: Source) => Reader,
): Promise<SketchedCorpus> {
  const sketchOptions = describeSketch(options);
  const sketcher =
    options.engine === 'minhash'
      ? await createMinhashSketcher(sketchOptions)
      : createSketcher(options.kernel, sketchOptions);
  journal.begin(
    'sketch documents',
    sources.reduce((sum, source) => sum + source.byteLength, 0),
    'bytes',
  );
  const { documents, ownIds, sketches } = await sketchSources(sources, readerOf, sketcher, {
    skip: (skip) => {
      journal.skip(skip);
    },
    diagnostic: (diagnostic) => {
      journal.diagnostic(diagnostic);
    },
    advance: (byteLength) => {
      journal.advance(byteLength);
    },
    pause: journal.pause,
  });
  const { ids, diagnostics } = assignIds(sources, documents, ownIds);
  for (const diagnostic of diagnostics) journal.diagnostic(diagnostic);
  journal.finish('sketch documents', { documents: documents.count, fingerprints: sketches.fingerprintHashes.length });
  const reader = new DocumentReader({ sources, documents, sketches, readerOf, sketcher });
  return { sources, documents: { ...documents, ids }, sketches, reader, sketchOptions, kernel: sketcher.name };
}

/** The reference with the npm package's signatures, which is loaded only for it. */
async function createMinhashSketcher(options: SketchOptions): Promise<Sketcher> {
  const { createMinhashSigner } = await import('../sketch/minhash-signature.js');
  return createReferenceSketcher(options, createMinhashSigner());
}
