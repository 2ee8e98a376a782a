// From what was typed to what will be read: paths, folders, globs, lists and streams become the sources of a run.
//
// An existing path is taken literally before it is a glob. What is not found is told, never thrown: whether a run can go
// on without it is its caller's to say. Every file is one source, however often it is reached. Refuses to read documents.

import { createReadStream, readFileSync } from 'node:fs';
import { UsageError } from '../errors.js';
import type { ReadEvents, Source } from '../model.js';
import type { ScanOptions } from '../options.js';
import { compareCodePoints } from '../text-order.js';
import { createFileCollector, type FileOptions } from './collect-files.js';
import { describeFileError, isFileError, isMissing } from './file-errors.js';
import { parseFileList } from './file-list.js';
import { locateName } from './file-name.js';
import { gunzipFile } from './gzip.js';
import { formatOfPath } from './registry.js';
import { spoolSource } from './spool-source.js';
import type { Spool } from './spool.js';
import { statFile } from './stat-file.js';
import { uniteNames } from './unite-names.js';
import type { FoundFile } from './walk-folder.js';

/** The options that say which files are read, and how large a document may be. */
export type SourceOptions = FileOptions & Pick<ScanOptions, 'filesFrom' | 'nullSeparated' | 'maxSize'>;

export interface SourceContext {
  /** Folder that relative paths start from; the process's own unless given. */
  readonly cwd?: string;
  /** What `-` reads; null where there is none. */
  readonly stdin: AsyncIterable<Uint8Array | string> | null;
  /** Files the run itself writes: met in a walk they are passed over, or the next run would read this one's report. */
  readonly outputs?: readonly string[];
  /** Takes copies of what can be read only once. */
  readonly spool: Spool;
  readonly events: ReadEvents;
}

/** The name that stands for standard input. */
const STDIN = '-';

/**
 * Finds the sources of `paths` and of the `--files-from` lists, in the order of their paths by code point. Nothing is
 * assumed for an empty list of paths. Names in lists are literal, never globs.
 *
 * Faults become diagnostics: PATH_NOT_FOUND (a path, or a glob that matches nothing), SOURCE_UNREADABLE,
 * SOURCE_TRUNCATED, DOCUMENT_TOO_LARGE. Rejects with UsageError where standard input is wanted twice or a glob of an
 * option is unusable, with InputError TEMP_DIR_UNUSABLE where a copy is needed and cannot be made.
 */
export async function findSources(
  paths: readonly string[],
  options: SourceOptions,
  context: SourceContext,
): Promise<Source[]> {
  const { events, stdin, spool } = context;
  const cwd = context.cwd ?? process.cwd();
  const isStdinNamed = paths.includes(STDIN);
  if (isStdinNamed && options.filesFrom.includes(STDIN)) {
    const message = 'standard input can be read once: as documents (-) or as a list (--files-from -), not as both';
    throw new UsageError('ARGUMENT_INVALID', message);
  }
  const collector = createFileCollector(options, cwd, events);
  for (const path of new Set(paths)) if (path !== STDIN) collector.collectArgument(path);
  for (const list of new Set(options.filesFrom)) {
    const bytes = list === STDIN ? await readStdin(stdin, events) : readList(list, cwd, events);
    if (bytes === null) continue;
    for (const name of parseFileList(bytes, options.nullSeparated)) collector.collectListed(name);
  }
  const sources: Source[] = [];
  const outputs = identifyOutputs(context.outputs ?? [], cwd);
  for (const file of uniteNames(collector.found, events)) {
    // Not counted as skipped: the report would then differ once there is one.
    if (!file.isExplicit && outputs.has(file.identity)) continue;
    const source = await openFound(file, options.maxSize, spool, events);
    if (source !== null) sources.push(source);
  }
  if (isStdinNamed) {
    const source = await spoolStdin(stdin, spool, events);
    if (source !== null) sources.push(source);
  }
  return sources.sort((left, right) => compareCodePoints(left.path, right.path));
}

/** The identities of the outputs that are there already. */
function identifyOutputs(outputs: readonly string[], cwd: string): ReadonlySet<string> {
  const identities = new Set<string>();
  for (const output of outputs) {
    try {
      identities.add(statFile(locateName(cwd, output)).identity);
    } catch (error) {
      if (!isFileError(error)) throw error;
    }
  }
  return identities;
}

/** The source that a file is: itself, or its copy where it is compressed or a pipe; null where it is told or skipped. */
async function openFound(
  found: FoundFile,
  maxSize: number | null,
  spool: Spool,
  events: ReadEvents,
): Promise<Source | null> {
  const { path, file, byteLength, isExplicit } = found;
  const { format, isCompressed } = formatOfPath(path);
  if (!isCompressed && !found.isPipe) return { path, file, format, byteLength, isExplicit };
  const chunks = isCompressed ? gunzipFile(file) : createReadStream(file);
  const copy = await spoolSource(chunks, format, maxSize, spool);
  if (copy.kind === 'spooled') return { path, file: copy.file, format, byteLength: copy.byteLength, isExplicit };
  if (copy.kind === 'skipped') events.skip({ reason: copy.reason, path });
  else events.diagnostic({ code: copy.code, path, line: null, message: copy.message });
  return null;
}

async function spoolStdin(stdin: SourceContext['stdin'], spool: Spool, events: ReadEvents): Promise<Source | null> {
  if (stdin === null) return tellNoStdin(events);
  const format = 'json-lines';
  const copy = await spoolSource(stdin, format, null, spool);
  if (copy.kind === 'spooled') {
    return { path: STDIN, file: copy.file, format, byteLength: copy.byteLength, isExplicit: true };
  }
  if (copy.kind === 'failed') events.diagnostic({ code: copy.code, path: STDIN, line: null, message: copy.message });
  return null;
}

async function readStdin(stdin: SourceContext['stdin'], events: ReadEvents): Promise<Buffer | null> {
  if (stdin === null) return tellNoStdin(events);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  } catch (error) {
    return tellUnreadable(STDIN, error, events);
  }
}

function readList(list: string, cwd: string, events: ReadEvents): Buffer | null {
  try {
    return readFileSync(locateName(cwd, list));
  } catch (error) {
    if (!isMissing(error)) return tellUnreadable(list, error, events);
    events.diagnostic({ code: 'PATH_NOT_FOUND', path: list, line: null, message: 'no such list of files' });
    return null;
  }
}

function tellNoStdin(events: ReadEvents): null {
  events.diagnostic({ code: 'SOURCE_UNREADABLE', path: STDIN, line: null, message: 'there is no standard input' });
  return null;
}

function tellUnreadable(path: string, error: unknown, events: ReadEvents): null {
  events.diagnostic({ code: 'SOURCE_UNREADABLE', path, line: null, message: describeFileError(error) });
  return null;
}
