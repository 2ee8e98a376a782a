// A corpus from its paths to its sketches, and its documents read again: what every command starts from.
//
// Holds the workers and the spool of the run; `close` ends and removes them. Refuses to match.
import { createBytes } from '../columns.js';
import type { DocumentTable, Sketcher, SketchOptions, SketchTable, Source } from '../model.js';
import type { ScanOptions } from '../options.js';
import { assignIds } from '../readers/assign-ids.js';
import { findSources } from '../readers/find-sources.js';
import { Spool } from '../readers/spool.js';
import { SpillableColumn } from '../spill/spillable-column.js';
import { DocumentReader } from '../workers/document-reader.js';
import { createLonePool, createThreadPool } from '../workers/pool.js';
import type { WorkerPool } from '../workers/pool.js';
import { sketchSources } from '../workers/sketch-sources.js';
import type { SketchingOptions } from '../workers/sketch-sources.js';
import { TaskRunner, createTools } from '../workers/task-runner.js';
import type { TaskTools } from '../workers/task-runner.js';
import type { TaskSetup } from '../workers/tasks.js';
import { describeSketch } from './describe-sketch.js';
import type { RunHooks, RunJournal } from './journal.js';
import { shareMemory } from './share-memory.js';

/** A corpus whose every document was seen once. */
export interface SketchedCorpus {
  readonly sources: readonly Source[];
  readonly documents: DocumentTable;
  readonly sketches: SketchTable;
  /** Until bands were made of them. */
  readonly signatures: SpillableColumn;
  /** The host's own way to look at documents again. */
  readonly reader: DocumentReader;
  readonly pool: WorkerPool;
  readonly tools: TaskTools;
  /** Per document 1 as soon as anybody finds it changed or vanished. */
  readonly isChanged: Uint8Array;
  readonly sketchOptions: SketchOptions;
  readonly kernel: Sketcher['name'];
}

/** The sources of a run. */
export interface OpenCorpus {
  readonly sources: readonly Source[];
  sketch(): Promise<SketchedCorpus>;
  /** Ends workers, closes files and removes what was spooled. */
  close(): Promise<void>;
}

/** Below this threads cost more than they save: starting one takes as long as sketching some megabytes. */
const LEAST_THREADED_BYTE_LENGTH = 16 * 1024 * 1024;

/** Finds the sources of `paths` (`.` when empty). Rejects with an InputError where the spool cannot be made. */
export async function openCorpus(
  paths: readonly string[],
  options: ScanOptions,
  hooks: RunHooks,
  journal: RunJournal,
): Promise<OpenCorpus> {
  const spool = new Spool(options.tempDir);
  let opened: { readonly pool: WorkerPool; readonly tools: TaskTools } | null = null;
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
      sketch: async () => {
        opened = await openPool(sources, options);
        const signatures = new SpillableColumn(shareMemory(options.memory).signatures, () => spool.createFile());
        return sketchCorpus(sources, options, journal, opened, { signatures });
      },
      close: async () => {
        await opened?.pool.close();
        opened?.tools.close();
        spool.dispose();
      },
    };
  } catch (error) {
    spool.dispose();
    throw error;
  }
}

/** What a thread of this run is made of. */
export function describeTasks(options: ScanOptions): TaskSetup {
  const { textField, idField, maxSize, kernel, engine } = options;
  return { reader: { textField, idField, maxSize }, sketch: describeSketch(options), kernel, engine };
}

/** Starts threads where there are several workers and enough to do. */
async function openPool(
  sources: readonly Source[],
  options: ScanOptions,
): Promise<{ readonly pool: WorkerPool; readonly tools: TaskTools }> {
  const setup = describeTasks(options);
  const byteLength = sources.reduce((sum, source) => sum + source.byteLength, 0);
  const isThreaded = options.workers > 1 && byteLength >= LEAST_THREADED_BYTE_LENGTH;
  // Threads first: they start while the host makes its own tools.
  const threads = isThreaded ? createThreadPool(options.workers, setup) : null;
  const tools = await createTools(setup);
  return { pool: threads ?? createLonePool(new TaskRunner(tools)), tools };
}

/** Sketches every document of the sources. */
export async function sketchCorpus(
  sources: readonly Source[],
  options: ScanOptions,
  journal: RunJournal,
  { pool, tools }: { readonly pool: WorkerPool; readonly tools: TaskTools },
  sketching: SketchingOptions = {},
): Promise<SketchedCorpus> {
  journal.begin(
    'sketch documents',
    sources.reduce((sum, source) => sum + source.byteLength, 0),
    'bytes',
  );
  const hooks = {
    skip: journal.skip.bind(journal),
    diagnostic: journal.diagnostic.bind(journal),
    advance: journal.advance.bind(journal),
    pause: journal.pause,
  };
  const { documents, ownIds, sketches, signatures } = await sketchSources(sources, pool, hooks, sketching);
  const { ids, diagnostics } = assignIds(sources, documents, ownIds);
  for (const diagnostic of diagnostics) journal.diagnostic(diagnostic);
  journal.finish('sketch documents', {
    documents: documents.count,
    fingerprints: sketches.fingerprintHashes.length,
    ...(signatures.isSpilled ? { spilledBytes: signatures.byteLength } : {}),
  });
  const isChanged = createBytes(documents.count);
  return {
    sources,
    documents: { ...documents, ids },
    sketches,
    signatures,
    reader: new DocumentReader({ sources, documents, sketches, isChanged, ...tools }),
    pool,
    tools,
    isChanged,
    sketchOptions: describeSketch(options),
    kernel: tools.sketcher.name,
  };
}
