// A corpus in memory: sources and readers without a file system, whose documents can be changed between two looks.
//
// The readers keep the contract of src/model.ts and nothing else. What is made of them, sketches and all, is real.

import type { DocumentFormat, RawDocument, Reader, SketchOptions, Sketcher, Source } from '../../src/model.js';
import type { ScanOptions } from '../../src/options.js';
import { parseOptions } from '../../src/options.js';
import { describeSketch } from '../../src/run/describe-sketch.js';
import { RunJournal } from '../../src/run/journal.js';
import type { MatchedCorpus } from '../../src/run/match-corpus.js';
import { matchCorpus } from '../../src/run/match-corpus.js';
import type { SketchedCorpus } from '../../src/run/open-corpus.js';
import { createHalfMatcher, createSetMatcher } from '../../src/kernel/set-matcher.js';
import { assignIds } from '../../src/readers/assign-ids.js';
import { createReferenceSketcher } from '../../src/sketch/sketch-document.js';
import { DocumentReader } from '../../src/workers/document-reader.js';
import { createLonePool } from '../../src/workers/pool.js';
import { sketchSources, type SketchingHooks } from '../../src/workers/sketch-sources.js';
import { TaskRunner, type TaskTools } from '../../src/workers/task-runner.js';
import { USUAL_SKETCH } from './sketch-texts.js';

/** A line of JSON lines as its reader hands it over. */
export interface MemoryLine {
  readonly text: string;
  readonly id?: string;
}

/** A text file, or a file of JSON lines. */
export type MemoryContent = string | Uint8Array | readonly MemoryLine[];

export interface MemoryFiles {
  readonly sources: readonly Source[];
  readonly readerOf: (source: Source) => Reader;
  /** Changes a file, null removes it. */
  write(path: string, content: MemoryContent | null): void;
  /** What was read again, as `path@offset`, in order. */
  readonly readAgain: string[];
}

/** Bytes that each line of a memory file takes: offsets are multiples of it. */
const LINE_BYTE_LENGTH = 100;

const encoder = new TextEncoder();

export function createMemoryFiles(files: Readonly<Record<string, MemoryContent>>): MemoryFiles {
  const contents = new Map<string, MemoryContent>(Object.entries(files));
  const readAgain: string[] = [];
  const documentsOf = (path: string): RawDocument[] => {
    const content = contents.get(path);
    return content === undefined ? [] : listDocuments(content);
  };
  const createReader = (format: DocumentFormat): Reader => ({
    format,
    *readRange({ source, offset, byteLength }) {
      const documents = documentsOf(source.path);
      if (format === 'text') yield* documents;
      else {
        const lines = documents.filter((line) => line.offset >= offset && line.offset < offset + byteLength);
        for (const [i, line] of lines.entries()) yield { ...line, line: i + 1 };
        return { lines: lines.length, firstFieldLine: lines.length > 0 ? 1 : null, faults: null };
      }
      return { lines: 0, firstFieldLine: null, faults: null };
    },
    readAgain(source, offset, byteLength) {
      readAgain.push(`${source.path}@${offset}`);
      const found = documentsOf(source.path).find((document) => document.offset === offset);
      return found === undefined || found.byteLength !== byteLength ? null : found;
    },
    close: () => undefined,
  });
  const readers = { text: createReader('text'), 'json-lines': createReader('json-lines') };
  return {
    sources: Object.entries(files).map(([path, content]) => describeSource(path, content)),
    readerOf: (source) => readers[source.format],
    write: (path, content) => {
      if (content === null) contents.delete(path);
      else contents.set(path, content);
    },
    readAgain,
  };
}

function describeSource(path: string, content: MemoryContent): Source {
  const byteLength = listDocuments(content).reduce((sum, document) => sum + document.byteLength, 0);
  return { path, file: path, format: Array.isArray(content) ? 'json-lines' : 'text', byteLength, isExplicit: true };
}

function listDocuments(content: MemoryContent): RawDocument[] {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    return [{ bytes, utf8: null, id: null, line: null, offset: 0, byteLength: bytes.length }];
  }
  return content.map(({ text, id }, i) => ({
    ...{ bytes: null, utf8: encoder.encode(text), id: id ?? null, line: i + 1 },
    ...{ offset: i * LINE_BYTE_LENGTH, byteLength: LINE_BYTE_LENGTH },
  }));
}

/** Hooks that hear nothing. */
export const SILENT_HOOKS: SketchingHooks = {
  skip: () => undefined,
  diagnostic: () => undefined,
  advance: () => undefined,
  pause: () => Promise.resolve(),
};

export interface MemoryCorpus extends SketchedCorpus {
  readonly files: MemoryFiles;
}

/** Sketches the files; ids are paths, a line's own id, else `path:line`. */
export async function sketchMemory(
  contents: Readonly<Record<string, MemoryContent>>,
  sketchOptions: SketchOptions = USUAL_SKETCH,
  sketcher: Sketcher = createReferenceSketcher(sketchOptions),
): Promise<MemoryCorpus> {
  const files = createMemoryFiles(contents);
  const { sources } = files;
  const tools = makeTools(files.readerOf, sketcher);
  const pool = createLonePool(new TaskRunner(tools));
  const options = { batchByteLength: SMALL_BATCH };
  const { documents, ownIds, sketches, signatures } = await sketchSources(sources, pool, SILENT_HOOKS, options);
  const { ids } = assignIds(sources, documents, ownIds);
  const isChanged = new Uint8Array(documents.count);
  const reader = new DocumentReader({ sources, documents, sketches, isChanged, ...tools });
  const corpus = { sources, documents: { ...documents, ids }, sketches, signatures, reader, pool, tools, isChanged };
  return { ...corpus, sketchOptions, kernel: sketcher.name, files };
}

/** Of five lines, so that a file of more lines has several ranges. */
const SMALL_BATCH = 5 * LINE_BYTE_LENGTH;

/** What a thread works with, over readers in memory. */
export function makeTools(readerOf: (source: Source) => Reader, sketcher: Sketcher): TaskTools {
  const matchers = { matcher: createSetMatcher('reference'), halfMatcher: createHalfMatcher('reference') };
  return { readerOf, sketcher, ...matchers, close: () => undefined };
}

/** What a scan of the files finds; `change` is called when everything is sketched and nothing is matched yet. */
export async function matchMemory(
  contents: Readonly<Record<string, MemoryContent>>,
  options: Partial<ScanOptions> = {},
  change: (files: MemoryFiles) => void = () => undefined,
): Promise<MatchedCorpus> {
  const parsed = parseOptions(options);
  const corpus = await sketchMemory(contents, describeSketch(parsed));
  change(corpus.files);
  return matchCorpus(corpus, parsed, new RunJournal({ createReporters: () => [] }));
}
