// Collects text and writes it in pieces, synchronously, as UTF-8.
//
// A reporter writes thousands of short strings; a system call for each would cost more than the report. When the reader
// has gone, the rest is dropped: what the run found, and its exit status, do not depend on who reads.

import { refuseOutput } from './output-error.js';
import { writeFully } from './write-fully.js';

/** UTF-16 units held before they are written: large against a system call, small against the memory of a run. */
const bufferedUnits = 1 << 17;

/** Bytes of UTF-8 that a UTF-16 unit makes at most. */
const bytesPerUnit = 3;

export class TextSink {
  readonly #fd: number;
  readonly #place: string;
  readonly #beforeWrite: (() => void) | null;
  #held = '';
  /** Where text becomes bytes, again and again: fresh memory costs more than what is written to it. */
  #bytes: Buffer | null = null;
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
    this.#held += text;
    if (this.#held.length >= bufferedUnits) this.flush();
  }

  /** Writes what is held. Throws InputError OUTPUT_UNWRITABLE; a reader who left is no error. */
  flush(): void {
    if (this.#held === '') return;
    const bytes = this.#encode(this.#held);
    this.#held = '';
    this.#beforeWrite?.();
    try {
      this.#isReaderGone = !writeFully(this.#fd, bytes);
    } catch (error) {
      throw refuseOutput(this.#place, error);
    }
  }

  /** Bytes that are valid until the next call. */
  #encode(text: string): Uint8Array {
    // A single long text, or the little there is at the end of a small report.
    const isUsual = text.length >= bufferedUnits && text.length <= 2 * bufferedUnits;
    if (!isUsual) return Buffer.from(text, 'utf8');
    this.#bytes ??= Buffer.allocUnsafeSlow(bytesPerUnit * 2 * bufferedUnits);
    return this.#bytes.subarray(0, this.#bytes.write(text, 'utf8'));
  }
}
