// Where the reports of one run go: at most one to standard output, any number to files, all checked before the run.
//
// A run of an hour must not end with "permission denied". Reporters write here and know nothing of files; the reports
// appear in their places together, when the run has succeeded.

import { resolve } from 'node:path';
import {
  createReporter,
  isReporterName,
  type Reporter,
  type ReporterChoice,
  type ReporterContext,
  type ReporterName,
  reporterNames,
  UsageError,
} from '../index.js';
import type { OutputStream } from './io.js';
import { ReportFile } from './report-file.js';
import { TextSink } from './text-sink.js';

/** What is told to every reporter alike. */
export type ReportSubject = Pick<ReporterContext, 'command' | 'readText'>;

export interface ReportLayout {
  readonly stdout: OutputStream;
  readonly isStdoutColored: boolean;
  readonly stdoutWidth: number;
  /** `--color always` colors files too; nothing else does. */
  readonly isFileColored: boolean;
  readonly fileWidth: number;
  /** Called before bytes go to standard output. */
  beforeStdout(): void;
}

export class ReportOutput {
  readonly #targets: readonly { readonly name: ReporterName; readonly file: ReportFile | null }[];
  readonly #layout: ReportLayout;
  #stdoutSink: TextSink | null = null;

  /**
   * Checks names and places, and changes nothing. Throws UsageError for an unknown reporter, two reports on standard
   * output and two in one file; InputError OUTPUT_UNWRITABLE for a file that cannot be written.
   */
  constructor(choices: readonly ReporterChoice[], layout: ReportLayout) {
    checkPlaces(choices);
    const named = choices.map(({ name, file }) => ({ name: findReporter(name), file }));
    this.#targets = named.map(({ name, file }, order) => ({
      name,
      file: file === null ? null : new ReportFile(file, order),
    }));
    this.#layout = layout;
  }

  /** Opens the places and gives the reporters that write there. Throws InputError OUTPUT_UNWRITABLE, as writing does. */
  createReporters(subject: ReportSubject): readonly Reporter[] {
    const { stdout, isStdoutColored, stdoutWidth, isFileColored, fileWidth } = this.#layout;
    return this.#targets.map(({ name, file }) => {
      const isStdout = file === null;
      const sink = file?.open() ?? new TextSink(stdout.fd, 'standard output', () => this.#layout.beforeStdout());
      if (isStdout) this.#stdoutSink = sink;
      return createReporter(name, {
        ...subject,
        write: (text) => sink.write(text),
        isColored: isStdout ? isStdoutColored : isFileColored,
        width: isStdout ? stdoutWidth : fileWidth,
      });
    });
  }

  /** Writes what is held back, and puts every file in its place. Throws InputError OUTPUT_UNWRITABLE. */
  commit(): void {
    this.#stdoutSink?.flush();
    for (const { file } of this.#targets) file?.commit();
  }

  /** Leaves every file as it was; harmless after `commit`. */
  discard(): void {
    for (const { file } of this.#targets) file?.discard();
  }
}

function findReporter(name: string): ReporterName {
  if (isReporterName(name)) return name;
  const allowed = reporterNames.join(', ');
  throw new UsageError('OPTION_INVALID', `--reporter must be one of ${allowed}, not "${name}"`, { name });
}

function checkPlaces(choices: readonly ReporterChoice[]): void {
  const places = new Set<string | null>();
  for (const { name, file } of choices) {
    const place = file === null ? null : resolve(file);
    if (places.has(place)) {
      const where = file === null ? 'standard output' : `"${file}"`;
      throw new UsageError('OPTION_INVALID', `two reports go to ${where}; give one of them a file: NAME=FILE`, {
        name,
      });
    }
    places.add(place);
  }
}
