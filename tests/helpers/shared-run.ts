// A run over files in memory as threads see it: the corpus, its board and an arena, shared with a runner.

import { createBytes } from '../../src/columns.js';
import { weavePostings } from '../../src/match/postings.js';
import { collapseDocuments, leaderOf } from '../../src/match/units.js';
import type { DocumentIds, SketchTable, Source } from '../../src/model.js';
import { SIGNATURE_LANES } from '../../src/sketch/signature.js';
import type { DocumentRows } from '../../src/workers/document-columns.js';
import type { SpillableColumn } from '../../src/spill/spillable-column.js';
import { openSignatures } from '../../src/workers/open-signatures.js';
import { createSetArena } from '../../src/workers/set-arena.js';
import type { SharedRun } from '../../src/workers/tasks.js';
import { TaskRunner } from '../../src/workers/task-runner.js';
import { USUAL_THRESHOLDS } from './exact-documents.js';
import { makeBoard, toThresholds, weaveBuckets } from './make-match-run.js';
import type { MemoryContent, MemoryCorpus } from './memory-corpus.js';
import { sketchMemory } from './memory-corpus.js';

export interface SharedMemory {
  readonly corpus: MemoryCorpus;
  readonly run: SharedRun;
  /** A runner that the run was shared with. */
  readonly runner: TaskRunner;
  /** Gives all sets places, one after the other, and brings them in. */
  readonly loadAll: () => void;
}

/** What threads are told about a run. */
export interface RunParts {
  readonly sources: readonly Source[];
  readonly documents: DocumentRows;
  readonly ids: DocumentIds;
  readonly sketches: SketchTable;
  readonly signatures: SpillableColumn;
}

/** Weaves a run: nobody is admitted to its board, and no set is in its arena, which has room for `shingles` or just for all. */
export function weaveRun(
  { sources, documents, ids, sketches, signatures }: RunParts,
  { isAllPairs = false, shingles }: { isAllPairs?: boolean; shingles?: number },
): SharedRun {
  const units = collapseDocuments(sketches, ids, null);
  const thresholds = toThresholds(USUAL_THRESHOLDS);
  const rows = openSignatures(signatures.finish(), SIGNATURE_LANES);
  const buckets = weaveBuckets(sketches, rows, units, SIGNATURE_LANES, BANDING, thresholds.jaccard);
  const postings = weavePostings(sketches, units);
  const board = makeBoard({ sketches, units, thresholds, isAllPairs, buckets, postings });
  const lengths = board.ranked.shingles;
  const all = lengths.reduce((sum, length) => sum + length, 0);
  const arena = createSetArena(shingles ?? all + 100, lengths);
  return { sources, documents, isChanged: createBytes(documents.count), board, arena };
}

const BANDING = { bands: 16, rowsPerBand: 2, recall: 0.999 };

/** The same over files in memory, shared with a runner. */
export async function shareMemory(
  contents: Readonly<Record<string, MemoryContent>>,
  options: { isAllPairs?: boolean; shingles?: number } = {},
): Promise<SharedMemory> {
  const corpus = await sketchMemory(contents);
  const { sketches, signatures, sources, documents, isChanged } = corpus;
  const run = { ...weaveRun({ sources, documents, ids: documents.ids, sketches, signatures }, options), isChanged };
  const runner = new TaskRunner(corpus.tools);
  runner.share(run);
  return {
    corpus,
    run,
    runner,
    loadAll: () => {
      const { units } = run.board;
      const { starts, lengths } = run.arena;
      for (let unit = 0; unit < units.count; unit++)
        starts[unit] = unit === 0 ? 0 : starts[unit - 1] + lengths[unit - 1];
      const leaders = Uint32Array.from(lengths, (_, unit) => leaderOf(units, unit));
      const all = Uint32Array.from(lengths.keys());
      runner.run('loadSets', { units: all, documents: leaders, places: starts.slice() });
    },
  };
}
