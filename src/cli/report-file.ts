// One file that a report goes to: written beside its place under another name, moved there when it is whole.
//
// So a failed or interrupted run leaves no half report, and whoever reads the old one meanwhile reads all of it. What is
// no regular file (a device, a named pipe) cannot be replaced and is written directly.

import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { refuseOutput } from './output-error.js';
import { TextSink } from './text-sink.js';

export class ReportFile {
  readonly #place: string;
  /** Where the report ends up: the file, or what a symbolic link of that name leads to. */
  readonly #target: string;
  /** Where it is written until it is whole; null for what cannot be replaced. */
  readonly #partial: string | null;
  readonly #mode: number | null;
  #fd: number | null = null;
  #sink: TextSink | null = null;

  /**
   * Finds out whether the file can be written, and changes nothing. `order` tells apart the reports of one run.
   * Throws InputError OUTPUT_UNWRITABLE.
   */
  constructor(file: string, order: number) {
    this.#place = `"${file}"`;
    const stats = this.#attempt(() => statSync(file, { throwIfNoEntry: false }));
    const isReplaceable = stats === undefined || stats.isFile();
    this.#target = stats?.isFile() === true ? this.#attempt(() => realpathSync(file)) : file;
    this.#mode = stats === undefined ? null : stats.mode & 0o777;
    // Hidden, so that a walk over the same folder passes over what a killed run left.
    const name = `.dedupe-${process.pid}-${order}.partial`;
    this.#partial = isReplaceable ? join(dirname(this.#target), name) : null;
    this.#attempt(() => {
      if (stats !== undefined) accessSync(this.#target, constants.W_OK);
      // Throws the system's own error.
      if (stats?.isDirectory() === true || file.endsWith('/')) closeSync(openSync(file, 'r+'));
      this.#openPartial();
    });
    this.discard();
  }

  /** Opens the file and gives where to write. Throws InputError OUTPUT_UNWRITABLE. */
  open(): TextSink {
    this.#attempt(() => {
      this.#openPartial();
      this.#fd ??= openSync(this.#target, 'w');
    });
    this.#sink = new TextSink(this.#fd ?? -1, this.#place);
    return this.#sink;
  }

  /** Puts the whole report in its place. Throws InputError OUTPUT_UNWRITABLE. */
  commit(): void {
    this.#sink?.flush();
    this.#attempt(() => {
      this.#close();
      if (this.#partial === null) return;
      if (this.#mode !== null) chmodSync(this.#partial, this.#mode);
      renameSync(this.#partial, this.#target);
    });
  }

  /** Leaves the place as it was; harmless after `commit`. */
  discard(): void {
    this.#close();
    if (this.#partial !== null) rmSync(this.#partial, { force: true });
  }

  #openPartial(): void {
    if (this.#partial === null) return;
    // What a killed run of the same process number left; `wx` then follows no link that somebody else put there.
    rmSync(this.#partial, { force: true });
    this.#fd = openSync(this.#partial, 'wx');
  }

  #close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw refuseOutput(this.#place, error);
    }
  }
}
