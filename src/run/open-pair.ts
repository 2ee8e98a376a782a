// The two documents of a comparison, found by `PATH` or `PATH:LINE`, as a corpus of their own.
//
// Only the lines that are named are kept of a file of JSON lines. Refuses to go on with a side that is not one document:
// here a missing path is an error, not a diagnostic.
import { InputError } from '../errors.js';
import type { InputErrorCode } from '../errors.js';
import type { RangeEnd, RawDocument, Reader, Source } from '../model.js';
import type { ScanOptions } from '../options.js';
import { findSources } from '../readers/find-sources.js';
import { Spool } from '../readers/spool.js';
import { statFile } from '../readers/stat-file.js';
import { createLonePool } from '../workers/pool.js';
import { TaskRunner, createTools } from '../workers/task-runner.js';
import type { TaskTools } from '../workers/task-runner.js';
import type { RunHooks, RunJournal } from './journal.js';
import { describeTasks, sketchCorpus } from './open-corpus.js';
import type { SketchedCorpus } from './open-corpus.js';

/** Two documents, not yet read. */
export interface OpenPair {
  /** Sketches the documents; `left` and `right` are rows of the corpus, the same row where both sides are one document. */
  sketch(): Promise<{ corpus: SketchedCorpus; left: number; right: number }>;
  /** Removes what was spooled. */
  close(): void;
}

interface Side {
  readonly argument: string;
  readonly source: Source;
  /** null: the source's only document. */
  readonly line: number | null;
}

/** Finds both sides. Rejects with an InputError where one is missing, unreadable, a folder, or not a single document. */
export async function openPair(
  left: string,
  right: string,
  options: ScanOptions,
  hooks: RunHooks,
  journal: RunJournal,
): Promise<OpenPair> {
  const spool = new Spool(options.tempDir);
  let tools: TaskTools | null = null;
  try {
    const sources = new Map<string, Source>();
    const sides: Side[] = [];
    for (const argument of [left, right]) {
      const { path, line } = splitArgument(argument);
      const source = sources.get(path) ?? (await findSource(path, options, hooks, spool));
      sources.set(path, source);
      sides.push({ argument, source, line });
    }
    return {
      sketch: async () => {
        tools = await createTools(describeTasks(options));
        return sketchSides(sides, options, journal, tools);
      },
      close: () => {
        tools?.close();
        spool.dispose();
      },
    };
  } catch (error) {
    spool.dispose();
    throw error;
  }
}

/** An existing path is taken literally; else what follows its last colon may be a line. */
function splitArgument(argument: string): { path: string; line: number | null } {
  const match = /^(.+):([1-9]\d{0,15})$/s.exec(argument);
  if (match === null || exists(argument)) return { path: argument, line: null };
  return { path: match[1], line: Number(match[2]) };
}

function exists(path: string): boolean {
  try {
    statFile(path);
    return true;
  } catch {
    return false;
  }
}

async function findSource(path: string, options: ScanOptions, hooks: RunHooks, spool: Spool): Promise<Source> {
  const faults: InputError[] = [];
  const sources = await findSources(
    [path],
    { ...options, filesFrom: [], glob: [], exclude: [] },
    {
      stdin: hooks.stdin ?? null,
      spool,
      events: {
        skip: ({ reason }) => {
          faults.push(new InputError('SOURCE_UNREADABLE', `${path} is not a document: ${reason}`));
        },
        diagnostic: ({ code, message }) => {
          faults.push(new InputError(codeOf(code), `${path}: ${message}`));
        },
      },
    },
  );
  if (sources.length === 1) return sources[0];
  if (sources.length === 0 && faults.length > 0) throw faults[0];
  const found = sources.length === 0 ? 'no document' : `${sources.length} documents`;
  throw new InputError(
    'DOCUMENT_NOT_FOUND',
    `compare takes two documents, and ${path} is ${found}; name a file, or a line as PATH:LINE`,
  );
}

function codeOf(code: string): InputErrorCode {
  return code === 'PATH_NOT_FOUND' ? 'PATH_NOT_FOUND' : 'SOURCE_UNREADABLE';
}

async function sketchSides(
  sides: readonly Side[],
  options: ScanOptions,
  journal: RunJournal,
  tools: TaskTools,
): Promise<{ corpus: SketchedCorpus; left: number; right: number }> {
  const sources = [...new Set(sides.map((side) => side.source))];
  const readerOf = (source: Source): Reader =>
    keepWanted(
      tools.readerOf(source),
      source,
      sides.filter((side) => side.source === source),
    );
  const wanted = { ...tools, readerOf };
  const pool = createLonePool(new TaskRunner(wanted));
  // Each source at once, so that a reader knows its lines by the numbers that were typed.
  const corpus = await sketchCorpus(sources, options, journal, { pool, tools: wanted }, { batchByteLength: Infinity });
  const rowOf = ({ argument, source, line }: Side): number => {
    const { documents } = corpus;
    for (let row = 0; row < documents.count; row++) {
      if (sources[documents.sources[row]] === source && (line === null || documents.lines[row] === line)) return row;
    }
    const place = line === null ? 'holds no document' : `has no document at line ${line}`;
    throw new InputError('DOCUMENT_NOT_FOUND', `${argument}: ${source.path} ${place}`, { path: source.path, line });
  };
  return { corpus, left: rowOf(sides[0]), right: rowOf(sides[1]) };
}

const UNREAD: RangeEnd = { lines: 0, firstFieldLine: null, faults: null };

/** A reader that yields only the documents that some side names, and no second one to a side without a line. */
function keepWanted(reader: Reader, source: Source, sides: readonly Side[]): Reader {
  const lines = new Set(sides.map((side) => side.line));
  return {
    format: reader.format,
    readAgain: (from, offset, byteLength) => reader.readAgain(from, offset, byteLength),
    close: () => {
      reader.close();
    },
    *readRange(range, events): Generator<RawDocument, RangeEnd, void> {
      let read = 0;
      const documents = reader.readRange(range, events);
      try {
        for (let next = documents.next(); ; next = documents.next()) {
          if (next.done === true) return next.value;
          const { line } = next.value;
          if (line !== null && lines.has(null) && ++read > 1) throw tellMany(source);
          if (lines.has(null) || lines.has(line)) yield next.value;
        }
      } finally {
        // The file is closed, too, where there is a document too many.
        documents.return(UNREAD);
      }
    },
  };
}

function tellMany(source: Source): InputError {
  return new InputError(
    'DOCUMENT_NOT_FOUND',
    `${source.path} holds more than one document; name the line to compare, as ${source.path}:1`,
    { path: source.path },
  );
}
