// Collects text and writes it in pieces, synchronously, as UTF-8.
//
// A reporter writes thousands of short strings; a system call for each would cost more than the report. When the reader
// has gone, the rest is dropped: what the run found, and its exit status, do not depend on who reads.

import { refuseOutput } from './output-error.js';
import { writeFully } from './write-fully.js';

/** UTF-16 units held before they are written: large against a system call, small against the memory of a run. */
const bufferedUnits = 1 << 16;

export class TextSink {
  readonly #fd: number;
  readonly #place: string;
  readonly #beforeWrite: (() => void) | null;
  #chunks: string[] = [];
  #units = 0;
  #isReaderGone = false;

  /**
   * `place` is how errors name it. `beforeWrite` is called before bytes go out: whoever shares the terminal clears his
   * line. The descriptor stays the caller's, and open.
   */
  constructor(fd: number, place: string, beforeWrite: (() => void) | null = null) {
    this.#fd = fd;
    this.#place = place;
    this.#beforeWrite = beforeWrite;
  }

  /** Takes text; writes when enough is held. Throws InputError OUTPUT_UNWRITABLE. */
  write(text: string): void {
    if (this.#isReaderGone) return;
    this.#chunks.push(text);
    this.#units += text.length;
    if (this.#units >= bufferedUnits) this.flush();
  }

  /** Writes what is held. Throws InputError OUTPUT_UNWRITABLE; a reader who left is no error. */
  flush(): void {
    if (this.#units === 0) return;
    const bytes = Buffer.from(this.#chunks.join(''), 'utf8');
    this.#chunks = [];
    this.#units = 0;
    this.#beforeWrite?.();
    try {
      this.#isReaderGone = !writeFully(this.#fd, bytes);
    } catch (error) {
      throw refuseOutput(this.#place, error);
    }
  }
}
