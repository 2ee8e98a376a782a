// The task runner: everything a thread can be asked to do, and what it keeps to do it with.
//
// Each thread has one, the host too: readers, a sketcher, a matcher, and, once it is shared, the board of the run. Tasks and results
// are plain data. Refuses to start threads and to keep order: that is `pool`.
import { createLineParser } from '../kernel/line-parser.js';
import { createHalfMatcher, createSetMatcher } from '../kernel/set-matcher.js';
import { createSketcher } from '../kernel/select.js';
import { groupBands } from '../match/buckets.js';
import { countStretch } from '../match/boilerplate.js';
import { DiagonalFinder } from '../match/diagonals.js';
import { gatherSteps } from '../match/gather-steps.js';
import { fillMembers } from '../match/gathering.js';
import { isGiantUnit } from '../match/giant-cuts.js';
import type { GiantAccess } from '../match/giant-cuts.js';
import { OverlapMeter } from '../match/overlaps.js';
import type { OverlapColumns } from '../match/overlaps.js';
import { countPlaces, groupFingerprints, placeFingerprints } from '../match/postings.js';
import { groupSteps } from '../match/steps.js';
import { StretchFinder } from '../match/stretch-finder.js';
import { readAnyMember } from '../match/units.js';
import { thinCandidates, verifyCandidates } from '../match/verify.js';
import type { Reader, SetMatcher, ShingleSequence, SketchOptions, Sketcher, Source } from '../model.js';
import { createReaders } from '../readers/registry.js';
import { countSharedShingles, listHalves } from '../sketch/shingle-set.js';
import { createReferenceSketcher } from '../sketch/sketch-document.js';
import { DocumentReader } from './document-reader.js';
import { openSignatures } from './open-signatures.js';
import { viewHalves } from './set-arena.js';
import { sketchRanges } from './sketch-ranges.js';
import { UNREADABLE } from './tasks.js';
import type { SharedRun, TaskName, TaskSetup, TaskTable } from './tasks.js';

type Tasks = { readonly [Name in TaskName]: (task: TaskTable[Name]['task']) => TaskTable[Name]['result'] };

/** What a runner works with. */
export interface TaskTools {
  readonly readerOf: (source: Source) => Reader;
  readonly sketcher: Sketcher;
  readonly matcher: SetMatcher;
  /** Of columns of high words. */
  readonly halfMatcher: SetMatcher;
  /** Closes what the readers keep open. */
  close(): void;
}

/** Makes a thread's own tools. Rejects with a KernelError where the kernel asked for cannot be had. */
export async function createTools({ reader, sketch, kernel, engine }: TaskSetup): Promise<TaskTools> {
  const readers = createReaders(reader, (fields) => createLineParser(kernel, fields));
  return {
    readerOf: (source) => readers[source.format],
    sketcher: engine === 'minhash' ? await createMinhashSketcher(sketch) : createSketcher(kernel, sketch),
    matcher: createSetMatcher(kernel),
    halfMatcher: createHalfMatcher(kernel),
    close: () => {
      for (const reader of Object.values(readers)) reader.close();
    },
  };
}

/** The reference with the npm package's signatures, which is loaded only for it. */
async function createMinhashSketcher(options: SketchOptions): Promise<Sketcher> {
  const { createMinhashSigner } = await import('../sketch/minhash-signature.js');
  return createReferenceSketcher(options, createMinhashSigner());
}

/** The board of the run, and what looks at it. */
interface Shared {
  readonly run: SharedRun;
  readonly reader: DocumentReader;
  readonly finder: StretchFinder;
}

/** What looks at the columns of overlaps. */
interface OverlapTools {
  readonly finder: DiagonalFinder;
  readonly meter: OverlapMeter;
}

/** Does tasks. Lives as long as its thread, or the run. */
export class TaskRunner {
  readonly tools: TaskTools;
  #shared: Shared | null = null;
  #overlaps: OverlapTools | null = null;

  constructor(tools: TaskTools) {
    this.tools = tools;
  }

  /** Takes the board of the run; it may be written to between tasks only. */
  share(run: SharedRun): void {
    const { sources, documents, isChanged, board } = run;
    const reader = new DocumentReader({ sources, documents, sketches: board.sketches, isChanged, ...this.tools });
    this.#shared = { run, reader, finder: new StretchFinder(board) };
  }

  /** Takes what overlaps are measured by, after the board. */
  shareOverlaps(columns: OverlapColumns): void {
    const meter = new OverlapMeter(columns, this.#readSequenceOf, this.#giants);
    this.#overlaps = { finder: new DiagonalFinder(columns), meter };
  }

  /** Does one task. */
  run<Name extends TaskName>(name: Name, task: TaskTable[Name]['task']): TaskTable[Name]['result'] {
    return this.#tasks[name](task);
  }

  readonly #tasks: Tasks = {
    sketchRanges: (task) => sketchRanges(task, this.tools.readerOf, this.tools.sketcher),
    groupBands: ({ columns, signatures, first, end }) => {
      const rows = openSignatures(signatures, columns.lanes);
      const grouped = groupBands(columns, rows, first, end);
      rows.close();
      return grouped;
    },
    groupFingerprints: ({ columns, groups, cuts }) => groupFingerprints(columns, groups, cuts),
    countPlaces: ({ columns, groups, net, first, end }) => {
      countPlaces(columns, groups, net.unitStarts, first, end);
      return null;
    },
    placeFingerprints: ({ columns, groups, net, first, end }) => {
      placeFingerprints(columns, groups, net, first, end);
      return null;
    },
    fillMembers: ({ net, columns, first, end }) => {
      fillMembers(net, columns, first, end);
      return null;
    },
    findCandidates: (stretch) => this.#demandShared().finder.findAll(stretch),
    loadSets: ({ units, documents, places }) => {
      const { reader, run } = this.#demandShared();
      return Uint8Array.from(documents, (document, i) => {
        const set = reader.readSet(document);
        if (set === null) return 1;
        const { words, counts } = run.arena;
        counts[units[i]] = listHalves(set, words.subarray(places[i], places[i] + set.length / 2));
        return 0;
      });
    },
    thinCandidates: ({ start, starts, others }) => {
      const { board, arena } = this.#demandShared().run;
      return thinCandidates(board, (unit) => viewHalves(arena, unit), start, { starts, others });
    },
    verifyCandidates: ({ start, settled, starts, others }) => {
      const { run, reader } = this.#demandShared();
      const { board, arena } = run;
      const { matcher, halfMatcher } = this.tools;
      const context = {
        ...board,
        matcher,
        halves: { matcher: halfMatcher, halvesOf: (unit: number) => viewHalves(arena, unit) },
        setOf: (unit: number) => readAnyMember(board.units, unit, (document) => reader.get(document)),
      };
      return verifyCandidates(context, start, { starts, others }, settled);
    },
    countStretch: ({ stretch, window }) => countStretch(this.#readSequenceOf, stretch, window, this.#giants),
    gatherSteps: ({ columns, first, end }) => gatherSteps(columns, first, end),
    groupSteps: ({ joined, partition }) => groupSteps(joined, partition),
    findEvidence: ({ start, end, most }) => this.#demandOverlaps().finder.find(start, end, most),
    measureOverlaps: (block) => this.#demandOverlaps().meter.measure(block),
    measureCoverage: ({ documents, others }) => {
      const { reader } = this.#demandShared();
      return Float64Array.from(documents, (document, i) => {
        const other = reader.get(others[i]);
        return (other === null ? null : reader.measureCoverage(document, other)) ?? UNREADABLE;
      });
    },
  };

  readonly #readSequenceOf = (unit: number): ShingleSequence | null => {
    const { reader, run } = this.#demandShared();
    return readAnyMember(run.board.units, unit, (document) => reader.readSequence(document));
  };

  #demandOverlaps(): OverlapTools {
    if (this.#overlaps === null) throw new Error('the columns of overlaps were not shared yet');
    return this.#overlaps;
  }

  /** How giants are looked at. */
  readonly #giants: GiantAccess = {
    isGiant: (unit) => isGiantUnit(this.#demandShared().run.board, unit),
    walk: (unit, look) => {
      const { reader, run } = this.#demandShared();
      let isBegun = false;
      const walk = (document: number): true | null => {
        // What one document began to show another one cannot go on with.
        if (isBegun) return null;
        const isRead = reader.walk(document, (stretch) => {
          isBegun = true;
          look(stretch);
        });
        return isRead ? true : null;
      };
      return readAnyMember(run.board.units, unit, walk) ?? false;
    },
    countShared: (unit, other) => {
      const { reader, run } = this.#demandShared();
      const [a, b] = [unit, other].map((each) => readAnyMember(run.board.units, each, (d) => reader.get(d)));
      return a === null || b === null ? null : countSharedShingles(a, b);
    },
  };

  #demandShared(): Shared {
    if (this.#shared === null) throw new Error('the board of the run was not shared yet');
    return this.#shared;
  }
}
